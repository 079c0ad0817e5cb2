from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import FraudlensError, MalformedInput
from fraudlens.workers import map_ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


TOP = Path(__file__).parents[2]
ENDLESS = """
from functools import partial
from itertools import count
from fraudlens.workers import map_ordered
from tests.fraudlens.test_workers import adder
if __name__ == "__main__":
    for _ in map_ordered(partial(adder, 1), count(), workers=2):
        print("a worker is there", flush=True)
"""


def adder(amount: int) -> Callable[[int], int]:
    return lambda number: number + amount


def dying() -> Callable[[int], int]:
    return lambda _: os._exit(7)


def raising() -> Callable[[int], int]:
    def fail(number: int) -> int:
        raise MalformedInput(f"number {number}", hint="try another")

    return fail


@pytest.mark.parametrize("workers", [1, 2])
def test_results_keep_the_order(workers: int) -> None:
    with closing(map_ordered(partial(adder, 1), range(20), workers=workers)) as results:
        assert list(range(1, 21)) == list(results)


def test_input_is_not_read_far_ahead() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with closing(map_ordered(partial(adder, 1), numbers(), workers=2)) as results:
        assert 1 == next(results)

    assert len(taken) <= 4


def test_dead_worker_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(FraudlensError) as caught:
        list(map_ordered(dying, range(3), workers=2))

    assert "a worker process died before it gave a result" == caught.value.message
    assert "it may have run out of memory: try fewer --workers" == caught.value.hint


def test_workers_end_with_a_process_that_was_killed() -> None:
    """They share its standard output, which ends when the last of them has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], cwd=TOP, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
        try:
            process.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    assert b"a worker is there\n" == said


@pytest.mark.parametrize("workers", [1, 2])
def test_error_of_a_worker_arrives_unchanged(workers: int) -> None:
    with pytest.raises(MalformedInput) as caught:
        list(map_ordered(raising, range(3), workers=workers))

    assert ("number 0", "try another") == (caught.value.message, caught.value.hint)
