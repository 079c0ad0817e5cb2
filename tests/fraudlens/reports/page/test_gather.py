from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.reports.page.gather import BINS, Bounds, gather
from fraudlens.verdict import Decision, Failure, Outcome, Subject, Verdict
from tests.fraudlens.reports.apps import APPS, PASSED, REJECTED, REVIEWED
from tests.fraudlens.reports.outcomes import CLEAR, FRAUD, OUTCOMES, SUSPICIOUS

ALL: tuple[Outcome, ...] = (*OUTCOMES, *APPS)


def clear(score: float) -> Verdict:
    return replace(CLEAR, score=score)


def test_worst_come_first_and_equals_in_the_order_of_the_input() -> None:
    broken = Failure(Subject("url", "x"), "malformed", "no host")
    rejected = replace(REJECTED, decision=Decision.CLEAR, score=0.0)
    found = gather(
        [clear(0.2), broken, clear(0.3), clear(0.2), REVIEWED, rejected, SUSPICIOUS, FRAUD, PASSED],
        Bounds(),
    )

    assert [8, 7, 6, 5, 2, 3, 1, 4, 9] == [row.number for row in found.rows]
    assert [8, 7, 6, 5, 3, 1, 4, 9] == [number for number, _ in found.told]


@pytest.mark.parametrize("room", range(len(ALL) + 2))
def test_what_is_over_a_bound_is_counted_and_left_out(room: int) -> None:
    whole, found = gather(ALL, Bounds()), gather(ALL, Bounds(room, room, room))

    assert whole.rows[:room] == found.rows
    assert whole.told[:room] == found.told
    assert whole.failures[:room] == found.failures
    assert (whole.tally, whole.scores, whole.models) == (found.tally, found.scores, found.models)
    assert whole.judged == found.judged == sum(isinstance(one, Verdict) for one in ALL)


def test_many_outcomes_are_counted_in_portions() -> None:
    found = gather((clear(n / 2500) for n in range(2501)), Bounds(rows=10))

    assert 2501 == found.tally.targets
    assert [250] * (BINS - 1) + [251] == found.scores[Decision.CLEAR]
    assert [2501, 2500] == [row.number for row in found.rows[:2]]
    assert 2501 == found.judged


@pytest.mark.parametrize("score", [-1.0, 0.0, 1.0, 2.0])
def test_scores_at_the_ends_have_a_bin(score: float) -> None:
    assert 1 == sum(gather([clear(score)], Bounds()).scores[Decision.CLEAR])


def test_rows_tell_what_the_table_shows() -> None:
    fraud, app = gather([FRAUD, REVIEWED], Bounds()).rows

    assert ("fraud", 0.9931, "phishing", "") == (
        fraud.verdict,
        fraud.score,
        fraud.type,
        fraud.label,
    )
    assert fraud.why == FRAUD.findings[0].text
    assert ("=Quick", "review", "") == (app.label, app.policy, app.why)
    nameless = gather([replace(REVIEWED, facts={"package": "a.b"})], Bounds())
    assert "a.b" == nameless.rows[0].label


def test_models_are_told_once_and_in_order() -> None:
    found = gather([FRAUD, CLEAR, REJECTED, REVIEWED], Bounds())

    assert (FRAUD.model, REJECTED.model) == found.models
    many = [replace(CLEAR, model=replace(CLEAR.model, version=str(n))) for n in range(99)]
    assert 20 == len(gather(many, Bounds()).models)
