"""The policy gate on the command line: packs, days, listings, exit codes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from apkscan.facts_file import FactsLine, line_bytes
from apkscan.facts_json import facts_to_json
from apkscan.read.app import read_app
from fraudlens.cli.options import FailOnPolicy
from fraudlens.cli.policies import PolicyOptions, policy_met, policy_request
from fraudlens.errors import UsageError
from fraudlens.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples"
LOAN = str(EXAMPLES / "apps" / "quickloan.apk")
LISTING = str(EXAMPLES / "listing.toml")
DAY = ("--as-of", "2026-11-26")
NEVER = ("--fail-on", "never")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def loan(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a file with the facts of the loan app, so that it is read once."""
    path = tmp_path_factory.mktemp("facts") / "loan.jsonl"
    facts = facts_to_json(read_app(Path(LOAN), DEFAULT_LIMITS))
    path.write_bytes(line_bytes(FactsLine(LOAN, 0, 0, facts)))
    return str(path)


def policy(capfd: Capture) -> dict[str, object]:
    found = json.loads(capfd.readouterr().out)["policy"]
    assert isinstance(found, dict)
    return found


def test_each_record_of_an_app_has_the_rules_of_google_play(
    run_apps: Run, loan: str, capfd: Capture
) -> None:
    assert 0 == run_apps("apk", "scan", loan, "--format", "jsonl", *NEVER, *DAY)
    found = policy(capfd)

    assert ("google-play", "2026-11-26", "review") == (
        found["pack"], found["as_of"], found["result"],
    )  # fmt: skip
    assert found["missing"]


def test_listing_settles_what_is_open(run_apps: Run, loan: str, capfd: Capture) -> None:
    packs = ("--policy", "google-play,in", "--listing", LISTING)
    run_apps("apk", "scan", loan, "--format", "jsonl", *NEVER, *DAY, *packs)
    found = policy(capfd)
    breaches = found["breaches"]
    assert isinstance(breaches, list)
    rejected = {each["rule"] for each in breaches if each["result"] == "reject"}

    assert ("google-play+in", "reject") == (found["pack"], found["result"])
    assert {"loan-contacts", "loan-short-term", "in-lending-list", "sms-call-log"} <= rejected
    assert "loan-listing" not in rejected


def test_day_decides_which_rules_hold(run_apps: Run, loan: str, capfd: Capture) -> None:
    run_apps("apk", "scan", loan, "--format", "jsonl", *NEVER, "--as-of", "2018-01-01")

    assert "pass" == policy(capfd)["result"]


@pytest.mark.parametrize(
    ("bound", "code"),
    [
        pytest.param("review", 1, id="review"),
        pytest.param("reject", 0, id="reject"),
        pytest.param("never", 0, id="never"),
    ],
)
@pytest.mark.usefixtures("capfd")
def test_scan_fails_on_the_policy(run_apps: Run, loan: str, bound: str, code: int) -> None:
    assert code == run_apps("apk", "scan", loan, *NEVER, *DAY, "--fail-on-policy", bound)


@pytest.mark.usefixtures("capfd")
def test_scan_fails_on_a_rejection(run_apps: Run, loan: str) -> None:
    options = (*NEVER, *DAY, "--listing", LISTING)

    assert 1 == run_apps("apk", "scan", loan, *options, "--fail-on-policy", "reject")


def test_table_shows_the_result_below_the_app(run_apps: Run, loan: str, capfd: Capture) -> None:
    run_apps("apk", "scan", loan, *DAY, "--listing", LISTING)
    out = capfd.readouterr().out

    assert "policy google-play 2026-11-26: reject (" in out
    assert "\npolicy: reject 1\n" in out


def test_explanation_names_rule_evidence_and_what_is_missing(run_apps: Run, capfd: Capture) -> None:
    run_apps("apk", "explain", LOAN, *DAY)
    out = " ".join(capfd.readouterr().out.split())

    assert "review: if this is a loan app: a personal loan app must not read" in out
    assert "loan-contacts, since 2023-05-31, https://support.google.com/" in out
    assert "permissions: READ_CONTACTS" in out
    assert "The listing would have to state: personal_loan, " in out


CALCULATOR = str(EXAMPLES / "apps" / "calculator.apk")


