"""`diff`, and `scan --baseline OLD --only-new`: what an earlier run knows is not told again."""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.baseline import TOLERANCE
from fraudlens.cli.diff import diff

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

FRAUD, OTHER_FRAUD = "http://abcdefgh123-secure.bad/login", "http://abcdefgh456-secure.bad/login"
CLEAR, OTHER_CLEAR = "abc.ok", "xyz.ok"
EXAMPLES = Path(__file__).parents[3] / "examples" / "apps"
CALCULATOR, LOAN = (str(EXAMPLES / name) for name in ("calculator.apk", "quickloan.apk"))
Capture = pytest.CaptureFixture[str]


def saved(run: Run, path: Path, *targets: str) -> str:
    run("scan", *targets, "--format", "jsonl", "--output", str(path), "--quiet")
    return str(path)


@pytest.fixture
def old(run: Run, tmp_path: Path) -> str:
    return saved(run, tmp_path / "old.jsonl", FRAUD, CLEAR, "no host")


@pytest.mark.parametrize("command", [("scan",), ("url", "scan")], ids=" ".join)
@pytest.mark.parametrize(
    ("targets", "told", "code"),
    [
        ((FRAUD, CLEAR), [], 0),
        ((FRAUD, "no host"), [], 0),
        (("HTTPS://WWW.abcdefgh123-secure.bad/login/",), [], 0),
        ((FRAUD, OTHER_CLEAR), [OTHER_CLEAR], 0),
        ((FRAUD, OTHER_FRAUD, CLEAR, OTHER_FRAUD), [OTHER_FRAUD], 1),
        ((FRAUD, "no dot"), ["no dot"], 3),
    ],
)
def test_only_what_is_new_is_told_and_counted(
    run: Run,
    capfd: Capture,
    old: str,
    *,
    command: tuple[str, ...],
    targets: tuple[str, ...],
    told: list[str],
    code: int,
) -> None:
    result = run(*command, *targets, "--format", "jsonl", "--baseline", old, "--only-new")
    out, err = capfd.readouterr()

    assert code == result
    assert told == [json.loads(line)["target"] for line in out.splitlines()]
    assert (len(told) < len(targets)) == ("that the baseline knows" in err)
    assert "there was no target" not in err


@pytest.mark.parametrize("form", ["table", "jsonl", "markdown", "csv"])
def test_report_of_a_saved_run_tells_what_the_scan_would(
    run: Run, tmp_path: Path, old: str, form: str
) -> None:
    targets = (FRAUD, OTHER_FRAUD, CLEAR)
    new = saved(run, tmp_path / "new.jsonl", *targets)
    options = ("--format", form, "--baseline", old, "--only-new", "--as-of", "2026-11-26")
    scanned = run("scan", *targets, *options, "--output", str(tmp_path / "scan"))
    reported = run("report", new, *options, "--output", str(tmp_path / "report"))

    assert (tmp_path / "scan").read_bytes() == (tmp_path / "report").read_bytes()
    assert 1 == scanned == reported


def test_report_of_nothing_new_is_well(run: Run, capfd: Capture, old: str) -> None:
    assert 0 == run("report", old, "--format", "jsonl", "--baseline", old, "--only-new")
    out, err = capfd.readouterr()
    assert "" == out
    assert "3 targets that the baseline knows were left out" in err


@pytest.mark.parametrize("options", [("--only-new",), ("--baseline", "old.jsonl")], ids=" ".join)
def test_report_needs_both_options(
    run: Run, capfd: Capture, old: str, options: tuple[str, ...]
) -> None:
    assert 2 == run("report", old, *options)
    assert "--baseline and --only-new go together" in capfd.readouterr().err


def test_changed_verdict_is_told_again(run: Run, capfd: Capture, tmp_path: Path, old: str) -> None:
    (tmp_path / "own.txt").write_text(CLEAR)
    code = run(
        "scan", CLEAR, FRAUD, "--block", str(tmp_path / "own.txt"), "--baseline", old, "--only-new"
    )
    out = capfd.readouterr().out

    assert 1 == code
    assert "your block list names abc.ok" in out
    assert "1 target: 1 fraud\n" in out
    assert "1 target that the baseline knows was left out\n" in out


def test_table_says_in_its_summary_what_was_left_out(run: Run, capfd: Capture, old: str) -> None:
    run("scan", FRAUD, CLEAR, OTHER_CLEAR, "--baseline", old, "--only-new", "--lang", "zh")
    out, err = capfd.readouterr()

    assert "\n略去基线中已有的 2 个目标\n" in out
    assert "" == err


