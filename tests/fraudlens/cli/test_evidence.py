"""`fraudlens evidence` from the command line to the bytes of the pack."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli import evidence_input
from fraudlens.errors import SourceError
from tests.fraudlens.cli.packs import members_of, plain, saved

if TYPE_CHECKING:
    from fraudlens.reports.case import Input
    from tests.fraudlens.cli.conftest import Run

TARGET = "http://abcdefgh123-secure.bad/login"
APP = Path(__file__).parents[3] / "examples" / "apps" / "quickloan.apk"
WHO = ("--reporter", "Example CERT", "--contact", "reports@cert.example")


@pytest.mark.parametrize("command", [("evidence",), ("evidence", "make")], ids=" ".join)
def test_an_address_becomes_a_pack_with_or_without_the_name_of_the_command(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    out = tmp_path / "case.zip"

    assert 0 == run(*command, TARGET, "--out", str(out), "--as-of", "2026-11-26T09:30:00+02:00")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert f"{out}: SHA-256 {digest}\n" == capsys.readouterr().out
    assert TARGET == plain(out, "record.json")["target"]
    assert {
        "made": "2026-11-26T07:30:00Z", "judged": "2026-11-26T07:30:00Z", "clock": "given",
    } == plain(out, "times.json")  # fmt: skip
    (target,) = plain(out, "inputs.json")
    assert hashlib.sha256(TARGET.encode()).hexdigest() == target["sha256"]
    assert {"fraudlens", "python", "model", "depends", "reference", "policies"} == plain(
        out, "tool.json"
    ).keys()


def test_options_may_come_first_and_the_same_case_gives_the_same_bytes(
    run: Run, tmp_path: Path
) -> None:
    one, other = tmp_path / "1.zip", tmp_path / "2.zip"
    run("evidence", "--as-of", "2026-11-26", "--out", str(one), TARGET)
    run("evidence", TARGET, "--out", str(other), "--as-of", "2026-11-26")

    assert one.read_bytes() == other.read_bytes()


def test_an_address_that_is_too_long_for_a_name_is_judged(
    run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = "http://example.ok/" + "a" * 5000

    assert 3 == run("evidence", target, "--out", str(tmp_path / "case.zip"))
    assert capfd.readouterr().err.endswith("aaa: longer than 500 characters\n")


def test_without_a_time_it_is_that_of_the_clock(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "case.zip"
    before = datetime.now(UTC).replace(microsecond=0)
    run("evidence", TARGET, "--out", str(out))
    times = plain(out, "times.json")

    assert before <= datetime.fromisoformat(times["made"]) <= datetime.now(UTC)
    assert "system" == times["clock"]


def test_both_summaries_speak_their_language(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "case.zip"
    run("evidence", TARGET, "--out", str(out), "--lang", "zh")
    members = members_of(out)

    assert b"# Case: " in members["summary.md"]
    assert "# 案件: ".encode() in members["summary.zh.md"]
    for name in ("summary.md", "summary.zh.md"):
        assert b"language of the run" not in members[name]


def test_an_app_becomes_a_pack_without_the_app(run_apps: Run, tmp_path: Path) -> None:
    out = tmp_path / "case.zip"

    assert 0 == run_apps("evidence", str(APP), "--out", str(out), "--as-of", "2026-11-26")
    (app,) = plain(out, "inputs.json")
    record = plain(out, "record.json")
    assert ("app", "quickloan.apk") == (app["role"], app["name"])
    assert app["sha256"] == record["facts"]["sha256"]
    assert "2026-11-26" == record["policy"]["as_of"]
    assert ["policies/google-play.toml"] == list(plain(out, "tool.json")["policies"])
    assert "sample.bin" not in members_of(out)


def test_the_app_itself_is_packed_only_if_asked_and_warned_of(
    run_apps: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "case.zip"
    run_apps("evidence", str(APP), "--out", str(out), "--include-sample")

    assert APP.read_bytes() == members_of(out)["sample.bin"]
    assert f"fraudlens: {out}: holds the app itself, which may do harm\n" == capsys.readouterr().err


def test_a_folder_of_splits_tells_all_its_files(run_apps: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "splits", tmp_path / "case.zip"
    folder.mkdir()
    shutil.copy(APP, folder / "base.apk")
    shutil.copy(APP, folder / "split_config.en.apk")

    assert 0 == run_apps("evidence", str(folder), "--out", str(out))
    assert ["base.apk", "split_config.en.apk"] == [x["name"] for x in plain(out, "inputs.json")]
    assert 2 == run_apps("evidence", str(folder), "--out", str(out), "--include-sample")


def test_a_sample_that_changes_meanwhile_is_refused(
    run_apps: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = tmp_path / "loan.apk"
    shutil.copy(APP, app)
    real = evidence_input._file

    def then_changed(role: str, path: Path) -> Input:
        found = real(role, path)
        path.write_bytes(b"other")
        return found

    monkeypatch.setattr(evidence_input, "_file", then_changed)

    assert 3 == run_apps("evidence", str(app), "--out", str(tmp_path / "c"), "--include-sample")
    assert "loan.apk: changed while it was read" in capsys.readouterr().err


def test_a_report_is_added_for_a_reporter(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "case.zip"
    block = tmp_path / "run.jsonl"
    saved(run, block, TARGET)
    record = json.loads(block.read_bytes())
    block.write_text(json.dumps({**record, "verdict": "fraud"}))

    assert 0 == run("evidence", TARGET, "--from", str(block), "--out", str(out), *WHO)
    report = plain(out, "xarf.json")
    assert ("Example CERT", "cert.example") == (
        report["reporter"]["org"],
        report["reporter"]["domain"],
    )


def test_no_report_is_made_of_an_app_and_that_is_said(
    run_apps: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run_apps("evidence", str(APP), "--out", str(tmp_path / "c.zip"), *WHO)
    assert "no abuse report: it is clear, or has no address" in capsys.readouterr().err


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, Path]:
    """Give things that no case can be made of, and where the pack would go."""
    names = {
        "list": "urls.txt",
        "broken": "broken.apk",
        "failed": "failed.jsonl",
        "folder": "dir",
        "out": "case.zip",
    }
    places = {key: tmp_path / name for key, name in names.items()}
    failed = {
        "schema": "fraudlens.verdict/1",
        "kind": "url",
        "target": TARGET,
        "verdict": "error",
        "error": {"code": "malformed", "message": "no host"},
    }
    places["list"].write_text("http://a.example\nhttp://b.example\n")
    places["broken"].write_bytes(b"PK\x03\x04")
    places["folder"].mkdir()
    places["failed"].write_text(json.dumps(failed))
    return places


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            (TARGET, "--contact", "a@b.example"),
            (2, "reporter: the organisation must have 1 to 200"),
        ),
        ((TARGET, "--reporter", "CERT"), (2, "reporter: the contact must be an e-mail address")),
        ((TARGET, "--as-of", "soon"), (2, '--as-of: "soon" is no day')),
        ((TARGET, "--as-of", "0001-01-01T00:00+23:00"), (2, "is no day")),
        ((TARGET, "--include-sample"), (2, "--include-sample: the target is no single file")),
        (("gone.apk",), (3, "gone.apk: no such file")),
        (("{list}",), (2, "urls.txt: is a list of targets")),
        (("{folder}",), (2, "is a folder")),
        (("javascript:alert(1)",), (3, "javascript:alert(1): ")),
        (("{broken}",), (3, "broken.apk: ")),
        ((TARGET, "--from", "{list}"), (3, f"urls.txt: has no record of {TARGET}")),
        ((TARGET, "--from", "{folder}"), (3, ": is a folder, not a list")),
        ((TARGET, "--from", "{failed}"), (3, f"{TARGET}: no host")),
    ],
    ids=str,
)
def test_what_cannot_be_packed(
    run_apps: Run,
    odd: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    told: tuple[int, str],
) -> None:
    given = [str(odd[one[1:-1]]) if one.startswith("{") else one for one in arguments]

    assert told[0] == run_apps("evidence", *given, "--out", str(odd["out"]))
    assert told[1] in capsys.readouterr().err
    assert not odd["out"].exists()


def test_a_file_that_goes_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        evidence_input._file("app", tmp_path / "gone.apk")

    assert f"{tmp_path / 'gone.apk'}: No such file or directory" == caught.value.message


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("make", "-h"), ("verify", "-h")])
def test_help_is_given(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    run("evidence", *arguments)
    shown = capsys.readouterr()

    assert "Usage: fraudlens evidence" in shown.out + shown.err


@pytest.mark.usefixtures("no_socket")
def test_no_socket_is_opened(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "case.zip")

    assert 0 == run("evidence", TARGET, "--out", out, *WHO)
    assert 0 == run("evidence", "verify", out)
