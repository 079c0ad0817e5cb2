"""Batches of samples: each target a row or a failure in its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from urlguard.registration.batch import read_samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from urlguard.batch import UrlBatch


def sample(url: str) -> str:
    record = {"domain": "shop.example", "state": "ok"}
    return json.dumps({"url": url, "at": "2026-11-26", "registration": record})


def lengths(urls: UrlBatch) -> NDArray[np.float64]:
    return (urls.end - urls.start) / 100.0


def test_each_target_is_a_row_or_a_failure_in_its_place() -> None:
    read = read_samples([sample("http://[::1"), "{", sample("a.example"), sample("")], lengths)

    assert [2] == read.rows.tolist()
    assert [0, 1, 3] == [place for place, _ in read.failures]
    assert ("a.example", [0.09]) == (read.facts.samples[0].url, read.facts.scores.tolist())
    assert 1 == len(read.facts)


def test_without_a_scorer_no_row_has_a_score() -> None:
    read = read_samples([sample("a.example")], None)

    assert np.isnan(read.facts.scores).all()
