"""Which native libraries of an app are searched for strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.zip_records import Entry

_ABIS = ("arm64-v8a", "armeabi-v7a", "armeabi", "x86_64", "x86")
"""The same library for several processors is searched once, for the first of these."""
_ENGINES = frozenset(
    {
        "libc++_shared.so",
        "libflutter.so",
        "libfbjni.so",
        "libffmpeg.so",
        "libgdx.so",
        "libhermes.so",
        "libijkffmpeg.so",
        "libjsc.so",
        "libmonosgen-2.0.so",
        "libopencv_java4.so",
        "libreactnative.so",
        "libreactnativejni.so",
        "libsqlcipher.so",
        "libunity.so",
        "libweexcore.so",
    }
)
"""Engines that are the same in thousands of apps and hold nothing of the app itself."""


def choose_libraries(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries that are worth a search, each library once, small ones first."""
    chosen: dict[str, tuple[int, Entry]] = {}
    for entry in entries:
        folder, _, name = entry.name.rpartition("/")
        abi = folder.rpartition("/")[2]
        is_library = folder.startswith("lib/") and name.endswith(".so")
        if is_library and name in _ENGINES:
            continue
        rank = _ABIS.index(abi) if abi in _ABIS else len(_ABIS)
        key = name if is_library else entry.name
        if key not in chosen or rank < chosen[key][0]:
            chosen[key] = (rank, entry)
    return sorted((entry for _, entry in chosen.values()), key=lambda one: (one.size, one.name))
