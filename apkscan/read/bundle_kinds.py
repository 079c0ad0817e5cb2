"""What a ZIP file without a manifest is: a bundle of APKs, and which of them is what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.inputs import SPLIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.archive import ApkArchive

_MAX_JSON_BYTES = 1 << 20
_SUFFIX = ".apk"
_BASES = ("base.apk", "splits/base-master.apk", "universal.apk")
"""SAI and APKMirror; bundletool, for one device or for all."""
_SAI = ("meta.sai_v1.json", "meta.sai_v2.json")

_OTHERS = (
    ("BundleConfig.pb", "an Android App Bundle (.aab), which is no app yet: build APKs of it"),
    ("[Content_Types].xml", "an office document"),
    ("mimetype", "a document in a ZIP file"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
)
_IOS_FOLDER = "Payload/"


@dataclass(frozen=True, slots=True)
class Parts:
    """The APKs of a bundle, by entry name."""

    kind: str
    """`xapk`, `apks`, `apkm` or `zip`."""
    base: str
    splits: tuple[str, ...]
    left_out: tuple[str, ...]
    """In other folders: the same app for other devices, or what calls itself that."""


def find_parts(archive: ApkArchive) -> Parts | None:
    """Find the APKs of a bundle; `None` if it is none."""
    names = tuple(
        dict.fromkeys(e.name for e in archive.entries if e.name.lower().endswith(_SUFFIX))
    )
    if not names:
        return None
    kind, stated = _kind(archive)
    base = stated if stated in names else _base(names)
    if kind == "zip" and len(names) > 1:
        if base not in _BASES:
            return None
        kind = "apks"
    splits = _splits(names, base)
    return Parts(kind, base, splits, tuple(sorted({*names} - {base, *splits})))


def describe_other(archive: ApkArchive) -> str:
    """Say what a ZIP file is that is no app."""
    for name, what in _OTHERS:
        if archive.find(name) is not None:
            return what
    if any(entry.name.startswith(_IOS_FOLDER) for entry in archive.entries):
        return "an app for iOS"
    apks = sum(entry.name.lower().endswith(_SUFFIX) for entry in archive.entries)
    if apks:
        return f"a ZIP file with {apks} APKs that are no bundle: scan them one by one"
    return f"a ZIP file with {len(archive.entries)} entries and no AndroidManifest.xml"


def _kind(archive: ApkArchive) -> tuple[str, str | None]:
    """Give the kind, and the base APK as the bundle's own description names it."""
    about = _json(archive, "manifest.json")
    if "package_name" in about:
        return "xapk", _base_of_xapk(about)
    if archive.find("toc.pb") is not None or any(archive.find(name) for name in _SAI):
        return "apks", None
    if "pname" in _json(archive, "info.json"):
        return "apkm", None
    return "zip", None


def _base_of_xapk(about: dict[str, object]) -> str:
    splits = about.get("split_apks")
    for split in splits if isinstance(splits, list) else ():
        if isinstance(split, dict) and split.get("id") == "base":
            return str(split.get("file"))
    return f"{about['package_name']}{_SUFFIX}"


def _json(archive: ApkArchive, name: str) -> dict[str, object]:
    entry = archive.find(name)
    if entry is None:
        return {}
    try:
        value = json.loads(archive.read(entry, _MAX_JSON_BYTES))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _base(names: tuple[str, ...]) -> str:
    """Choose by the names that tools give; else the first that is not named as a split."""
    for base in _BASES:
        if base in names:
            return base
    whole = [name for name in names if not name.rpartition("/")[2].startswith(SPLIT_NAMES)]
    return (whole or list(names))[0]


def _splits(names: Iterable[str], base: str) -> tuple[str, ...]:
    """Give the other APKs beside the base: other folders hold the same app for other devices."""
    folder = base.rpartition("/")[0]
    return tuple(
        sorted(name for name in names if name != base and name.rpartition("/")[0] == folder)
    )
