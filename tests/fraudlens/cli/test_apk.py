"""Apps on the command line: the example apps, read by real processes, with a small model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from apkscan.facts_file import facts_lines
from fraudlens.bundle import read_manifest
from fraudlens.verdict import Basis
from tests.contract.apps import app_rows
from tests.fraudlens.training.made import SMALL

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples" / "apps"
CALCULATOR, LOAN = (str(EXAMPLES / name) for name in ("calculator.apk", "quickloan.apk"))
FRAUD_URL = "http://abcdefgh123-secure.bad/login"
Capture = pytest.CaptureFixture[str]


def records(capfd: Capture) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


@pytest.fixture
def apps(tmp_path: Path) -> Path:
    """Give a folder with the two examples, one of them without a suffix, and what is no app."""
    folder = tmp_path / "apps"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(LOAN, folder / "loan.apk")
    shutil.copy(CALCULATOR, folder / "deep" / ("0" * 64))
    (folder / "notes.txt").write_text("no app")
    return folder


def test_records_of_apps_stand_in_the_order_of_the_targets(run_apps: Run, capfd: Capture) -> None:
    code = run_apps("apk", "scan", LOAN, "missing.apk", CALCULATOR, "--format", "jsonl")
    loan, missing, calculator = records(capfd)

    assert 1 == code
    assert ("apk", LOAN) == (loan["kind"], loan["target"])
    assert "fraud" == loan["verdict"]
    assert "fake_loan" == loan["fraud_type"]
    assert set(Basis) >= {loan["basis"]}
    assert ("error", "source") == (missing["verdict"], missing["error"]["code"])  # type: ignore[index]
    assert "clear" == calculator["verdict"]


def test_a_mixed_scan_loses_no_app_of_a_folder(run_apps: Run, capfd: Capture, apps: Path) -> None:
    (apps / "notes.txt").write_text("https://www.wikipedia.org/\n")
    (apps / "splits").mkdir()
    shutil.copy(CALCULATOR, apps / "splits" / "base.apk")

    run_apps("scan", str(apps), "--format", "jsonl")

    found = [(record["kind"], record["target"]) for record in records(capfd)]
    assert [
        ("apk", str(apps / "loan.apk")),
        ("url", "https://www.wikipedia.org/"),
        ("apk", str(apps / "deep" / ("0" * 64))),
        ("apk", str(apps / "splits")),
    ] == found


def test_facts_of_a_record_name_the_app(run_apps: Run, capfd: Capture) -> None:
    run_apps("apk", "scan", LOAN, "--format", "jsonl")
    facts = records(capfd)[0]["facts"]

    assert isinstance(facts, dict)
    assert {"package", "label", "version", "sha256", "certificates", "urls"} <= facts.keys()
    assert 64 == len(facts["sha256"])
    assert [64] == [len(digest) for digest in facts["certificates"]]


def test_addresses_and_apps_mix(run_apps: Run, capfd: Capture) -> None:
    run_apps("scan", FRAUD_URL, LOAN, "abc.ok", "--format", "jsonl")

    assert ["url", "apk", "url"] == [record["kind"] for record in records(capfd)]


def test_an_app_that_is_missing_is_an_app_all_the_same(run_apps: Run, capfd: Capture) -> None:
    assert 3 == run_apps("scan", "gone.xapk", "--format", "jsonl")
    (record,) = records(capfd)

    assert ("apk", "error") == (record["kind"], record["verdict"])


def test_a_folder_gives_its_apps_by_name_and_by_content(
    run_apps: Run, capfd: Capture, apps: Path
) -> None:
    run_apps("apk", "scan", str(apps), "--format", "jsonl")
    found = [Path(str(record["target"])).name for record in records(capfd)]

    assert ["loan.apk", "0" * 64] == found


def test_a_folder_without_apps_says_so(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    code = run_apps("apk", "scan", str(tmp_path))

    assert 3 == code
    assert "the folder holds no Android app" in capfd.readouterr().err


def test_a_folder_of_splits_is_one_app(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "install"
    folder.mkdir()
    shutil.copy(LOAN, folder / "base.apk")
    for command in (("apk", "scan"), ("scan",)):
        run_apps(*command, str(folder), "--format", "jsonl")
        (record,) = records(capfd)

        assert str(folder) == record["target"]
        assert "folder" == record["facts"]["container"]  # type: ignore[index]


@pytest.mark.parametrize("command", [("apk", "scan"), ("scan",)], ids=" ".join)
def test_no_app_hides_behind_a_file_called_base_apk(
    run_apps: Run, capfd: Capture, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copy(CALCULATOR, tmp_path / "base.apk")
    shutil.copy(LOAN, tmp_path / "loan.apk")
    (tmp_path / "urls.txt").write_text("https://www.wikipedia.org/\n")
    lists = ["https://www.wikipedia.org/"] if command == ("scan",) else []

    assert 1 == run_apps(*command, str(tmp_path), "--format", "jsonl")
    found = [record["target"] for record in records(capfd)]
    assert [str(tmp_path / "base.apk"), str(tmp_path / "loan.apk"), *lists] == found


@pytest.mark.parametrize("command", [("apk", "scan"), ("scan",)], ids=" ".join)
def test_a_name_that_is_no_utf_8_ends_no_run(
    run_apps: Run, capfd: Capture, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copy(LOAN, tmp_path / "a\udcff.apk")
    (tmp_path / "b\udcff.apk").write_bytes(b"no zip at all")
    shutil.copy(CALCULATOR, tmp_path / "c.apk")
    facts = ("--facts", str(tmp_path / "kept.facts")) if command == ("apk", "scan") else ()
    run_apps(*command, str(tmp_path), "--format", "jsonl", *facts)
    found = [(Path(str(x["target"])).name, x["verdict"]) for x in records(capfd)]

    assert [("a\ufffd.apk", "fraud"), ("b\ufffd.apk", "error"), ("c.apk", "clear")] == found


def test_what_is_no_app_is_an_error_record(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    path = tmp_path / "x.apk"
    path.write_bytes(b"no zip at all")

    assert 3 == run_apps("apk", "scan", str(path), "--format", "jsonl")
    (record,) = records(capfd)
    assert "malformed" == record["error"]["code"]  # type: ignore[index]


def test_what_was_read_is_kept_and_not_read_again(
    run_apps: Run, capfd: Capture, apps: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "facts.jsonl"
    run_apps("apk", "scan", str(apps), "--facts", str(kept), "--format", "jsonl")
    first = capfd.readouterr().out
    with kept.open("ab") as stream:
        stream.write(b'{"target": "half')
    run_apps("apk", "scan", str(apps), "--facts", str(kept), "--format", "jsonl")

    assert first == capfd.readouterr().out
    assert 2 == len(list(facts_lines(kept)))


def test_a_file_of_facts_is_judged_without_the_apps(
    run_apps: Run, capfd: Capture, apps: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "facts.jsonl"
    run_apps("apk", "scan", str(apps), "--facts", str(kept), "--format", "jsonl")
    first = capfd.readouterr().out
    shutil.rmtree(apps)
    run_apps("apk", "scan", str(kept), "--format", "jsonl")

    assert first == capfd.readouterr().out


def test_a_time_limit_keeps_what_was_read(run_apps: Run, capfd: Capture) -> None:
    code = run_apps("apk", "scan", LOAN, "--timeout", "0.1", "--format", "jsonl")
    (record,) = records(capfd)

    assert code in {1, 3}
    assert record["error"] is None or "limit-exceeded" == record["error"]["code"]  # type: ignore[index]


def test_own_lists_decide_by_package(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    run_apps("apk", "scan", LOAN, "--format", "jsonl")
    facts = records(capfd)[0]["facts"]
    allow = tmp_path / "allow.txt"
    allow.write_text(f"# ours\n{facts['package']},our own app\n")  # type: ignore[index]

    assert 0 == run_apps("apk", "scan", LOAN, "--allow", str(allow), "--format", "jsonl")
    (record,) = records(capfd)
    assert ("clear", "own-list") == (record["verdict"], record["basis"])
    assert "own-allow-list" == record["findings"][0]["rule"]  # type: ignore[index]


def test_features_of_apps_need_no_model(run: Run, capfd: Capture, tmp_path: Path) -> None:
    code = run("apk", "features", CALCULATOR, str(tmp_path / "gone.apk"))
    first, second = records(capfd)

    assert 3 == code
    assert "permissions_requested" in first
    assert "source" == second["error"]["code"]  # type: ignore[index]


@pytest.mark.parametrize(("target", "code"), [(LOAN, 1), (CALCULATOR, 0), ("gone.apk", 3)])
def test_explain_tells_all_of_one_app(
    run_apps: Run, capfd: Capture, target: str, code: int
) -> None:
    assert code == run_apps("apk", "explain", target)
    if code < 3:
        out = capfd.readouterr().out
        assert "Findings" in out
        assert "package: " in out


def test_table_of_apps_and_addresses_explains_both_scores(run_apps: Run, capfd: Capture) -> None:
    run_apps("scan", LOAN, FRAUD_URL)
    out = " ".join(capfd.readouterr().out.split())

    assert "suspicious from" in out
    assert "apps: suspicious from" in out


def test_another_url_model_is_said_aloud(
    run_apps: Run, capfd: Capture, app_bundle: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(app_bundle, tmp_path / "copy")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["training"]["depends"] = {"url": "0" * 64}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    run_apps("apk", "scan", CALCULATOR, "--model", str(copy))
    err = capfd.readouterr().err

    assert "was trained with another model of kind 'url'" in err
    assert "install the 'url' model 000000000000" in err


def test_a_model_of_apps_serves_apps_only(run_apps: Run, capfd: Capture, app_bundle: Path) -> None:
    assert 4 == run_apps("url", "scan", FRAUD_URL, "--model", str(app_bundle))
    assert (
        f"fraudlens: {app_bundle}: is a model of kind 'apk', and one of kind 'url' is needed\n"
        "  hint: name one that 'fraudlens url train' made, or leave out --model\n"
    ) == capfd.readouterr().err


def test_apps_without_a_model_are_an_error(run: Run, capfd: Capture) -> None:
    assert 4 == run("apk", "scan", CALCULATOR)
    assert "no model of kind 'apk' is installed" in capfd.readouterr().err


def test_the_url_model_of_the_training_run_is_not_worth_a_word(
    run_apps: Run, capfd: Capture, app_bundle: Path, small_bundle: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(app_bundle, tmp_path / "copy")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["training"]["depends"] = {"url": read_manifest(small_bundle)[1].sha256}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    run_apps("apk", "scan", CALCULATOR, "--model", str(copy))

    assert "was trained with another" not in capfd.readouterr().err


def test_a_model_is_trained_and_measured_on_facts(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    facts, _, types = app_rows(400)
    kinds = ("phishing", "gambling", "benign")  # type -1 is the last
    rows = [
        {
            "value": value,
            "category": kinds[kind],
            "source": f"s{number % 5}",
            "name": f"app {number}",
        }
        for number, (value, kind) in enumerate(zip(facts, types, strict=True))
    ]
    data, config = tmp_path / "apps.jsonl", tmp_path / "small.toml"
    data.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    config.write_text(SMALL)
    out = str(tmp_path / "model")
    options = ("--data", str(data), "--config", str(config), "--quiet")

    assert 0 == run_apps("apk", "train", *options, "--out", out)
    assert "Recall at fixed false-alarm rates" in capfd.readouterr().out
    report = str(tmp_path / "report")
    assert 0 == run_apps("apk", "evaluate", *options, "--model", out, "--out", report)
    assert "app " in (tmp_path / "report" / "evaluation.html").read_text()
