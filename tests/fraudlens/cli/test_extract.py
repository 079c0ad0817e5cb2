"""`url extract` and `scan --text`: addresses out of messy files."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

FRAUD = "http://abcdefgh123-secure.bad/login"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("hello\n点击hxxp://abcdefgh123-secure[.]bad/login，谢谢\n")
    (folder / "b.eml").write_bytes(
        b"Subject: x\nContent-Type: image/png\n\nno picture, but http://x.example/\n"
    )
    (folder / "c.exe").write_bytes(b"MZ")
    return folder


def test_extract_prints_a_line_a_find_and_goes_on(run: Run, capfd: Capture, inbox: Path) -> None:
    code = run("url", "extract", str(inbox), "nothere")
    out, err = capfd.readouterr()

    assert 3 == code
    assert f"{inbox}/a.txt:2:3: {FRAUD}  (as hxxp://abcdefgh123-secure[.]bad/login)\n" == out
    assert f"fraudlens: {inbox}/b.eml: part 1 image/png: is no PNG, JPEG, WebP or GIF" in err
    assert "fraudlens: nothere: no such file" in err


def test_extract_writes_json_and_csv(run: Run, capfd: Capture, inbox: Path) -> None:
    path = str(inbox / "a.txt")

    assert 0 == run("url", "extract", path, "--format", "jsonl")
    found = json.loads(capfd.readouterr().out)
    assert (FRAUD, path, 2, 3) == (found["url"], found["file"], found["line"], found["column"])

    assert 0 == run("url", "extract", path, "-f", "csv", "--lang", "zh", "-o", str(inbox / "f.csv"))
    assert FRAUD in (inbox / "f.csv").read_text()


def test_extract_reads_standard_input(
    run: Run, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        buffer = io.BytesIO(b"see a.com")

    monkeypatch.setattr(sys, "stdin", Terminal())

    assert 0 == run("url", "extract", "-")
    assert "-:1:5: a.com\n" == capfd.readouterr().out


@pytest.mark.parametrize("command", [("scan",), ("url", "scan")], ids=["scan", "url scan"])
def test_scan_tells_where_each_target_stood(
    run_apps: Run, capfd: Capture, inbox: Path, command: tuple[str, ...]
) -> None:
    code = run_apps(*command, "--text", str(inbox), "--format", "jsonl")
    first, second = map(json.loads, capfd.readouterr().out.splitlines())

    assert 1 == code
    assert (FRAUD, "fraud") == (first["target"], first["verdict"])
    assert {
        "file": f"{inbox}/a.txt",
        "line": 2,
        "where": {
            "kind": "text", "part": None, "column": 3,
            "text": "hxxp://abcdefgh123-secure[.]bad/login", "shown": None,
        },
    } == first["origin"]  # fmt: skip
    assert ("error", "malformed", "part 1 image/png") == (
        second["verdict"], second["error"]["code"], second["origin"]["where"]["part"],
    )  # fmt: skip


def test_scan_of_texts_takes_apps_of_a_folder_too(
    run_apps: Run, capfd: Capture, inbox: Path
) -> None:
    (inbox / "b.apk").write_bytes(b"PK")
    run_apps("scan", "--text", str(inbox), "--format", "jsonl")
    kinds = [json.loads(line)["kind"] for line in capfd.readouterr().out.splitlines()]

    assert ["url", "apk", "url"] == kinds


def test_workers_give_the_same_records(run: Run, capfd: Capture, inbox: Path) -> None:
    run("scan", "--text", str(inbox), "--format", "jsonl")
    alone = capfd.readouterr().out
    run("scan", "--text", str(inbox), "--format", "jsonl", "--workers", "2")

    assert alone == capfd.readouterr().out


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("scan",), "the folder holds no text and no app"),
        (("url", "scan"), "the folder holds no text"),
    ],
    ids=["scan", "url scan"],
)
def test_folder_without_a_text_is_said(
    run: Run, capfd: Capture, tmp_path: Path, command: tuple[str, ...], message: str
) -> None:
    code = run(*command, "--text", str(tmp_path), FRAUD)
    err = capfd.readouterr().err

    assert 3 == code
    assert f"fraudlens: {tmp_path}: {message}\n  hint: texts end in .txt, .eml" in err
    assert f"fraudlens: {FRAUD}: no such file" in err


def test_text_without_an_address_is_said(run: Run, capfd: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello readme.md")

    assert 0 == run("scan", "--text", str(tmp_path / "a.txt"))
    assert "hint: names without http:// count only under a known suffix" in capfd.readouterr().err
