"""A report on a saved run is the report that the scan would have given, byte by byte."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zstandard

from fraudlens.cli import writing
from fraudlens.reports.registry import FORMATS, Format

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples"
FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"
HINT = "  hint: name a file that 'fraudlens scan --format jsonl' wrote, whole\n"
AS_OF = ("--as-of", "2026-11-26T09:30:00Z")
SENDER = ("--reporter", "Example CERT", "--contact", "abuse@cert.example")
"""Who complains: one format needs it, the others let it be."""
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def urls(tmp_path: Path) -> str:
    path = tmp_path / "urls.txt"
    path.write_text(f"{CLEAR}\n{FRAUD}\nno host\n=1+1|`<b>`\n\x1b[2J.ok/\u202egnp\n")
    return str(path)


@pytest.fixture
def saved(run: Run, tmp_path: Path, urls: str) -> Path:
    path = tmp_path / "run.jsonl"
    run("scan", FRAUD, urls, CLEAR, "--format", "jsonl", "-o", str(path), "-q", *AS_OF)
    return path


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", Format)
def test_report_has_the_bytes_of_the_scan(
    run: Run, tmp_path: Path, urls: str, form: Format, lang: str
) -> None:
    once, kept, again = (str(tmp_path / name) for name in ("once", "kept.jsonl", "again"))
    options = ("--lang", lang, *AS_OF, *SENDER, "--tlp", "amber")
    block = tmp_path / "own.txt"
    block.write_text(f"{CLEAR}, known\n")
    scan = ("scan", FRAUD, urls, CLEAR, "x.ok", "--base-rate", "0.3", "--block", str(block))
    first = run(*scan, *options, "--format", form, "--output", once)
    run(*scan, *options, "--format", "jsonl", "--output", kept)
    second = run("report", kept, *options, "--format", form, "--output", again)

    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()
    assert first == second == 1


@pytest.mark.parametrize("form", Format)
def test_workers_do_not_change_a_report(run: Run, tmp_path: Path, form: Format) -> None:
    for number in range(4):  # each file is a portion of its own
        (tmp_path / f"{number}.txt").write_text(f"{CLEAR}\n{FRAUD}/{number}\nno host\n")
    reports = []
    for workers in ("1", "2"):
        path = tmp_path / f"out-{workers}"
        run("scan", *(str(tmp_path / f"{n}.txt") for n in range(4)), "--format", form,
            "--workers", workers, "--output", str(path), *AS_OF, *SENDER)  # fmt: skip
        reports.append(path.read_bytes())

    assert reports[0] == reports[1]


def test_apps_are_reported_with_their_policies(run_apps: Run, tmp_path: Path) -> None:
    once, kept, again = (str(tmp_path / name) for name in ("once", "kept.jsonl", "again"))
    scan = ("scan", str(EXAMPLES / "apps"), FRAUD, "--quiet", *AS_OF)
    run_apps(*scan, "--format", "table", "--output", once)
    run_apps(*scan, "--format", "jsonl", "--output", kept)
    run_apps("report", kept, "--output", again)
    text = (tmp_path / "once").read_text()

    assert text == (tmp_path / "again").read_text()
    assert "policy google-play 2026-11-26: " in text
    assert "\n0.500, fraud from 0.900; apps: suspicious from 0.500, fraud from 0.900\n" in text


def test_several_runs_are_one_report(run: Run, capfd: Capture, saved: Path) -> None:
    run("report", str(saved), str(saved), "--format", "jsonl")

    assert 2 * saved.read_text() == capfd.readouterr().out


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_packed_runs_are_read(run: Run, capfd: Capture, saved: Path, pack: object) -> None:
    assert callable(pack)
    packed = saved.with_suffix(".packed")
    packed.write_bytes(pack(saved.read_bytes()))
    run("report", str(packed), "--format", "jsonl")

    assert saved.read_text() == capfd.readouterr().out


@pytest.mark.parametrize("form", Format)
def test_standard_input_is_a_run_too(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    class Terminal:
        buffer = io.BytesIO(saved.read_bytes())

    options = (*AS_OF, *SENDER)
    run("report", str(saved), "--format", form, "--output", str(tmp_path / "a"), *options)
    monkeypatch.setattr(sys, "stdin", Terminal())
    run("report", "-", "--format", form, "--output", str(tmp_path / "b"), *options)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--fail-on", "suspicious"), 1),
        (("--fail-on", "never"), 3),
        (("--format", "xml"), 2),
        (("--as-of", "soon"), 2),
        (("--output", "no/such/folder/report"), 2),
    ],
)
def test_exit_codes_are_those_of_a_scan(
    run: Run, saved: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert code == run("report", str(saved), *arguments)


@pytest.mark.parametrize(("bound", "code"), [("never", 0), ("reject", 0), ("review", 1)])
def test_policy_decides_the_exit_code_as_in_a_scan(
    run_apps: Run, tmp_path: Path, bound: str, code: int
) -> None:
    """The example is clear, and has a rule that a person must look at."""
    app, kept = str(EXAMPLES / "apps" / "calculator.apk"), str(tmp_path / "kept.jsonl")
    bounds = ("--fail-on-policy", bound, "--fail-on", "never")
    scanned = run_apps("apk", "scan", app, *bounds, *AS_OF, "--format", "jsonl", "-o", kept)

    assert code == scanned == run_apps("report", kept, *bounds)


def test_bound_of_the_exit_code_is_that_of_the_test_cases(
    run: Run, capfd: Capture, saved: Path
) -> None:
    run("report", str(saved), "--format", "junit", "--fail-on", "never")
    never = capfd.readouterr().out
    run("report", str(saved), "--format", "junit", "--fail-on", "fraud")

    assert 0 == never.count("<failure")
    assert 2 == capfd.readouterr().out.count("<failure")


def test_run_without_an_end_is_refused_by_line(
    run: Run, capfd: Capture, saved: Path, tmp_path: Path
) -> None:
    saved.write_bytes(saved.read_bytes()[:-40])
    code = run("report", str(saved), "--format", "junit", "--output", str(tmp_path / "report"))
    err = capfd.readouterr().err

    assert 3 == code
    assert err.startswith(f"fraudlens: {saved}: line 7: is no JSON: ")
    assert err.endswith(HINT)
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_what_cannot_be_opened_is_said(run: Run, capfd: Capture, name: str) -> None:
    assert 3 == run("report", name)
    assert capfd.readouterr().err.startswith(f"fraudlens: {name}: ")


def test_broken_packing_is_said(run: Run, capfd: Capture, saved: Path) -> None:
    saved.write_bytes(gzip.compress(saved.read_bytes())[:-20])

    assert 3 == run("report", str(saved))
    assert f"fraudlens: {saved}: the gzip data ends early\n" in capfd.readouterr().err


def test_empty_run_is_an_empty_report(run: Run, capfd: Capture, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")

    assert 0 == run("report", str(tmp_path / "empty.jsonl"))
    told = capfd.readouterr()
    assert "\n0 targets\n" in told.out
    assert (
        "fraudlens: there was no record in what was named\n"
        "  hint: a run is written by 'fraudlens scan --format jsonl'\n"
    ) == told.err


@pytest.mark.parametrize("form", Format)
def test_binary_is_nothing_for_a_terminal(
    run: Run, capfd: Capture, saved: Path, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    monkeypatch.setattr(writing, "is_terminal", lambda _: True)
    code = run("report", str(saved), "--format", form, *SENDER)
    said = f"fraudlens: {form} is no text that a terminal could show\n  hint: name a file with"

    assert FORMATS[form].binary == capfd.readouterr().err.startswith(said)
    assert (2 if FORMATS[form].binary else 1) == code


def test_a_dash_as_output_is_standard_output(run: Run, capfd: Capture, saved: Path) -> None:
    run("report", str(saved), "--format", "junit", "--output", "-")

    assert capfd.readouterr().out.startswith("<?xml")


def test_hostile_run_steers_no_terminal(
    run: Run, capfd: Capture, saved: Path, tmp_path: Path
) -> None:
    record = json.loads(saved.read_text().splitlines()[0])
    evil = "\x1b[2J\u202e\x9b"
    policy = {"pack": evil, "as_of": "2026-11-26", "result": "reject"}
    record |= {"kind": "apk", "target": evil, "policy": policy}
    record["facts"] = {"label": evil, "package": [evil], "version": {"a": evil}}
    record["model"] |= {"name": evil, "version": evil}
    (tmp_path / "evil.jsonl").write_text(json.dumps(record))
    for form in ("table", "markdown", "jsonl", "csv", "junit"):
        run("report", str(tmp_path / "evil.jsonl"), "--format", form)
        out = capfd.readouterr().out
        assert "2026-11-26" in out or form in {"csv", "junit"}
        assert not {"\x1b", "\u202e", "\x9b"} & {*out}
