"""A case is made of the record, the run and the app that belong together."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli import evidence_input
from fraudlens.limits import DEFAULT_LIMITS
from tests.fraudlens.cli.packs import members_of, plain, saved

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

TARGET = "http://abcdefgh123-secure.bad/login"
APP = Path(__file__).parents[3] / "examples" / "apps" / "quickloan.apk"


def test_a_folder_that_is_not_the_one_of_the_record_is_refused(
    run_apps: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "splits", tmp_path / "case.zip"
    folder.mkdir()
    shutil.copy(APP, folder / "base.apk")
    shutil.copy(APP, folder / "split_config.en.apk")
    path = saved(run_apps, tmp_path / "run.jsonl", str(folder))
    command = ("evidence", str(folder), "--from", str(path), "--out", str(out))

    assert 0 == run_apps(*command)
    shutil.copy(APP.with_name("calculator.apk"), folder / "base.apk")
    assert 3 == run_apps(*command)
    assert "splits: is not the folder that was judged (SHA-256)" in capsys.readouterr().err


def test_a_folder_of_many_files_is_refused_not_cut(
    run_apps: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(evidence_input, "_MOST_PARTS", 1)
    folder = tmp_path / "splits"
    folder.mkdir()
    shutil.copy(APP, folder / "base.apk")
    command = ("evidence", str(folder), "--out", str(tmp_path / "case.zip"))

    assert 0 == run_apps(*command)
    shutil.copy(APP, folder / "split_config.en.apk")
    assert 3 == run_apps(*command)
    assert "splits: has 2 files, more than 1" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["", "\n"], ids=["cut", "whole"])
def test_a_packed_run_and_a_long_record_are_read(run: Run, tmp_path: Path, ending: str) -> None:
    out, name = tmp_path / "case.zip", tmp_path / "run.jsonl"
    record = json.loads(saved(run, name, TARGET).read_bytes())
    long = {**record, "facts": {**record["facts"], "more": "x" * (3 << 20)}}
    packed = tmp_path / "run.jsonl.gz"
    packed.write_bytes(gzip.compress((json.dumps(long) + ending).encode()))

    assert 0 == run("evidence", TARGET, "--from", str(packed), "--out", str(out))
    assert long == plain(out, "record.json")
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == plain(out, "inputs.json")[1]["sha256"]


@pytest.mark.parametrize("behind", [b"\n", b""], ids=["before", "last"])
def test_a_line_that_is_too_long_is_passed_over(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind: bytes
) -> None:
    path = saved(run, tmp_path / "run.jsonl", TARGET)
    line = path.read_bytes()
    few = replace(DEFAULT_LIMITS, max_record_bytes=len(line) + 10)
    monkeypatch.setattr(evidence_input, "DEFAULT_LIMITS", few)
    long = b"x" * (5 << 20)
    some = [long + b"\n", b"x" * (len(line) + 20) + b"\n", line] if behind else [line, long]
    path.write_bytes(b"".join(some))
    other = "http://other.example/"

    assert 0 == run("evidence", TARGET, "--from", str(path), "--out", str(tmp_path / "case.zip"))
    assert 3 == run("evidence", other, "--from", str(path), "--out", str(tmp_path / "other.zip"))


def test_a_packed_run_that_is_cut_says_so(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(run, tmp_path / "run.jsonl", TARGET)
    packed = tmp_path / "run.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\n" * 9 + path.read_bytes())[:-20])

    assert 3 == run("evidence", TARGET, "--from", str(packed), "--out", str(tmp_path / "c.zip"))
    told = capsys.readouterr().err
    assert f"fraudlens: {packed}: " in told
    assert "has no record" not in told


def test_a_saved_run_gives_the_record_as_it_stands(run: Run, tmp_path: Path) -> None:
    out, name = tmp_path / "case.zip", tmp_path / "run.jsonl"
    path = saved(run, name, "http://other.example/", TARGET)
    line = path.read_bytes().splitlines(keepends=True)[1]
    path.write_bytes(b'{"broken\n' + b"x" * (3 << 20) + b"\n" + path.read_bytes())

    assert 0 == run("evidence", TARGET, "--from", str(path), "--out", str(out))
    assert line == members_of(out)["record.json"]
    assert ["target", "run"] == [one["role"] for one in plain(out, "inputs.json")]
    assert plain(out, "tool.json")["reference"] is None
    assert plain(out, "times.json")["judged"] is None


def test_an_app_of_a_saved_run_at_hand_gone_and_changed(
    run_apps: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app, out = tmp_path / "loan.apk", tmp_path / "case.zip"
    shutil.copy(APP, app)
    path = saved(run_apps, tmp_path / "run.jsonl", str(app))
    command = ("evidence", str(app), "--from", str(path), "--out", str(out))

    assert 0 == run_apps(*command)
    assert plain(out, "inputs.json")[0]["present"]
    app.write_bytes(app.read_bytes() + b"x")
    assert 3 == run_apps(*command)
    assert "loan.apk: is not the file that was judged (SHA-256)" in capsys.readouterr().err
    app.unlink()
    assert 0 == run_apps(*command)
    gone = plain(out, "inputs.json")[0]
    assert (False, "loan.apk") == (gone["present"], gone["name"])
    assert 2 == run_apps(*command, "--include-sample")
