"""Tables of a DEX file are read without trust in what its header says."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.dex_tables import DexTable, is_dex, read_table
from tests.data.apk import dex, tricks_dex
from tests.data.apk.code import PUBLIC, STATIC, ClassDef, FieldRef, Method, MethodRef

WORK = ClassDef(
    "La/b/Work;",
    methods=(Method(MethodRef("La/b/Work;", "run"), PUBLIC | STATIC),),
    fields=(FieldRef("La/b/Work;", "secret", "I"),),
)
HONEST = dex.encode([WORK], ["a text", "secret words"])


def table_of(data: bytes, most: int = 1000) -> DexTable:
    table = read_table("classes.dex", data, most)
    assert table is not None

    return table


def codes(table: DexTable) -> list[str]:
    return [note.code for note in table.notes]


def test_tables_of_an_honest_file() -> None:
    table = table_of(HONEST)

    assert [b"I", b"La/b/Work;", b"Ljava/lang/Object;", b"V"] == table.descriptors()
    assert [b"La/b/Work;"] == table.class_names()
    assert [b"run"] == table.strings.raws(table.methods["name"])
    assert [b"secret"] == table.strings.raws(table.fields["name"])
    assert () == table.notes


def test_constants_name_nothing() -> None:
    table = table_of(HONEST)

    assert [b"a text", b"secret words"] == table.strings.raws(table.constants())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(tricks_dex.checksum(HONEST), "dex-bad-checksum", id="checksum"),
        pytest.param(tricks_dex.file_size(HONEST), "dex-odd-size", id="size"),
        pytest.param(tricks_dex.string_count(HONEST), "dex-truncated", id="count"),
        pytest.param(tricks_dex.bad_string(HONEST), "dex-truncated", id="string"),
        pytest.param(
            dex.sealed(HONEST[:36] + b"\x78\0\0\0" + HONEST[40:]), "dex-odd-header", id="header"
        ),
    ],
)
def test_lie_is_noted_and_the_rest_is_read(data: bytes, code: str) -> None:
    table = table_of(data)

    assert [code] == list(dict.fromkeys(codes(table)))
    assert [b"La/b/Work;"] == table.class_names()


def test_wrong_digest_is_nothing_that_anybody_checks() -> None:
    assert () == table_of(tricks_dex.digest(HONEST)).notes


def test_half_a_file_gives_what_is_there() -> None:
    table = table_of(tricks_dex.truncated(HONEST, keep=0.4))

    assert "dex-truncated" in codes(table)
    assert len(HONEST) * 0.4 >= len(table.data)


def test_other_byte_order_is_read_in_that_order() -> None:
    words = struct.unpack_from("<12I", HONEST, 0x38)
    swapped = HONEST[:0x28] + struct.pack("<I", 0x78563412) + HONEST[0x2C:0x38]
    swapped += struct.pack(">12I", *words) + HONEST[0x68:]
    table = table_of(dex.sealed(swapped))

    assert ["dex-odd-endian"] == sorted({*codes(table)} - {"dex-truncated"})
    assert len(table_of(HONEST).types) == len(table.types)


def test_shared_strings_are_noted() -> None:
    data = dex.encode([WORK], ["x" * 5000])
    count, at = struct.unpack_from("<II", data, 0x38)
    (longest,) = struct.unpack_from("<I", data, at + 4 * (count - 1))
    rows = struct.pack("<I", longest) * count
    table = table_of(dex.sealed(data[:at] + rows + data[at + len(rows) :]))

    assert [5000] * count == (table.strings.end - table.strings.start).tolist()
    assert ["dex-shared-strings"] == codes(table)


def test_strings_stop_at_the_bound() -> None:
    table = table_of(HONEST, most=3)

    assert 3 == len(table.strings.start)
    assert table.strings_cut
    assert [] == codes(table)


@pytest.mark.parametrize("data", [b"", b"PK\3\4" + bytes(200), b"dex\n035\0" + bytes(20)])
def test_what_is_no_dex_is_no_table(data: bytes) -> None:
    assert read_table("a", data, 10) is None


@pytest.mark.parametrize("head", [b"dex\n035\0", b"dey\n036\0", b"cdex001\0"])
def test_dex_is_known_by_its_magic(head: bytes) -> None:
    assert is_dex(head)


@given(st.integers(0x20, len(HONEST) - 4), st.integers(0, 0xFFFFFFFF))
def test_no_number_raises(at: int, number: int) -> None:
    data = HONEST[:at] + struct.pack("<I", number) + HONEST[at + 4 :]
    table = table_of(data)

    assert len(table.classes) == len(table.classes["type"])
    assert len(table.class_names()) <= len(table.classes)
    assert np.all(table.constants() < len(table.strings.start))
