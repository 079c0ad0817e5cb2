"""Reading processes that are started before they are needed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest

from apkscan.read import launch
from apkscan.read.launch import end, start, start_command, started_ahead

WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")
SAYS = "import os; print(os.environ['OPENBLAS_NUM_THREADS'], flush=True)"


def test_the_process_that_was_started_ahead_is_given_once() -> None:
    with started_ahead(WAITS):
        (ahead,) = launch._ahead.values()
        first, second = start(WAITS), start(WAITS)
    try:
        assert ahead is first
        assert ahead is not second
        assert first.poll() is None
    finally:
        end(first)
        end(second)


def test_a_process_that_nobody_took_is_ended() -> None:
    with suppress(KeyboardInterrupt), started_ahead(WAITS):
        (ahead,) = launch._ahead.values()
        raise KeyboardInterrupt

    assert ahead.poll() is not None
    assert {} == launch._ahead


def test_another_command_starts_its_own() -> None:
    other = (*WAITS, "other")
    with started_ahead(WAITS):
        (ahead,) = launch._ahead.values()
        own = start(other)

    end(own)

    assert other == own.args
    assert ahead.poll() is not None


def test_a_process_that_died_is_not_given() -> None:
    with started_ahead(WAITS):
        (ahead,) = launch._ahead.values()
        ahead.kill()
        ahead.wait()
        found = start(WAITS)
        alive = found.poll()
        end(found)

    assert ahead is not found
    assert alive is None


def test_what_cannot_be_started_is_told_to_who_needs_it() -> None:
    with started_ahead(("/no/such",)):
        assert {} == launch._ahead
        with pytest.raises(FileNotFoundError):
            start(("/no/such",))


def test_a_job_that_was_never_taken_does_not_keep_a_process() -> None:
    process = start((sys.executable, "-c", "pass"))
    process.wait()
    assert process.stdin is not None
    process.stdin.write(b"job")
    end(process)

    assert process.stdin.closed


@pytest.mark.parametrize(("said", "expected"), [(None, b"1\n"), ("7", b"7\n")])
def test_numpy_is_told_to_start_no_threads_unless_the_user_says_how_many(
    monkeypatch: pytest.MonkeyPatch, said: str | None, expected: bytes
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if said is not None:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", said)
    process = start((sys.executable, "-c", SAYS))
    assert process.stdout is not None
    heard = process.stdout.readline()
    end(process)

    assert expected == heard


def test_to_start_one_loads_nothing_heavy() -> None:
    code = "import sys, apkscan.read.launch; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert [] == [name for name in ("numpy", "orjson", "typer") if name in loaded]


def test_the_command_names_the_bound_on_memory() -> None:
    assert "123" == start_command(123)[-1]
