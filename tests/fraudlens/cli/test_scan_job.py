from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.scan_job import ScanJob, UrlJob, build
from fraudlens.reports.look import Look
from fraudlens.reports.registry import Format
from fraudlens.scanning.judging import judged
from fraudlens.scanning.sources import AppFile
from fraudlens.scoring import ScoreOptions
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure, Subject

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.scoring import Scorer


def test_job_crosses_to_a_worker_and_works_there(small_bundle: Path) -> None:
    job = UrlJob(
        "tests.contract.fake:FakeDetector",
        small_bundle,
        ScoreOptions(),
        ScanJob(Format.JSONL, Look()),
    )
    work = build(pickle.loads(pickle.dumps(job)))  # noqa: S301  what a process pool does

    assert 2 == work(Chunk(None, ["a.ok", "b.ok"], None)).tally.targets
    assert {"source": 1} == work(Failure(Subject("url", "x"), "source", "gone")).tally.failures


def test_what_is_no_outcome_is_a_bug(scorer: Scorer) -> None:
    with pytest.raises(TypeError, match="AppFile is no outcome"):
        judged(AppFile("x.apk"), lambda: scorer)