@pytest.mark.parametrize(("bound", "code"), [("review", 1), ("reject", 0), ("never", 0)])
@pytest.mark.usefixtures("capfd")
def test_explanation_fails_on_the_policy(run_apps: Run, bound: str, code: int) -> None:
    assert code == run_apps("apk", "explain", CALCULATOR, *DAY, "--fail-on-policy", bound)


def test_csv_has_the_result(run_apps: Run, loan: str, capfd: Capture) -> None:
    run_apps("apk", "scan", loan, "--format", "csv", *DAY)
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out, newline=""))

    assert ("apk", "review") == (row["kind"], row["policy_result"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--policy", "play"), '--policy: there is no pack "play"', id="pack"),
        pytest.param(("--policy", " , "), "--policy: no pack is named", id="no-pack"),
        pytest.param(("--as-of", "26.11.2026"), '--as-of: "26.11.2026" is no day', id="day"),
        pytest.param(
            ("--listing", "gone.toml"), "--listing: gone.toml: No such file", id="no-listing"
        ),
    ],
)
def test_option_without_sense_is_wrong_usage(
    run_apps: Run, loan: str, capfd: Capture, options: tuple[str, ...], message: str
) -> None:
    assert 2 == run_apps("apk", "scan", loan, *options)
    out, err = capfd.readouterr()
    assert message in err
    assert "" == out


def test_broken_listing_names_its_field(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    listing = tmp_path / "app.toml"
    listing.write_text("[loan]\nmin_day = 7\n")

    assert 2 == run_apps("apk", "explain", LOAN, "--listing", str(listing))
    assert f"--listing: {listing}: loan.min_day: is no field" in capfd.readouterr().err


@pytest.mark.parametrize("text", [f"a = {'[' * 20_000}", "#" * 100_001], ids=["deep", "huge"])
def test_hostile_listing_is_wrong_usage(
    run_apps: Run, capfd: Capture, tmp_path: Path, text: str
) -> None:
    listing = tmp_path / "app.toml"
    listing.write_text(text)

    assert 2 == run_apps("gate", CALCULATOR, "--listing", str(listing))
    assert f"fraudlens: --listing: {listing}: " in capfd.readouterr().err


def test_listing_in_another_encoding_is_refused(tmp_path: Path) -> None:
    listing = tmp_path / "app.toml"
    listing.write_bytes(b"\xff")

    with pytest.raises(UsageError, match=r": is no UTF-8 text$"):
        policy_request(PolicyOptions(listing=listing))


def test_without_a_day_today_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        """Stands still."""

        @classmethod
        def now(cls, tz: object = None) -> Clock:
            del tz
            return cls(2030, 1, 2, 12)

    monkeypatch.setattr("fraudlens.cli.moment.datetime", Clock)

    assert date(2030, 1, 2) == policy_request(PolicyOptions()).as_of


def test_bound_of_a_policy_counts_from_it_up() -> None:
    review, reject, never = FailOnPolicy.REVIEW, FailOnPolicy.REJECT, FailOnPolicy.NEVER

    assert policy_met({"pass": 1, "reject": 1}, review)
    assert policy_met({"review": 1}, review)
    assert not policy_met({"review": 1}, reject)
    assert not policy_met({"reject": 1}, never)


def test_all_packs_are_listed_with_dates_and_sources(run: Run, capfd: Capture) -> None:
    assert 0 == run("apk", "policies")
    out = capfd.readouterr().out

    assert "google-play: Google Play, read 2026-11-26" in out
    assert "    since 2024-11-02 to 2025-08-30, reject, MASVS-CODE-1" in out
    assert "    since 2023-05-31, reject, US" in out
    assert "    https://support.google.com/googleplay/android-developer/answer/9876821" in out
    assert "not verified at its source" in out


def test_one_pack_is_listed_in_chinese(run: Run, capfd: Capture) -> None:
    assert 0 == run("apk", "policies", "th", "--lang", "zh")
    out = capfd.readouterr().out

    assert out.startswith("th: 贷款牌照：泰国 [TH], 查阅于 2026-11-26\n")
    assert "未在原始来源核实" in out


@pytest.mark.usefixtures("capfd")
def test_unknown_pack_is_not_listed(run: Run) -> None:
    assert 2 == run("apk", "policies", "play")
