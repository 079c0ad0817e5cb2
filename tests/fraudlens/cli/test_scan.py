from __future__ import annotations

import csv
import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"
LONG = "a" * 5000
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def urls(tmp_path: Path) -> str:
    path = tmp_path / "urls.txt"
    path.write_text(f"# list\n{CLEAR}\n\n{FRAUD}\nno host\n")
    return str(path)


def records(capfd: Capture) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


@pytest.mark.parametrize("command", [("scan",), ("url", "scan")], ids=["scan", "url scan"])
def test_records_stand_in_the_order_of_the_targets(
    run: Run, capfd: Capture, urls: str, command: tuple[str, ...]
) -> None:
    code = run(*command, FRAUD, urls, CLEAR, "--format", "jsonl")
    found = records(capfd)

    assert 1 == code
    assert [FRAUD, CLEAR, FRAUD, "no host", CLEAR] == [record["target"] for record in found]
    assert ["fraud", "clear", "fraud", "error", "clear"] == [r["verdict"] for r in found]
    assert {"file": urls, "line": 4} == found[2]["origin"]
    assert {"code": "malformed", "message": "no host in it"} == found[3]["error"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((CLEAR,), 0),
        ((FRAUD,), 1),
        ((FRAUD, "no host"), 1),
        ((CLEAR, "no host"), 3),
        ((FRAUD, "--fail-on", "never"), 0),
        ((FRAUD, "no host", "--fail-on", "never"), 3),
        ((FRAUD, "--fail-on", "suspicious"), 1),
        ((FRAUD, "--base-rate", "0.000001"), 0),
        ((CLEAR, "missing.txt"), 3),
        ((CLEAR, "app.apk"), 3),
        ((), 2),
        ((CLEAR, "--format", "xml"), 2),
        ((CLEAR, "--base-rate", "0"), 2),
        ((CLEAR, "--base-rate", "1"), 2),
        ((CLEAR, "--workers", "0"), 2),
        ((CLEAR, "--reasons", "-1"), 2),
        ((CLEAR, "--allow", "missing-list"), 2),
        ((CLEAR, "--output", "no/such/folder/report"), 2),
        ((CLEAR, "--model", "no-model"), 4),
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    assert code == run("scan", *arguments)


def test_table_is_the_default_and_has_no_colour_in_a_pipe(run: Run, capfd: Capture) -> None:
    run("scan", FRAUD)
    out = capfd.readouterr().out

    assert out.startswith("VERDICT     SCORE  TYPE")
    assert "\x1b" not in out
    assert "1 target: 1 fraud" in out


def test_chinese_report(run: Run, capfd: Capture) -> None:
    run("scan", FRAUD, "--lang", "zh")
    out = capfd.readouterr().out

    assert "欺诈" in out
    assert "主机可疑" in out


def test_csv_has_a_row_a_target(run: Run, capfd: Capture) -> None:
    run("scan", FRAUD, "=1+1", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out, newline="")))

    assert [FRAUD, "'=1+1"] == [row["target"] for row in rows]


def test_missing_file_is_said_and_its_place_is_held(run: Run, capfd: Capture) -> None:
    run("scan", "missing.txt", CLEAR, "--format", "jsonl")
    out, err = capfd.readouterr()
    first, second = map(json.loads, out.splitlines())

    assert ("error", "source") == (first["verdict"], first["error"]["code"])
    assert "clear" == second["verdict"]
    assert err.startswith("fraudlens: missing.txt: no such file\n  hint: ")


@pytest.mark.parametrize("text", ["", "\n# only a remark\n\n"], ids=["empty", "no address"])
def test_input_without_a_target_is_said(
    run: Run, capfd: Capture, tmp_path: Path, text: str
) -> None:
    (tmp_path / "urls.txt").write_text(text)
    code = run("scan", str(tmp_path / "urls.txt"), "--format", "jsonl")
    out, err = capfd.readouterr()

    assert (0, "") == (code, out)
    assert "fraudlens: there was no target in what was named\n  hint: give one address" in err


def test_folder_gives_its_lists_and_apps_and_says_if_it_has_none(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "lists" / "a.txt").write_text(CLEAR)
    (tmp_path / "lists" / "b.apk").write_bytes(b"PK")
    code = run_apps("scan", str(tmp_path / "lists"), str(tmp_path / "empty"), "--format", "jsonl")
    out, err = capfd.readouterr()
    found = [json.loads(line) for line in out.splitlines()]

    assert 3 == code
    assert ["clear", "error", "error"] == [record["verdict"] for record in found]
    assert "empty: the folder holds no list of URLs and no app" in err


