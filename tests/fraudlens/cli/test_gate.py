"""The gate on the command line: example apps read by real processes, with a small model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from fraudlens.cli import gate_reports
from tests.fraudlens.reports.sarif_files import run_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fraudlens.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples"
CALCULATOR, LOAN = (str(EXAMPLES / "apps" / name) for name in ("calculator.apk", "quickloan.apk"))
LISTING = str(EXAMPLES / "listing.toml")
DAY = ("--as-of", "2026-11-26")
QUIET = ("--policy", "android-verification", "--as-of", "2020-01-01")
"""No rule is in force."""
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param((CALCULATOR, *QUIET), 0, "PUBLISH", id="publish"),
        pytest.param((LOAN, *QUIET), 1, "STOP", id="fraud"),
        pytest.param((LOAN, *QUIET, "--fail-on", "never"), 5, "A PERSON MUST LOOK", id="never"),
        pytest.param((CALCULATOR, *DAY), 5, "State in the listing: submission.", id="review"),
        pytest.param((CALCULATOR, *DAY, "--review-exit", "0"), 0, "LOOK", id="let through"),
        pytest.param((CALCULATOR, *DAY, "--review-exit", "1"), 1, "LOOK", id="no review"),
        pytest.param((CALCULATOR, *DAY, "--listing", LISTING), 1, "target-api-2026", id="reject"),
        pytest.param((CALCULATOR, "gone.apk", *QUIET), 3, "NOT READ", id="unread"),
        pytest.param((CALCULATOR, "gone.apk", *DAY), 3, "NOT READ", id="unread before review"),
        pytest.param((LOAN, "gone.apk", *QUIET), 1, "stop 1, not read 1", id="stop before unread"),
    ],
)
def test_exit_code_is_that_of_the_gravest_step(
    run_apps: Run, capfd: Capture, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert code == run_apps("gate", *arguments)
    assert said in capfd.readouterr().out


@pytest.fixture
def unsigned(tmp_path: Path) -> str:
    """Give the calculator without its signature."""
    bare = tmp_path / "bare.apk"
    with ZipFile(CALCULATOR) as there, ZipFile(bare, "w") as here:
        for entry in there.infolist():
            if not entry.filename.startswith("META-INF/"):
                here.writestr(entry, there.read(entry))
    return str(bare)


def test_app_without_a_signature_is_stopped(run_apps: Run, capfd: Capture, unsigned: str) -> None:
    assert 1 == run_apps("gate", unsigned, *QUIET)
    assert "Ask the developer for the file as it was signed" in capfd.readouterr().out


def test_gate_does_not_open_where_nothing_was_judged(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()

    assert 3 == run_apps("gate", str(empty), *DAY)
    assert (
        "0 apps: nothing was judged\n",
        "fraudlens: there is no app in what was handed in\n  hint: name the file of the app\n",
    ) == capfd.readouterr()


def test_own_lists_and_language_reach_the_verdict(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("com.quickcash.tazzelwick.loan,known to us\n")

    assert 0 == run_apps("gate", LOAN, *QUIET, "--allow", str(own), "--lang", "zh")
    out = capfd.readouterr().out
    assert "可以发布" in out
    assert "由您自己的列表判定。" in out


def test_allowed_app_is_held_to_rules_and_to_being_as_it_was_signed(
    run_apps: Run, capfd: Capture, tmp_path: Path, unsigned: str
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("com.quickcash.tazzelwick.loan\norg.kestrelfen.calculator\n")
    allow = ("--allow", str(own))

    assert 1 == run_apps("gate", LOAN, *DAY, "--listing", LISTING, *allow)
    assert "breaks     - loan-contacts" in capfd.readouterr().out
    assert 1 == run_apps("gate", unsigned, *QUIET, *allow)
    assert "Ask the developer for the file as it was signed" in capfd.readouterr().out


@pytest.fixture
def gate_beside(run_apps: Run, capfd: Capture, tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Judge the calculator where one official app is known; give exit code and text."""

    def judge(official: str) -> tuple[int, str]:
        catalogue = tmp_path / "store.csv"
        catalogue.write_text(f"package,label,cert_sha256\n{official},{'a' * 64}\n")
        options = ("--fail-on", "never", "--registry", str(catalogue))
        code = run_apps("gate", CALCULATOR, *QUIET, *options)
        return code, " ".join(capfd.readouterr().out.split())

    return judge


@pytest.mark.parametrize(
    ("official", "code", "said", "advice"),
    [
        pytest.param(
            "org.kestrelfen.calculator,Glimmer", 1,
            "has the package name of Glimmer and is signed by another key",
            "Ask the maker of Glimmer whether the app is theirs.",
            id="its package",
        ),
        pytest.param(
            "com.glimmer.real,Calculator", 5,
            "passes for Calculator and is not signed by its maker's key",
            "A person must compare it with Calculator: name, icon, developer.",
            id="an ordinary word",
        ),
    ],
)  # fmt: skip
def test_an_app_that_is_like_one_of_the_registry_is_no_app_to_publish(
    gate_beside: Callable[[str], tuple[int, str]], official: str, code: int, said: str, advice: str
) -> None:
    found, out = gate_beside(official)

    assert code == found
    assert f"imitation {said}" in out
    assert advice in out


