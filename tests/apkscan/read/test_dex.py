"""The code of an app: the same tables as androguard's, summed up over all files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from loguru import logger

from apkscan.facts import Note
from apkscan.read.dex import read_dex
from apkscan.read.dex_strings import decode
from apkscan.read.dex_tables import read_table
from fraudlens.limits import DEFAULT_LIMITS
from tests.data.apk import dex
from tests.data.apk.apps import CAST
from tests.data.apk.program import plain, program


@pytest.mark.parametrize("name", CAST)
def test_methods_and_classes_are_those_of_androguard(name: str) -> None:
    logger.disable("androguard")
    from androguard.core.dex import DEX  # noqa: PLC0415  after its log is silent

    for data in program(CAST[name]()):
        theirs = DEX(data)
        table = read_table("classes.dex", data, 1_000_000)
        assert table is not None
        owners = [decode(raw) for raw in table.descriptors()]
        names = [decode(raw) for raw in table.strings.raws(table.methods["name"])]

        assert {(m.get_class_name(), m.get_name()) for m in theirs.methods.gets()} == {
            (owners[owner], name)
            for owner, name in zip(table.methods["owner"].tolist(), names, strict=True)
        }
        assert [c.get_name() for c in theirs.get_classes()] == [
            decode(raw) for raw in table.class_names()
        ]


def test_files_are_summed_up() -> None:
    one = dex.encode([plain("a.b.C"), plain("androidx.core.D")], ["first"])
    two = dex.encode([plain("a.b.E")], ["second"])
    reading = read_dex([("classes.dex", one), ("classes2.dex", two)], DEFAULT_LIMITS, ["x.bin"])

    assert 2 == reading.dex.files
    assert len(one) + len(two) == reading.dex.bytes
    assert (3, 2) == (reading.dex.classes, reading.dex.own_classes)
    assert (("a.b", 2), ("androidx.core", 1)) == reading.dex.packages
    assert ("x.bin",) == reading.dex.hidden
    assert ["classes.dex", "classes2.dex"] == [text.place for text in reading.texts]
    assert [b"first", b"second"] == [text.data.split(b"\0")[-1] for text in reading.texts]
    assert () == reading.unseen


def test_file_that_is_no_code_is_unseen() -> None:
    reading = read_dex([("classes.dex", b"\x01\x02garbage")], DEFAULT_LIMITS)

    assert 0 == reading.dex.files
    assert (
        Note("dex-unreadable", "classes.dex", "starts with 0102676172626167"),
    ) == reading.unseen


def test_strings_are_bounded_over_all_files() -> None:
    data = dex.encode([plain("a.B")], [f"text {number}" for number in range(20)])
    limits = replace(DEFAULT_LIMITS, max_strings=30)
    reading = read_dex([("classes.dex", data), ("classes2.dex", data)], limits)

    assert 30 == reading.dex.strings
    assert "limit-strings" in [note.code for note in reading.unseen]


def test_app_without_code_has_empty_facts() -> None:
    reading = read_dex([], DEFAULT_LIMITS)

    assert 0 == reading.dex.classes
    assert () == reading.texts
