"""How much of an app could be seen: what is hidden lowers confidence and never clears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.facts import ApkFacts, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.signatures import Signatures

REVIEW_BELOW = 0.5
"""With less to see, a person should look: a verdict of `clear` rests on too little."""

_LOADERS = (
    "dalvik.system.DexClassLoader",
    "dalvik.system.InMemoryDexClassLoader",
    "dalvik.system.DexFile.loadDex",
    "dalvik.system.DexFile.loadClass",
)
"""Watched methods that load code which the file need not contain."""

SHARES = {
    "packed": 0.3,
    "dex-unreadable": 0.2,
    "manifest-unreadable": 0.2,
    "encrypted": 0.4,
    "timeout": 0.4,
    "limit": 0.5,
    "limit-manifest": 0.4,
    "foreign-split": 0.4,
    "split-alone": 0.4,
    "hidden-dex": 0.7,
    "no-code": 0.6,
    "little-code": 0.6,
    "code-elsewhere": 0.8,
    "dynamic-code": 0.9,
    "partly-read": 0.95,
    "unseen": 0.8,
}
"""Share of an app that can still be seen with each reason; several multiply."""

_HARMLESS = frozenset({"more-finds", "icon-unseen", "label-unresolved"})
"""Codes of what was not read and hides nothing."""
_PARTLY = frozenset(
    {"files-partly-read", "manifest-partly-read", "native-partly-read", "nested-unread"}
)
_BROKEN_CODE = frozenset({"dex-unreadable", "dex-truncated"})

_LITTLE_CLASSES = 25
"""Own classes of an app whose substance must stand elsewhere."""
_BIG_BYTES = 2_000_000
"""Bytes outside code and resources that are much beside few classes."""
_ELSEWHERE = ("h5_shell", "script", "cross_platform", "game_engine")
"""Families of generators whose apps run from assets or native libraries, which are read in part."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """The share of an app that static reading could see, in [0, 1], and what hid the rest."""

    share: float = 1.0
    reasons: tuple[Note, ...] = ()
    """Codes of `SHARES`, each once, with place and detail."""


def visibility_of(facts: ApkFacts, signatures: Signatures) -> Visibility:
    """Judge how much of an app could be seen."""
    reasons: dict[str, Note] = {}
    for note in (*_hidden_by_products(facts, signatures), *_hidden_code(facts), *_unseen(facts)):
        reasons.setdefault(note.code, note)
    share = 1.0
    for code in reasons:
        share *= SHARES[code]
    return Visibility(share, tuple(reasons.values()))


def _hidden_by_products(facts: ApkFacts, signatures: Signatures) -> Iterator[Note]:
    for packer in signatures.packers:
        yield Note("packed", packer.places[0], packer.name)
    elsewhere = next((g for g in signatures.generators if g.group in _ELSEWHERE), None)
    if elsewhere:
        yield Note("code-elsewhere", elsewhere.places[0], elsewhere.name)
    dex = facts.dex
    rest = facts.archive.expanded_bytes - dex.bytes
    if (
        not elsewhere
        and dex.classes > 0
        and dex.own_classes < _LITTLE_CLASSES
        and rest > _BIG_BYTES
    ):
        yield Note("little-code", "", f"{dex.own_classes} classes, {rest} bytes elsewhere")


def _hidden_code(facts: ApkFacts) -> Iterator[Note]:
    dex = facts.dex
    for place in dex.hidden[:1]:
        yield Note("hidden-dex", place)
    if not dex.files and not dex.hidden and facts.manifest.has_code is not False:
        yield Note("no-code")
    loaders = [api for api in dex.apis if api.startswith(_LOADERS)]
    if loaders:
        yield Note("dynamic-code", "", loaders[0])
    for note in dex.notes:
        if note.code in _BROKEN_CODE:
            yield Note("dex-unreadable", note.place, note.code)


def _unseen(facts: ApkFacts) -> Iterator[Note]:
    """Give a reason for each note on what was not read, by the beginning of its code."""
    for note in facts.unseen:
        if note.code not in _HARMLESS:
            yield Note(_reason(note.code), note.place, note.code)


def _reason(code: str) -> str:
    start = code.partition("-")[0]
    known = code if code in SHARES else start if start in SHARES else "unseen"
    return "partly-read" if code in _PARTLY else known
