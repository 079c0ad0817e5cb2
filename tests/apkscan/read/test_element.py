from __future__ import annotations

import pytest

from apkscan.read.element import (
    BOOLEAN,
    FLOAT,
    REFERENCE,
    STRING,
    Element,
    Value,
    as_flag,
    as_integer,
    as_text,
    same_tree,
)


def test_only_direct_children_are_found() -> None:
    deep = Element("b", children=[Element("c", {"name": Value(STRING, 0, "deep")})])
    root = Element("a", children=[deep, Element("c", {"name": Value(STRING, 0, "near")})])

    found = root.first("c")

    assert found is not None
    assert "near" == found.written("name")
    assert ["b", "c"] == [child.tag for child in root.all("b", "c")]
    assert root.first("d") is None


def test_empty_or_missing_attribute_is_not_written() -> None:
    element = Element("a", {"name": Value(STRING, 0, ""), "value": Value(BOOLEAN, 1)})

    assert element.written("name") is None
    assert element.written("value") is None
    assert element.written("label") is None


@pytest.mark.parametrize(
    ("value", "number", "flag"),
    [
        (None, None, None),
        (Value(0x10, 34), 34, True),
        (Value(0x11, 0xFFFFFFFE), -2, True),
        (Value(BOOLEAN, 0), 0, False),
        (Value(STRING, 1, " 21 "), 21, None),
        (Value(STRING, 1, "-1"), -1, None),
        (Value(STRING, 1, "9" * 12), None, None),
        (Value(STRING, 1, "٣"), None, None),
        (Value(STRING, 1, "TRUE"), None, True),
        (Value(STRING, 1), None, None),
        (Value(FLOAT, 0x3F800000), None, None),
        (Value(REFERENCE, 0x7F010000), None, None),
    ],
)
def test_value_means_a_number_or_a_flag(
    value: Value | None, number: int | None, flag: bool | None
) -> None:
    assert number == as_integer(value)
    assert flag is as_flag(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Value(FLOAT, 0x40A00000), "5.0"),
        (Value(FLOAT, 0xC0000000), "-2.0"),
        (Value(FLOAT, 0x7FC00000), "nan"),
        (Value(BOOLEAN, 0), "false"),
        (Value(0x10, 0xFFFFFFFF), "-1"),
        (Value(STRING, 0, "x"), "x"),
        (Value(STRING, 0, ""), None),
        (Value(REFERENCE, 0x7F010000), None),
    ],
)
def test_value_means_a_text(value: Value, text: str | None) -> None:
    assert text == as_text(value)


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        (Value(REFERENCE, 0x7F010000), 0x7F010000),
        (Value(0x07, 0x7F010000), 0x7F010000),
        (Value(REFERENCE, 0), None),
        (Value(STRING, 7, "x"), None),
    ],
    ids=["plain", "dynamic", "null", "text"],
)
def test_reference_points_to_a_resource(value: Value, identifier: int | None) -> None:
    assert identifier == value.reference


def test_trees_are_compared_to_any_depth() -> None:
    def chain(length: int, tag: str) -> Element:
        last = Element(tag)
        for _ in range(length):
            last = Element("a", children=[last])
        return last

    assert same_tree(chain(5000, "z"), chain(5000, "z"))
    assert not same_tree(chain(5000, "z"), chain(5000, "y"))
    assert not same_tree(chain(1, "z"), Element("a"))
