"""One run of look-ups in a process of its own: `python -m tools.bench.lookup_client`.

It takes what to do as JSON on standard input, and prints what came of it as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections import Counter
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from urlguard.registration.facts_json import from_plain, to_plain
from urlguard.registration.options import LookupOptions
from urlguard.registration.resolver import look_up
from urlguard.registration.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from urlguard.registration.facts import Registration


class Task(TypedDict):
    """What to look up, and how."""

    bases: dict[str, str]
    """By suffix; each is a host of its own."""
    authority: str
    names: int
    concurrency: int
    cache: str


class LineCache:
    """Facts in a file, a line each, on the disk before `put` returns to its caller."""

    def __init__(self, path: Path) -> None:
        """Read what is there; a line that was cut by a kill is left out."""
        self._known: dict[str, Registration] = {}
        if path.exists():
            whole = path.read_bytes().rpartition(b"\n")[0]
            for line in whole.splitlines():
                facts = from_plain(json.loads(line))
                self._known[facts.domain] = facts
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def get(self, domain: str, _now: datetime) -> Registration | None:
        """Give what the file held at the start."""
        return self._known.get(domain)

    def put(self, facts: Registration) -> None:
        """Write a line, in one call."""
        os.write(self._file, json.dumps(to_plain(facts)).encode() + b"\n")


def names(count: int, suffixes: Sequence[str]) -> Iterator[str]:
    """Give made-up names, under one suffix after the other."""
    return (f"shop{number}.{suffixes[number % len(suffixes)]}" for number in range(count))


async def run(task: Task) -> dict[str, object]:
    """Look up, and tell how it went."""
    options = LookupOptions(
        ca_file=Path(task["authority"]),
        bases=task["bases"],
        rate_per_s=1e9,
        per_host=task["concurrency"],
        # The bench knows the server to be well, and the machine may be busy.
        read_s=120.0,
        total_s=120.0,
        concurrency=task["concurrency"],
    )
    sources = Sources(cache=LineCache(Path(task["cache"])))
    states: Counter[str] = Counter()
    start = time.perf_counter()
    made = names(task["names"], list(task["bases"]))
    async with aclosing(look_up(made, options, sources)) as answers:
        async for facts in answers:
            states[facts.state.value] += 1
    return {
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time(),
        "states": dict(states),
        "peak_bytes": peak_bytes(),
    }


def peak_bytes() -> int:
    """Give the most memory that this process held; 0 where the system does not tell.

    What `getrusage` says starts at what the parent held.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
