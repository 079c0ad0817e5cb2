"""What an app was made with, by the marks that products leave: packers, generators, kits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from apkscan.knowledge.generators import load_generators
from apkscan.knowledge.markers import Mark, MarkIndex, index_of
from apkscan.knowledge.packers import load_packers
from apkscan.knowledge.sdks import TRACKERS, load_sdks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apkscan.facts import ApkFacts

_SURE_HITS = 2
"""Independent marks that stand in for an unmistakable one."""
_PLACES = 3
"""Places of one product that are kept as evidence."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A product that the app was made with or contains."""

    name: str
    group: str
    """`packer`, or the family of the generator, or the category of the kit."""
    places: tuple[str, ...]
    """Where that shows, such as `assets/data/dcloud_control.xml` or `class io.dcloud`."""
    classes: tuple[str, ...] = ()
    """Class prefixes that are its own code."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """All products found in one app, each tuple sorted by name."""

    packers: tuple[Signature, ...] = ()
    generators: tuple[Signature, ...] = ()
    sdks: tuple[Signature, ...] = ()
    """Kits that report on nobody."""
    trackers: tuple[Signature, ...] = ()
    """Kits for analytics and ads."""


def signatures_of(facts: ApkFacts) -> Signatures:
    """Look the names of an app up among the marks of all known products."""
    names = _names(facts)
    packers, generators, sdks = _indices()
    kits = _found(names, sdks)
    return Signatures(
        _found(names, packers),
        _found(names, generators),
        tuple(kit for kit in kits if kit.group not in TRACKERS),
        tuple(kit for kit in kits if kit.group in TRACKERS),
    )


@lru_cache(maxsize=1)
def _indices() -> tuple[MarkIndex, MarkIndex, MarkIndex]:
    return index_of(load_packers()), index_of(load_generators()), index_of(load_sdks())


def _names(facts: ApkFacts) -> dict[str, set[str]]:
    """Give all that a mark may equal, by kind of mark."""
    manifest, archive = facts.manifest, facts.archive
    classes = {name for name, _ in facts.dex.packages}
    classes |= {component.name for component in manifest.components}
    classes |= {manifest.application} if manifest.application else set()
    package = facts.identity.package
    return {
        "entry": set(archive.names),
        "folder": _above({name.rpartition("/")[0] for name in archive.names}, "/"),
        "native": set(archive.native),
        "class": _above(classes, "."),
        "package": _above({package}, ".") if package else set(),
        "meta": {name for name, _ in manifest.meta_data},
        "subject": set(_subjects(facts)),
    }


def _above(names: set[str], mark: str) -> set[str]:
    """Give names and all that stand above them: `a.b.c`, `a.b`, `a`."""
    found: set[str] = set()
    for name in names:
        part = name
        while part and part not in found:
            found.add(part)
            part = part.rpartition(mark)[0]
    return found


def _subjects(facts: ApkFacts) -> Iterator[str]:
    """Give the parts of the subjects of all certificates, `CN=Android Debug` and the like."""
    for certificate in facts.signing.certificates:
        for part in certificate.subject.split(","):
            yield part.strip()


def _found(names: dict[str, set[str]], index: MarkIndex) -> tuple[Signature, ...]:
    hits: dict[str, list[Mark]] = {}
    for kind, marks in index.items():
        for pattern in sorted(marks.keys() & names[kind]):
            for mark in marks[pattern]:
                hits.setdefault(mark.product, []).append(mark)
    return tuple(
        _signature(product, hits[product]) for product in sorted(hits) if _enough(hits[product])
    )


def _enough(marks: list[Mark]) -> bool:
    """Tell whether one mark is unmistakable, or several are independent.

    A library that stands both in `lib` and in `assets` is one mark, not two.
    """
    return any(mark.sure for mark in marks) or len(_stems(marks)) >= _SURE_HITS


def _stems(marks: Iterable[Mark]) -> set[str]:
    return {mark.pattern.rpartition("/")[2] for mark in marks}


def _signature(product: str, marks: list[Mark]) -> Signature:
    places = [f"class {m.pattern}" if m.kind == "class" else m.pattern for m in marks]
    classes = tuple(mark.pattern for mark in marks if mark.kind == "class")
    return Signature(product, marks[0].group, tuple(places[:_PLACES]), classes)
