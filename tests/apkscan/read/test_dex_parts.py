"""Names, native methods, watched methods and constants of DEX files."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.dex_apis import watched_apis
from apkscan.read.dex_constants import (
    count_encoded,
    looks_encoded,
    string_constants,
    string_lengths,
)
from apkscan.read.dex_names import MAX_PACKAGES, NameCounts, count_names
from apkscan.read.dex_natives import native_methods
from apkscan.read.dex_tables import DexTable, read_table
from tests.data.apk import dex
from tests.data.apk.code import NATIVE, PUBLIC, STATIC, ClassDef, FieldRef, Method, MethodRef
from tests.data.apk.program import plain

SMS = MethodRef("Landroid/telephony/SmsManager;", "sendTextMessage")
BASE64 = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5YWJjZGVmZ2hpams="


def table_of(data: bytes) -> DexTable:
    table = read_table("classes.dex", data, 100_000)
    assert table is not None

    return table


def with_methods(count: int, *, native: int = 0, name: str = "La/B;") -> ClassDef:
    """Give a class with methods and a field, of which the first are native."""
    methods = tuple(
        Method(
            MethodRef(name, f"m{number:05}"),
            PUBLIC | (NATIVE if number < native else 0) | (STATIC if number % 2 else 0),
        )
        for number in range(count)
    )
    return ClassDef(name, methods=methods, fields=(FieldRef(name, "f", "I"),))


def test_names_of_no_class_count_nothing() -> None:
    assert NameCounts() == count_names([], {"a"})


def test_library_is_a_package_and_all_below_it() -> None:
    names = [b"La/b/C;", b"La/b/c/d/e/f/g/H;", b"La/bc/D;", b"LTop;"]

    assert 2 == count_names(names, {"a.b"}).own


def test_odd_names_have_foreign_or_look_alike_letters() -> None:
    names = ["La/IlI1;", "La/OoO0;", "La/é;", "La/Illinois;", "LIlIl/Ok;"]

    assert 3 == count_names([name.encode() for name in names], set()).odd


def test_packages_are_bounded_and_the_commonest_come_first() -> None:
    names = [f"Lp{number}/A;".encode() for number in range(MAX_PACKAGES + 5)] + [b"Lp9/B;"]
    counted = count_names(names, set()).packages

    assert ("p9", 2) == counted[0]
    assert MAX_PACKAGES == len(counted)


def test_native_methods_are_counted_over_all_classes() -> None:
    classes = [with_methods(200, native=3), with_methods(5, native=2, name="La/C;"), plain("a.D")]

    assert 5 == native_methods(table_of(dex.encode(classes)))


def test_file_without_class_data_has_no_native_method() -> None:
    assert 0 == native_methods(table_of(dex.encode([ClassDef("La/B;")])))


def test_count_that_lies_counts_nothing() -> None:
    data = bytearray(dex.encode([with_methods(2, native=2)]))
    (row,) = struct.unpack_from("<I", data, 100)
    (body,) = struct.unpack_from("<I", data, row + 24)
    data[body + 3 : body + 6] = b"\xff\xff\x03"

    assert 0 == native_methods(table_of(bytes(data)))


def test_class_data_far_apart_is_not_counted() -> None:
    data = bytearray(dex.encode([with_methods(2, native=2), with_methods(1, name="La/C;")]))
    (row,) = struct.unpack_from("<I", data, 100)
    data += bytes(17 << 20)
    struct.pack_into("<I", data, row + 24, len(data) - 10)

    assert 0 == native_methods(table_of(bytes(data)))


def test_class_data_at_the_end_of_the_file_is_read_as_far_as_it_goes() -> None:
    data = bytearray(dex.encode([with_methods(2, native=2)]))
    (row,) = struct.unpack_from("<I", data, 100)
    struct.pack_into("<I", data, row + 24, len(data) - 2)

    assert 0 == native_methods(table_of(bytes(data)))


@given(st.binary(min_size=12, max_size=40))
def test_no_class_data_raises(body: bytes) -> None:
    data = dex.encode([with_methods(3, native=1)])
    (row,) = struct.unpack_from("<I", data, 100)
    (at,) = struct.unpack_from("<I", data, row + 24)

    assert native_methods(table_of(data[:at] + body)) >= 0


def test_watched_method_is_found_on_its_own_class_only() -> None:
    own = MethodRef("La/B;", "sendTextMessage")
    other = MethodRef("Landroid/telephony/SmsManager;", "toString")
    methods = tuple(Method(ref) for ref in (SMS, own, other))

    found = list(watched_apis(table_of(dex.encode([ClassDef("La/B;", methods=methods)]))))

    assert ["android.telephony.SmsManager.sendTextMessage"] == found


def test_constants_together_are_no_longer_than_the_file() -> None:
    data = dex.encode([], ["x" * 5000, *(f"t{number}" for number in range(50))])
    count, at = struct.unpack_from("<II", data, 0x38)
    (longest,) = struct.unpack_from("<I", data, at + 4 * (count - 1))
    table = table_of(data[:at] + struct.pack("<I", longest) * count + data[at + 4 * count :])

    assert len(data) // 5000 == len(string_constants(table))


def test_lengths_are_no_more_than_the_bytes() -> None:
    text = "x" * 1001
    table = table_of(dex.encode([], [text, "y" * 1000]))

    assert (2001, 1) == string_lengths(table)


@pytest.mark.parametrize(
    ("raw", "encoded"),
    [
        pytest.param(b"0123456789abcdef" * 4, True, id="hex"),
        pytest.param(BASE64, True, id="base64"),
        pytest.param(BASE64[:39], False, id="short"),
        pytest.param(b"com/google/android/gms/internal/ads/Something1", False, id="path"),
        pytest.param(b"startForegroundServiceForTheDownloadOfVersion12", False, id="camel"),
        pytest.param(b"a sentence with spaces, and with more than 40 letters", False, id="words"),
    ],
)
def test_encoded_strings_are_told_from_names(raw: bytes, encoded: bool) -> None:
    assert encoded == looks_encoded(raw)
    assert int(encoded) == count_encoded([raw, b"short"])
