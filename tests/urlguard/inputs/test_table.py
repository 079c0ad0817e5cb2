"""Delimited tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudlens.limits import Limits
from tests.urlguard.inputs.lists import gather, piped, refusal
from urlguard.inputs import open_targets

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = csv.field_size_limit()
OPEN = "the record opens a quote and does not close it"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter: str) -> None:
    rows = [["id", "url", "note"], ["1", "a.example/?x=1", "n"], ["2", "b.example", "n"]]

    listing = piped("\n".join(delimiter.join(row) for row in rows))

    assert [(2, "a.example/?x=1"), (3, "b.example")] == listing.rows


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("URL,n\na,1\n", [(2, "a")], id="any case"),
        pytest.param('"id","Domain"\n1,"a"\n', [(2, "a")], id="quoted header"),
        pytest.param("url\nhttp://a/?x=1,2;3|4\n", [(2, "http://a/?x=1,2;3|4")], id="one column"),
        pytest.param('url\n"http://a/?x=1,2"\n', [(2, "http://a/?x=1,2")], id="one, quoted"),
        pytest.param("uri,link,host\nu,l,h\n", [(2, "h")], id="host goes before link and uri"),
        pytest.param("sep=;\n\nid;url\n1;a\n", [(4, "a")], id="hint of a spreadsheet"),
        pytest.param('"Sep=,"\r\nid,url\r\n1,a', [(3, "a")], id="hint in quotes"),
        pytest.param("# c\n\nid,url\n1,a\n", [(4, "a")], id="comments above the header"),
        pytest.param("id,url\n\n1,a\n  \n", [(3, "a")], id="blank lines"),
        pytest.param("id,url\n1,a\n,\n", [(2, "a")], id="record without a word"),
        pytest.param("url\n#a\n\nb\n", [(4, "b")], id="one column, comment, blank"),
        pytest.param("id,url\n# end\n1,a\n#2,b\n", [(3, "a"), (4, "b")], id="comments between"),
        pytest.param("url,id\n#b,2\na,1\n", [(3, "a")], id="comment with cells"),
        pytest.param('id,url\n1,"a""b"\n', [(2, 'a"b')], id="doubled quote"),
        pytest.param('id,url\n1, "a"\n', [(2, "a")], id="space before the quote"),
        pytest.param("id,url\r\n1,a\r\n2,b\r\n", [(2, "a"), (3, "b")], id="crlf"),
        pytest.param("id,url\r1,a\r2,b", [(2, "a"), (3, "b")], id="old mac"),
        pytest.param('note,url\n"x\ny\n",a\nz,b\n', [(2, "a"), (5, "b")], id="newlines in a field"),
    ],
)
def test_records_become_targets(data: str, expected: list[tuple[int, str]]) -> None:
    listing = piped(data)

    assert expected == listing.rows
    assert {} == listing.errors


def test_address_in_the_first_line_is_no_header() -> None:
    listing = piped("http://a.example/x,url\nb.example\n")

    assert ["http://a.example/x,url", "b.example"] == listing.targets


@pytest.mark.parametrize(
    ("column", "expected"),
    [("site", ["a.example"]), ("SITE", ["a.example"]), ("2", ["a.example"]), ("1", ["7"])],
)
def test_column_is_named_or_numbered(column: str, expected: list[str]) -> None:
    assert expected == piped("rank,site\n7,a.example\n", column=column).targets


def test_numbered_column_of_a_table_without_header_keeps_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "top.csv"
    path.write_text("1,a.example\n2,b.example\n")

    listing = gather(open_targets(str(path), column="2"))

    assert [(1, "a.example"), (2, "b.example")] == listing.rows


@pytest.mark.parametrize(
    ("data", "column", "expected"),
    [
        ("a.example,1\nb.example,2\n", "1", ["a.example", "b.example"]),
        ("a.example,7,1\nb.example,8,2\n", "1", ["a.example", "b.example"]),
        ("site,http://a.example/\nother,http://b.example/\n", "1", ["site", "other"]),
        ("0,1\na,b.example\n", "1", ["b.example"]),
        ("id,first.seen,site\n1,2,a.example\n", "3", ["a.example"]),
        ("a.example,url\nb.example,c.example\n", "url", ["c.example"]),
    ],
    ids=["number", "more", "another", "names that are numbers", "name with a dot", "name"],
)
def test_a_row_with_an_address_is_no_header_of_numbers(
    data: str, column: str, expected: list[str]
) -> None:
    """The `1` of the first row once was the name of the column, and the row was lost."""
    assert expected == piped(data, column=column).targets


def test_table_of_one_column_without_header_is_text(tmp_path: Path) -> None:
    path = tmp_path / "urls.csv"
    path.write_text("a.example\nb.example\n")

    assert ["a.example", "b.example"] == gather(open_targets(str(path))).targets


@pytest.mark.parametrize("data", ["", "\n", "# only\n# comments\n"])
def test_table_without_records_is_empty(tmp_path: Path, data: str) -> None:
    path = tmp_path / "urls.csv"
    path.write_text(data)

    assert [] == gather(open_targets(str(path))).rows


def test_header_alone_is_empty() -> None:
    assert [] == piped("id,url").rows


def test_hint_of_a_spreadsheet_is_no_row_where_there_is_no_header() -> None:
    listing = piped("sep=;\n1;a.example\n2;b.example\n", column="2")

    assert [(2, "a.example"), (3, "b.example")] == listing.rows


def test_header_in_the_last_comment_is_taken(tmp_path: Path) -> None:
    """As public feeds print it."""
    path = tmp_path / "feed.csv"
    path.write_text('# feed\n# id,dateadded,url\n"1","2026-01-01","http://a.example/"\n')

    assert [(3, "http://a.example/")] == gather(open_targets(str(path))).rows


def test_missing_column_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("# c\nid,site\n1,a.example\n")

    message, hint = refusal(path)

    known = "'url', 'domain', 'host', 'value', 'link', 'uri'"
    assert f"{path}: no column {known} among 'id', 'site'" == message
    assert "name the column with --column, or give its number from 1" == hint


@pytest.mark.parametrize("column", ["nope", "0", "3", "٢", "9999999"])
def test_named_column_that_is_missing_is_refused(column: str) -> None:
    message, _ = refusal("-", data=b"id,site\n1,a.example\n", column=column)

    assert f"-: no column {column!r} among 'id', 'site'" == message


def test_list_of_many_columns_is_cut() -> None:
    header = ",".join(f"c{n}" for n in range(25)).encode()

    message, _ = refusal("-", data=header, column="x")

    assert message.endswith("'c18', 'c19' and 5 more")


def test_bad_records_are_errors_in_their_places() -> None:
    listing = piped("id,url\n1,a\n2\n3,\n4,b\0\n5,c\n")

    assert ["a", "c"] == listing.targets
    assert {
        3: "the record ends at column 1, before the column 2 to be read",
        4: "the cell is empty",
        5: "a NUL byte stands in the line",
    } == listing.messages


def test_open_quote_costs_one_record() -> None:
    listing = piped('id,url\n1,a\n2,"b\n3,c\n\n4,"d"\n5,e')

    assert [(2, "a"), (3, '2,"b'), (4, "c"), (6, "d"), (7, "e")] == listing.rows
    assert {3: "the record is no CSV: ',' expected after '\"'"} == listing.messages


def test_open_quote_at_the_end_costs_one_record() -> None:
    listing = piped('id,url\n1,a\n2,"b\n3,c\n\n4,d\n')

    assert [(2, "a"), (3, '2,"b'), (4, "c"), (6, "d")] == listing.rows
    assert {3: OPEN} == listing.messages


def test_stray_quote_within_a_line_is_read_leniently() -> None:
    listing = piped('id,url\n"1" ,a\n"2"x,"b" \n3,c"\n')

    assert ["a", "b", 'c"'] == listing.targets
    assert {} == listing.errors


def test_open_quote_before_a_long_line_is_closed_there() -> None:
    listing = piped('id,url\n1,"a\n' + "x" * 50 + "\n2,b\n", limits=Limits(max_line_bytes=20))

    assert [(2, '1,"a'), (3, "x" * 50), (4, "b")] == listing.rows
    assert {2: "malformed", 3: "limit-exceeded"} == listing.codes


def test_quote_left_open_past_the_bound_is_an_error_and_the_rest_is_read() -> None:
    rows = "".join(f"{n},host{n}.example\n" for n in range(20_000))

    listing = piped(f'id,url\n0,"open\n{rows}')

    assert 20_001 == len(listing.rows)
    assert {2: f"the record is no CSV: field larger than field limit ({LIMIT})"} == listing.messages
    assert (3, "host0.example") == listing.rows[1]


def test_quote_left_open_after_such_a_record_is_closed_at_the_end() -> None:
    listing = piped(f'id,url\n1,{"x" * (LIMIT + 1)}\n2,a\n3,"b\n4,c\n')

    assert [2, 4] == list(listing.errors)
    assert ["a", "c"] == listing.targets


def test_record_goes_on_in_the_next_run() -> None:
    """A long line splits what was read into runs; so does the end of a block."""
    note = "n" * 100_000
    rows = "".join(f'"{note}\n{note[:20]}",{n}.example\n' for n in range(50))

    listing = piped(f"note,url\n{rows}")

    assert [(2 + 2 * n, f"{n}.example") for n in range(50)] == listing.rows
    assert {} == listing.errors


def test_record_that_never_ends_is_given_up_at_the_bound() -> None:
    fields = "".join(f'"{n:07}\n",' for n in range(130_000))

    listing = piped(f'id,url\n1,a\n2,b,{fields}"\n')

    assert ["a"] == listing.targets[:1]
    assert OPEN in listing.messages.values()


def test_overlong_header_is_skipped_with_its_line() -> None:
    listing = piped("id,url," + "x" * 50 + "\n1,a\n", limits=Limits(max_line_bytes=20))

    assert [(1, "id,url," + "x" * 50), (2, "a")] == listing.rows
    assert {1: "limit-exceeded"} == listing.codes


def test_header_past_what_the_csv_module_takes_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("x" * 60_000 + "\n")

    assert 1 == len(gather(open_targets(str(path))).rows)


_cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8)


@given(st.lists(st.tuples(_cell, st.from_regex(r"[a-z]{1,9}", fullmatch=True)), max_size=8))
@settings(max_examples=50)
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([("note", "url"), *rows])

    assert [url for _, url in rows] == piped(file.getvalue()).targets
