"""One run of look-ups in a process of its own: `python -m tools.bench.lookup_client`.

It takes what to do as JSON on standard input, and prints what came of it as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from urlguard.registration.cache import RegistrationCache
from urlguard.registration.options import LookupOptions
from urlguard.registration.resolver import look_up
from urlguard.registration.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Task(TypedDict):
    """What to look up, and how."""

    bases: dict[str, str]
    """By suffix; each is a host of its own."""
    authority: str
    names: int
    concurrency: int
    cache: str


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
    sources = Sources(cache=RegistrationCache(Path(task["cache"])))
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