def test_country_adds_its_rules_and_stands_for_the_listing(run_apps: Run, capfd: Capture) -> None:
    run_apps("gate", CALCULATOR, *DAY, "--country", "cn,TH", "--listing", LISTING)
    out = capfd.readouterr().out

    assert "google-play+android-verification+cn+th, 2026-11-26: reject" in out
    assert "- cn-filing: " in out


def test_countries_of_the_listing_add_their_rules(run_apps: Run, capfd: Capture) -> None:
    run_apps("gate", CALCULATOR, *DAY, "--listing", LISTING)

    assert "google-play+in, 2026-11-26" in capfd.readouterr().out


def test_without_a_listing_the_country_alone_is_known(run_apps: Run, capfd: Capture) -> None:
    run_apps("gate", CALCULATOR, *DAY, "--country", "US")
    out = capfd.readouterr().out

    assert "google-play, 2026-11-26" in out
    assert "countries" not in out


def test_reports_are_written_beside_each_other(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    sarif, records = tmp_path / "gate.sarif", tmp_path / "gate.jsonl"
    files = ("--sarif", str(sarif), "--jsonl", str(records))
    assert 1 == run_apps("gate", LOAN, CALCULATOR, *DAY, "--listing", LISTING, *files)
    rules = {result["ruleId"] for result in run_of(sarif.read_bytes())["results"]}

    assert {"apk/fraud", "apk/kind-fake-loan", "policy/loan-contacts"} <= rules
    assert [LOAN, CALCULATOR] == [
        json.loads(line)["target"] for line in records.read_text().splitlines()
    ]
    assert "2 apps: stop 2\n" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "failures"),
    [
        ((CALCULATOR, *DAY, "--listing", LISTING), ["target-api-2026"]),
        ((LOAN, *QUIET), ["fake loan"]),
        ((CALCULATOR, *DAY), []),
    ],
    ids=["rule", "fraud", "review"],
)
def test_whatever_stops_an_app_is_a_failed_test_case(
    run_apps: Run, tmp_path: Path, arguments: tuple[str, ...], failures: list[str]
) -> None:
    run_apps("gate", *arguments, "--junit", str(tmp_path / "gate.xml"))
    text = (tmp_path / "gate.xml").read_text("utf-8")

    assert text.startswith("<?xml")
    assert len(failures) == text.count("<failure ")
    assert [] == [said for said in failures if said not in text.partition("<failure ")[2]]


def test_report_on_standard_output_stands_alone(run_apps: Run, capfd: Capture) -> None:
    assert 1 == run_apps("gate", LOAN, *QUIET, "--jsonl", "-")
    (line,) = capfd.readouterr().out.splitlines()

    assert "fraud" == json.loads(line)["verdict"]


def test_every_named_report_has_a_renderer_of_the_right_shape() -> None:
    files = {name: Path(name) for name in gate_reports.REPORTS}

    assert files.keys() == gate_reports.renderers(files).keys()
    assert {"sarif", "jsonl"} <= files.keys()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        pytest.param(
            ("--sarif", "x", "--jsonl", "x"),
            "--sarif: --jsonl is written to x, too",
            "name another file for each report",
            id="one place for two",
        ),
        pytest.param(
            ("--country", "uk"),
            '--country: "UK" is no code of a country',
            "write it as IN or IN,ID; the United Kingdom is GB",
            id="no country",
        ),
        pytest.param(
            ("--sarif", "gone/x.sarif"),
            "gone/x.sarif: cannot be written: No such file or directory",
            "name a file in a folder that is yours",
            id="no folder",
        ),
    ],
)
def test_option_without_sense_is_wrong_usage(
    run_apps: Run, capfd: Capture, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    assert 2 == run_apps("gate", CALCULATOR, *arguments)
    assert ("", f"fraudlens: {message}\n  hint: {hint}\n") == capfd.readouterr()


def test_report_that_this_release_cannot_write_is_wrong_usage(
    run_apps: Run, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"jsonl": gate_reports.REPORTS["jsonl"]}
    monkeypatch.setattr(gate_reports, "REPORTS", known)

    assert 2 == run_apps("gate", CALCULATOR, "--html", "x.html")
    assert (
        "fraudlens: --html: this release cannot write such a report\n"
        "  hint: it can write: --jsonl\n"
    ) == capfd.readouterr().err


def test_nothing_is_left_where_the_gate_ends_early(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    place = tmp_path / "gate.sarif"

    assert 2 == run_apps("gate", CALCULATOR, "--policy", "play", "--sarif", str(place))
    assert [] == list(tmp_path.iterdir())
    assert 'there is no pack "play"' in capfd.readouterr().err
