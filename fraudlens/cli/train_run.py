"""`train` and `evaluate`: from options to the training loop."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from fraudlens.bundle import locate, read_manifest
from fraudlens.cli.output import destination
from fraudlens.cli.progress import step_progress
from fraudlens.errors import ModelNotFound
from fraudlens.reports.text_table import text_table
from fraudlens.scanning.scorers import make_trainable
from fraudlens.training.config import load_config
from fraudlens.training.known import refuse_known
from fraudlens.training.run import EvaluateOptions, Told, TrainOptions, evaluate, train

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.training.tables import TextTable


def run_train(
    kind: str, data: tuple[Path, ...], out: Path, *, seed: int, config: Path | None, quiet: bool
) -> None:
    """Train the model of one analyzer, and print the tables of the run.

    Raises:
        DataError: samples of registrations that the URL model may have learned from.
    """
    if kind == "registration" and not load_config(config).labels.known_to_url_model:
        _check_url_model(data)
    options = TrainOptions(data=data, out=out, seed=seed, config=config, latest=_latest())
    with step_progress(shown=not quiet) as progress:
        train(make_trainable(kind), options, Told(progress, _print_table))


def run_evaluate(
    kind: str,
    data: tuple[Path, ...],
    out: Path,
    *,
    model: Path | None,
    config: Path | None,
    quiet: bool,
) -> None:
    """Measure a model of one analyzer, and print the tables."""
    options = EvaluateOptions(data, model or locate(kind), out, config, _latest())
    with step_progress(shown=not quiet) as progress:
        evaluate(make_trainable(kind), options, Told(progress, _print_table))


def _latest() -> date:
    """Give the last day on which a row can have been seen; somewhere it is tomorrow already."""
    return datetime.now(UTC).date() + timedelta(days=1)


def _check_url_model(data: tuple[Path, ...]) -> None:
    try:
        manifest = read_manifest(locate("url"))[0]
    except ModelNotFound:
        return  # Nobody scores the addresses then.
    refuse_known(data, manifest)


def _print_table(table: TextTable) -> None:
    text = text_table(table.title, table.head, table.rows, table.note)
    with destination(None) as write:
        write(f"{text}\n".encode())
