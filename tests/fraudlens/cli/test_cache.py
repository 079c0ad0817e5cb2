"""`fraudlens cache`: what it prints, writes and refuses, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.cache_run import cache_path
from urlguard.registration.cache_lines import MOST_TOLD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]
LINES = (
    '{"domain": "a.example", "state": "ok", "observed": "2026-11-20", "created": "2026-11-02"}\n'
    '{"domain": "b.example", "state": "timeout", "observed": "2020-01-01"}\n'
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of a cache that is not there yet."""
    path = tmp_path / "facts.sqlite"
    monkeypatch.setenv("FRAUDLENS_CACHE", str(path))
    return path


@pytest.fixture
def filled(place: Path, run: Run, tmp_path: Path, capfd: Capture) -> Path:
    lines = tmp_path / "facts.jsonl"
    lines.write_text(LINES)
    assert 0 == run("cache", "import", str(lines))
    assert ("", f"{lines}: 2 domains taken, 0 older than what is known\n") == capfd.readouterr()
    return place


@pytest.mark.usefixtures("no_socket")
def test_stats_are_lines_for_people(run: Run, filled: Path, capfd: Capture) -> None:
    assert 0 == run("cache", "stats")
    out = capfd.readouterr().out.splitlines()

    assert f"file     {filled}" == out[0]
    assert out[1].startswith("size     ")
    assert [
        "domains  2, of them 1 fresh, 1 stale",
        "  ok            1",
        "  timeout       1",
        "learned  2020-01-01 to 2026-11-20",
    ] == out[2:]


def test_stats_are_json_for_scripts(run: Run, filled: Path, capfd: Capture) -> None:
    assert 0 == run("cache", "stats", "--json", "--cache", str(filled))
    found = json.loads(capfd.readouterr().out)

    assert found.pop("bytes") > 0
    assert {
        "file": str(filled), "domains": 2, "states": {"ok": 1, "timeout": 1}, "fresh": 1,
        "stale": 1, "oldest": "2020-01-01T00:00:00+00:00", "newest": "2026-11-20T00:00:00+00:00",
    } == found  # fmt: skip


def test_stats_make_no_file(run: Run, place: Path, capfd: Capture) -> None:
    assert 0 == run("cache", "stats")
    assert 0 == run("cache", "stats", "--json")
    out = capfd.readouterr().out

    assert "domains  0, of them 0 fresh, 0 stale\n" in out
    assert '"oldest": null' in out
    assert not place.exists()


def test_what_is_exported_can_be_imported(
    run: Run, filled: Path, tmp_path: Path, capfd: Capture
) -> None:
    out = tmp_path / "out.jsonl"

    assert 0 == run("cache", "export", "--output", str(out))
    assert ("", "2 domains written\n") == capfd.readouterr()
    assert 0 == run("cache", "export")
    assert out.read_text() == capfd.readouterr().out
    assert 0 == run("cache", "import", str(out), "--cache", str(tmp_path / "other.sqlite"))
    assert filled.exists()


@pytest.mark.usefixtures("place")
def test_bad_lines_are_told_and_the_rest_is_taken(
    run: Run, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "nonsense\n" + LINES + '{"domain": "\x1b[31m", "state": "\x1b[32m"}\n' * (MOST_TOLD + 1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert 3 == run("cache", "import", "-")
    err = capfd.readouterr().err.splitlines()
    assert ["-:1: no JSON", "-:4: no JSON"] == err[:2]
    assert [
        "-: 2 more lines could not be read",
        "-: 2 domains taken, 0 older than what is known",
    ] == (err[-2:])
    assert MOST_TOLD + 2 == len(err)


def test_prune_says_how_many_went(run: Run, filled: Path, capfd: Capture) -> None:
    assert 0 == run("cache", "prune", "--cache", str(filled))
    assert "1 domain taken out, 1 left\n" == capfd.readouterr().out


@pytest.mark.parametrize("command", ["export", "prune"])
def test_a_cache_that_is_not_there_is_named(
    run: Run, place: Path, capfd: Capture, command: str
) -> None:
    assert 3 == run("cache", command)
    assert (
        f"fraudlens: {place}: there is no cache yet\n"
        "  hint: look-ups and 'fraudlens cache import' make it; or name one with --cache\n"
    ) == capfd.readouterr().err
    assert not place.exists()


def test_a_file_that_cannot_be_read_is_named(run: Run, place: Path, capfd: Capture) -> None:
    missing = place.parent / "missing.jsonl"

    assert 3 == run("cache", "import", str(missing))
    assert (
        f"fraudlens: {missing}: cannot be read: No such file or directory\n  hint: check the name\n"
    ) == capfd.readouterr().err


def test_a_file_that_is_no_cache_is_named(run: Run, place: Path, capfd: Capture) -> None:
    place.write_text("something else" * 100)

    assert 3 == run("cache", "stats")
    assert f"fraudlens: {place}: is damaged or no database" in capfd.readouterr().err


@pytest.mark.parametrize("xdg", ["", "relative", None], ids=["empty", "relative", "unset"])
def test_the_cache_is_in_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xdg: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if xdg is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", xdg)

    assert tmp_path / ".cache" / "fraudlens" / "registration.sqlite" == cache_path(None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert tmp_path / "x" / "fraudlens" / "registration.sqlite" == cache_path(None)
    assert tmp_path == cache_path(tmp_path)
