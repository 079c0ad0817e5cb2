from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import UsageError
from fraudlens.listlines import ListLine, list_lines

DAY = date(2026, 12, 31)
HINT = "write one day, the last on which the entry counts, as until=2026-12-31"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a.com", ListLine(1, "a.com")),
        ("  a.com , our shop ", ListLine(1, "a.com", "our shop")),
        ("a.com # by me", ListLine(1, "a.com")),
        ("a.com/#top", ListLine(1, "a.com/#top")),
        ("a.com # until=2026-12-31", ListLine(1, "a.com", "", DAY)),
        ("a.com #until=2026-12-31", ListLine(1, "a.com", "", DAY)),
        ("a.com\t# until=2026-12-31", ListLine(1, "a.com", "", DAY)),
        ("a.com # Until=2026-12-31", ListLine(1, "a.com", "", DAY)),
        (
            "a.com # until=2026-12-31 reason=ticket 123",
            ListLine(1, "a.com", "ticket 123", DAY),
        ),
        (
            "a.com # reason=ticket 123 until=2026-12-31",
            ListLine(1, "a.com", "ticket 123", DAY),
        ),
        ("a.com,shop # until=2026-12-31 by me", ListLine(1, "a.com", "shop", DAY)),
        ("a.com,shop # reason=better", ListLine(1, "a.com", "better")),
        ("a.com # valid-until=soon noreason=x", ListLine(1, "a.com")),
        ("a.com # reason=", ListLine(1, "a.com")),
    ],
)
def test_line_states_entry_reason_and_day(line: str, expected: ListLine) -> None:
    assert [expected] == list(list_lines("own.txt", line))


def test_blank_lines_and_comments_hold_no_entry() -> None:
    text = "# until=never\n\n   \n  # x\na.com\n"

    assert [ListLine(5, "a.com")] == list(list_lines("own.txt", text))


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("until=soon", "own.txt: line 2: 'until=soon' is no day"),
        ("until=", "own.txt: line 2: 'until=' is no day"),
        ("until=2026-02-30", "own.txt: line 2: 'until=2026-02-30' is no day"),
        ("until=" + "9" * 60, f"own.txt: line 2: 'until={'9' * 40}' is no day"),
        ("until=2026-01-01 until=2027-01-01", "own.txt: line 2: states two days"),
    ],
)
def test_wrong_day_is_refused_for_the_entry_would_count_for_ever(
    comment: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        list(list_lines("own.txt", f"a.com\nb.com # {comment}"))

    assert (message, HINT) == (caught.value.message, caught.value.hint)


@pytest.mark.parametrize(
    "line",
    [
        "a.com, until=2026-12-31",
        "a.com,until=2026-12-31",
        "a.com until=x",
        "a.com# Until=2026-12-31",
    ],
)
def test_a_day_outside_a_comment_is_refused(line: str) -> None:
    with pytest.raises(UsageError) as caught:
        list(list_lines("own.txt", line))

    assert "own.txt: line 1: 'until=' stands in no comment" == caught.value.message
    assert "put a blank and '#' before it, as in: example.com  # until=2026-12-31" == (
        caught.value.hint
    )


@given(st.text(max_size=80).filter(lambda text: "until=" not in text.lower()))
def test_any_text_without_a_day_is_read(text: str) -> None:
    lines = list(list_lines("own.txt", text))

    assert all(line.until is None and not line.entry.startswith("#") for line in lines)


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x0c"])
def test_a_break_in_a_reason_begins_no_entry(mark: str) -> None:
    found = list(list_lines("own.txt", f"a.com,ticket{mark}evil.com\r\nb.com\r\n"))

    assert ["a.com", "b.com"] == [line.entry for line in found]
