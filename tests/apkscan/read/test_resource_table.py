from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read import resource_table
from apkscan.read.element import REFERENCE, STRING, Value
from apkscan.read.resource_table import Configuration, ResourceTable
from tests.data.apk import arsc, axml, bombs_xml
from tests.data.apk.arsc import ANY, Config, Resource
from tests.data.apk.pool import chunk, string_pool
from tests.data.apk.spec import AppSpec

_ROWS = (
    Resource("string", "first", ((ANY, "one"), (Config(locale="zh-rTW"), "一"))),
    Resource("string", "second", ((Config(locale="fil"), "isa"), (Config(density=480), "x"))),
    Resource("bool", "flag", ((ANY, True),)),
    Resource("string", "third", ((ANY, axml.Ref(0x7F020000)),)),
)
_DATA = arsc.encode("a.b", _ROWS)


def _plain(table: ResourceTable, identifier: int) -> list[tuple[str, int, int, str | None]]:
    return [
        (when.locale, when.density, value.kind, value.text)
        for when, value in table.variants(identifier)
    ]


def _typed(offsets: bytes, entries: bytes, *, count: int, flags: int = 0) -> bytes:
    """Build a table with one type of the given kind of offsets."""
    start = 84 + len(offsets)
    fields = struct.pack("<BBHII", 1, flags, 0, count, start)
    config = struct.pack("<I", 64) + bytes(60)
    body = chunk(arsc.TYPE, fields + config, offsets + entries)
    package = chunk(arsc.PACKAGE, struct.pack("<I", 0x7F) + bytes(276), body)
    return chunk(arsc.TABLE, struct.pack("<I", 1), string_pool(["zero", "one"]) + package)


def _entry(number: int) -> bytes:
    return struct.pack("<HHIHBBI", 8, 0, 0, 8, 0, STRING, number)


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_variants_come_with_their_configurations(utf16: bool) -> None:
    table = ResourceTable(arsc.encode("a.b", _ROWS, utf16=utf16))

    assert [("", 0, STRING, "one"), ("zh-TW", 0, STRING, "一")] == _plain(table, 0x7F010000)
    assert [("fil", 0, STRING, "isa"), ("", 480, STRING, "x")] == _plain(table, 0x7F010001)
    assert [("", 0, 0x12, None)] == _plain(table, 0x7F020000)
    assert [(Configuration(), Value(REFERENCE, 0x7F020000))] == table.variants(0x7F010002)
    assert () == table.oddities


@pytest.mark.parametrize("identifier", [0, 0x7F010003, 0x7F030000, 0x01010000, 0x7F01FFFF])
def test_unknown_resource_has_no_variants(identifier: int) -> None:
    assert [] == ResourceTable(_DATA).variants(identifier)


def test_short_offsets_are_read() -> None:
    offsets = struct.pack("<HHHH", 0, 0xFFFF, 4, 0)
    table = ResourceTable(_typed(offsets, _entry(0) + _entry(1), count=3, flags=2))

    assert [("", 0, STRING, "zero")] == _plain(table, 0x7F010000)
    assert [] == _plain(table, 0x7F010001)
    assert [("", 0, STRING, "one")] == _plain(table, 0x7F010002)


def test_sparse_offsets_are_read() -> None:
    offsets = struct.pack("<HHHH", 3, 0, 700, 4)
    table = ResourceTable(_typed(offsets, _entry(0) + _entry(1), count=2, flags=1))

    assert [("", 0, STRING, "zero")] == _plain(table, 0x7F010003)
    assert [("", 0, STRING, "one")] == _plain(table, 0x7F010000 + 700)
    assert [] == _plain(table, 0x7F010004)
    assert [] == _plain(table, 0x7F010000 + 701)


def test_compact_entry_is_read() -> None:
    entry = struct.pack("<HHI", 0, STRING << 8 | 8, 1)
    table = ResourceTable(_typed(struct.pack("<I", 0), entry, count=1))

    assert [("", 0, STRING, "one")] == _plain(table, 0x7F010000)


