"""The file of the cache: whose it is, many processes at once, and files that are none."""

from __future__ import annotations

import multiprocessing
import re
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import SourceError
from tests.urlguard.registration.cache_facts import NOW, SECOND, facts
from urlguard.registration import cache_file
from urlguard.registration.cache import RegistrationCache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "facts.sqlite"


def test_the_file_is_its_owners_alone(path: Path) -> None:
    with RegistrationCache(path) as cache:
        cache.put(facts())
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert {"facts.sqlite", "facts.sqlite-wal", "facts.sqlite-shm"} == set(modes)
    assert {0o600} == set(modes.values())
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)


def test_a_cache_is_there_again_when_opened_again(path: Path) -> None:
    with RegistrationCache(path) as first:
        first.put(facts())
    with RegistrationCache(path) as second:
        assert facts() == second.get("shop.example", NOW)


def write_some(path: Path, number: int) -> int:
    """Put 40 facts of its own and one that all processes share, one transaction each."""
    with RegistrationCache(path) as cache:
        for step in range(40):
            cache.put(facts(f"d{step}.p{number}.example"))
            cache.put(facts("shared.example", observed=NOW + SECOND * step))
        return len(cache.get_many(["shared.example"], NOW))


def test_processes_write_at_once_and_nothing_is_lost(path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        seen = pool.starmap(write_some, [(path, number) for number in range(3)], chunksize=1)
    with RegistrationCache(path) as cache:
        assert [1, 1, 1] == seen
        assert {"ok": 121} == cache.stats(NOW).states
        shared = cache.get("shared.example", NOW)
        assert NOW + 39 * SECOND == (shared.observed if shared else None)


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE cookies (name TEXT)")
    other.close()


def make_marked(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 7")
    other.close()


def make_newer(path: Path) -> None:
    RegistrationCache(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 9")
    other.close()


OTHER = "name another file with --cache or FRAUDLENS_CACHE"
AWAY = f"take it away, and its facts are looked up again; or {OTHER}"


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (make_foreign, "is no cache of registration facts", OTHER),
        (make_marked, "is no cache of registration facts", OTHER),
        (make_newer, "is a cache of version 9, this fraudlens reads 1", AWAY),
        (
            lambda path: path.write_bytes(b"not a database" * 100),
            "is damaged or no database: file is not a database",
            AWAY,
        ),
        (lambda path: path.mkdir(), "cannot be opened: Is a directory", OTHER),
    ],
    ids=["tables of others", "mark of others", "newer", "no database", "folder"],
)
def test_a_file_that_is_no_cache_is_left_alone(
    tmp_path: Path, make: object, message: str, hint: str
) -> None:
    path = tmp_path / "x.sqlite"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(SourceError, match=f"^{re.escape(f'{path}: {message}')}$") as caught:
        RegistrationCache(path)
    assert hint == caught.value.hint
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_a_cache_that_is_damaged_later_is_named(path: Path) -> None:
    with RegistrationCache(path) as cache:
        cache.put_many(facts(f"d{number}.example") for number in range(2000))
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)

    with RegistrationCache(path) as cache, pytest.raises(SourceError) as caught:
        list(cache.everything())
    assert caught.value.message.startswith(f"{path}: is damaged or no database: ")
    assert AWAY == caught.value.hint


def test_a_file_that_stays_busy_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    RegistrationCache(path).close()
    monkeypatch.setattr(cache_file, "BUSY_S", 0.01)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with RegistrationCache(path) as cache, pytest.raises(SourceError) as caught:
        cache.put(facts())
    holder.close()
    assert f"{path}: cannot be used: database is locked" == caught.value.message


def test_a_process_that_comes_second_finds_the_table(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes the table after this one looked and before it holds the file."""
    real = cache_file._number

    def number(database: sqlite3.Connection, pragma: str) -> int:
        monkeypatch.setattr(cache_file, "_number", real)
        RegistrationCache(path).close()
        assert real(database, pragma)
        return 0

    monkeypatch.setattr(cache_file, "_number", number)

    with RegistrationCache(path) as cache:
        assert 1 == cache.put_many([facts()])
