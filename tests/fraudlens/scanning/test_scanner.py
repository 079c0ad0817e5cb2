"""The Python interface gives what the command line gives."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fraudlens
from fraudlens import Failure, Scanner, UsageError, Verdict, bundle
from fraudlens.bundle import read_manifest
from fraudlens.cli.app import main
from fraudlens.errors import ModelError
from fraudlens.reports.jsonl import record
from fraudlens.scanning.analyzers import ANALYZERS
from fraudlens.scanning.scorers import Scorers, Setup
from fraudlens.verdict import Basis, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens import Outcome

FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"
APPS = Path(__file__).parents[3] / "examples" / "apps"
LOAN = APPS / "quickloan.apk"


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch, small_bundle: Path, app_bundle: Path) -> None:
    """Put the fake analyzer of addresses and small models in the place of the shipped ones."""
    places = {"url": (small_bundle,), "apk": (app_bundle,)}
    monkeypatch.setitem(ANALYZERS, "url", "tests.contract.fake:FakeDetector")
    monkeypatch.setattr(bundle, "_places", places.__getitem__)


def decision(outcome: Outcome) -> Decision | str:
    return outcome.decision if isinstance(outcome, Verdict) else outcome.code


def plain(outcome: Outcome) -> object:
    """Give a record without what differs: the command line asks a policy of its own."""
    found = json.loads(json.dumps(record(outcome)))
    return {key: value for key, value in found.items() if key != "policy"}


def test_one_address() -> None:
    scanner = Scanner()
    found = scanner.url(FRAUD)

    assert isinstance(found, Verdict)
    assert (Decision.FRAUD, FRAUD, None) == (
        found.decision,
        found.subject.target,
        found.subject.file,
    )
    assert ["malformed"] * 3 == [decision(scanner.url(text)) for text in ("no host", "", "a\0b.ok")]


def test_records_are_those_of_the_command_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["scan", FRAUD, CLEAR, "no host", str(LOAN), "--format", "jsonl", "--lang", "zh"])
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    with Scanner(lang="zh") as scanner:
        found = [*scanner.urls([FRAUD, CLEAR, "no host"]), scanner.app(LOAN)]

    assert [{k: v for k, v in line.items() if k != "policy"} for line in lines] == [
        plain(outcome) for outcome in found
    ]


def test_many_addresses_are_taken_as_they_are_asked_for() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in count(1):
            yield f"{CLEAR}/{taken}"

    found = list(islice(Scanner(reasons=0).urls(endless()), 20_000))

    assert 2 * 16_384 == taken
    assert f"{CLEAR}/20000" == found[-1].subject.target
    assert [] == list(Scanner().urls([]))


def test_nothing_is_loaded_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scorers, "get", lambda *_: pytest.fail("a model was loaded"))
    with Scanner() as scanner:
        scanner.urls([FRAUD])
        scanner.apps([LOAN])


def test_own_lists_decide(tmp_path: Path) -> None:
    path = tmp_path / "allow"
    path.write_text("abcdefgh123-secure.bad, ours\n")
    scanner = Scanner(allow=path, block=[CLEAR])
    cleared, blocked = scanner.url(FRAUD), scanner.url(CLEAR)

    assert isinstance(cleared, Verdict)
    assert (Decision.CLEAR, Basis.OWN_LIST) == (cleared.decision, cleared.basis)
    assert Decision.FRAUD is decision(blocked)
    assert Decision.CLEAR is decision(Scanner(allow=str(path)).url(FRAUD))


def test_model_reasons_and_base_rate_are_options(small_bundle: Path) -> None:
    plainest = Scanner(model=small_bundle, reasons=0, base_rate=0.000001).url(FRAUD)

    assert isinstance(plainest, Verdict)
    assert (Decision.CLEAR, ()) == (plainest.decision, plainest.reasons)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"lang": "fr"}, 'lang: "fr" is no language of reports'),
        ({"reasons": -1}, "reasons: -1 is less than 0"),
        ({"base_rate": 1.0}, "base_rate: 1 is no share above 0 and below 1"),
        ({"base_rate": 0.0}, "base_rate: 0 is no share above 0 and below 1"),
        ({"workers": 0}, "workers: 0 is less than 1"),
        ({"allow": "nothere"}, "allow: nothere: No such file or directory"),
    ],
)
def test_senseless_options_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Scanner(**options)  # type: ignore[arg-type]  # a table of wrong options

    assert message == caught.value.message


def test_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\xff")
    with pytest.raises(UsageError) as caught:
        Scanner(block=tmp_path / "list")

    assert f"block: {tmp_path / 'list'}: is no UTF-8 text" == caught.value.message


def test_apps_one_and_many(tmp_path: Path) -> None:
    broken = tmp_path / "broken.apk"
    broken.write_bytes(b"PK")
    with Scanner(workers=1) as scanner:
        one = scanner.app(LOAN)
        readers = scanner._readers
        again = scanner.scan(LOAN)
        many = list(scanner.apps([APPS, str(broken), tmp_path / "nothere.apk"]))

        assert readers is scanner._readers

    assert one == again == many[1]
    assert isinstance(one, Verdict)
    assert ("apk", str(LOAN), None) == (one.subject.kind, one.subject.target, one.policy)
    assert ["malformed", "source"] == [decision(found) for found in many[2:]]
    assert scanner._readers is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [(FRAUD, "url"), ("nothere.apk", "apk"), (Path("nothere"), "apk")],
    ids=str,
)
def test_either_is_told_by_its_name(target: str | Path, expected: str) -> None:
    assert expected == Scanner().scan(target).subject.kind


def test_file_of_facts_without_an_app_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("")
    found = Scanner().app(path)

    assert isinstance(found, Failure)
    assert ("source", f"{path}: holds no app") == (found.code, found.message)


def test_closing_ends_what_is_under_way() -> None:
    scanner = Scanner(workers=1)
    found = scanner.apps([APPS])
    first = next(found)
    scanner.close()

    assert isinstance(first, Verdict)
    assert [] == list(found)


def test_threads_may_share_a_scanner() -> None:
    with Scanner() as scanner, ThreadPoolExecutor(4) as pool:
        found = list(pool.map(scanner.scan, [FRAUD, CLEAR, LOAN, LOAN] * 4))

    assert found[:4] * 4 == found


def test_doubtful_scores_are_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubt(_detector: object, _bundle: object, tell: object) -> None:
        assert callable(tell)
        tell(ModelError("scores may be off"))

    monkeypatch.setattr("fraudlens.scanning.scorers.check_depends", doubt)
    with pytest.warns(UserWarning, match="scores may be off"):
        Scanner().url(CLEAR)


def test_policy_is_held_against_apps() -> None:
    from datetime import date  # noqa: PLC0415  only here

    from apkscan.policy.packs import load_pack  # noqa: PLC0415  as above
    from apkscan.policy.request import PolicyRequest  # noqa: PLC0415  as above

    request = PolicyRequest((load_pack("google-play"),), date(2026, 11, 26))
    with Scanner(policy=request) as scanner:
        found = scanner.app(LOAN)

    assert isinstance(found, Verdict)
    assert found.policy is not None
    assert "google-play" == found.policy.pack


def test_setup_without_a_listener_is_silent() -> None:
    with warnings.catch_warnings(record=True) as heard:
        Setup().tell(ModelError("x"))

    assert [] == heard


def test_public_names_are_there_and_loaded_late() -> None:
    assert [] == [name for name in fraudlens.__all__ if not hasattr(fraudlens, name)]
    with pytest.raises(AttributeError, match=r"^module 'fraudlens' has no attribute 'nothing'$"):
        _ = fraudlens.nothing  # type: ignore[attr-defined]  # that is the point


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"numpy", "numba", "PIL", "typer"}
    code = f"import sys, fraudlens; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


def test_model_of_apps_serves_apps_only(app_bundle: Path) -> None:
    with Scanner(model=app_bundle) as scanner:
        assert replace(read_manifest(app_bundle)[1]) == scanner._scorers.get("apk").bundle.ref


@pytest.mark.parametrize("one", ["http://a.example", Path("a.apk"), b"a.example"])
def test_one_text_is_not_taken_for_many(one: Any) -> None:  # noqa: ANN401  wrong on purpose
    scanner = Scanner()
    with pytest.raises(UsageError, match="urls: takes many, and this is one") as caught:
        next(scanner.urls(one))
    with pytest.raises(UsageError, match="apps: takes many, and this is one"):
        next(scanner.apps(one))

    assert "give a list, or call 'url'" == caught.value.hint
