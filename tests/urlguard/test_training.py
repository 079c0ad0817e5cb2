"""The URL model trains on made-up rows, twice to the same bytes, and judges no spelling."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

import pytest

from fraudlens.bundle import load_bundle
from fraudlens.training.run import Told, TrainOptions, train
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """
[split]
folds = 3
[fit]
rounds = 12
threads = 1
min_leaf = 5
type_rounds = 4
type_min_rows = 20
type_min_groups = 20
[noise]
rounds = 5
[calibration]
small = true
[audit]
twin_rows = 50
leave_out = 0
source_rows = 500
"""
_HONEST = ("garden", "school", "museum", "bakery", "music", "river", "stone", "paper", "green")
_LURES = {"phishing": "login-verify", "gambling": "casino-bet", "crypto_scam": "airdrop-wallet"}


def made_rows(number: int) -> list[dict[str, str]]:
    """Write rows of plausible names, dated over two years; no name is anybody's on purpose."""
    draw = random.Random(7)
    rows = []
    for place in range(number):
        word = f"{draw.choice(_HONEST)}{draw.choice(_HONEST)}{draw.randrange(10_000)}"
        kind, lure = draw.choice(list(_LURES.items()))
        fraud = place % 2
        host = f"{lure}-{word}.top" if fraud else f"{word}.org"
        path = draw.choice(("", "/", "/about", "/account/verify.php", "/news/2024/spring"))
        rows.append({
            "url": f"https://{host}{path}",
            "category": kind if fraud else "benign",
            "first_seen": f"{2024 + place * 2 // number}-{1 + place * 24 // number % 12:02}-15",
            "source": f"list-{place % 5}",
        })  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train twice on the same made-up rows."""
    folder = tmp_path_factory.mktemp("urls")
    rows = made_rows(1600)
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "small.toml").write_text(_CONFIG, "utf-8")
    for name in ("one", "two"):
        options = TrainOptions((folder / "rows.csv",), folder / name, 3, folder / "small.toml")
        train(UrlDetector(), options, Told(lambda _: None, lambda _: None))
    return folder


def test_the_same_rows_give_the_same_bytes(folder: Path) -> None:
    names = sorted(path.name for path in (folder / "one").iterdir())

    assert ["CARD.md", "manifest.json", "model.txt", "types.txt", "weights.npz"] == names
    for name in names:
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes(), name


def test_what_was_learned_tells_lures_from_honest_names(folder: Path) -> None:
    detector = UrlDetector()
    bundle = load_bundle(folder / "one", detector.features)
    read = detector.read(["http://login-verify-stonepaper1.top/", "http://stonepaper1.org/"])
    margin = bundle.trees.margin(detector.matrix(read.facts, bundle.weights))

    assert margin[0] > margin[1]


def test_no_score_turns_on_the_spelling(folder: Path) -> None:
    detector = UrlDetector()
    bundle = load_bundle(folder / "one", detector.features)
    read = detector.read(detector.twins("http://greenbike77.top/"))
    margin = bundle.trees.margin(detector.matrix(read.facts, bundle.weights))

    assert [margin[0]] * len(margin) == margin.tolist()


def test_card_and_manifest_name_no_row(folder: Path) -> None:
    text = (folder / "one" / "CARD.md").read_text("utf-8")
    text += (folder / "one" / "manifest.json").read_text("utf-8")

    assert not [row["url"] for row in made_rows(1600) if row["url"].split("/")[2] in text]
