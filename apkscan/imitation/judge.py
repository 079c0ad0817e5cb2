"""Weighs how much an app looks like an official one against the key that signed it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from apkscan.imitation.likeness import LabelHow, Likeness, PackageHow, look_of
from apkscan.imitation.names import name_of
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.imitation.official import OfficialApp
    from apkscan.imitation.registry import Registry

HIGH_STRENGTH = 0.88
MEDIUM_STRENGTH = 0.65
LOW_STRENGTH = 0.4

_LABEL_WEIGHTS = {
    LabelHow.NONE: 0.0, LabelHow.WEAK: 0.45, LabelHow.TYPO: 0.7, LabelHow.SOUND: 0.7,
    LabelHow.VARIANT: 0.8, LabelHow.SAME: 0.9, LabelHow.LOOK: 0.92,
}  # fmt: skip
_PACKAGE_WEIGHTS = {
    PackageHow.NONE: 0.0, PackageHow.TOKEN: 0.2, PackageHow.VENDOR: 0.2, PackageHow.BELOW: 0.2,
    PackageHow.TYPO: 0.5, PackageHow.SAME: 1.0,
}  # fmt: skip
_SAME_ICON = 4
_ICON_WEIGHTS = (0.6, 0.4)
"""Of an icon that differs in up to four bits, and in more."""
_PLUG_IN_LABEL = 0.5
"""Weight that is left of a name that no launcher shows, of a package that names the brand, too."""
_NEAR_ITS_MAKER = 0.5
"""An app that is named after the brand may be its maker's own, if no key of it is known."""
_LAUNCHER = ("android.intent.category.LAUNCHER", "android.intent.category.LEANBACK_LAUNCHER")


class Key(StrEnum):
    """What the key that signed an app says of its maker."""

    MAKER = "maker"
    """A key of the official app's maker."""
    REBUILD = "rebuild"
    """A key of someone who builds the same package honestly."""
    KNOWN = "known"
    """A key of another official app."""
    BROKEN = "broken"
    """A known key, but the signature does not hold: damaged, or cut out of firmware."""
    OTHER = "other"
    """None of the known keys of the official app."""
    PUBLIC = "public"
    """A key that anybody has, which no maker uses."""
    BENCH = "bench"
    """A key for debugging on an app that can be debugged, as on a developer's bench."""
    UNKNOWN = "unknown"
    """The registry has no key of the official app to compare with."""


_KEY_FACTORS = {
    Key.MAKER: 0.0, Key.REBUILD: 0.0, Key.KNOWN: 0.0, Key.BROKEN: 0.5, Key.OTHER: 1.0,
    Key.PUBLIC: 1.0, Key.BENCH: 0.6, Key.UNKNOWN: 0.75,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imitation:
    """The official app that an app resembles most."""

    app: OfficialApp
    like: Likeness
    key: Key
    strength: float
    """How much speaks for one app passing for the other, 0 to 1; 0 if it is that app."""

    @property
    def genuine(self) -> bool:
        """It is that very app, by its maker's key."""
        return self.key is Key.MAKER and self.like.package is PackageHow.SAME

    @property
    def unknown_key(self) -> bool:
        """Nothing is known of the official app's key, so that its name alone accuses nobody."""
        return not self.app.certificates

    def severity(self) -> Severity | None:
        """Give how grave that is; `None` is too little to say."""
        like = self.like
        if like.package is PackageHow.SAME and self.key is Key.UNKNOWN:
            return Severity.INFO
        if like.label is LabelHow.NONE and like.package in _FAR:
            return None  # an icon or a prefix alone
        steps = ((HIGH_STRENGTH, Severity.HIGH), (MEDIUM_STRENGTH, Severity.MEDIUM),
                 (LOW_STRENGTH, Severity.LOW))  # fmt: skip
        return next((severity for least, severity in steps if self.strength >= least), None)


_FAR = (PackageHow.NONE, PackageHow.TOKEN, PackageHow.VENDOR, PackageHow.BELOW)


def imitation_of(facts: ApkFacts, registry: Registry) -> Imitation | None:
    """Give the official app that an app resembles most; nothing if it resembles none."""
    found = [
        _weighed(facts, registry, number, like)
        for number, like in registry.index.alike(look_of(facts)).items()
    ]
    return max(found, key=_rank, default=None)


def _rank(found: Imitation) -> tuple[bool, float, float]:
    like = found.like
    return like.package is PackageHow.SAME, found.strength, like.label_share + like.package_share


def _weighed(facts: ApkFacts, registry: Registry, number: int, like: Likeness) -> Imitation:
    app = registry.apps[number]
    key = key_of(facts, app, registry)
    label = _LABEL_WEIGHTS[like.label] * (_PLUG_IN_LABEL if _is_plug_in(facts, app) else 1.0)
    icon = 0.0 if like.icon_bits is None else _ICON_WEIGHTS[like.icon_bits > _SAME_ICON]
    doubt = (1 - label) * (1 - icon) * (1 - _PACKAGE_WEIGHTS[like.package])
    factor = _KEY_FACTORS[key]
    if key is Key.UNKNOWN and like.package is PackageHow.SAME:
        factor = 0.1
    elif key is Key.UNKNOWN and like.package in _FAR[1:]:
        factor = _NEAR_ITS_MAKER
    return Imitation(app, like, key, round((1 - doubt) * factor, 4))


def key_of(facts: ApkFacts, app: OfficialApp, registry: Registry) -> Key:
    """Give what the key of an app says of its being the official one."""
    signing = facts.signing
    digests = [c.sha256 for c in signing.certificates if not c.known]  # whatever a list says
    if signing.verified:
        digests += signing.lineage
    known = [digest for digest in digests if digest in registry.index.keys]
    if known and not signing.verified:
        return Key.BROKEN
    for key, own in ((Key.MAKER, app.certificates), (Key.REBUILD, app.rebuilds)):
        if any(digest in own for digest in known):
            return key
    if known:
        return Key.KNOWN
    return _strange(facts, app)


def _strange(facts: ApkFacts, app: OfficialApp) -> Key:
    """Give what a key says that is on no list of makers."""
    public = [certificate.known for certificate in facts.signing.certificates if certificate.known]
    if facts.manifest.debuggable and public and all(known.endswith("debug") for known in public):
        return Key.BENCH
    if any(not known.endswith("debug") for known in public):
        return Key.PUBLIC
    return Key.OTHER if app.certificates else Key.UNKNOWN


def _is_plug_in(facts: ApkFacts, app: OfficialApp) -> bool:
    """Tell whether an app is a part for the official one: unseen, and named after it.

    Firmware has such parts ("Twitter", com.sonyericsson.eventstream.twitterpostviewer); bankers
    without an icon are named after nothing.
    """
    components = facts.manifest.components
    categories = (c for part in components for found in part.filters for c in found.categories)
    if not components or any(category in _LAUNCHER for category in categories):
        return False
    package = (facts.identity.package or "").lower()
    return any(core.isascii() and core in package for core in map(_core, app.labels))


def _core(label: str) -> str:
    return name_of(label).core