@pytest.mark.parametrize(
    "entry",
    [struct.pack("<HHIII", 16, 1, 0, 0, 0), _entry(0)[:12], b"\xff" * 16],
    ids=["complex", "cut", "noise"],
)
def test_entry_without_plain_value_is_left_out(entry: bytes) -> None:
    table = ResourceTable(_typed(struct.pack("<I", 0), entry, count=1))

    assert [] == [found for found in _plain(table, 0x7F010000) if found[2] == STRING]


def test_entry_beyond_its_type_is_left_out() -> None:
    table = ResourceTable(_typed(struct.pack("<I", 0x7FFFFFFF), _entry(0), count=1))

    assert [] == table.variants(0x7F010000)


def test_package_without_number_is_the_own_one() -> None:
    data = _typed(struct.pack("<I", 0), _entry(0), count=1)
    table = ResourceTable(data.replace(struct.pack("<II", 0x7F, 0), bytes(8), 1))

    assert [("", 0, STRING, "zero")] == _plain(table, 0x7F010000)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0\0" + _DATA[2:], "arsc-header"),
        (_DATA + b"\0" * 64, "arsc-header"),
        (_DATA[:4] + b"\0\0\0\0" + _DATA[8:], "arsc-header"),
        (_DATA[:-1], "arsc-header"),
        (_DATA[:20] + b"\xff\xff\0\0" + _DATA[24:], "arsc-bad-string-pool"),
        (_DATA[:16] + b"\xff\xff\xff\x7f" + _DATA[20:], "arsc-chunk"),
        (b"", "arsc-header"),
    ],
    ids=["magic", "trailing", "no-size", "cut", "count", "chunk", "empty"],
)
def test_odd_table_is_noted(data: bytes, code: str) -> None:
    assert code in dict(ResourceTable(data).oddities)


def test_strings_met_later_are_noted_later() -> None:
    table = ResourceTable(_DATA.replace(b"one\0", b"one\1"))
    before = table.oddities
    table.variants(0x7F010000)

    assert () == before
    assert (("arsc-bad-string", "string 0 has no end"),) == table.oddities


def test_type_chunks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource_table, "MAX_TYPE_CHUNKS", 50)
    table = ResourceTable(bombs_xml.configurations(AppSpec(), 200))

    assert "limit-resource-types" in dict(table.oddities)
    assert len(table.variants(0x7F010000)) <= 50


def test_lookups_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource_table, "MAX_VARIANTS", 5)
    table = ResourceTable(_DATA)
    asked = (0x7F010000, 0x7F010000, 0x7F010001)

    assert [2, 2, 0] == [len(table.variants(number)) for number in asked]
    assert (("limit-resource-variants", "more than 5"),) == table.oddities


def test_claimed_entries_cost_nothing() -> None:
    table = ResourceTable(bombs_xml.claimed_entries(0x7FFFFFFF))

    assert [] == table.variants(0x7F010000)


@pytest.mark.parametrize(
    ("raw", "locale"),
    [
        (b"en\0\0", "en"),
        (b"enUS", "en-US"),
        (b"\0\0US", ""),
        (b"e\xffUS", ""),
        (b"\xad\x05\0\0", "fil"),
        (b"es\xa4\x24", "es-419"),
    ],
)
def test_locale_of_a_configuration(raw: bytes, locale: str) -> None:
    config = bytes(8) + raw + bytes(52)

    assert locale == resource_table._locale(config)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert [] == ResourceTable(data).variants(0x7F010000)


@given(st.data())
def test_no_change_of_bytes_raises(data: st.DataObject) -> None:
    changed = bytearray(_DATA)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    table = ResourceTable(bytes(changed))

    assert len(table.variants(0x7F010000)) <= 10


def test_values_are_those_of_androguard() -> None:
    """The lazy reader against the parser that reads all."""
    from loguru import logger  # noqa: PLC0415  androguard's log must be silent before it loads

    logger.disable("androguard")
    from androguard.core.axml import ARSCParser  # noqa: PLC0415

    theirs: Any = ARSCParser(_DATA)
    table = ResourceTable(_DATA)

    for identifier in arsc.ids(_ROWS).values():
        expected = {
            (config.get_density(), item.key.data_type, item.key.get_data_value())
            for config, item in theirs.get_res_configs(identifier)
            if item.key.data_type == STRING
        }
        found = _plain(table, identifier)

        assert expected == {tuple(row[1:]) for row in found if row[2] == STRING}