def test_quiet_scan_for_a_script_says_nothing_beside(run: Run, capfd: Capture, old: str) -> None:
    run("scan", FRAUD, "--format", "csv", "--baseline", old, "--only-new", "--quiet")

    assert "" == capfd.readouterr().err


def test_workers_do_not_change_what_is_new(run: Run, capfd: Capture, old: str) -> None:
    run("scan", OTHER_CLEAR, OTHER_CLEAR, "-f", "csv", "--workers", "2", "--baseline", old,
        "--only-new")  # fmt: skip

    assert 2 == len(capfd.readouterr().out.splitlines())


def test_apps_are_left_out_by_their_files(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    run_apps("apk", "scan", CALCULATOR, "-f", "jsonl", "-o", str(old))
    code = run_apps(
        "apk", "scan", CALCULATOR, LOAN, "-f", "jsonl", "--baseline", str(old), "--only-new"
    )
    (line,) = capfd.readouterr().out.splitlines()

    assert 1 == code
    assert LOAN == json.loads(line)["target"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--only-new",), "--baseline and --only-new go together\n  hint: give both"),
        (("--baseline", "OLD"), "--baseline and --only-new go together\n  hint: give both"),
        (
            ("--baseline", "OLD", "--only-new", "--output", "OLD"),
            "--output: OLD: is the baseline itself\n  hint: only what is new would be left",
        ),
        (
            ("--baseline", "gone.jsonl", "--only-new", "--output", "gone.jsonl"),
            "--output: gone.jsonl: is the baseline itself",
        ),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(
    run: Run, capfd: Capture, old: str, options: tuple[str, ...], message: str
) -> None:
    code = run("scan", CLEAR, *(old if option == "OLD" else option for option in options))

    assert 2 == code
    assert f"fraudlens: {message.replace('OLD:', f'{old}:')}" in capfd.readouterr().err
    assert 3 == len(Path(old).read_text().splitlines())


def test_baseline_that_cannot_be_read_is_said(run: Run, capfd: Capture, tmp_path: Path) -> None:
    missing, other = str(tmp_path / "missing"), tmp_path / "urls.txt"
    other.write_text("abc.ok\n")

    assert 3 == run("scan", CLEAR, "--baseline", missing, "--only-new")
    assert f"fraudlens: {missing}: No such file or directory\n" in capfd.readouterr().err
    assert 3 == run("scan", CLEAR, "--baseline", str(other), "--only-new")
    assert f"fraudlens: {other}: line 1: is no JSON" in capfd.readouterr().err


def test_diff_tells_new_changed_and_gone(
    run: Run, capfd: Capture, tmp_path: Path, old: str
) -> None:
    new = saved(run, tmp_path / "new.jsonl", FRAUD, OTHER_FRAUD)
    code = run("diff", old, new)
    out = capfd.readouterr().out

    assert 1 == code
    assert [["new", "fraud"], ["gone", "clear"], ["gone", "error"]] == [
        line.split()[:2] for line in out.splitlines()[1:4]
    ]
    assert out.endswith("\n1 new, 0 changed, 2 gone, 1 unchanged\n")


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        ((FRAUD,), (), 0),
        ((OTHER_CLEAR,), ("--fail-on", "suspicious"), 0),
        ((OTHER_FRAUD,), ("--fail-on", "suspicious"), 1),
        ((OTHER_FRAUD,), ("--fail-on", "never"), 0),
        (("new error",), (), 0),
        ((OTHER_FRAUD,), ("--tolerance", "2"), 2),
        ((OTHER_FRAUD,), ("--tolerance", "nan"), 2),
        ((OTHER_FRAUD,), ("--format", "csv"), 2),
    ],
)
def test_exit_codes_of_diff(
    run: Run, tmp_path: Path, old: str, *, new: tuple[str, ...], options: tuple[str, ...], code: int
) -> None:
    assert code == run("diff", old, saved(run, tmp_path / "new.jsonl", *new), *options)


def test_tolerance_of_diff_is_that_of_scans() -> None:
    assert TOLERANCE == signature(diff).parameters["tolerance"].default


def test_diff_writes_a_file_whole_or_not_at_all(run: Run, tmp_path: Path, old: str) -> None:
    report, broken = tmp_path / "report.md", tmp_path / "broken.jsonl"
    broken.write_text("{}\n")

    assert 3 == run("diff", old, str(broken), "-f", "markdown", "-o", str(report))
    assert not report.exists()
    assert 0 == run("diff", old, old, "-f", "markdown", "-o", str(report))
    assert "0 new, 0 changed, 0 gone, 3 unchanged" in report.read_text()
