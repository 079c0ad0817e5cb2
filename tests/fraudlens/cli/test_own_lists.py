"""Own lists on the command line: the day that counts, and what expired."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]
BLOCKED = "abc.ok"
LINE = f"{BLOCKED} # until=2026-06-30 reason=ticket 7\n"


def blocks(tmp_path: Path, text: str = LINE) -> str:
    path = tmp_path / "own.txt"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize("command", [("scan",), ("url", "scan"), ("url", "explain")], ids=" ".join)
@pytest.mark.parametrize(("day", "code"), [("2026-06-30", 1), ("2026-07-01", 0)])
def test_day_decides_whether_an_entry_counts(
    run: Run, capfd: Capture, tmp_path: Path, *, command: tuple[str, ...], day: str, code: int
) -> None:
    own = blocks(tmp_path)
    result = run(*command, BLOCKED, "--block", own, "--as-of", day)
    out, err = capfd.readouterr()
    said = (
        f"fraudlens: {own}: line 1: 'abc.ok' expired after 2026-06-30 and does not count"
        " (ticket 7)\n  hint: give it a later day, or take the line out\n"
    )

    assert code == result
    assert (code == 1) == ("your block list names abc.ok until 2026-06-30: ticket 7" in out)
    assert (code == 0) == (said in err)


def test_without_a_day_the_clock_says_it(
    run: Run, capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        """Stands still."""

        @classmethod
        def now(cls, tz: object = None) -> Clock:
            del tz
            return cls(2026, 7, 1, 12)

    monkeypatch.setattr("fraudlens.cli.moment.datetime", Clock)
    code = run("scan", BLOCKED, "--block", blocks(tmp_path, f"{BLOCKED} # until=2026-06-30"))

    assert 0 == code
    assert "expired after 2026-06-30 and does not count\n" in capfd.readouterr().err


def test_many_expired_entries_are_counted(run: Run, capfd: Capture, tmp_path: Path) -> None:
    text = "".join(f"a{number}.ok # until=2026-01-01\n" for number in range(7))
    run("scan", BLOCKED, "--block", blocks(tmp_path, text), "--as-of", "2026-01-02")
    err = capfd.readouterr().err

    assert 5 == err.count("expired after")
    assert "fraudlens: 2 more entries of your lists expired\n" in err


@pytest.mark.parametrize("lists", [(), ("--block", "own.txt")], ids=["no lists", "lists"])
def test_what_is_no_day_is_wrong_usage(
    run: Run, capfd: Capture, tmp_path: Path, lists: tuple[str, ...]
) -> None:
    named = [blocks(tmp_path) if name == "own.txt" else name for name in lists]
    code = run("scan", BLOCKED, *named, "--as-of", "soon")

    assert 2 == code
    assert (
        '--as-of: "soon" is no day from 1970 to 2105\n  hint: write it as 2026-11-26'
        in capfd.readouterr().err
    )


def test_no_entry_hides_behind_a_carriage_return(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_bytes(f"example.com,ticket 7\r{BLOCKED}\n".encode())

    assert 0 == run("scan", BLOCKED, "--block", str(own))
