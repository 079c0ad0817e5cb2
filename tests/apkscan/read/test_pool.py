"""The pool with readers that misbehave: small scripts in the place of the reading process."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from itertools import islice
from select import select
from typing import TYPE_CHECKING

import pytest

from apkscan.facts_json import facts_from_json
from apkscan.read import launch
from apkscan.read.launch import started_ahead
from apkscan.read.pool import AppAnswer, AppReaders
from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = replace(DEFAULT_LIMITS, max_app_seconds=0.7)
READER = r"""
import json, os, struct, sys, time
sys.path[:] = {path!r}

def send(kind, payload, times=1):
    sys.stdout.buffer.write((struct.pack("<IB", len(payload), kind) + payload) * times)
    sys.stdout.buffer.flush()

def facts(name):
    return json.dumps({{"identity": {{"package": name}}}}).encode()

while head := sys.stdin.buffer.read(5):
    name = json.loads(sys.stdin.buffer.read(struct.unpack("<IB", head)[0]))["path"]
    if "partial" in name:
        send(2, facts("partial"))
    if "broken" in name:
        send(2, b"[]")
    if "hang" in name:
        time.sleep(60)
    if "die" in name:
        os._exit(1)
    if "noise" in name:
        sys.stdout.buffer.write(b"what is this?")
        sys.stdout.buffer.flush()
        time.sleep(60)
    if name.startswith("say"):
        _, kind, payload = name.split(" ")
        send(int(kind), bytes.fromhex(payload))
        time.sleep(60)
    if "bad" in name:
        send(4, json.dumps({{"code": "malformed", "message": "no app"}}).encode())
    elif "odd" in name:
        send(4, json.dumps({{"code": "new", "message": "who knows"}}).encode())
    else:
        time.sleep(0.05 if "slow" in name else 0)
        send(3, facts(name), 2 if "twice" in name else 1)
    if "bye" in name:
        os._exit(0)
