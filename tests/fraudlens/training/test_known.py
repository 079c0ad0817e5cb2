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


LEFT_OUT = {"name": "a.jsonl", "sha256": hashlib.sha256(b"a").hexdigest(), "rows": 1}


@pytest.mark.parametrize(
    ("training", "taken"),
    [
        ({}, ()),
        ({"without": []}, ()),
        ({"without": "b.jsonl"}, ()),
        ({"without": ["b.jsonl", {"name": "b.jsonl"}]}, ()),
        ({"without": [LEFT_OUT]}, ("a",)),
    ],
    ids=["older manifest", "nothing", "odd", "odd files", "another file"],
)
def test_one_other_file_is_refused(
    tmp_path: Path, training: Mapping[str, object], taken: tuple[str, ...]
) -> None:
    for name in (*taken, "b"):
        file(tmp_path / f"{name}.jsonl", name)

    with pytest.raises(DataError) as caught:
        refuse_known([tmp_path / f"{name}.jsonl" for name in (*taken, "b")], url_model(training))

    assert (
        'b.jsonl: the URL model "url 2026-05" was not trained without these domains, so its scores'
        " may tell their labels"
    ) == caught.value.message
    assert (
        "train the URL model with this very file under [labels] without, or set"
        " labels.known_to_url_model = true; see docs/train.md"
    ) == caught.value.hint
