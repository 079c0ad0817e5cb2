"""Native libraries are searched once each, engines never."""

from __future__ import annotations

from apkscan.read.native import choose_libraries
from tests.apkscan.read.archives import opened
from tests.data.apk.container import Draft, Entry


def chosen(*names: str) -> list[str]:
    entries = (Entry(name=name, data=b"x" * (100 - len(name))) for name in names)
    return [one.name for one in choose_libraries(opened(Draft(entries=tuple(entries))).entries)]


def test_library_is_taken_for_one_processor() -> None:
    names = ["lib/x86/liba.so", "lib/arm64-v8a/liba.so", "lib/armeabi-v7a/liba.so"]

    assert ["lib/arm64-v8a/liba.so"] == chosen(*names)
    assert ["lib/mips/liba.so"] == chosen("lib/mips/liba.so")


def test_engines_are_left_out_where_they_belong() -> None:
    names = ["lib/x86/libflutter.so", "assets/libflutter.so"]

    assert ["assets/libflutter.so"] == chosen(*names)


def test_small_ones_come_first() -> None:
    assert ["assets/long-name", "assets/a"] == chosen("assets/a", "assets/long-name")