def test_own_lists_decide(run: Run, capfd: Capture, tmp_path: Path) -> None:
    allow, block = tmp_path / "allow", tmp_path / "block"
    allow.write_text("abcdefgh123-secure.bad, known\n")
    block.write_text(f"\ufeff{CLEAR}\n")
    code = run("scan", FRAUD, CLEAR, "--allow", str(allow), "--block", str(block), "-f", "jsonl")
    found = records(capfd)

    assert 1 == code
    assert ["clear", "fraud"] == [record["verdict"] for record in found]


def test_own_list_must_be_text(run: Run, capfd: Capture, tmp_path: Path) -> None:
    path = tmp_path / "block"
    path.write_bytes(b"\xff\xfe\x00")

    assert 2 == run("scan", CLEAR, "--block", str(path))
    assert f"fraudlens: --block: {path}: is no UTF-8 text" in capfd.readouterr().err


def test_column_can_be_named(run: Run, capfd: Capture, tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text(f"id,link\n1,{CLEAR}\n")
    run("url", "scan", str(path), "--column", "link", "--format", "jsonl")

    assert [CLEAR] == [record["target"] for record in records(capfd)]


def test_workers_do_not_change_the_report(run: Run, capfd: Capture, tmp_path: Path) -> None:
    for number in range(12):  # each file is a portion of its own
        text = f"{CLEAR}/{number}\n{FRAUD}/{number}\nno host\n" * (number + 1)
        (tmp_path / f"{number:02}.txt").write_text(text)
    alone = run("scan", str(tmp_path)), capfd.readouterr().out
    two = run("scan", str(tmp_path), "--workers", "2"), capfd.readouterr().out

    assert alone == two
    assert "\n234 targets: " in alone[1]


def test_output_is_written_whole(run: Run, capfd: Capture, tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    path.write_text("old")
    run("scan", CLEAR, "--format", "jsonl", "--output", str(path))

    assert CLEAR == json.loads(path.read_text())["target"]
    assert ("", "") == tuple(capfd.readouterr())
    assert [path] == list(tmp_path.iterdir())
    assert 0o644 == path.stat().st_mode & 0o755


def test_dash_as_output_is_standard_output(run: Run, capfd: Capture) -> None:
    run("scan", CLEAR, "--format", "jsonl", "--output", "-")

    assert [CLEAR] == [record["target"] for record in records(capfd)]


def test_output_that_is_a_folder_is_refused(run: Run, capfd: Capture, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()

    assert 2 == run("scan", CLEAR, "--output", str(tmp_path / "there"))
    assert "there: cannot be written: Is a directory" in capfd.readouterr().err
    assert [tmp_path / "there"] == list(tmp_path.iterdir())


class Interrupted(io.RawIOBase):
    """Standard input that gives some lines, and then the user presses Ctrl-C."""

    def __init__(self) -> None:
        self.lines = f"{CLEAR}\n" * 50_000

    def read(self, _size: int = -1) -> bytes:
        if not self.lines:
            raise KeyboardInterrupt
        data, self.lines = self.lines.encode(), ""
        return data


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt_leaves_no_half_written_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: str
) -> None:
    class Terminal:
        buffer = Interrupted()

    monkeypatch.setattr(sys, "stdin", Terminal())
    code = run("scan", "-", "--output", str(tmp_path / "report"), "--workers", workers)

    assert 130 == code
    assert [] == list(tmp_path.iterdir())


def test_reader_that_goes_away_is_no_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        code = run("scan", CLEAR)

    assert 141 == code
    assert "" == capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("scan", f"./{LONG}"), 3, f"./{LONG}: cannot be opened: File name too long"),
        (("url", "extract", LONG), 3, f"{LONG}: cannot be opened: File name too long"),
        (("apk", "scan", f"{LONG}.apk"), 3, f"{LONG}.apk: no such file"),
        (("scan", CLEAR, "--model", LONG), 4, f"{LONG}: no such folder"),
        (("scan", CLEAR, "--output", LONG), 2, f"{LONG}: cannot be written: File name too long"),
        (("cache", "export", "--cache", LONG), 3, f"{LONG}: there is no cache yet"),
    ],
    ids=["list", "text", "app", "model", "output", "cache"],
)
def test_a_name_that_is_too_long_is_told(
    run_apps: Run, capfd: Capture, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert code == run_apps(*arguments)
    assert f"fraudlens: {said}\n" in capfd.readouterr().err
