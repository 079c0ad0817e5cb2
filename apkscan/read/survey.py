"""Which entries of an app hold code, hidden code, texts and native libraries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apkscan.read.inflate import inflate
from apkscan.read.magic import HEAD_BYTES, FileKind, file_kind
from apkscan.read.zip_records import DEFLATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.read.archive import ApkArchive
    from apkscan.read.zip_records import Entry

_PICTURES = (".png", ".webp", ".jpg", ".jpeg", ".gif", ".9.png")
_SMALL_PICTURE = 16 << 10
"""Bytes; no code that is worth hiding fits into a smaller one, and apps have thousands."""
_LIBRARY_LAYOUTS = ("abc_", "mtrl_", "design_", "material_", "m3_", "notification_", "exo_")
"""Prefixes of resources that come with Google's libraries, in every second app the same."""
_TEXT_FOLDERS = ("res/layout", "res/xml", "res/menu", "res/raw")
_PACKED_HEAD = 4 * HEAD_BYTES


@dataclass(slots=True)
class Survey:
    """Entries by what they hold, in the order of the archive."""

    code: list[Entry] = field(default_factory=list)
    """`classes.dex`, `classes2.dex`, ... without a gap, as Android loads them."""
    hidden: list[tuple[Entry, FileKind]] = field(default_factory=list)
    """DEX and ZIP files elsewhere."""
    native: list[Entry] = field(default_factory=list)
    binary_xml: list[Entry] = field(default_factory=list)
    text: list[Entry] = field(default_factory=list)


def survey(archive: ApkArchive) -> Survey:
    """Sort the entries of `archive` by their first bytes."""
    found = Survey(code=list(_code(archive)))
    known = {entry.name for entry in found.code}
    for entry in archive.entries:
        if entry.name in known or _is_dull(entry):
            continue
        known.add(entry.name)
        match file_kind(head_of(archive, entry)):
            case FileKind.DEX | FileKind.ZIP as kind:
                found.hidden.append((entry, kind))
            case FileKind.NATIVE:
                found.native.append(entry)
            case FileKind.BINARY_XML:
                found.binary_xml.append(entry)
            case FileKind.TEXT:
                found.text.append(entry)
            case _:
                pass
    return found


def head_of(archive: ApkArchive, entry: Entry) -> bytes:
    """Give the first bytes of an entry; costs no budget and leaves no note."""
    start = archive.content_start(entry)
    if start is None:
        return b""
    packed = archive.data[start : start + _PACKED_HEAD]
    if entry.method == DEFLATED:
        return inflate(packed, HEAD_BYTES).data
    return bytes(packed[: min(HEAD_BYTES, entry.size)])


def _code(archive: ApkArchive) -> Iterator[Entry]:
    number = 1
    name = "classes.dex"
    while (entry := archive.find(name)) is not None:
        yield entry
        number += 1
        name = f"classes{number}.dex"


def _is_dull(entry: Entry) -> bool:
    """Tell whether an entry holds nothing for us, from its name and size alone."""
    name = entry.name
    if not entry.size or name.endswith("/") or name in {"AndroidManifest.xml", "resources.arsc"}:
        return True
    if name.startswith("META-INF/") and not name.startswith("META-INF/services/"):
        return name.endswith((".MF", ".SF", ".RSA", ".DSA", ".EC", ".version"))
    if not name.startswith("res/"):
        return False
    if name.endswith(_PICTURES):
        return entry.size < _SMALL_PICTURE
    if not name.endswith(".xml") or name.count("/") == 1:
        return False
    return not name.startswith(_TEXT_FOLDERS) or name.rpartition("/")[2].startswith(
        _LIBRARY_LAYOUTS
    )
