"""Formats that are handed to others: who sends them and who may read them, for every command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

APP = Path(__file__).parents[3] / "examples" / "apps" / "quickloan.apk"
FRAUD = "http://abcdefgh123-secure.bad/login"
SENDER = ("--reporter", "Example CERT", "--contact", "abuse@mail.example")
COMMANDS = [("scan",), ("url", "scan"), ("apk", "scan"), ("report",)]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def saved(run: Run, tmp_path: Path) -> str:
    path = tmp_path / "run.jsonl"
    run("scan", FRAUD, "--format", "jsonl", "--output", str(path), "--quiet")
    return str(path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_abuse_reports_need_somebody_who_complains(
    run_apps: Run, capfd: Capture, command: tuple[str, ...]
) -> None:
    """It is said before anything is read: the target does not exist."""
    assert 2 == run_apps(*command, "no/such/target.apk", "--format", "xarf")
    assert (
        "fraudlens: reporter: the organisation must have 1 to 200 characters\n"
        "  hint: give --reporter your organisation and --contact an e-mail address that takes"
        " answers\n"
    ) == capfd.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--reporter", "CERT"), "reporter: the contact must be an e-mail address"),
        ((*SENDER, "--reporter-domain", "a b"), "reporter: the domain must be a host name"),
        (("--tlp", "pink"), 'tlp: there is no label "pink"'),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else None,
)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_options_that_make_no_sense_are_refused(
    run_apps: Run, capfd: Capture, command: tuple[str, ...], options: tuple[str, ...], said: str
) -> None:
    assert 2 == run_apps(*command, "no/such/target.apk", *options)
    assert f"fraudlens: {said}\n" in capfd.readouterr().err


@pytest.fixture(params=[("scan",), ("url", "scan"), ("report",)], ids=" ".join)
def arguments(request: pytest.FixtureRequest, capfd: Capture, saved: str) -> tuple[str, ...]:
    """Give a command on the same fraud: judged now, or of a saved run."""
    capfd.readouterr()
    return (*request.param, saved if request.param == ("report",) else FRAUD, "--quiet")


@pytest.mark.parametrize("domain", ["mail.example", "cert.example"])
def test_abuse_report_tells_who_complains(
    run: Run, capfd: Capture, arguments: tuple[str, ...], domain: str
) -> None:
    options = () if domain in SENDER[-1] else ("--reporter-domain", domain)

    assert 1 == run(*arguments, "--format", "xarf", *SENDER, *options)
    report = json.loads(capfd.readouterr().out)
    sender = {"org": "Example CERT", "contact": "abuse@mail.example", "domain": domain}
    assert sender == report["reporter"]
    assert FRAUD == report["url"]


def test_an_app_by_itself_makes_no_abuse_report(run_apps: Run, capfd: Capture) -> None:
    run_apps("apk", "scan", str(APP), "--format", "xarf", *SENDER, "--quiet")

    assert "" == capfd.readouterr().out


@pytest.mark.parametrize(
    ("form", "label"), [("stix", '"TLP:AMBER+STRICT"'), ("misp", '"tlp:amber+strict"')]
)
def test_label_is_on_what_is_shared(
    run: Run, capfd: Capture, arguments: tuple[str, ...], form: str, label: str
) -> None:
    run(*arguments, "--format", form, "--tlp", "TLP:Amber+Strict")

    assert label in capfd.readouterr().out
