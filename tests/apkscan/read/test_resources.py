from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from apkscan.facts import Note
from apkscan.read.element import BOOLEAN, FLOAT, REFERENCE, STRING, Value
from apkscan.read.resource_table import Configuration
from apkscan.read.resources import MAX_TEXT
from tests.apkscan.read.manifests import resources_of
from tests.data.apk import axml
from tests.data.apk.arsc import ANY, Config, Resource

_ROWS = (
    Resource(
        "string",
        "name",
        ((Config(locale="zh"), "中"), (Config(density=240), "wide"), (ANY, "plain")),
    ),
    Resource("string", "alias", ((ANY, axml.Ref(0x7F010000)), (Config(locale="de"), "Eigen"))),
    Resource("string", "ring", ((ANY, axml.Ref(0x7F010002)),)),
    Resource("string", "lost", ((ANY, axml.Ref(0x7F090000)),)),
    Resource("integer", "level", ((ANY, 29),)),
    Resource("bool", "yes", ((ANY, True),)),
    Resource("drawable", "icon", ((Config(density=480), axml.Ref(0x7F050000)),)),
    Resource("mipmap", "real", ((ANY, "res/a.png"), (Config(density=160), "res/b.png"))),
    Resource("string", "blank", ((ANY, ""), (Config(locale="fr"), "Bonjour"))),
)
_RESOURCES = resources_of(_ROWS)


def _ref(number: int) -> Value:
    return Value(REFERENCE, 0x7F000000 | number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (Value(STRING, 0, "as written"), "as written"),
        (Value(STRING, 0, ""), None),
        (Value(STRING, 0, "x" * 500), "x" * MAX_TEXT),
        (Value(0x10, 5), "5"),
        (Value(FLOAT, 0), "0.0"),
        (Value(0x05, 0x1001), None),
        (_ref(0x10000), "plain"),
        (_ref(0x10001), "plain"),
        (_ref(0x10002), None),
        (_ref(0x10003), None),
        (_ref(0x20000), "29"),
        (Value(REFERENCE, 0), None),
    ],
)
def test_text_that_a_value_means(value: Value | None, text: str | None) -> None:
    assert text == _RESOURCES.text(value)


def test_numbers_and_flags_may_be_references() -> None:
    assert 29 == _RESOURCES.number(_ref(0x20000))
    assert _RESOURCES.flag(_ref(0x30000)) is True
    assert _RESOURCES.flag(Value(BOOLEAN, 0)) is False


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (None, {}),
        (Value(STRING, 0, "one"), {"": "one"}),
        (Value(STRING, 0, ""), {}),
        (_ref(0x10000), {"": "plain", "zh": "中"}),
        (_ref(0x10001), {"": "plain", "de": "Eigen"}),
        (_ref(0x60000), {}),
        (_ref(0x10004), {"fr": "Bonjour"}),
    ],
)
def test_texts_of_every_language(value: Value | None, texts: dict[str, str]) -> None:
    assert texts == _RESOURCES.texts(value)


def test_files_behind_references_keep_the_density() -> None:
    found = [(Configuration("", 480), "res/a.png"), (Configuration("", 160), "res/b.png")]

    assert found == [
        (replace(when, other=0), place) for when, place in _RESOURCES.files(_ref(0x40000))
    ]
    assert [] == _RESOURCES.files(_ref(0x10002))
    assert [] == _RESOURCES.files(None)


def test_without_a_table_references_mean_nothing() -> None:
    resources = resources_of(table=False)

    assert resources.table is None
    assert resources.text(_ref(0x10000)) is None
    assert [] == resources.files(_ref(0x10000))


def test_xml_of_the_app_is_read_with_its_oddities() -> None:
    data = axml.encode(axml.Element("a"))
    files = {"res/x.xml": data, "res/y.xml": struct.pack("<H", 0) + data[2:]}
    resources = resources_of((Resource("xml", "y", ((ANY, "res/y.xml"),)),), files)

    plain, odd = resources.xml("res/x.xml"), resources.xml_of(_ref(0x10000))

    assert plain is not None
    assert odd is not None
    assert ["a", "a"] == [plain.tag, odd.tag]
    detail = "type 0x0000, header of 8 bytes"
    assert [Note("axml-magic", "res/y.xml", detail)] == resources.notes
    assert resources.xml_of(None) is None


def test_missing_file_is_unseen() -> None:
    resources = resources_of()

    assert resources.xml("res/x.xml") is None
    assert [Note("file-missing", "res/x.xml")] == resources.unseen


def test_bounds_that_were_hit_are_unseen() -> None:
    resources = resources_of()
    resources.add_oddities((("limit-xml-depth", "deep"), ("axml-size", "odd")), "a.xml")
    apart = resources.apart()

    assert [Note("limit-xml-depth", "a.xml", "deep")] == resources.unseen
    assert [Note("axml-size", "a.xml", "odd")] == resources.notes
    assert ([], []) == (apart.notes, apart.unseen)
