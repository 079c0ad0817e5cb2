"""The SQLite file of the cache: made for its owner alone, checked before use, errors named."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fraudlens.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
"""Of the table; a change of it makes old files useless, which costs look-ups only."""

BUSY_S = 30.0
"""Seconds that a process waits for another one's write."""

_IS_OURS = 0x464C5243
"""Mark in the head of the file: "FLRC"."""
_TABLE = """
CREATE TABLE registration (
    domain TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    observed INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    facts TEXT NOT NULL
) WITHOUT ROWID
"""
_OTHER = "name another file with --cache or FRAUDLENS_CACHE"


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file into an error that says what to do.

    Raises:
        SourceError: the file cannot be opened, is busy, damaged or no database.
    """
    try:
        yield
    except OSError as exc:
        raise SourceError(f"{path}: cannot be opened: {exc.strerror}", hint=_OTHER) from exc
    except sqlite3.OperationalError as exc:
        raise SourceError(
            f"{path}: cannot be used: {exc}",
            hint="wait for other processes, check that the disk has room and the file is yours",
        ) from exc
    except sqlite3.DatabaseError as exc:
        raise SourceError(
            f"{path}: is damaged or no database: {exc}",
            hint=f"take it away, and its facts are looked up again; or {_OTHER}",
        ) from exc


def opened(path: Path) -> sqlite3.Connection:
    """Open the file of a cache; a new or empty one becomes one.

    Raises:
        SourceError: it cannot be opened, or belongs to something else.
    """
    with on_disk(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        database = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
        try:
            if not _number(database, "application_id"):
                _make(database, path)
            _check(database, path)
            database.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            database.close()
            raise
        return database


def _make(database: sqlite3.Connection, path: Path) -> None:
    """Make the table in an empty file; of several processes that try at once, one does."""
    database.execute("BEGIN IMMEDIATE")
    if not _number(database, "application_id"):
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _foreign(path)
        database.execute(_TABLE)
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute(f"PRAGMA application_id = {_IS_OURS}")
    database.execute("COMMIT")
    database.execute("PRAGMA journal_mode = WAL")


def _check(database: sqlite3.Connection, path: Path) -> None:
    if _number(database, "application_id") != _IS_OURS:
        raise _foreign(path)
    version = _number(database, "user_version")
    if version != VERSION:
        raise SourceError(
            f"{path}: is a cache of version {version}, this fraudlens reads {VERSION}",
            hint=f"take it away, and its facts are looked up again; or {_OTHER}",
        )


def _foreign(path: Path) -> SourceError:
    return SourceError(f"{path}: is no cache of registration facts", hint=_OTHER)


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
