"""The guard of the second model: samples that the URL model learned from are refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError
from fraudlens.manifest import Manifest
from fraudlens.training.known import refuse_known
from tests.contract.bundles import CALIBRATION, THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def url_model(training: Mapping[str, object]) -> Manifest:
    return Manifest(
        kind="url",
        name="url",
        version="2026-05",
        fraudlens="0.1.0",
        schema_digest="",
        columns=(),
        calibration=CALIBRATION,
        thresholds=THRESHOLDS,
        training=training,
    )


def file(path: Path, text: str) -> dict[str, object]:
    """Write a file, and give what a manifest says of it."""
    path.write_text(text, "utf-8")
    return {"name": path.name, "sha256": hashlib.sha256(text.encode()).hexdigest(), "rows": 1}


def test_files_that_the_url_model_was_trained_without_are_taken(tmp_path: Path) -> None:
    """Whatever they are called now: the digest counts."""
    left_out = [file(tmp_path / name, name) for name in ("a.jsonl", "b.jsonl")]
    renamed = (tmp_path / "a.jsonl").rename(tmp_path / "c.jsonl")

    refuse_known([renamed, tmp_path / "b.jsonl"], url_model({"without": left_out}))


@pytest.mark.parametrize(
    "training",
    [{}, {"without": []}, {"without": "b.jsonl"}, {"without": ["b.jsonl", {"name": "b.jsonl"}]}],
    ids=["older manifest", "nothing", "odd", "odd files"],
)
def test_one_other_file_is_refused(tmp_path: Path, training: dict[str, object]) -> None:
    left_out = file(tmp_path / "a.jsonl", "a")
    if isinstance(training.get("without"), list):
        training = {"without": [left_out, *training["without"]]}  # type: ignore[misc]  # a list here
    file(tmp_path / "b.jsonl", "b")
    taken = (
        [tmp_path / "a.jsonl"] if "without" in training and training["without"] != "b.jsonl" else []
    )

    with pytest.raises(DataError) as caught:
        refuse_known([*taken, tmp_path / "b.jsonl"], url_model(training))

    assert (
        'b.jsonl: the URL model "url 2026-05" was not trained without these domains, so its scores'
        " may tell their labels"
    ) == caught.value.message
    assert (
        "train the URL model with this very file under [labels] without, or set"
        " labels.known_to_url_model = true; see docs/train.md"
    ) == caught.value.hint
