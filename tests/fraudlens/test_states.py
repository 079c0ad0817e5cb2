"""Which records are of the same target, and what of them makes a change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.states import ERROR, State, error_state, state_of
from fraudlens.verdict import Decision, Failure, ModelRef, Subject, Verdict

MODEL = ModelRef("url", "1", "ab" * 32, (0.5, 0.9))


def address(host: object, target: str = "x", **facts: object) -> State:
    verdict = Verdict(
        Subject("url", target), Decision.FRAUD, 0.97, MODEL, facts={"host": host, **facts}
    )
    return state_of(verdict)


def app(target: str = "a.apk", **facts: object) -> State:
    known = {"package": "org.a", "certificates": ["c1", "c2"], "sha256": "f1"}
    verdict = Verdict(Subject("apk", target), Decision.CLEAR, 0.1, MODEL, facts={**known, **facts})
    return state_of(verdict)


def test_verdict_gives_decision_score_and_thresholds() -> None:
    state = address("evil.top", "http://evil.top")

    assert ("url", "http://evil.top") == (state.kind, state.target)
    assert (Decision.FRAUD, 0.97, (0.5, 0.9)) == (state.decision, state.score, state.cuts)
    assert (16, 8, bytes(8)) == (len(state.identity), len(state.spelling), state.mark)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (address("evil.top", "http://evil.top"), address("www.evil.top", "evil.top/")),
        (address("evil.top", path="/a"), address("evil.top", "y", path="/a")),
        (address("evil.top", path=None, port=None), address("evil.top")),
        (address(None), address("", "x")),
        (app(), app("b.apk", sha256="f2", label="New")),
        (app(), app(certificates=["c2", "c1"])),
        (app(certificates=[]), app(certificates=None, package=None)),
    ],
)
def test_same_target(one: State, other: State) -> None:
    assert one.identity == other.identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (address("evil.top"), address("a.evil.top")),
        (address("evil.top"), address("evil.top", port=8080)),
        (address("evil.top", path="/a"), address("evil.top", path="/b")),
        (address("a", path="b"), address("ab", path="")),
        (address(None, "x"), address(None, "y")),
        (address(["evil.top"], "x"), address("evil.top", "x")),
        (app(), app(package="org.b")),
        (app(), app(certificates=["c1"])),
        (app(certificates=[]), app(certificates=[], sha256="f2")),
        (app(sha256=None), app(sha256=None, target="b.apk")),
        (address("", "x"), error_state("apk", "x", "source")),
    ],
)
def test_other_target(one: State, other: State) -> None:
    assert one.identity != other.identity


def test_new_version_of_an_app_is_another_file() -> None:
    one, other = app(), app(sha256="f2")

    assert one.mark != other.mark
    assert one.spelling != other.spelling
    assert app().mark == app("moved/a.apk").mark


def test_error_is_known_by_its_text_and_its_code() -> None:
    failure = Failure(Subject("url", "no host\ud800"), "malformed", "no host in it")
    state = state_of(failure)

    assert (ERROR, None, None) == (state.decision, state.score, state.cuts)
    assert state == state_of(replace(failure, message="another text"))
    assert state.mark != state_of(replace(failure, code="source")).mark
