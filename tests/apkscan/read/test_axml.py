from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.axml import MAX_ATTRIBUTES, walk_axml
from apkscan.read.element import STRING, Element, Value
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.read.manifests import codes_of, walked
from tests.data.apk import axml, bombs_xml, tricks_axml
from tests.data.apk.axml import NONE, Bits, Ref
from tests.data.apk.pool import chunk, string_pool

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCUMENT = axml.Element(
    "manifest",
    {":package": "a.b", "versionCode": 7, "versionName": "1"},
    [
        axml.Element("application", {"label": Ref(0x7F010000), "debuggable": True}),
        axml.Element("domain", {}, [], "a.example"),
        axml.Element("service", {"foregroundServiceType": Bits(9), "name": ".S"}),
    ],
)
_DATA = axml.encode(_DOCUMENT)
_POOL_END = 8 + struct.unpack_from("<I", _DATA, 12)[0]
_START = tuple(at for at, kind in tricks_axml._chunks(_DATA) if kind == axml.START_ELEMENT)


def _put(data: bytes, at: int, form: str, *numbers: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, at, *numbers)
    return bytes(changed)


def _document(*nodes: bytes, texts: tuple[str, ...] = ("manifest",)) -> bytes:
    return chunk(axml.XML, b"", string_pool(list(texts)) + b"".join(nodes))


def _node(kind: int, body: bytes) -> bytes:
    return chunk(kind, struct.pack("<II", 1, NONE), body)


def _start(name: int = 0, rows: bytes = b"", *, stride: int = 20, count: int = 0) -> bytes:
    fields = struct.pack("<IIHHHHHH", NONE, name, 20, stride, count, 0, 0, 0)
    return _node(axml.START_ELEMENT, fields + rows)


def _end() -> bytes:
    return _node(axml.END_ELEMENT, struct.pack("<II", NONE, 0))


@pytest.mark.parametrize("utf16", [False, True], ids=["utf-8", "utf-16"])
def test_tree_has_tags_texts_and_typed_values(utf16: bool) -> None:
    found = walked(axml.encode(_DOCUMENT, utf16=utf16))

    assert found.root is not None
    assert 4 == found.elements
    assert () == found.oddities
    assert "a.b" == found.root.written("package")
    assert Value(0x10, 7) == found.root.attributes["versionCode"]
    application, domain, service = found.root.children
    assert 0x7F010000 == application.attributes["label"].reference
    assert Value(0x12, NONE) == application.attributes["debuggable"]
    assert "a.example" == domain.text
    assert Value(0x11, 9) == service.attributes["foregroundServiceType"]


@pytest.mark.parametrize(
    ("trick", "code"),
    [
        (tricks_axml.magic, "axml-magic"),
        (tricks_axml.root_size, "axml-size"),
        (tricks_axml.trailing, "axml-size"),
        (tricks_axml.string_count, "axml-bad-string-pool"),
        (tricks_axml.style_count, "axml-bad-string-pool"),
        (tricks_axml.junk_chunk, "axml-unknown-chunk"),
        (tricks_axml.attribute_size, "axml-attribute-size"),
        (tricks_axml.hidden_names, "axml-renamed-attribute"),
        (tricks_axml.wrong_names, "axml-renamed-attribute"),
        (tricks_axml.odd_namespace, "axml-namespace"),
    ],
)
def test_trick_changes_nothing_and_is_noted(trick: Callable[[bytes], bytes], code: str) -> None:
    found = walked(trick(_DATA))

    assert found.root is not None
    assert code in codes_of(found)
    assert "a.b" == found.root.written("package")
    assert "1" == found.root.written("versionName")
    assert ".S" == found.root.children[2].written("name")


def test_odd_header_size_is_where_the_chunks_start() -> None:
    data = _put(_DATA[:8] + bytes(8) + _DATA[8:], 2, "<HI", 16, len(_DATA) + 8)

    found = walked(data)

    assert 4 == found.elements
    assert ["axml-magic"] == codes_of(found)


def test_header_beyond_the_file_is_the_usual_one() -> None:
    found = walked(_put(_DATA, 2, "<H", 0xFFFF))

    assert 4 == found.elements


def test_unknown_kind_of_node_is_skipped_and_noted() -> None:
    found = walked(tricks_axml.junk_chunk(_DATA, kind=0x0150))

    assert 4 == found.elements
    assert ["axml-unknown-chunk"] == codes_of(found)


def test_part_of_impossible_size_ends_the_walk_and_keeps_what_was_read() -> None:
    found = walked(_put(_DATA, _START[2] + 4, "<I", 0x7FFFFFFF))

    assert 2 == found.elements
    assert ["axml-chunk", "axml-end-tags"] == codes_of(found)


def test_longer_node_header_is_followed_and_noted() -> None:
    usual = _start()
    longer = chunk(axml.START_ELEMENT, struct.pack("<IIII", 1, NONE, 7, 7), usual[16:])

    found = walked(_document(longer, _end()))

    assert Element("manifest") == found.root
    assert ["axml-node-header"] == codes_of(found)


