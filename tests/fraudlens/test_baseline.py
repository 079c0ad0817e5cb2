"""What is new against an earlier run: tolerance, hysteresis, repetition, memory of spellings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.baseline import Baseline, Change, Known, Move, OnlyNew, changes, compare, is_news
from fraudlens.decide import DECISIONS
from fraudlens.states import State, error_state, verdict_state
from fraudlens.verdict import Decision, Failure, ModelRef, Subject, Verdict

CUTS = (0.5, 0.9)
CLEAR, SUSPICIOUS, FRAUD = DECISIONS


def state(
    host: str,
    score: float = 0.95,
    decision: str | None = None,
    target: str | None = None,
    cuts: tuple[float, float] | None = CUTS,
) -> State:
    said = decision or DECISIONS[sum(score >= cut for cut in CUTS)]
    return verdict_state(("url", target or host), said, score, {"host": host}, cuts)


def version(file: str, score: float = 0.1) -> State:
    facts = {"package": "org.a", "certificates": ["c"], "sha256": file}
    return verdict_state(("apk", f"{file}.apk"), CLEAR, score, facts, CUTS)


def known(one: State) -> Known:
    return Known(one.decision, one.score, one.cuts, one.mark)


def moves(old: list[State], new: list[State], tolerance: float = 0.05) -> list[Move]:
    return [change.move for change in changes(old, new, old, Baseline(tolerance))]


BROKEN = error_state("url", "a.top", "malformed")


@pytest.mark.parametrize(
    ("before", "after", "tolerance", "move", "why"),
    [
        (state("a", 0.2), state("a", 0.2), 0.05, Move.SAME, ()),
        (state("a", 0.70), state("a", 0.75), 0.05, Move.SAME, ()),
        (state("a", 0.70), state("a", 0.7501), 0.05, Move.CHANGED, ("score",)),
        (state("a", 0.70), state("a", 0.7501), 0.1, Move.SAME, ()),
        (state("a", 0.70), state("a", 0.70000001), 0.0, Move.CHANGED, ("score",)),
        (state("a", 0.70), state("a", 0.70), 0.0, Move.SAME, ()),
        # across a threshold
        (state("a", 0.4999), state("a", 0.5001), 0.05, Move.WOBBLE, ("verdict",)),
        (state("a", 0.9001), state("a", 0.8999), 0.05, Move.WOBBLE, ("verdict",)),
        (state("a", 0.898), state("a", 0.903), 0.05, Move.WOBBLE, ("verdict",)),
        (state("a", 0.897), state("a", 0.903), 0.05, Move.CHANGED, ("verdict",)),
        (state("a", 0.4999), state("a", 0.5001), 0.0, Move.CHANGED, ("verdict",)),
        # where not a score alone decided, or thresholds moved or are not known, or far apart
        (state("a", 0.2), state("a", 0.2, FRAUD), 0.05, Move.CHANGED, ("verdict",)),
        (state("a", 0.4999, SUSPICIOUS), state("a", 0.5, FRAUD), 0.05, Move.CHANGED, ("verdict",)),
        (
            state("a", 0.4999),
            state("a", 0.5001, cuts=(0.5, 0.8)),
            0.05,
            Move.CHANGED,
            ("verdict",),
        ),
        (
            state("a", 0.4999, cuts=None),
            state("a", 0.5001, cuts=None),
            0.05,
            Move.CHANGED,
            ("verdict",),
        ),
        (
            state("a", 0.4999, CLEAR, cuts=(0.5, 0.5)),
            state("a", 0.5, FRAUD, cuts=(0.5, 0.5)),
            0.05,
            Move.CHANGED,
            ("verdict",),
        ),
        # apps and errors
        (version("f1"), version("f2"), 0.05, Move.CHANGED, ("file",)),
        (version("f1", 0.1), version("f2", 0.2), 0.05, Move.CHANGED, ("score", "file")),
        (BROKEN, BROKEN, 0.05, Move.SAME, ()),
        (BROKEN, error_state("url", "a.top", "source"), 0.05, Move.CHANGED, ("error",)),
        (BROKEN, state("a.top"), 0.05, Move.CHANGED, ("verdict",)),
        (state("a.top"), BROKEN, 0.05, Move.CHANGED, ("verdict",)),
        (state("a.top", 1.0), BROKEN, 1.0, Move.CHANGED, ("verdict",)),
    ],
)
def test_what_counts_as_a_change(
    before: State, after: State, *, tolerance: float, move: Move, why: tuple[str, ...]
) -> None:
    change = compare(known(before), after, tolerance)

    assert Change(move, after, known(before), why) == change
    assert (move is Move.CHANGED) == is_news(change)


def test_wobble_with_another_file_is_a_change() -> None:
    one = replace(version("f1", 0.4999), decision=CLEAR)
    other = replace(version("f2", 0.5001), decision=SUSPICIOUS)

    assert Move.CHANGED is compare(known(one), other).move


def test_new_changed_gone_and_unchanged() -> None:
    old = [state("same"), state("gone"), state("changed", 0.2)]
    new = [state("new"), state("changed"), state("same")]

    assert [Move.NEW, Move.CHANGED, Move.SAME, Move.GONE] == moves(old, new)


def test_spellings_that_change_together_are_told_once() -> None:
    old = [state("a", 0.2), state("a", 0.2, target="https://a/")]
    new = [state("a", 0.7), state("a", 0.7, target="https://a/"), state("a", 0.2)]

    assert [Move.CHANGED, Move.SAME, Move.CHANGED] == moves(old, new)


def test_gone_target_is_told_once_with_what_was_said_last() -> None:
    old = [state("gone", 0.2), state("gone", 0.7, target="http://gone"), state("kept")]
    told = list(changes(old, [state("kept")], old, Baseline()))

    assert [Move.SAME, Move.GONE] == [change.move for change in told]
    assert ("gone", known(old[1])) == (told[1].state.target, told[1].before)


def test_record_that_the_first_reading_did_not_have_is_not_gone() -> None:
    assert [] == list(changes([], [], [state("late")], Baseline()))


def test_target_that_comes_twice_is_told_once() -> None:
    new = [state("a"), state("a", target="http://a/"), state("a"), state("a", 0.2)]

    assert [Move.NEW, Move.SAME, Move.SAME, Move.CHANGED] == moves([], new)


def test_of_two_records_in_one_spelling_the_later_counts() -> None:
    """So runs may be put behind each other: what came back is told again."""
    old = [state("a", 0.2), state("a"), state("a", 0.2)]

    assert [Move.CHANGED] == moves(old, [state("a")])
    assert [Move.SAME] == moves(old, [state("a", 0.2)])
    assert [Move.SAME] == moves(old[:2], [state("a")])


def test_each_spelling_is_held_against_itself_first() -> None:
    one, other = state("a", 0.2), state("a", 0.7, target="http://user@a")

    assert [Move.SAME, Move.SAME] == moves([one, other], [other, one])
    assert [Move.CHANGED] == moves([one, other], [replace(one, score=0.7)])
    assert [Move.SAME] == moves([one, other], [state("a", 0.7, target="third")])


def test_known_files_of_one_app_stay_known_beside_a_new_version() -> None:
    old = [version("f1"), version("f2")]

    assert [Move.SAME] * 2 == moves(old, [version("f2"), version("f1")])
    assert [Move.CHANGED, Move.SAME, Move.SAME] == moves(
        old, [version("f3"), version("f1"), version("f2")]
    )


def test_scores_that_creep_are_held_against_the_baseline_not_against_each_other() -> None:
    new = [state("a", 0.60 + 0.03 * step) for step in range(4)]

    assert [Move.SAME, Move.SAME, Move.CHANGED, Move.SAME] == moves([state("a", 0.6)], new)


def test_spellings_of_one_target_are_bounded() -> None:
    old = [state("a", score / 1000, target=f"http://{score}@a") for score in range(200)]
    baseline = Baseline(0.0)
    for one in old:
        baseline.add(one)

    assert Move.SAME is baseline.meet(old[-1]).move
    assert Move.CHANGED is baseline.meet(old[0]).move


def test_pairs_of_thresholds_are_bounded_and_those_above_count_as_unknown() -> None:
    baseline = Baseline()
    for number in range(40):
        baseline.add(state(f"h{number}", 0.4999, CLEAR, cuts=(0.5, 0.9 + number / 1000)))
    first = baseline.meet(state("h0", 0.5, cuts=CUTS))
    last = baseline.meet(state("h39", 0.5, SUSPICIOUS, cuts=(0.5, 0.939)))

    assert (Move.WOBBLE, Move.CHANGED) == (first.move, last.move)
    assert last.before is not None
    assert None is last.before.cuts


def test_sieve_keeps_what_is_new() -> None:
    baseline = Baseline()
    baseline.add(state("a.top", 0.1))
    model = ModelRef("url", "1", "ab" * 32, CUTS)
    same, new = (
        Verdict(Subject("url", host), Decision.CLEAR, 0.1, model, facts={"host": host})
        for host in ("a.top", "b.top")
    )
    failure = Failure(Subject("url", "c"), "malformed", "no host in it")

    assert [new, failure] == OnlyNew(baseline).keep([same, new, failure, failure, new])


STATES = st.builds(
    state,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([0.1, 0.13, 0.499, 0.501, 0.7, 0.95]),
    target=st.sampled_from(["s", "t", "u"]),
)


@given(st.lists(STATES))
def test_run_against_itself_has_nothing_new(
    run: list[State],
) -> None:
    last = list({(one.identity, one.spelling): one for one in run}.values())

    assert {Move.SAME} >= set(moves(last, last))
    assert {Move.SAME} >= set(moves(run, last))
    assert len([m for m in moves(run, []) if m is Move.GONE]) == len({o.identity for o in run})


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_two_scores_are_a_change_in_both_directions_or_in_none(
    one: float, other: float, tolerance: float
) -> None:
    there = compare(known(state("a", one)), state("a", other), tolerance)
    back = compare(known(state("a", other)), state("a", one), tolerance)

    assert there.move is back.move
