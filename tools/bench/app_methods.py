"""Compare the methods that code of one app names: `python -m tools.bench.app_methods APP`.

Ours come from the tables of the file, theirs from the method ids of androguard's `DEX()`, which
reads the whole file but makes no cross references. One line of JSON for each `classes*.dex`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from apkscan.knowledge.apis import load_apis
from apkscan.read.archive import open_archive
from apkscan.read.dex_apis import watched_apis
from apkscan.read.dex_strings import decode
from apkscan.read.dex_tables import read_table
from apkscan.read.survey import survey
from fraudlens.limits import DEFAULT_LIMITS
from tests.data.apk.dex import encode
from tests.data.apk.program import plain

if TYPE_CHECKING:
    from fraudlens.training.evaluate import Table

_FRAMEWORK = (
    "Landroid/",
    "Lcom/android/",
    "Ldalvik/",
    "Ljava/",
    "Ljavax/",
    "Lorg/apache/http/",
    "Lorg/json/",
    "Lorg/w3c/dom/",
    "Lorg/xml/sax/",
    "Lorg/xmlpull/",
)
"""Descriptors of the classes that Android brings along begin so."""


@dataclass(frozen=True, slots=True)
class Methods:
    """The methods that a code file names."""

    framework: frozenset[tuple[str, str]]
    """Descriptor of the class and name, of classes of Android."""
    watched: frozenset[str]
    """Those of the list of watched methods, as the list names them."""


def main(path: Path) -> None:
    """Print what both say of each code file of an app.

    Raises:
        InputError: the app cannot be opened.
    """
    archive = open_archive(path.read_bytes(), DEFAULT_LIMITS)
    compare("", encode([plain("a.B")]))  # what is loaded once is not counted
    for entry in survey(archive).code:
        print(json.dumps(compare(entry.name, archive.read(entry))), flush=True)


def compare(place: str, data: bytes) -> Table:
    """Give numbers, CPU seconds and result of one file, and none of its names.

    The result is `equal`, `differs`, `refused` (by androguard alone) or `neither` reads it.
    """
    start = process_time()
    ours = our_methods(data)
    middle = process_time()
    theirs, why = _theirs(data)
    end = process_time()
    if theirs is None:
        result = "neither" if ours is None else "refused"
    else:
        result = "equal" if ours == theirs else "differs"
    kept = ours or theirs or Methods(frozenset(), frozenset())
    return {
        "place": place,
        "bytes": len(data),
        "result": result,
        "why": why,
        "framework": len(kept.framework),
        "watched": len(kept.watched),
        "ours_cpu_seconds": middle - start,
        "theirs_cpu_seconds": end - middle,
    }


def our_methods(data: bytes) -> Methods | None:
    """Give what our tables name; `None` where we take it for no code."""
    table = read_table("", data, DEFAULT_LIMITS.max_strings)
    if table is None:
        return None
    owners = [decode(raw) for raw in table.descriptors()]
    names = map(decode, table.strings.raws(table.methods["name"]))
    named = {
        (owners[owner], name)
        for owner, name in zip(table.methods["owner"].tolist(), names, strict=True)
        if owner < len(owners)
    }
    return Methods(_framework(named), frozenset(watched_apis(table)))


def their_methods(data: bytes) -> Methods:
    """Give what androguard names; it raises what the file makes it raise."""
    import_module("loguru").logger.disable("androguard")
    methods = import_module("androguard.core.dex").DEX(data).methods
    found = methods.gets() if methods else ()
    named = {(method.get_class_name(), method.get_name()) for method in found}
    listed = {api.name for api in load_apis()}
    spelt = {f"{owner[1:-1].replace('/', '.')}.{name}" for owner, name in named}
    return Methods(_framework(named), frozenset(spelt & listed))


def _theirs(data: bytes) -> tuple[Methods | None, str]:
    try:
        return their_methods(data), ""
    except Exception as exc:  # noqa: BLE001  it raises what its input makes it raise
        return None, type(exc).__name__


def _framework(named: set[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in named if pair[0].startswith(_FRAMEWORK))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
