"""Finds the official apps that an app resembles, among 100,000 as among 400.

Every question is a look-up in a table made once: same and near names, package names, their parts
and prefixes, and icons. Nothing walks through the catalogue.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from apkscan.imitation.icons import IconIndex, icon_number
from apkscan.imitation.likeness import LabelHow, Likeness, Look, PackageHow, body_of
from apkscan.imitation.names import is_ordinary, load_label_words, name_of
from apkscan.imitation.near import NearIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from apkscan.imitation.names import Name
    from apkscan.imitation.official import OfficialApp

_MOST = 50
"""Official apps that one name, part or icon may lead to."""
_FEWEST_FREQUENT = 12
_SHARE_FREQUENT = 2000
"""A word in more names than one in so many is ordinary in this catalogue."""
_NAMESAKES = 4
"""Apps of one name from which on the name is nobody's."""
_TOKEN = re.compile(r"[a-z]{5,}")
_LONG_TOKEN = 8
_PLAIN_TOKENS = frozenset(
    ("activity", "android", "application", "banking", "business", "client", "customer", "digital",
     "example", "finance", "internet", "launcher", "mobilebanking", "personal", "phone", "prod",
     "release", "retail", "shopping", "wallet", "wireless", "messenger", "payments")
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_LABEL_ORDER = {how: rank for rank, how in enumerate(LabelHow)}

Labels = dict[int, tuple[LabelHow, float]]
Packages = dict[int, tuple[PackageHow, float]]


class Index:
    """Tables over official apps; an app is meant by its number in `apps`."""

    def __init__(self, apps: Sequence[OfficialApp]) -> None:
        """Make the tables."""
        self.labels = LabelTables(apps)
        self.packages = PackageTables(apps)
        self._icons: dict[int, list[int]] = {}
        for number, app in enumerate(apps):
            for icon in app.icons:
                value = icon_number(icon.perceptual_hash)
                if value is not None:
                    self._icons.setdefault(value, []).append(number)
        self._near_icons = IconIndex(self._icons)
        self.keys: dict[str, int] = {}
        for number, app in enumerate(apps):
            for digest in (*app.certificates, *app.rebuilds):
                self.keys.setdefault(digest, number)

    def alike(self, look: Look) -> dict[int, Likeness]:
        """Give the official apps that something of an app resembles, each with how."""
        labels = self.labels.alike(look.names)
        packages = self.packages.alike(look.package)
        icons = self._alike_icons(look.icon)
        none, nothing = (LabelHow.NONE, 0.0), (PackageHow.NONE, 0.0)
        return {
            number: Likeness(
                *labels.get(number, none), *packages.get(number, nothing), icons.get(number)
            )
            for number in sorted(labels.keys() | packages.keys() | icons.keys())
        }

    def _alike_icons(self, icon: int | None) -> dict[int, int]:
        """Give the apps with a near icon and the bits that differ; none for an icon of many."""
        found: dict[int, int] = {}
        if icon is None:
            return found
        for value, bits in self._near_icons.near(icon).items():
            numbers = self._icons[value]
            for number in numbers if len(numbers) <= _NAMESAKES else ():
                found[number] = min(bits, found.get(number, bits))
        return found


class LabelTables:
    """Names of official apps by what is left of them."""

    def __init__(self, apps: Sequence[OfficialApp]) -> None:
        """Make the tables; a name of ordinary words counts only as such."""
        named = [
            (number, name_of(label)) for number, app in enumerate(apps) for label in app.labels
        ]
        frequent = _frequent(name for _, name in named)
        shared = Counter(name.key for _, name in named)
        self._same: dict[str, list[int]] = {}
        self._looks: dict[str, list[int]] = {}
        self._sounds: dict[str, list[int]] = {}
        self._weak: dict[str, list[int]] = {}
        for number, name in named:
            if shared[name.key] > _NAMESAKES or is_ordinary(name, frequent):
                self._weak.setdefault(name.key, []).append(number)
                continue
            self._same.setdefault(name.key, []).append(number)
            self._looks.setdefault(name.look, []).append(number)
            if name.sound:
                self._sounds.setdefault(name.sound, []).append(number)
        for number, app in enumerate(apps):
            for label in app.weak_labels:
                self._weak.setdefault(name_of(label).key, []).append(number)
        self._near = NearIndex(self._same)

    def alike(self, names: Iterable[Name]) -> Labels:
        """Give the apps with a name like one of these, the strongest likeness of each.

        Only the first, the one in the default language, may differ in letters: a word of some
        language is near to many a name (Russian for contacts to ВКонтакте).
        """
        found: Labels = {}
        for place, name in enumerate(names):
            exact = list(self._exact(name))
            near = () if exact or place else self._typos(name)
            for how, share, numbers in (*exact, *near):
                for number in numbers[:_MOST]:
                    found[number] = max(found.get(number, (how, 0.0)), (how, share), key=_strength)
        return found

    def _typos(self, name: Name) -> Iterator[tuple[LabelHow, float, list[int]]]:
        if is_ordinary(name):
            return
        for key, edits in self._near.near(name.core).items():
            yield LabelHow.TYPO, 1 - edits / max(len(key), len(name.core)), self._same[key]

    def _exact(self, name: Name) -> Iterator[tuple[LabelHow, float, list[int]]]:
        if name.key in self._same:
            yield LabelHow.SAME, 1.0, self._same[name.key]
        elif name.core in self._same:
            yield LabelHow.VARIANT, len(name.core) / len(name.key), self._same[name.core]
        elif name.look in self._looks:
            yield LabelHow.LOOK, 1.0, self._looks[name.look]
        if name.key in self._weak:
            yield LabelHow.WEAK, 1.0, self._weak[name.key]
        heard = self._sounds.get(name.sound or name.core)
        if heard and name.core not in self._same:
            yield LabelHow.SOUND, 1.0, heard


class PackageTables:
    """Package names of official apps, their parts and their makers' prefixes."""

    def __init__(self, apps: Sequence[OfficialApp]) -> None:
        """Make the tables."""
        self.numbers: dict[str, int] = {}
        self._bodies: dict[str, list[int]] = {}
        self._vendors: dict[str, list[int]] = {}
        tokens: dict[str, list[int]] = {}
        for number, app in enumerate(apps):
            package = app.package.lower()
            self.numbers.setdefault(package, number)
            self._bodies.setdefault(body_of(package), []).append(number)
            if app.vendor:
                self._vendors.setdefault(app.vendor.lower(), []).append(number)
            for token in tokens_of(package):
                tokens.setdefault(token, []).append(number)
        self._tokens = {t: n for t, n in tokens.items() if len(n) <= _NAMESAKES}
        self._near_bodies = NearIndex(b for b in self._bodies if len(b) >= _LONG_TOKEN)
        self._near_tokens = NearIndex(t for t in self._tokens if len(t) >= _LONG_TOKEN)

    def alike(self, package: str) -> Packages:
        """Give the apps with a package name like this one, the strongest likeness of each."""
        found: Packages = {}
        for how, share, numbers in self._hits(package):
            for number in numbers[:_MOST]:
                found.setdefault(number, (how, share))
        return found

    def _hits(self, package: str) -> Iterator[tuple[PackageHow, float, list[int]]]:
        """Give likenesses, the strongest first."""
        if package in self.numbers:
            yield PackageHow.SAME, 1.0, [self.numbers[package]]
        yield from self._typos(body_of(package), package)
        head = package.rpartition(".")[0]
        while head:
            if head in self.numbers:
                yield PackageHow.BELOW, len(head) / len(package), [self.numbers[head]]
            if head in self._vendors:
                yield PackageHow.VENDOR, len(head) / len(package), self._vendors[head]
            head = head.rpartition(".")[0]
        for token in tokens_of(package):
            if token in self._tokens:
                yield PackageHow.TOKEN, len(token) / len(package), self._tokens[token]
            for near in self._near_tokens.near(token) if len(token) >= _LONG_TOKEN else ():
                yield PackageHow.TOKEN, len(near) / len(package), self._tokens[near]

    def _typos(self, body: str, package: str) -> Iterator[tuple[PackageHow, float, list[int]]]:
        """Give packages that differ in the first part or in letters; siblings differ in digits."""
        if len(body) < _LONG_TOKEN or package in self.numbers:
            return
        if body in self._bodies:
            yield PackageHow.TYPO, len(body) / len(package), self._bodies[body]
        for near, edits in self._near_bodies.near(body).items():
            if _DIGITS.sub("", near) != _DIGITS.sub("", body):
                share = 1 - edits / max(len(near), len(body))
                yield PackageHow.TYPO, share, self._bodies[near]


def tokens_of(package: str) -> tuple[str, ...]:
    """Give the parts of a package name that may be a brand's.

    >>> tokens_of("com.whatsapp.mobile"), tokens_of("org.telegram.messenger")
    (('whatsapp',), ('telegram',))
    """
    known = load_label_words().known
    return tuple(
        token
        for token in dict.fromkeys(_TOKEN.findall(package))
        if token not in known and token not in _PLAIN_TOKENS
    )


def _strength(hit: tuple[LabelHow, float]) -> tuple[int, float]:
    return _LABEL_ORDER[hit[0]], hit[1]


def _frequent(names: Iterable[Name]) -> frozenset[str]:
    """Give the words that stand in so many names that they are ordinary in this catalogue."""
    total = 0
    words: Counter[str] = Counter()
    for total, name in enumerate(names, 1):  # noqa: B007  the last number is the total
        words.update(name.words)
    least = max(_FEWEST_FREQUENT, total // _SHARE_FREQUENT)
    return frozenset(word for word, count in words.items() if count >= least)
