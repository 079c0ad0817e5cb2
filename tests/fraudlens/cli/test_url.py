from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fraudlens.training import run as training
from fraudlens.training.tables import TextTable
from tests.contract.fake import FEATURES, FakeDetector

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.training.run import EvaluateOptions, Told, TrainOptions
    from tests.fraudlens.cli.conftest import Run

FRAUD = "http://abcdefgh123-secure.bad/login"
CLEAR = "abc.ok"
Capture = pytest.CaptureFixture[str]


def test_features_are_an_object_a_target(run: Run, capfd: Capture) -> None:
    code = run("url", "features", CLEAR, "no host", "missing.txt")
    first, second, third = map(json.loads, capfd.readouterr().out.splitlines())

    assert 3 == code
    assert list(FEATURES.names) == list(first)
    assert (6.0, None) == (first["host_length"], first["path_length"])
    assert {"error": {"code": "malformed", "message": "no host in it"}} == second
    assert "source" == third["error"]["code"]


def test_features_go_to_a_file_too(run: Run, tmp_path: Path) -> None:
    assert 0 == run("url", "features", CLEAR, "--output", str(tmp_path / "f.jsonl"), "--quiet")
    assert 6 == json.loads((tmp_path / "f.jsonl").read_text())["host_length"]


@pytest.mark.parametrize(("target", "code"), [(FRAUD, 1), (CLEAR, 0)])
def test_explain_tells_all(run: Run, capfd: Capture, target: str, code: int) -> None:
    assert code == run("url", "explain", target)
    out = capfd.readouterr().out

    assert out.startswith(f"{target}\n")
    assert "What would change the verdict" in out


def test_explain_speaks_chinese(run: Run, capfd: Capture) -> None:
    run("url", "explain", FRAUD, "--lang", "zh")

    assert "怎样会改变判定" in capfd.readouterr().out


def test_explain_of_a_file_is_wrong_usage(run: Run, capfd: Capture, tmp_path: Path) -> None:
    assert 2 == run("url", "explain", str(tmp_path))
    assert (
        f"fraudlens: {tmp_path}: is a file or folder, and one address is wanted\n"
        "  hint: 'fraudlens scan' judges all that are in it\n"
    ) == capfd.readouterr().err


def test_explain_of_what_cannot_be_read(run: Run, capfd: Capture) -> None:
    assert 3 == run("url", "explain", "no\x1b host")
    assert "fraudlens: no\\x1b host: no host in it\n" == capfd.readouterr().err


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Put training loops in place that only tell what they were asked."""
    asked: list[object] = []

    def loop(detector: object, options: TrainOptions | EvaluateOptions, told: Told) -> None:
        assert isinstance(detector, FakeDetector)
        told.progress("one step")
        told.say(TextTable("Recall", ("part", "rows"), (("test", "12"),)))
        asked.append(options)

    monkeypatch.setattr("fraudlens.cli.train_run.train", loop)
    monkeypatch.setattr("fraudlens.cli.train_run.evaluate", loop)
    return asked


@pytest.mark.parametrize(
    "data", [("--data", "a.csv", "--data", "b.csv"), ("--data", "a.csv", "b.csv")], ids=" ".join
)
def test_train_hands_its_options_on(
    run: Run, heard: list[object], capfd: Capture, tmp_path: Path, data: tuple[str, ...]
) -> None:
    code = run("url", "train", *data, "--out", str(tmp_path), "--seed", "7")
    (options,) = heard

    assert 0 == code
    assert isinstance(options, training.TrainOptions)
    assert (["a.csv", "b.csv"], tmp_path, 7, None) == (
        list(map(str, options.data)),
        options.out,
        options.seed,
        options.config,
    )
    assert ("Recall\n  part  rows\n  test    12\n\n", "one step\n") == tuple(capfd.readouterr())


def test_evaluate_takes_the_shipped_model(
    run: Run, heard: list[object], small_bundle: Path, capfd: Capture, tmp_path: Path
) -> None:
    run("url", "evaluate", "--data", "a.csv", "--out", str(tmp_path), "--quiet")
    (options,) = heard

    assert isinstance(options, training.EvaluateOptions)
    assert (small_bundle, tmp_path) == (options.model, options.out)
    assert "" == capfd.readouterr().err
