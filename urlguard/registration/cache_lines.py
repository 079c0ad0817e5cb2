"""Registration facts as JSON Lines, out of a cache and into one: to share, and to bring one's own.

A line is what `facts_json.to_plain` gives, with a `schema`. Reading takes a stranger's file: lines
are bounded, each that cannot be read is told by its number, and the others go on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.knowledge.suffixes import load_rules
from urlguard.registration.facts import Registration, State
from urlguard.registration.facts_json import from_plain, to_plain
from urlguard.registration.hostnames import is_host_name
from urlguard.registration.scope import registration_above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from urlguard.registration.cache import RegistrationCache

SCHEMA = "fraudlens.registration/1"
MOST_LINE_BYTES = 1 << 16
"""Four times the facts that a cache keeps of one domain."""
MOST_TOLD = 20
"""Bad lines that are told one by one; the rest is counted."""

_AT_ONCE = 1000
"""Lines that become one write."""
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the lines of a file."""

    taken: int
    """Facts that are now in the cache."""
    older: int
    """Facts that gave way to newer or better ones of the cache."""
    bad: int
    told: tuple[BadLine, ...]
    """The first of the bad ones."""


def record(facts: Registration) -> dict[str, object]:
    """Give the record of one domain, as it stands in a line."""
    return {"schema": SCHEMA, **to_plain(facts)}


def export(everything: Iterable[Registration], write: Callable[[bytes], object]) -> int:
    """Write a line for each domain, and tell how many."""
    count = 0
    for facts in everything:
        write(f"{json.dumps(record(facts), ensure_ascii=False)}\n".encode())
        count += 1
    return count


def import_lines(
    cache: RegistrationCache, lines: Iterable[bytes], now: datetime, *, name: str
) -> ImportReport:
    """Put the facts of `lines` into a cache; `name` tells where facts without a source are from.

    Raises:
        SourceError: the cache cannot be written.
    """
    taken = read = bad = 0
    told: list[BadLine] = []
    waiting: list[Registration] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            waiting.append(read_line(line, now, name=name))
            read += 1
        except InputError as error:
            bad += 1
            if len(told) < MOST_TOLD:
                told.append(BadLine(number, error.message))
        if len(waiting) == _AT_ONCE:
            taken += cache.put_many(waiting)
            waiting.clear()
    taken += cache.put_many(waiting)
    return ImportReport(taken, read - taken, bad, tuple(told))


def read_line(line: bytes, now: datetime, *, name: str) -> Registration:
    """Read one line.

    Raises:
        InputError: it is too long, no record of ours, or says what cannot be.
    """
    if len(line) > MOST_LINE_BYTES:
        raise LimitExceeded(f"longer than {MOST_LINE_BYTES} bytes")
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise MalformedInput("no JSON") from exc
    if not isinstance(plain, dict):
        raise MalformedInput("no JSON object")
    schema = plain.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise MalformedInput(f'"schema" is not "{SCHEMA}"')
    return _checked(from_plain({"source": f"file:{name}", **plain}), now)


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Give lines; of one that is too long so much only that it is seen to be."""
    while line := stream.readline(MOST_LINE_BYTES + 2):
        whole = line
        while not whole.endswith(b"\n") and (whole := stream.readline(MOST_LINE_BYTES)):
            pass
        yield line.rstrip(b"\r\n")


def _checked(facts: Registration, now: datetime) -> Registration:
    if not is_host_name(facts.domain):
        raise MalformedInput('"domain" is no registrable domain in lower-case A-labels')
    if above := registration_above(facts.domain, load_rules()):
        raise MalformedInput(f'"domain" stands below "{above}", whose registration is meant')
    if facts.state is State.NOT_QUERIED:
        raise MalformedInput('"state" is "not_queried", which is nothing to keep')
    if facts.observed is None:
        raise MalformedInput('no "observed": when the facts were learned')
    if facts.observed > now + _AHEAD:
        raise MalformedInput('"observed" lies in the future')
    return facts
