"""Code that an app carries outside `classes*.dex`: DEX files, and archives with DEX inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.read.archive import open_archive
from apkscan.read.magic import FileKind
from apkscan.read.survey import survey
from fraudlens.errors import InputError

if TYPE_CHECKING:
    from apkscan.read.archive import ApkArchive
    from apkscan.read.survey import Survey
    from apkscan.read.zip_records import Entry
    from fraudlens.limits import Limits

_MOST_BYTES = 32 << 20
"""Of archives inside an app that are unpacked; games carry far larger ones, without code."""
_MOST_DEEPER = 8
_DEEPER_BYTES = 4 << 20
"""Archives inside such an archive whose names are looked at, and the size of one."""
_MANIFEST = "AndroidManifest.xml"


@dataclass(slots=True)
class HiddenCode:
    """Code found outside the usual files."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    """Place and bytes of each DEX file."""
    places: list[str] = field(default_factory=list)
    """Entries of the app that are DEX files, or archives with DEX files or a manifest."""
    unseen: list[Note] = field(default_factory=list)


def read_hidden(archive: ApkArchive, found: Survey, limits: Limits) -> HiddenCode:
    """Read the DEX files that `found` lists as hidden, one archive deep; deeper ones are named."""
    code = HiddenCode()
    left = _MOST_BYTES
    for number, (entry, kind) in enumerate(found.hidden):
        if number >= limits.max_nested_files or entry.size > left:
            code.unseen.append(Note("nested-unread", entry.name[:200], f"{entry.size} bytes"))
            continue
        left -= entry.size
        if kind is FileKind.DEX:
            code.places.append(entry.name)
            code.files.append((entry.name, archive.read(entry)))
        else:
            _look_into(code, entry, archive.read(entry), limits)
    return code


def _look_into(code: HiddenCode, entry: Entry, data: bytes, limits: Limits) -> None:
    try:
        inner = open_archive(data, limits)
    except InputError as error:
        code.unseen.append(Note("nested-unread", entry.name[:200], error.message[:200]))
        return
    found = survey(inner)
    deeper = _unread(inner, found, limits)
    if deeper is not None:
        place = f"{entry.name}!{deeper.name}"[:200]
        code.unseen.append(Note("nested-unread", place, "an archive two deep that may hold code"))
    inside = found.code + [one for one, kind in found.hidden if kind is FileKind.DEX]
    if not inside and inner.find(_MANIFEST) is None:
        return
    code.places.append(entry.name)
    for one in inside[: limits.max_nested_files]:
        code.files.append((f"{entry.name}!{one.name}", inner.read(one)))
    for one in inside[limits.max_nested_files :][:1]:
        more = len(inside) - limits.max_nested_files
        code.unseen.append(
            Note("nested-unread", f"{entry.name}!{one.name}"[:200], f"{more} over the bound")
        )


def _unread(inner: ApkArchive, found: Survey, limits: Limits) -> Entry | None:
    """Give the first archive in an archive that holds code, or may do so: none is read."""
    archives = (one for one, kind in found.hidden if kind is FileKind.ZIP)
    for number, one in enumerate(archives):
        unknown = number == _MOST_DEEPER or one.size > _DEEPER_BYTES
        if unknown or _may_hold_code(inner.read(one, _DEEPER_BYTES), limits):
            return one
    return None


def _may_hold_code(data: bytes, limits: Limits) -> bool:
    try:
        archive = open_archive(data, limits)
    except InputError:
        return True
    found = survey(archive)
    return bool(found.code or found.hidden) or archive.find(_MANIFEST) is not None
