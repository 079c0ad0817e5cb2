from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.csv import COLUMNS, csv_rows
from fraudlens.reports.escape import csv_cell, json_visible, visible, without_surrogates
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.look import Look, _first_cells, _last_cells, pad, shorten, wrap
from fraudlens.reports.table import table_rows
from fraudlens.verdict import Failure, Subject

ANY = st.text(st.characters(exclude_categories=()), max_size=40)
FORMULAS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://example.com/a\\b", "http://example.com/a\\b"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("a\u200bb\ufeffc\u00ad", "a\\u200bb\\ufeffc\\xad"),
        ("a\u3164b\ufe0f", "a\\u3164b\\ufe0f"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("a\u2028b\nc", "a\\u2028b\\x0ac"),
        ("贷款 ok", "贷款 ok"),
    ],
)
def test_terminals_obey_and_hide_nothing(text: str, shown: str) -> None:
    assert shown == visible(text)


@given(ANY)
def test_visible_text_is_printable_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)

    assert shown.isprintable()
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)
    assert shown == visible(shown)


@given(ANY)
def test_no_cell_is_a_formula_and_every_cell_is_one_cell(text: str) -> None:
    cell = csv_cell(text)
    row = csv_rows([Failure(Subject("url", text), "malformed", text)])

    assert not cell.lstrip(" ").startswith(tuple(FORMULAS))
    rows = csv.reader(io.StringIO(row.decode(), newline=""))
    assert [len(COLUMNS)] == [len(cells) for cells in rows]
    assert cell == csv_cell(cell)


@pytest.mark.parametrize("lead", FORMULAS)
def test_formula_is_quoted(lead: str) -> None:
    assert csv_cell(f"{lead}1")[0] in "'\\"
    assert csv_cell(f"  {lead}=1").startswith("'")


@given(ANY)
def test_json_keeps_the_text_and_hides_no_character(text: str) -> None:
    line = jsonl([Failure(Subject("url", text), "malformed", "no host")])

    assert without_surrogates(text) == json.loads(line)["target"]
    assert 1 == line.count(b"\n")
    shown = line.decode().rstrip("\n")
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in shown)
    assert not any(c in shown for c in "\u202e\u2066\u200b\ufeff\x7f\x9b")


def test_json_without_hidden_characters_is_not_touched() -> None:
    data = '{"a":"贷款"}'.encode()

    assert data == json_visible(data)
    assert b'{"a":"\\u200b"}' == json_visible('{"a":"\u200b"}'.encode())
    assert b'{"a":"\\udb40\\udc41"}' == json_visible('{"a":"\U000e0041"}'.encode())


@given(ANY, st.integers(3, 60))
def test_shortened_text_fits(text: str, width: int) -> None:
    from rich.cells import cell_len  # noqa: PLC0415  beside its only use

    short = shorten(visible(text), width)

    assert cell_len(short) <= width
    assert width == cell_len(pad(visible(text), width))


@given(ANY, st.integers(2, 60))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    from rich.cells import cell_len  # noqa: PLC0415  beside its only use

    lines = wrap(visible(text), width)

    assert all(cell_len(line) <= width for line in lines)
    assert visible(text).replace(" ", "") == "".join(lines).replace(" ", "")


@given(ANY)
def test_table_row_is_one_target(text: str) -> None:
    lines = table_rows([Failure(Subject("url", text), "malformed", "")], Look()).decode()

    assert 1 == len(lines.splitlines())


def test_markup_is_shown_as_it_is() -> None:
    rows = table_rows([Failure(Subject("url", "[bold]x[/bold]"), "malformed", "")], Look())

    assert b"[bold]x[/bold]" in rows


def test_ends_of_a_text_that_fits_are_the_text() -> None:
    assert ("ab", "ab") == (_first_cells("ab", 2), _last_cells("ab", 5))
