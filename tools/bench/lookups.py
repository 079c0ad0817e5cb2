"""Look-ups against a server on loopback: how fast, in how much memory, and whether a kill is borne.

Client and server have a process each. The figures are those of our client and this machine; what
registries allow is far less.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from tests.urlguard.registration.certificates import make_certificates
from tools.bench.timing import TOP, CommandFailed
from urlguard.registration.cache import RegistrationCache

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from tools.bench.lookup_client import Task

Figures: TypeAlias = dict[str, Any]

SUFFIXES = ("com", "net", "org", "info", "biz")
"""A host each, for a connection of HTTP/2 carries at most a hundred queries at once."""


@dataclass(frozen=True, slots=True)
class LookupRace:
    """What is measured."""

    names: int = 20_000
    concurrency: int = 500
    after_s: float = 1.0
    """How long the server thinks."""


def add_lookup_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the look-ups."""
    usual = LookupRace()
    add = parser.add_argument_group("look-ups").add_argument
    add("--lookups", type=int, default=usual.names, help="domains to look up")
    add("--concurrency", type=int, default=usual.concurrency, help="look-ups at once")
    add("--server-delay", type=float, default=usual.after_s, help="seconds until it answers")


def measure_lookups(what: LookupRace, say: Callable[[str], None]) -> Figures:
    """Measure one whole run, and one that is killed half way and goes on.

    Raises:
        CommandFailed: the client did not get through.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        certificates = make_certificates(folder)
        with _serving(certificates.good, what) as (bases, _):
            say(f"{what.names} look-ups, {what.concurrency} at once")
            whole = _finish(_start(_task(what, bases, certificates.authority, folder / "whole")))
        with _serving(certificates.good, what) as (bases, counts):
            say("the same, killed half way")
            task = _task(what, bases, certificates.authority, folder / "killed")
            known = _kill_half_way(task)
            rest = _finish(_start(task))
        return {"whole": whole, "resumed": _resumed(known, rest, counts)}


def lookup_text(found: Figures) -> str:
    """Give the figures as Markdown."""
    whole, resumed = found["whole"], found["resumed"]
    return "\n".join(
        [
            "| look-ups | value |",
            "|---|---|",
            f"| look-ups a second | {sum(whole['states'].values()) / whole['seconds']:.0f} |",
            f"| CPU time of the client a look-up | {_each_ms(whole):.1f} ms |",
            f"| peak memory of the client | {whole['peak_bytes'] / 2**20:.0f} MiB |",
            f"| states | {whole['states']} |",
            f"| known when it was killed | {resumed['known']} |",
            f"| states after the second run | {resumed['states']} |",
            f"| known, and asked again all the same | {resumed['known_asked_again']} |",
            f"| asked twice, for they were under way at the kill | {resumed['asked_twice']} |",
            f"| most under way at the server | {resumed['most_under_way']} |",
        ]
    )


def lookups_broken(found: Figures, what: LookupRace) -> bool:
    """Tell whether a promise was not kept."""
    whole, resumed = found["whole"], found["resumed"]
    all_well = {"ok": what.names}
    return bool(
        whole["states"] != all_well
        or resumed["states"] != all_well
        or resumed["known_asked_again"]
        or resumed["asked_twice"] > what.concurrency
    )


def _each_ms(whole: Figures) -> float:
    return float(1000 * whole["cpu_seconds"] / sum(whole["states"].values()))


def _task(what: LookupRace, bases: dict[str, str], authority: Path, cache: Path) -> Task:
    return {
        "bases": bases,
        "authority": str(authority),
        "names": what.names,
        "concurrency": what.concurrency,
        "cache": str(cache),
    }


@contextmanager
def _serving(certificate: Path, what: LookupRace) -> Iterator[tuple[dict[str, str], Figures]]:
    """Run the server; what it counted is in the second value afterwards."""
    counts: Figures = {}
    ports = str(len(SUFFIXES))
    command = ["tools.bench.lookup_server", str(certificate), ports, str(what.after_s)]
    with _module(*command) as server:
        out = _pipe(server.stdout)
        bases = {name: f"https://localhost:{int(out.readline())}/rdap/" for name in SUFFIXES}
        try:
            yield bases, counts
        finally:
            _pipe(server.stdin).close()
            counts.update(json.loads(out.read()))


def _start(task: Task) -> subprocess.Popen[str]:
    client = _module("tools.bench.lookup_client")
    with _pipe(client.stdin) as given:
        json.dump(task, given)
    return client


def _finish(client: subprocess.Popen[str]) -> Figures:
    with client:
        said = _pipe(client.stdout).read()
    if client.returncode:
        raise CommandFailed(f"look-ups ended with {client.returncode}")
    found: Figures = json.loads(said)
    return found


def _kill_half_way(task: Task) -> set[str]:
    """Give the domains that were known when the client was killed."""
    cache = Path(task["cache"])
    with _start(task) as client:
        while client.poll() is None and len(_known(cache)) < task["names"] // 2:
            time.sleep(0.05)
        client.kill()
    return _known(cache)


def _known(cache: Path) -> set[str]:
    if not cache.exists():
        return set()
    with RegistrationCache(cache) as kept:
        return {facts.domain for facts in kept.everything()}


def _resumed(known: set[str], rest: Figures, counts: Figures) -> Figures:
    twice = {name for name, times in counts["asked"].items() if times > 1}
    return {
        "known": len(known),
        "states": rest["states"],
        "known_asked_again": len(known & twice),
        "asked_twice": len(twice),
        "most_under_way": counts["most_under_way"],
    }


def _module(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _pipe(stream: IO[str] | None) -> IO[Any]:
    if stream is None:
        raise CommandFailed("a process has no pipe")
    return stream
