from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from fraudlens.reports.formats import body, foot, head, render
from fraudlens.reports.look import Look
from fraudlens.reports.registry import FORMATS, Format, Use, formats_help
from fraudlens.reports.reporter import Reporter
from fraudlens.reports.run import RunInfo
from fraudlens.reports.tally import tally
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

CERT = Reporter("Example CERT", "reports@cert.example", "cert.example")
RUN = RunInfo("0.1.0", datetime(2026, 11, 26, tzinfo=UTC), reporter=CERT)
WHOLE = [form for form in Format if FORMATS[form].whole]
PORTIONS = [form for form in Format if not FORMATS[form].whole]


def test_every_format_has_a_purpose_in_the_help() -> None:
    said = formats_help()

    assert [*Format] == [*FORMATS]
    assert said.startswith("table, html, markdown for people; jsonl, csv, ")
    assert said.endswith(" to share.")
    assert all(f"{form}" in said for form in Format)
    assert all(f" {use}" in said for use in Use)


@pytest.mark.parametrize("form", WHOLE)
def test_whole_runs_are_written_the_same_each_time(form: Format) -> None:
    first, second = (b"".join(render(form, OUTCOMES, RUN)) for _ in range(2))

    assert first
    assert first == second


@pytest.mark.parametrize("form", [form for form in WHOLE if FORMATS[form].once])
def test_what_is_read_once_needs_no_second_time(form: Format) -> None:
    assert b"".join(render(form, OUTCOMES, RUN)) == b"".join(render(form, iter(OUTCOMES), RUN))


@pytest.mark.parametrize("form", PORTIONS)
def test_format_in_portions_cannot_be_rendered_whole(form: Format) -> None:
    with pytest.raises(TypeError, match=rf"^{form} is written portion by portion$"):
        render(form, OUTCOMES, RUN)


@pytest.mark.parametrize("form", [form for form in Format if not FORMATS[form].binary])
@settings(max_examples=50)
@given(outcomes=DRAWN)
def test_no_report_steers_a_terminal(form: Format, outcomes: list[Outcome]) -> None:
    look = Look(width=120)
    if FORMATS[form].whole:
        data = b"".join(render(form, outcomes, RUN))
    else:
        data = head(form, look) + body(form, outcomes, look) + foot(form, tally(outcomes), look)
    text = data.decode().replace("\r\n", "\n")

    assert not {"\x1b", "\x9b", "\r", "\x00", "\x7f", "\u202e", "\u200b", "\u2028"} & {*text}
