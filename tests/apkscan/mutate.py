"""Mutants of APKs: from a seed and a number to bytes that no tool would write.

Bytes are flipped, cut, spliced and repeated; fields of ZIP records, signing blocks, binary XML,
resource tables, DEX files and signatures are set to values at the edges; tricks are combined.
The same seed, number and bases give the same mutant, so a finding needs no file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from tests.apkscan import mutate_parts
from tests.apkscan.mutate_parts import put_number
from tests.data.apk import frauds, tricks
from tests.data.apk.apps import CAST, built
from tests.data.apk.bombs import BOMBS
from tests.data.apk.build import build_apk
from tests.data.apk.container import Draft, layout
from tests.data.apk.signing import MAGIC, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RECORDS = ((b"PK\x05\x06", 22), (b"PK\x01\x02", 46), (b"PK\x03\x04", 30))
"""ZIP records by their magic, with the bytes of their fixed part."""
LARGEST_BASE = 2 << 20


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutant with how it came to be."""

    number: int
    recipe: str
    data: bytes


def mutant(seed: int, number: int, bases: Sequence[bytes]) -> Mutant:
    """Give the mutant of that number; `bases` are sound APKs."""
    random = Random(f"fraudlens/{seed}/{number}")
    data = random.choice(bases)
    recipe = []
    for _ in range(random.choice((1, 1, 2, 3))):
        name = random.choice(WAYS)
        data = _WAYS[name](data, random, bases)
        recipe.append(name)
    return Mutant(number, "+".join(recipe), data)


@cache
def cast() -> tuple[bytes, ...]:
    """Give the bases that the project has itself: the cast, tricks, and bombs that are small."""
    tricked = [build_apk(frauds.loan(), trick) for trick in tricks.TRICKS.values()]
    bombs = [bomb for make in BOMBS.values() if len(bomb := make()) < 1 << 18]
    return (*(built(name) for name in CAST), *tricked, *bombs)


def _flip(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _time in range(random.choice((1, 2, 8, 64)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.7 else data[at:]


def _repeat(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    piece = data[at : at + random.choice((4, 30, 1000, 20_000))]
    where = random.randrange(len(data) + 1)
    return data[:where] + piece * random.choice((1, 2, 10)) + data[where:]


def _splice(data: bytes, random: Random, bases: Sequence[bytes]) -> bytes:
    other = random.choice(bases)
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def _record(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    magic, size = random.choice(RECORDS)
    places = _places(data, magic)
    if not places:
        return data
    return put_number(data, random.choice(places) + random.randrange(size), random)


def _block(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    """Change a length or a byte of the signing block."""
    end = data.rfind(MAGIC)
    if end < 8:
        return data
    (size,) = struct.unpack_from("<Q", data, end - 8)
    start = max(0, end + len(MAGIC) - size - 8)
    span = min(end + len(MAGIC) - start, 400)
    return put_number(data, start + random.randrange(max(1, span)), random)


def _parted(change: Callable[[Draft, Random], Draft]) -> Callable[..., bytes]:
    """Give the way that changes entries and lays the archive out anew, signed or not."""

    def way(data: bytes, random: Random, bases: Sequence[bytes]) -> bytes:
        try:
            draft = mutate_parts.entries_of(data)
        except Exception:  # noqa: BLE001  zipfile raises anything on what is broken already
            return _flip(data, random, bases)
        if not draft.entries:
            return data
        changed = change(draft, random)
        if random.random() < 0.5:
            return layout(changed).whole()
        return sign(changed, ("v2",), "ec-fuzz")

    return way


def _tricked(draft: Draft, random: Random) -> Draft:
    for _ in range(random.choice((1, 2, 3))):
        trick = tricks.TRICKS[random.choice(sorted(tricks.TRICKS))]
        try:
            draft = trick(draft)
        except (StopIteration, struct.error, IndexError):
            continue  # the entry is not there any more, or another trick broke it
    return draft


def _places(data: bytes, magic: bytes) -> list[int]:
    found = list[int]()
    at = data.find(magic)
    while at >= 0 and len(found) < 2000:
        found.append(at)
        at = data.find(magic, at + 1)
    return found


_WAYS: dict[str, Callable[[bytes, Random, Sequence[bytes]], bytes]] = {
    "flip": _flip,
    "cut": _cut,
    "repeat": _repeat,
    "splice": _splice,
    "record": _record,
    "block": _block,
    "entry": _parted(mutate_parts.mutate_entry),
    "headers": _parted(mutate_parts.mutate_headers),
    "names": _parted(mutate_parts.mutate_names),
    "stream": _parted(mutate_parts.swapped_stream),
    "tricked": _parted(_tricked),
}
WAYS = (*_WAYS, "entry", "entry", "entry", "entry", "record", "block")
"""Ways to draw from; what reaches deep code is drawn more often."""
