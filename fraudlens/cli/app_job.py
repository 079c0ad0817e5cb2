"""Apps to pieces of the report."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from fraudlens.cli.scan_job import Portion, ScanJob, written
from fraudlens.scanning.judging import judged_apps

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from fraudlens.scanning.apps import AppReading
    from fraudlens.scanning.scorers import Scorers
    from fraudlens.scanning.sources import Unit


def app_portions(
    work: Iterable[Unit], scorers: Scorers, job: ScanJob, reading: AppReading, workers: int
) -> Generator[Portion]:
    """Read and judge apps, in order; the model is loaded while the first ones are read."""
    with closing(judged_apps(work, scorers, reading, workers)) as apps:
        for app in apps:
            yield written(app, job)
