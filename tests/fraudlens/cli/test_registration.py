"""From labelled rows with registrations to a second model, and the guard before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fraudlens import bundle
from fraudlens.training.dataset import sha256_of
from tests.contract.bundles import save_small_bundle
from tests.contract.samples import made_up_samples
from tests.fraudlens.cli.conftest import exit_code as run
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
CONFIG = """
[calibration]
small = true
[split]
fraud_by = "digest"
benign_by = "digest"
[fit]
rounds = 20
min_leaf = 10
threads = 1
rising = ["address_score"]
falling = ["domain_age_days"]
type_min_rows = 1_000_000
[noise]
rounds = 0
[audit]
floors = ["address_score", "-domain_age_days"]
twin_rows = 50
leave_out = 0
"""


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """Give samples as the command writes them: at one age in five the classes are alike."""
    rows = []
    for number, text in enumerate(made_up_samples(900)):
        sample = json.loads(text.replace(".bad", ".top").replace(".ok", ".com"))
        facts = sample.pop("registration")
        created = "2026-11-01" if number % 5 == 0 else facts["created"]
        rows.append({
            "url": sample["url"], "first_seen": sample["at"],
            "category": ("benign", "phishing")[number % 2],
            "source": f"list {number % 4}", "created": created, "registrar": facts["registrar"],
            "statuses": facts["statuses"],
        })  # fmt: skip
    data, out = tmp_path / "rows.jsonl", tmp_path / "samples.jsonl.gz"
    data.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")

    assert 0 == run("data", "registrations", "--data", str(data), "--out", str(out))
    return out


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(CONFIG, "utf-8")
    return path


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, url_bundle: Path) -> dict[str, tuple[Path, ...]]:
    """Give where models are looked for; that of addresses was trained on whatever it was."""
    found: dict[str, tuple[Path, ...]] = {"url": (url_bundle,), "registration": ()}
    monkeypatch.setattr(bundle, "_places", found.__getitem__)
    monkeypatch.setenv("COLUMNS", "80")
    return found


def train(data: Path, config: Path, out: Path) -> int:
    options = ("--data", str(data), "--config", str(config), "--out", str(out), "--quiet")
    return run("registration", "train", *options)


@pytest.mark.usefixtures("no_socket")
def test_a_second_model_is_trained_verified_and_measured(
    places: dict[str, tuple[Path, ...]],
    capfd: Capture,
    tmp_path: Path,
    samples: Path,
    config: Path,
) -> None:
    left_out = {"name": samples.name, "sha256": sha256_of(samples), "rows": 900}
    url_model, model, report = (tmp_path / name for name in ("url", "model", "report"))
    save_small_bundle(url_model, UrlDetector(), changes={"training": {"without": [left_out]}})
    places["url"] = (url_model,)
    capfd.readouterr()

    trained = train(samples, config, model)

    out, err = capfd.readouterr()
    assert (0, "") == (trained, err)
    assert "Single columns alone, and the model, at FPR 1 % / 0.1 %" in out
    manifest = json.loads((model / "manifest.json").read_bytes())
    floors = {line["column"]: line["auc"] for line in manifest["evaluation"]["floors"]}
    assert floors["the model"] >= max(floors["address_score"], floors["-domain_age_days"]) > 0.5
    assert ["url"] == list(manifest["training"]["depends"])
    assert "may have learned from the domains" not in (model / "CARD.md").read_text("utf-8")
    assert 0 == run("model", "verify", str(model))
    judged = ("--data", str(samples), "--model", str(model), "--out", str(report), "--quiet")
    assert 0 == run("registration", "evaluate", *judged)
    assert (report / "evaluation.html").is_file()


@pytest.mark.usefixtures("places")
def test_samples_that_the_url_model_may_know_are_refused(
    capfd: Capture, tmp_path: Path, samples: Path, config: Path
) -> None:
    capfd.readouterr()
    code = train(samples, config, tmp_path / "model")

    assert 4 == code
    assert (
        'samples.jsonl.gz: the URL model "url 2026.11" was not trained without these domains'
        in " ".join(capfd.readouterr().err.split())
    )
    assert not (tmp_path / "model").exists()


@pytest.mark.usefixtures("places")
def test_they_are_taken_if_asked_for_and_the_card_says_so(
    tmp_path: Path, samples: Path, config: Path
) -> None:
    config.write_text(f"{CONFIG}[labels]\nknown_to_url_model = true\n", "utf-8")

    assert 0 == train(samples, config, tmp_path / "model")
    limits = (tmp_path / "model" / "CARD.md").read_text("utf-8").partition("## Limits")[2]
    assert "The URL model may have learned from the domains of these samples" in limits


def test_without_a_url_model_there_is_nothing_to_know(
    places: dict[str, tuple[Path, ...]], tmp_path: Path, samples: Path, config: Path
) -> None:
    """Then the address has no score at all, and the registration decides alone."""
    places["url"] = ()
    config.write_text(CONFIG.replace('"address_score", ', ""), "utf-8")

    assert 0 == train(samples, config, tmp_path / "model")
    manifest = json.loads((tmp_path / "model" / "manifest.json").read_bytes())
    assert {} == manifest["training"]["depends"]
    assert None is manifest["training"]["typical"]["address_score"]
