"""Training and measuring from the command line to the files, without a socket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.bundles import made_up_rows
from tests.fraudlens.training.made import SMALL, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give labelled rows of the fake analyzer."""
    targets, _, types = made_up_rows(1200)
    names = ("phishing", "gambling", "benign")  # type -1 is the last
    rows = [
        {"value": target, "category": names[kind]}
        for target, kind in zip(targets, types, strict=True)
    ]
    return write_csv(tmp_path / "rows.csv", rows)


@pytest.mark.usefixtures("no_socket")
def test_a_model_is_trained_verified_used_and_measured(
    run: Run, capfd: Capture, tmp_path: Path, data: Path
) -> None:
    config, model = tmp_path / "small.toml", tmp_path / "model"
    config.write_text(SMALL, "utf-8")
    trained = run(
        "url", "train", "--data", str(data), "--out", str(model), "--config", str(config), "--quiet"
    )
    out, err = capfd.readouterr()

    assert (0, "") == (trained, err)
    assert out.startswith("How the rows are split\n")
    assert (model / "CARD.md").is_file()
    assert 0 == run("model", "verify", str(model))
    targets = ("http://abcdefgh123-secure.bad/login", "abcd.ok")
    capfd.readouterr()
    run("scan", *targets, "--format", "jsonl", "--model", str(model))
    fraud, benign = (json.loads(line)["score"] for line in capfd.readouterr().out.splitlines())
    assert benign < 0.5 < fraud
    report = ("--model", str(model), "--out", str(tmp_path / "report"))
    assert 0 == run("url", "evaluate", "--data", str(data), *report)
    assert (tmp_path / "report" / "evaluation.html").is_file()


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_a_row_of_a_day_to_come_is_refused(
    run: Run, capfd: Capture, tmp_path: Path, command: str
) -> None:
    path, out = tmp_path / "rows.csv", tmp_path / "out"
    path.write_text("value,label,first_seen\na.ok,0,9999-12-31\n")

    assert 4 == run("url", command, "--data", str(path), "--out", str(out), "--quiet")
    assert "rows.csv: row 1: first_seen: expected a day up to " in capfd.readouterr().err
    assert not out.exists()
