"""What the names of classes tell: where they come from, and whether they were made unreadable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.read.dex_strings import decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

MAX_PACKAGES = 400
_PARTS = 3
_DEEPEST = 6
"""Parts of the longest package name of a library."""
_SHORT_NAME = 2
_LOOK_ALIKE = bytes.maketrans(b"Il1Oo0" + bytes(range(0x80, 0x100)), b"IIIOOO" + b"U" * 0x80)
_ODD = (b"U", b"IIII", b"OOOO")


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Counts over the classes of an app."""

    own: int = 0
    """Outside all libraries."""
    short: int = 0
    """With a name of one or two letters."""
    odd: int = 0
    """With letters outside ASCII, or four look-alikes in a row."""
    packages: tuple[tuple[str, int], ...] = ()
    """By package prefix of three parts, the commonest first."""


def count_names(descriptors: Sequence[bytes], libraries: Collection[str]) -> NameCounts:
    """Count over class `descriptors` such as `La/b/C;`; `libraries` are package names.

    >>> count_names([b"La/b/c/d/E;", b"La/b/c/F;", b"Lokio/Il1lI;"], {"okio"})
    NameCounts(own=2, short=2, odd=1, packages=(('a.b.c', 2), ('okio', 1)))
    """
    split = [name[1:-1].rpartition(b"/") for name in descriptors]
    names = [name for _, _, name in split]
    by_package = Counter([package for package, _, _ in split])
    known = {name.replace(".", "/").encode() for name in libraries}
    prefixes: Counter[bytes] = Counter()
    library = 0
    for package, count in by_package.items():
        prefixes[b"/".join(package.split(b"/", _PARTS)[:_PARTS])] += count
        library += count if _is_below(package, known) else 0
    ranked = sorted(prefixes.items(), key=lambda item: (-item[1], item[0]))[:MAX_PACKAGES]
    sizes = Counter(map(len, names))
    mapped = b"\0%b\0" % b"\0".join(names).translate(_LOOK_ALIKE)
    return NameCounts(
        own=len(names) - library,
        short=sum(sizes[size] for size in range(_SHORT_NAME + 1)),
        odd=len({start for mark in _ODD for start in _names_with(mark, mapped)}),
        packages=tuple((decode(name).replace("/", "."), count) for name, count in ranked),
    )


def _names_with(mark: bytes, names: bytes) -> Iterator[int]:
    """Give where each name starts that holds `mark`; zeros stand around each."""
    at = names.find(mark)
    while at >= 0:
        yield names.rfind(b"\0", 0, at)
        at = names.find(mark, names.find(b"\0", at))


def _is_below(package: bytes, known: Collection[bytes]) -> bool:
    parts = package.split(b"/", _DEEPEST)[:_DEEPEST]
    return any(b"/".join(parts[:end]) in known for end in range(1, len(parts) + 1))