def test_tag_that_claims_more_attributes_than_it_has_room_for_is_cut() -> None:
    found = walked(_put(_DATA, _START[0] + 28, "<H", 0xFFFF))

    assert found.root is not None
    assert "a.b" == found.root.written("package")
    assert "axml-attributes-cut" in codes_of(found)


def test_attributes_without_size_are_one() -> None:
    row = struct.pack("<IIIHBBI", NONE, 1, 2, 8, 0, STRING, 2)

    found = walked(_document(_start(0, row, stride=0, count=9), _end(), texts=("a", "b", "c")))

    assert Element("a", {"b": Value(STRING, 2, "c")}) == found.root
    assert ["axml-attribute-size", "axml-attributes-cut"] == codes_of(found)


def test_attributes_of_a_file_are_bounded() -> None:
    count = 0xFFFF
    row = struct.pack("<IIIHBBI", NONE, 0, NONE, 8, 0, 0x10, 1)
    nodes = (_start(0, row * count, count=count) + _end()) * (MAX_ATTRIBUTES // count + 1)

    found = walked(_document(nodes))

    assert "axml-attributes-cut" in codes_of(found)


def test_first_of_a_repeated_attribute_counts() -> None:
    rows = b"".join(struct.pack("<IIIHBBI", NONE, 1, NONE, 8, 0, 0x10, n) for n in (5, 6))

    found = walked(_document(_start(0, rows, count=2), _end(), texts=("a", "b")))

    assert Element("a", {"b": Value(0x10, 5)}) == found.root
    assert (("axml-repeated-attribute", "b"),) == found.oddities


def test_typed_text_counts_where_the_written_one_differs() -> None:
    row = struct.pack("<IIIHBBI", NONE, 1, 0, 8, 0, STRING, 2)

    found = walked(_document(_start(0, row, count=1), _end(), texts=("a", "b", "c")))

    assert Element("a", {"b": Value(STRING, 2, "c")}) == found.root
    assert (("axml-two-values", "b: strings 0 and 2"),) == found.oddities


def test_android_attribute_without_identifier_keeps_its_written_name() -> None:
    found = walked(_put(_DATA, _POOL_END, "<H", 0x0199))

    assert found.root is not None
    assert "1" == found.root.written("versionName")
    assert ["axml-no-identifier", "axml-unknown-chunk"] == codes_of(found)


def test_nameless_attribute_of_unknown_identifier_is_called_by_it() -> None:
    data = axml.encode(axml.Element("a", {"theme": 1}))

    found = walked(tricks_axml.hidden_names(data))

    assert Element("a", {"@01010000": Value(0x10, 1)}) == found.root


def test_tags_that_do_not_match_are_noted() -> None:
    assert ["axml-end-tags"] == codes_of(walked(_document(_start(), _end(), _end())))
    assert ["axml-end-tags"] == codes_of(walked(_document(_start())))


def test_second_root_is_not_read() -> None:
    found = walked(_document(_start(0), _end(), _start(1), _end(), texts=("a", "b")))

    assert Element("a") == found.root
    assert (("axml-second-root", "<b>"),) == found.oddities


def test_nodes_too_short_or_before_the_strings_are_passed_over() -> None:
    early = chunk(axml.XML, b"", _start() + string_pool(["a"]) + _start() + _end())
    short = _document(_node(axml.START_ELEMENT, b""), _node(axml.CDATA, b""))

    assert Element("a") == walked(early).root
    assert walked(short).root is None


def test_second_string_pool_is_passed_over() -> None:
    found = walked(_document(string_pool(["b"]), _start(), _end(), texts=("a",)))

    assert Element("a") == found.root
    assert () == found.oddities


@pytest.mark.parametrize(("elements", "codes"), [(9, []), (10, []), (11, ["limit-xml-elements"])])
def test_elements_are_bounded(elements: int, codes: list[str]) -> None:
    limits = replace(DEFAULT_LIMITS, max_xml_elements=10)
    found = walk_axml(bombs_xml.siblings(elements - 1), limits)

    assert codes == codes_of(found)


@pytest.mark.parametrize(("depth", "codes"), [(9, []), (10, []), (11, ["limit-xml-depth"])])
def test_depth_is_bounded(depth: int, codes: list[str]) -> None:
    limits = replace(DEFAULT_LIMITS, max_xml_depth=10)
    found = walk_axml(bombs_xml.nested(depth - 1), limits)

    assert codes == codes_of(found)
    assert min(depth, 11) == found.elements


def test_overlapping_strings_are_noted() -> None:
    assert "axml-overlapping-strings" in codes_of(walked(bombs_xml.shared_strings(5000)))


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert 0 == walked(data).elements


@given(st.data())
def test_no_change_of_bytes_raises(data: st.DataObject) -> None:
    changed = bytearray(_DATA)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

    assert walked(bytes(changed)).elements <= DEFAULT_LIMITS.max_xml_elements
