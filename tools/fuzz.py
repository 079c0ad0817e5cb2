"""Read many mutated APKs and report what a reader may not do: `python -m tools.fuzz`.

A reader gives facts or raises an `InputError`. Any other exception, more than five CPU seconds, a
dead process or too much memory is a finding, printed with the seed and number that repeat it.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import resource
import sys
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.errors import InputError
from tests.apkscan.mutate import LARGEST_BASE, Mutant, cast, mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

    Reader: TypeAlias = Callable[[Path], object]

READER = "apkscan.read.app:read_app"
FINE = ("read", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutant."""

    number: int
    what: str
    """`read`, `refused`, or a finding: the exception with its place, `slow`, `hang`, `died`."""
    seconds: float = 0.0
    recipe: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do."""

    seed: int
    numbers: range
    workers: int = 2
    slow_s: float = 5.0
    hang_s: float = 30.0
    memory_bytes: int = 4 << 30


def try_one(read: Reader, made: Mutant, path: Path, slow_s: float) -> Outcome:
    """Give what `read` does with one mutant, which is written to `path` for it."""
    path.write_bytes(made.data)
    start, trace = time.process_time(), ""  # others may use this machine, too
    try:
        read(path)
        what = "read"
    except InputError:
        what = "refused"
    except Exception as exc:  # noqa: BLE001  this is what is looked for
        last = traceback.extract_tb(exc.__traceback__)[-1]
        what = f"{type(exc).__name__} at {Path(last.filename).name}:{last.lineno}"
        trace = traceback.format_exc()
    seconds = time.process_time() - start
    if what in FINE and seconds > slow_s:
        what = "slow"
    return Outcome(made.number, what, seconds, made.recipe, trace)


def fuzz(read: Reader, bases: Sequence[bytes], plan: Plan) -> Iterator[Outcome]:
    """Give what becomes of each mutant of the plan, in no order.

    Worker processes do the reading: one that dies or hangs is a finding, and another goes on.
    """
    queues = [list(plan.numbers[at :: plan.workers]) for at in range(plan.workers)]
    crew = [_Worker.start(read, bases, plan, queue) for queue in queues if queue]
    while crew:
        ready = wait([worker.pipe for worker in crew], timeout=1.0)
        for worker in list(crew):
            if worker.pipe in ready and (outcome := worker.receive()) is not None:
                yield outcome
            elif worker.pipe in ready or worker.late(plan.hang_s):
                what = worker.stop()
                crew.remove(worker)
                if worker.left:
                    yield Outcome(worker.left[0], what, time.monotonic() - worker.since)
                    crew += [_Worker.start(read, bases, plan, worker.left[1:])] * bool(
                        worker.left[1:]
                    )


@dataclass(slots=True)
class _Worker:
    """A process with the numbers that it still has to do."""

    process: ForkProcess
    pipe: Connection
    left: list[int]
    since: float

    @classmethod
    def start(cls, read: Reader, bases: Sequence[bytes], plan: Plan, numbers: list[int]) -> _Worker:
        """Start a process; it inherits reader and bases."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(read, bases, plan, numbers, theirs))
        with warnings.catch_warnings():  # numpy's idle threads: the child takes no lock of theirs
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        return cls(process, ours, numbers, time.monotonic())

    def receive(self) -> Outcome | None:
        """Give the next outcome, or `None` at the end of the process."""
        try:
            outcome: Outcome = self.pipe.recv()
        except EOFError:
            return None
        self.left, self.since = self.left[1:], time.monotonic()
        return outcome

    def late(self, hang_s: float) -> bool:
        """Nothing came for too long."""
        return time.monotonic() - self.since > hang_s

    def stop(self) -> str:
        """End the process; give how it ended."""
        self.process.join(timeout=1.0)
        hangs = self.process.is_alive()
        if hangs:
            self.process.kill()
            self.process.join()
        self.pipe.close()
        return "hang" if hangs else f"died with {self.process.exitcode}"


def _work(
    read: Reader, bases: Sequence[bytes], plan: Plan, numbers: list[int], pipe: Connection
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (plan.memory_bytes, plan.memory_bytes))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.apk"
        for number in numbers:
            pipe.send(try_one(read, mutant(plan.seed, number, bases), path, plan.slow_s))


def reader(name: str) -> Reader:
    """Give the reader `module:function`, which takes a path and limits, or a path only."""
    from apkscan.facts import ApkFacts  # noqa: PLC0415  only where apps are read
    from apkscan.facts_json import facts_from_json, facts_to_json  # noqa: PLC0415  as above
    from fraudlens.limits import DEFAULT_LIMITS  # noqa: PLC0415  as above

    module, _, function = name.partition(":")
    read_app = getattr(importlib.import_module(module), function)

    def read(path: Path) -> object:
        facts = read_app(path, DEFAULT_LIMITS)
        if isinstance(facts, ApkFacts) and facts_from_json(facts_to_json(facts)) != facts:
            raise AssertionError("facts do not survive their JSON")
        return facts

    return read


def main(arguments: Sequence[str]) -> int:
    """Fuzz and print; 1 if there are findings."""
    options = _parser().parse_args(arguments)
    bases = _bases(options.bases) if options.bases else cast()
    plan = Plan(options.seed, range(options.start, options.start + options.count), options.workers)
    counts, slowest = Counter[str](), Outcome(0, "none")
    for outcome in fuzz(reader(options.reader), bases, plan):
        counts[outcome.what] += 1
        slowest = max(slowest, outcome, key=lambda each: each.seconds)
        if outcome.what not in FINE and counts[outcome.what] == 1:  # more of the same: a number
            print(
                f"{outcome.what}: --seed {plan.seed} --start {outcome.number} --count 1 "
                f"({outcome.recipe}, {outcome.seconds:.1f} s)\n{outcome.trace}",
                flush=True,
            )
    for what, count in counts.most_common():
        print(f"{count:8} {what}")
    print(
        f"seed {plan.seed}, {counts.total()} mutants; "
        f"slowest: {slowest.number}, {slowest.seconds:.2f} s"
    )
    return int(bool(counts.keys() - set(FINE)))


def _bases(folder: Path) -> list[bytes]:
    """Give the APKs of a folder that are small enough to be mutated often."""
    files = sorted(path for path in folder.rglob("*.apk") if path.stat().st_size < LARGEST_BASE)
    return [path.read_bytes() for path in files]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20_261_126)
    parser.add_argument("--start", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--reader", default=READER, help="module:function")
    parser.add_argument("--bases", type=Path, help="folder of APKs to mutate instead of the cast")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
