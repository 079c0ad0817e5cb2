"""Each bound on an app acts on what is one above it, and neither at it nor below."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from apkscan.read.app import read_app
from apkscan.read.archive import open_archive
from apkscan.read.axml import walk_axml
from apkscan.read.bundle import open_app
from apkscan.read.dex import read_dex
from apkscan.read.hidden import read_hidden
from apkscan.read.native import choose_libraries
from apkscan.read.pool import AppReaders
from apkscan.read.survey import survey
from fraudlens.errors import InputError
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.archives import opened
from tests.data.apk import dex
from tests.data.apk.build import build_apk
from tests.data.apk.container import Draft, Entry, layout
from tests.data.apk.program import plain
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from apkscan.read.element import Element
    from fraudlens.limits import Limits

DEX = dex.encode([plain("a.B")])
PAGE = b"<p>http://%s.bracken.top/</p>"
LIBRARY = b"\x7fELF" + bytes(80)
SPEC = AppSpec(
    strings=tuple(f"https://host{number}.bracken.top/" for number in range(300)),
    files={
        "assets/a.html": PAGE % b"one",
        "assets/b.html": PAGE % b"two" + b" " * 2000,
        "assets/c.bin": DEX,
        "assets/d.bin": DEX,
    },
    native={"liba.so": LIBRARY, "libb.so": LIBRARY * 2},
)
CODES = {
    "max_app_bytes": "limit-exceeded",
    "max_app_entries": "limit-exceeded",
    "max_entry_bytes": "limit-entry-bytes",
    "max_manifest_bytes": "limit-xml-bytes",
    "max_xml_elements": "limit-xml-elements",
    "max_xml_depth": "limit-xml-depth",
    "max_nested_files": "nested-unread",
    "max_strings": "limit-strings",
    "max_text_bytes": "files-partly-read",
    "max_text_entry_bytes": "files-partly-read",
    "max_native_bytes": "native-partly-read",
    "max_finds": "more-finds",
}
"""What is said of an app that is over the bound: a code in `unseen`, or of the error."""
AROUND = pytest.mark.parametrize("above", [-1, 0, 1], ids=["one below", "at", "one above"])


@cache
def apk() -> bytes:
    """Give an app that has some of all that is bounded."""
    return build_apk(SPEC)


@cache
def sizes() -> Mapping[str, int]:
    """Give how much the app has of what each bound is about."""
    archive = opened(apk())
    found = survey(archive)
    manifest = archive.find("AndroidManifest.xml")
    assert manifest is not None
    walked = walk_axml(archive.read(manifest), DEFAULT_LIMITS)
    assert walked.root is not None
    hidden = read_hidden(archive, found, DEFAULT_LIMITS).files
    code = [(entry.name, archive.read(entry)) for entry in found.code]
    texts = [entry.size for entry in (*found.text, *found.binary_xml)]
    return {
        "max_app_bytes": len(apk()),
        "max_app_entries": len(archive.entries),
        "max_entry_bytes": max(len(data) for _, data in code),
        "max_manifest_bytes": manifest.size,
        "max_xml_elements": walked.elements,
        "max_xml_depth": depth(walked.root),
        "max_nested_files": len(found.hidden),
        "max_strings": read_dex([*code, *hidden], DEFAULT_LIMITS).dex.strings,
        "max_text_bytes": sum(texts),
        "max_text_entry_bytes": max(texts),
        "max_native_bytes": sum(entry.size for entry in choose_libraries(found.native)),
        "max_finds": len(SPEC.strings) + 2,
    }


def depth(element: Element) -> int:
    return 1 + max(map(depth, element.children), default=0)


def bounded(**bound: int) -> Limits:
    return replace(DEFAULT_LIMITS, **bound)


def told(path: Path, limits: Limits) -> set[str]:
    """Give what is said of an app that is over a bound."""
    try:
        return {note.code for note in read_app(path, limits).unseen}
    except InputError as error:
        return {error.code}


@AROUND
@pytest.mark.parametrize("name", CODES)
def test_bound_of_an_app_acts_just_above_it(name: str, above: int, tmp_path: Path) -> None:
    path = tmp_path / "x.apk"
    path.write_bytes(apk())
    found = told(path, bounded(**{name: sizes()[name] - above}))

    assert (above > 0) == (CODES[name] in found)
    assert (above > 0) == bool(found)


@AROUND
def test_bound_of_all_entries_together_acts_just_above_it(above: int) -> None:
    total = sum(entry.size for entry in opened(apk()).entries)
    archive = open_archive(apk(), bounded(max_expanded_bytes=total - above))
    sum_read = sum(len(archive.read(entry)) for entry in archive.entries)

    assert (above > 0) == (sum_read < total)
    assert (["limit-expanded-bytes"] if above > 0 else []) == [n.code for n in archive.unseen]


@AROUND
def test_bound_of_files_inside_an_archive_inside_acts_just_above_it(above: int) -> None:
    inner = zipped({"classes.dex": DEX, "a.bin": DEX, "b.bin": DEX})
    archive = opened(zipped({"assets/update": inner}))
    code = read_hidden(archive, survey(archive), bounded(max_nested_files=3 - above))

    assert 3 - max(above, 0) == len(code.files)
    assert (
        [("nested-unread", "assets/update!b.bin", "1 over the bound")] if above > 0 else []
    ) == [(note.code, note.place, note.detail) for note in code.unseen]


@AROUND
@pytest.mark.parametrize("form", ["bundle", "folder"])
def test_bound_of_apks_of_one_app_acts_just_above_it(form: str, above: int, tmp_path: Path) -> None:
    files = {"base.apk": apk(), "split_a.apk": apk(), "split_b.apk": apk()}
    path = tmp_path / "app"
    if form == "bundle":
        path.write_bytes(zipped(files))
    else:
        path.mkdir()
        for name, data in files.items():
            (path / name).write_bytes(data)
    app = open_app(path, bounded(max_nested_files=3 - above))

    assert 2 - max(above, 0) == len(app.splits)
    assert (["limit-nested-files"] if above > 0 else []) == [note.code for note in app.unseen]


def test_bound_of_memory_is_handed_to_the_reading_process() -> None:
    """The kernel keeps it, see `test_serving`."""
    readers = AppReaders(bounded(max_app_memory_bytes=987_654_321), workers=1)
    readers.close()

    assert "987654321" == readers._command[-1]


def zipped(files: Mapping[str, bytes]) -> bytes:
    return layout(
        Draft(entries=tuple(Entry(name=name, data=data) for name, data in files.items()))
    ).whole()