"""


@pytest.fixture
def readers() -> Iterator[AppReaders]:
    command = (sys.executable, "-c", READER.format(path=sys.path))
    with closing(AppReaders(QUICK, workers=2, command=command)) as found:
        yield found


def package(answer: AppAnswer) -> str | None:
    return None if answer.facts is None else facts_from_json(answer.facts).identity.package


def codes(answer: AppAnswer) -> list[str]:
    assert answer.facts is not None
    return [note.code for note in facts_from_json(answer.facts).unseen]


def steps(names: str, done: list[str]) -> Iterator[None]:
    for name in names:
        done.append(name)
        yield


def test_answers_stand_in_the_order_of_the_paths(readers: AppReaders) -> None:
    paths = [f"{'slow' if n % 3 == 0 else 'app'}{n}" for n in range(20)]

    found = list(readers.read(paths))

    assert paths == [answer.path for answer in found]
    assert paths == [package(answer) for answer in found]


def test_processes_are_kept_for_the_next_apps(readers: AppReaders) -> None:
    first = list(readers.read(["a"]))
    second = list(readers.read(["b", "c"]))

    assert ["a", "b", "c"] == [package(answer) for answer in (*first, *second)]


def test_other_work_is_done_once_while_the_first_app_is_read() -> None:
    calls: list[str] = []
    work = steps("xyz", calls)
    command = (sys.executable, "-c", READER.format(path=sys.path))
    with closing(AppReaders(QUICK, workers=2, meanwhile=work, command=command)) as found:
        answers = [*found.read(["partial-hang"]), *found.read(["b"])]

    assert ["partial", "b"] == [package(answer) for answer in answers]
    assert ["x", "y", "z"] == calls


def test_other_work_is_left_off_when_the_first_answer_is_there() -> None:
    calls: list[str] = []

    def work() -> Iterator[None]:
        calls.append("x")
        select([found._processes[0].answers], [], [])
        yield
        calls.append("y")
        yield

    command = (sys.executable, "-c", READER.format(path=sys.path))
    with closing(AppReaders(QUICK, workers=1, meanwhile=work(), command=command)) as found:
        answers = [*found.read(["a"]), *found.read(["b"])]

    assert ["a", "b"] == [package(answer) for answer in answers]
    assert ["x"] == calls


def test_no_apps_call_for_no_other_work() -> None:
    calls: list[str] = []
    work = steps("x", calls)
    with closing(AppReaders(QUICK, workers=1, meanwhile=work, command=("/no/such",))) as found:
        assert [] == list(found.read([]))

    assert [] == calls


def test_the_process_that_was_started_ahead_is_the_first(readers: AppReaders) -> None:
    with started_ahead(readers._command):
        (ahead,) = launch._ahead.values()
        answers = [package(answer) for answer in readers.read(["slow-a", "slow-b", "c"])]

        assert {} == launch._ahead
        assert ahead is readers._processes[0].process
    assert ahead.poll() is None
    readers.close()

    assert ["slow-a", "slow-b", "c"] == answers
    assert ahead.poll() is not None


def test_no_paths_start_nothing(readers: AppReaders) -> None:
    assert [] == list(readers.read([]))


def test_an_error_is_told_and_the_batch_goes_on(readers: AppReaders) -> None:
    bad, odd, good = readers.read(["bad", "odd", "good"])

    assert isinstance(bad.error, MalformedInput)
    assert "no app" == bad.error.message
    assert InputError is type(odd.error)
    assert "good" == package(good)


def test_what_a_hanging_reader_had_told_is_kept(readers: AppReaders) -> None:
    hang, good = readers.read(["partial-hang", "good"])

    assert "partial" == package(hang)
    assert ["timeout"] == codes(hang)
    assert "good" == package(good)


def test_a_reader_that_hangs_before_it_tells_anything_is_a_limit(readers: AppReaders) -> None:
    (hang,) = readers.read(["hang"])

    assert isinstance(hang.error, LimitExceeded)
    assert "reading took longer than 0.7 seconds" == hang.error.message


def test_a_dead_reader_is_replaced(readers: AppReaders) -> None:
    paths = ["partial-die", "die", "good", "die", "good"]

    partial, dead, *rest = readers.read(paths)

    assert ["reader-died"] == codes(partial)
    assert isinstance(dead.error, LimitExceeded)
    assert ["good", None, "good"] == [package(answer) for answer in rest]


def test_a_reader_that_is_gone_when_it_gets_a_job_is_replaced(readers: AppReaders) -> None:
    list(readers.read(["bye"]))
    readers._processes[0].process.wait()
    found = list(readers.read(["lost", "good"]))

    assert ["lost", "good"] == [answer.path for answer in found]
    assert "good" == package(found[1])


def test_a_reader_that_ended_between_two_apps_costs_none(readers: AppReaders) -> None:
    first = list(readers.read(["bye"]))
    found = list(readers.read(["a", "b", "c", "d"]))

    assert "bye" == package(first[0])
    assert 3 <= sum(package(answer) is not None for answer in found)


@pytest.mark.parametrize("name", ["noise", "broken-hang"])
def test_a_reader_that_was_taken_over_gives_an_error(readers: AppReaders, name: str) -> None:
    taken, good = readers.read([name, "good"])

    assert isinstance(taken.error, InputError)
    assert "good" == package(good)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        pytest.param(1, b"{}", id="a job"),
        pytest.param(3, b'{"identity":{"package":"\xff"}}', id="facts, no UTF-8"),
        pytest.param(3, b'{"identity":{"package":"\\ud800"}}', id="facts, half a character"),
        pytest.param(3, b"{}\n{}", id="facts, two lines"),
        pytest.param(3, b"[]", id="facts, a list"),
        pytest.param(3, b"", id="facts, nothing"),
        pytest.param(4, b"oh no", id="error, no JSON"),
        pytest.param(4, b"[]", id="error, a list"),
        pytest.param(4, b"null", id="error, null"),
        pytest.param(4, b'{"code":[1],"message":"x"}', id="error, a code that is none"),
        pytest.param(4, b'{"code":"malformed"}', id="error, no message"),
        pytest.param(4, b'{"code":"input","message":"\\ud800"}', id="error, half a character"),
        pytest.param(4, b'{"code":"input","message":"\xff"}', id="error, no UTF-8"),
        pytest.param(4, b"[" * 100_000, id="error, deep"),
    ],
)
def test_what_no_reader_says_is_an_error_and_its_process_is_replaced(
    readers: AppReaders, kind: int, payload: bytes
) -> None:
    taken, good = readers.read([f"say {kind} {payload.hex()}", "good"])

    assert isinstance(taken.error, LimitExceeded)
    assert "the process that read it sent what no reader sends" == taken.error.message
    assert "good" == package(good)


def test_what_was_told_before_a_reader_was_taken_over_is_kept(readers: AppReaders) -> None:
    (taken,) = readers.read([f"say-partial 4 {b'null'.hex()}"])

    assert "partial" == package(taken)
    assert ["reader-died"] == codes(taken)


def test_an_answer_without_a_question_ends_the_reader(readers: AppReaders) -> None:
    found = list(readers.read(["twice", "a", "b", "c", "d", "e"]))

    assert "twice" == package(found[0])
    assert ["twice", "a", "b", "c", "d", "e"] == [answer.path for answer in found]


def test_closing_ends_the_processes_in_the_middle(readers: AppReaders) -> None:
    found = list(islice(readers.read(["a", "hang", "hang", "hang"]), 1))
    readers.close()

    assert "a" == package(found[0])
