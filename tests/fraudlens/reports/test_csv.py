"""CSV keeps its columns, computes nothing, and gives the targets back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.csv import COLUMNS, csv_head, csv_rows
from fraudlens.reports.escape import csv_cell
from fraudlens.verdict import Failure, Subject, Where
from tests.fraudlens.reports.drawn import OUTCOMES as DRAWN

if TYPE_CHECKING:
    from fraudlens.verdict import Outcome

FORMULAS = tuple("=+-@\t\r\n＝＋－＠")
HONEST = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30).filter(
    lambda text: not text.lstrip(" ").startswith(FORMULAS)
)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_columns_are_those_of_the_first_release_and_what_came_after() -> None:
    assert (
        "target,verdict,score,fraud_type,reasons,findings,host,registrable_domain,error_code,"
        "error_message,file,line,model_version,basis,policy_result,package,kind,sha256,"
        "where_part,where_column\r\n"
    ) == csv_head().decode()


@given(st.lists(HONEST, max_size=4))
def test_honest_targets_come_back_as_they_are(targets: list[str]) -> None:
    data = csv_rows(Failure(Subject("url", target), "malformed", "") for target in targets)

    assert targets == [row["target"] for row in read(csv_head() + data)]


def test_place_in_a_messy_text_has_its_columns() -> None:
    where = Where("eml", "hxxp://a[.]b", "=part 2", 14)
    failures = [
        Failure(Subject("url", "a.b", "mail.eml", 3, where), "malformed", ""),
        Failure(Subject("url", "a.b", "mail.eml", 3, Where("text")), "malformed", ""),
    ]
    first, second = read(csv_head() + csv_rows(failures))

    assert ("'=part 2", "14") == (first["where_part"], first["where_column"])
    assert ("", "") == (second["where_part"], second["where_column"])


@given(DRAWN)
def test_every_outcome_is_a_row_of_cells_that_compute_nothing(outcomes: list[Outcome]) -> None:
    rows = read(csv_head() + csv_rows(outcomes))

    assert [csv_cell(outcome.subject.target) for outcome in outcomes] == [r["target"] for r in rows]
    assert all([*COLUMNS] == [*row] for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULAS)]
