from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from fraudlens import bundle
from fraudlens.knowledge.reference import deciding_digests
from fraudlens.manifest import MANIFEST
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]


def test_list_names_kind_version_and_folder(run: Run, capfd: Capture, small_bundle: Path) -> None:
    assert 0 == run("model", "list")
    out = capfd.readouterr().out

    assert out.startswith("url  2026.11  ")
    assert out.endswith(f"  {small_bundle}\n")


def test_list_names_every_kind_that_is_there(
    run: Run, capfd: Capture, small_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "_places", lambda kind: (small_bundle,))  # noqa: ARG005  shape
    assert 0 == run("model", "list")
    lines = capfd.readouterr().out.splitlines()

    assert ["url", "apk", "registration"] == [line.split()[0] for line in lines]


def test_show_tells_thresholds_types_and_card(run: Run, capfd: Capture, tmp_path: Path) -> None:
    path = save_small_bundle(
        tmp_path / "m", FakeDetector(), changes={"folded": {"fake_loan": "12 rows"}}
    )
    (path / "CARD.md").write_text("# Card\n")
    assert 0 == run("model", "show", str(path))
    lines = capfd.readouterr().out.splitlines()

    assert "types       phishing, gambling" in lines
    assert "fraud       from score 0.9000 (chosen for FPR 0.100%)" in lines
    assert "  fake_loan: 12 rows" in lines
    assert "# Card" == lines[-1]


def test_show_finds_a_shipped_model_by_kind(run: Run, capfd: Capture) -> None:
    assert 0 == run("model", "show", "url")
    assert "folded" not in capfd.readouterr().out


@pytest.mark.parametrize("name", [(), ("url",)])
def test_verify_scores_the_probes_again(run: Run, capfd: Capture, name: tuple[str, ...]) -> None:
    assert 0 == run("model", "verify", *name)
    assert (
        "url 2026.11: 3 files as saved, 4 probes score as trained (largest difference 0.0e+00)\n"
        == capfd.readouterr().out
    )


def test_no_model_is_said(run: Run, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_places", lambda kind: ())  # noqa: ARG005  of the same shape

    assert [4, 4, 4, 4] == [
        run("model", "list"),
        run("model", "verify"),
        run("model", "show", "url"),
        run("scan", "abc.ok"),
    ]
    assert "hint: train one with 'fraudlens url train" in capfd.readouterr().err


def edit(path: Path, name: str, value: object) -> None:
    plain = json.loads((path / MANIFEST).read_bytes())
    plain[name] = value
    (path / MANIFEST).write_text(json.dumps(plain))


@pytest.fixture
def copy(small_bundle: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bundle, tmp_path / "copy")


def test_probe_that_scores_otherwise_is_refused(run: Run, capfd: Capture, copy: Path) -> None:
    edit(copy, "probes", [{"target": "abc.ok", "margin": 0.5, "score": 0.5}])

    assert 4 == run("model", "verify", str(copy))
    err = capfd.readouterr().err
    assert f"{copy}: the probes do not score as in the training run" in err
    assert "'fraudlens url train' with the options in manifest.json reproduces the model" in err


def test_other_reference_data_is_named(run: Run, capfd: Capture, copy: Path) -> None:
    digests = deciding_digests(["words.csv"])
    edit(copy, "training", {"reference": {**digests, "words.csv": "0" * 64, "gone.csv": "1"}})

    assert 4 == run("model", "verify", str(copy))
    err = capfd.readouterr().err
    assert "the reference data is not that of the training run: gone.csv, words.csv" in err
    assert "train the model anew: its columns rest on them" in err


def test_the_same_reference_data_passes(run: Run, copy: Path) -> None:
    edit(copy, "training", {"reference": deciding_digests(["words.csv"])})

    assert 0 == run("model", "verify", str(copy))


def test_model_of_an_unknown_kind_is_refused(run: Run, capfd: Capture, copy: Path) -> None:
    edit(copy, "kind", "fax")

    assert 4 == run("model", "verify", str(copy))
    assert "this version has no analyzer for models of kind 'fax'" in capfd.readouterr().err


def break_byte(path: Path) -> None:
    data = (path / "model.txt").read_bytes()
    (path / "model.txt").write_bytes(data[:-1] + b"?")


def break_file(path: Path) -> None:
    (path / "weights.npz").unlink()


def break_schema(path: Path) -> None:
    edit(path, "schema", {"digest": "0" * 64, "columns": ["other"]})


def break_format(path: Path) -> None:
    edit(path, "format", 2)


@pytest.mark.parametrize(
    ("harm", "message", "hint"),
    [
        (break_byte, "differs from the file that was saved", "get the model again"),
        (break_file, "weights.npz: No such file or directory", "get the model again"),
        (break_schema, "the model has 'other', which this version does not compute", "train it"),
        (break_format, "2 was written by a newer fraudlens", "upgrade fraudlens"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [("scan", "abc.ok", "--model"), ("url", "explain", "abc.ok", "--model"), ("model", "verify")],
    ids=["scan", "explain", "verify"],
)
def test_harmed_model_is_refused_by_every_command(
    run: Run, capfd: Capture, copy: Path, *, harm: object, message: str, hint: str, command: object
) -> None:
    assert callable(harm)
    assert isinstance(command, tuple)
    harm(copy)

    assert 4 == run(*command, str(copy))
    out, err = capfd.readouterr()
    assert "" == out
    assert message in err
    assert hint in err
