"""JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.limits import Limits
from tests.urlguard.inputs.lists import gather, piped, refusal
from urlguard.inputs import open_targets

if TYPE_CHECKING:
    from pathlib import Path


def test_objects_become_targets() -> None:
    listing = piped('{"url": " a.example "}\n\n# c\n{"id": 1, "Domain": "b.example"}\n')

    assert [(1, "a.example"), (4, "b.example")] == listing.rows


def test_plain_strings_become_targets(tmp_path: Path) -> None:
    path = tmp_path / "urls.jsonl"
    path.write_text('"a.example"\n"\\u4f8b.example"\n')

    assert ["a.example", "例.example"] == gather(open_targets(str(path))).targets


@pytest.mark.parametrize("column", ["site", "SITE", "2"])
def test_member_is_named_or_numbered(column: str) -> None:
    assert ["a"] == piped('{"url": "b", "site": "a"}\n', column=column).targets


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"url": "a"', "the line is no JSON: unexpected end of data (character 12)"),
        ('{"url": 1}', "a number stands where the URL is expected"),
        ('{"url": 1.5}', "a number stands where the URL is expected"),
        ('{"url": true}', "a truth value stands where the URL is expected"),
        ('{"url": {}}', "an object stands where the URL is expected"),
        ('{"url": null}', "a null stands where the URL is expected"),
        ("[]", "a list stands where the URL is expected"),
        ('{"url": ""}', "the cell is empty"),
        ('{"url": "a\\u0000"}', "a NUL byte stands in the line"),
        ('{"url": "\\ud800"}', "the line is no JSON: no low surrogate in string (character 10)"),
        ("a.example", "the line is no JSON: unexpected character, expected a JSON value"),
        ("[" * 5000, "the line is no JSON: depth limit exceeded (character 1026)"),
        ('{"a": "b"}', "no column 'url', 'domain', 'host', 'value', 'link', 'uri' among 'a'"),
    ],
)
def test_bad_line_is_an_error_in_its_place(line: str, message: str) -> None:
    listing = piped(f'{{"url": "a"}}\n{line}\n{{"url": "c"}}\n')

    assert ["a", "c"] == listing.targets
    assert [2] == list(listing.messages)
    assert listing.messages[2].startswith(message)


def test_overlong_line_is_an_error_in_its_place() -> None:
    data = '{"url": "a"}\n{"url": "' + "b" * 50 + '"}\n{"url": "c"}\n'

    listing = piped(data, limits=Limits(max_line_bytes=20))

    assert ["a", "c"] == listing.targets
    assert {2: "limit-exceeded"} == listing.codes


@pytest.mark.parametrize("data", [b"[\n", b'[ {"url": 1}]', b'["a"]'])
def test_json_array_is_refused(data: bytes) -> None:
    expected = (
        "-: not a list of URLs: looks like a JSON array",
        "write one value a line, as jq -c '.[]' does",
    )
    assert expected == refusal("-", data=data)


def test_bare_ipv6_host_is_no_json() -> None:
    assert ["[::1]"] == piped("[::1]\n").targets
