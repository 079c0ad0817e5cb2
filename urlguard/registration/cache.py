"""Registration facts on disk: one row a domain, with when and how it was learned.

SQLite in WAL mode, so that several processes read and write one file at once. No clock in here:
whoever asks says what time it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from fraudlens.errors import InputError
from urlguard.registration.cache_file import on_disk, opened
from urlguard.registration.facts import Registration, State
from urlguard.registration.facts_json import from_plain, to_plain
from urlguard.registration.hostnames import is_host_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

MOST_ROW_CHARACTERS = 1 << 14
"""Of the facts of one domain; beyond it contacts and servers are left out. Real ones have 2,000."""

_FAILED = (State.RATE_LIMITED, State.TIMEOUT, State.ERROR)
"""States that do not replace what is known while it is fresh."""

_AHEAD = timedelta(days=1)
"""Facts "learned" later than this after now come from a wrong clock, and are never fresh."""

_AT_ONCE = 1000
"""Domains of one query."""

_PUT = """
INSERT INTO registration (domain, state, observed, expires, facts)
VALUES (:domain, :state, :observed, :expires, :facts)
ON CONFLICT (domain) DO UPDATE SET
    state = excluded.state, observed = excluded.observed,
    expires = excluded.expires, facts = excluded.facts
WHERE excluded.observed >= observed
    AND (:knowing OR state IN ('rate_limited', 'timeout', 'error') OR excluded.observed >= expires)
"""
_GET = """
SELECT facts FROM registration
WHERE expires > ? AND observed <= ? AND domain IN (SELECT value FROM json_each(?))
"""
_STATS = """
SELECT state, count(*), sum(expires > :now AND observed <= :latest), min(observed), max(observed)
FROM registration GROUP BY state ORDER BY state
"""


@dataclass(frozen=True, slots=True)
class Ttl:
    """How long facts stay fresh, by how the look-up ended."""

    ok: timedelta = timedelta(days=30)
    """Dates of a registration change once a year."""
    redacted: timedelta = timedelta(days=30)
    no_record: timedelta = timedelta(days=1)
    """A name that is free today may be registered for a fraud tomorrow."""
    unsupported: timedelta = timedelta(days=30)
    failed: timedelta = timedelta(hours=1)
    """Too many questions, no answer in time, or one that cannot be read."""

    def of(self, state: State) -> timedelta:
        """Give how long facts of this state stay fresh."""
        known = {
            State.OK: self.ok,
            State.REDACTED: self.redacted,
            State.NO_RECORD: self.no_record,
            State.UNSUPPORTED: self.unsupported,
        }
        return known.get(state, self.failed)


@dataclass(frozen=True, slots=True)
class CacheStats:
    """What a cache holds."""

    states: dict[str, int]
    """Domains by state."""
    fresh: int
    stale: int
    oldest: datetime | None
    """When the first of the facts was learned."""
    newest: datetime | None
    bytes: int
    """Of the file and of what waits beside it to be merged."""


class RegistrationCache:
    """Facts by registrable domain; a context manager that closes the file."""

    def __init__(self, path: Path, ttl: Ttl | None = None) -> None:
        """Open the file; it is made, for its owner alone, if there is none.

        Raises:
            SourceError: the file cannot be opened, or is no cache of this version.
        """
        self._path = path
        self._ttl = ttl or Ttl()
        self._database = opened(path)

    def __enter__(self) -> Self:
        """Give the cache itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; the cache is of no more use."""
        self._database.close()

    def get(self, domain: str, now: datetime) -> Registration | None:
        """Give the facts of a domain if they are there and still fresh.

        Raises:
            SourceError: the file cannot be read.
        """
        return self.get_many([domain], now).get(domain)

    def get_many(self, domains: Iterable[str], now: datetime) -> dict[str, Registration]:
        """Give the fresh facts of many domains, by domain; the others are left out.

        Raises:
            SourceError: the file cannot be read.
        """
        found: dict[str, Registration] = {}
        names = list(dict.fromkeys(domains))
        for first in range(0, len(names), _AT_ONCE):
            some = names[first : first + _AT_ONCE]
            moments = (_seconds(now), _seconds(now + _AHEAD))
            for facts in self._rows(_GET, (*moments, json.dumps(some))):
                found[facts.domain] = facts
        return found

    def put(self, facts: Registration) -> None:
        """Keep the facts of one domain, as `put_many` does.

        Raises:
            SourceError: the file cannot be written.
        """
        self.put_many([facts])

    def put_many(self, many: Iterable[Registration]) -> int:
        """Keep facts, all or none of them, and give how many rows changed.

        Newer facts win; a failure does not replace what is known and was fresh then. Facts
        without a time, or of a look-up that was never made, are not kept.

        Raises:
            SourceError: the file cannot be written.
        """
        rows = [self._row(facts) for facts in many if _is_kept(facts)]
        with on_disk(self._path):
            before = self._database.total_changes
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._database.executemany(_PUT, rows)
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
            return self._database.total_changes - before

    def everything(self) -> Iterator[Registration]:
        """Give all facts, fresh or not, in the order of their domains.

        Raises:
            SourceError: the file cannot be read.
        """
        return self._rows("SELECT facts FROM registration ORDER BY domain", ())

    def stats(self, now: datetime) -> CacheStats:
        """Count what is there.

        Raises:
            SourceError: the file cannot be read.
        """
        moments = {"now": _seconds(now), "latest": _seconds(now + _AHEAD)}
        with on_disk(self._path):
            rows = self._database.execute(_STATS, moments).fetchall()
        total, fresh = sum(row[1] for row in rows), sum(row[2] for row in rows)
        return CacheStats(
            states={row[0]: row[1] for row in rows},
            fresh=fresh,
            stale=total - fresh,
            oldest=_moment(min((row[3] for row in rows), default=None)),
            newest=_moment(max((row[4] for row in rows), default=None)),
            bytes=_size(self._path),
        )

    def prune(self, now: datetime) -> int:
        """Take out what is no longer fresh, give the room back, and tell how many rows went.

        Raises:
            SourceError: the file cannot be written.
        """
        with on_disk(self._path):
            gone = self._database.execute(
                "DELETE FROM registration WHERE expires <= ? OR observed > ?",
                (_seconds(now), _seconds(now + _AHEAD)),
            ).rowcount
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._database.execute("VACUUM")
            return gone

    def _row(self, facts: Registration) -> dict[str, object]:
        observed = _seconds(facts.observed) if facts.observed else 0
        return {
            "domain": facts.domain,
            "state": facts.state.value,
            "observed": observed,
            "expires": observed + int(self._ttl.of(facts.state).total_seconds()),
            "facts": _text(facts),
            "knowing": facts.state not in _FAILED,
        }

    def _rows(self, query: str, values: tuple[object, ...]) -> Iterator[Registration]:
        """Give facts row by row; one that cannot be read is as good as none."""
        with on_disk(self._path):
            for (text,) in self._database.execute(query, values):
                try:
                    yield from_plain(json.loads(text))
                except (InputError, ValueError, TypeError, AttributeError):
                    continue


def _is_kept(facts: Registration) -> bool:
    return (
        facts.observed is not None
        and facts.state is not State.NOT_QUERIED
        and is_host_name(facts.domain)
    )


def _text(facts: Registration) -> str:
    text = json.dumps(to_plain(facts), ensure_ascii=False, separators=(",", ":"))
    if len(text) > MOST_ROW_CHARACTERS:
        return _text(replace(facts, contacts=(), name_servers=()))
    return text


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _size(path: Path) -> int:
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
