"""The whole of `train` and of `evaluate`: files in, a bundle and a report out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from fraudlens.bundle import check_kind, load_bundle, save_bundle
from fraudlens.bundle_place import check_place
from fraudlens.decide import ranks
from fraudlens.errors import DataError
from fraudlens.manifest import Manifest, Probe
from fraudlens.training.alone import alone_curve
from fraudlens.training.beside import beside_rows
from fraudlens.training.build import build
from fraudlens.training.card import DROPPED, NOISE, render_card
from fraudlens.training.checks import check_tables, run_checks
from fraudlens.training.config import as_trained, load_config
from fraudlens.training.crossfit import (
    cross_figures,
    ruled_ranks,
    verdict_figures,
)
from fraudlens.training.dataset import file_name
from fraudlens.training.dropped import EXAMPLES, as_table
from fraudlens.training.evaluate import evaluate_rows
from fraudlens.training.floors import floor_figures, floors_on_test
from fraudlens.training.options_check import check_options
from fraudlens.training.prepare import prepare
from fraudlens.training.record import plain, training_record, version_of
from fraudlens.training.report import check_report, render_report, write_report
from fraudlens.training.score import Model, loaded_model, score_rows
from fraudlens.training.split import TEST, split
from fraudlens.training.tables import TextTable, generic, result_tables
from fraudlens.training.thresholds import check_validation
from fraudlens.version import __version__
from fraudlens.weights import save_weights

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.build import Built
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.crossfit import CrossFit
    from fraudlens.training.dropped import Dropped
    from fraudlens.training.evaluate import Evaluation, Scored
    from fraudlens.training.prepare import Prepared
    from fraudlens.training.split import Split

_PROBES = 16


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what a run does."""

    progress: Callable[[str], None]
    """Gets a few words on each step; may forget them."""
    say: Callable[[TextTable], None]
    """Gets each table that a person should read."""


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """What to train on, and where to."""

    data: tuple[Path, ...]
    out: Path
    """Folder of the bundle. The report, which names rows, goes to `<out>-report` beside it."""
    seed: int = 0
    config: Path | None = None
    latest: dt.date | None = None
    """Last day on which a row can have been seen; `None` takes any."""


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """What to judge, and where to write the report."""

    data: tuple[Path, ...]
    model: Path
    out: Path
    config: Path | None = None
    """With a configuration the rows are split as in training and only the test part is judged.

    Without one all are judged, under the names of categories that the model was trained with.
    """
    latest: dt.date | None = None
    """As for training."""


def train(detector: Trainable, options: TrainOptions, told: Told) -> Manifest:
    """Train a bundle and write it with its card; write the report beside it.

    Raises:
        DataError: the data breaks its card, or is too small for the thresholds.
        UsageError: the configuration makes no sense.
    """
    config, places = _checked(detector, options), (options.config, *options.data)
    report = _checked_out(options.out)
    prepared = _prepared(detector, options, config, told)
    parts = _split(prepared, config, told)
    dropped = (*prepared.dropped, *parts.dropped)
    for table in (_rules(parts.rules), generic("Rows dropped", as_table(dropped), DROPPED)):
        told.say(table)
    check_validation(parts.frame, config)
    beside = beside_rows(detector, parts.frame, config, places, told.progress)
    built = build(detector, parts.frame, config, options.seed, told.progress, beside=beside)
    told.say(generic("Out-of-fold disagreement", _sources(built.noise), NOISE))
    told.progress("scoring the test part")
    scored = score_rows(built.model, parts.frame.filter(pl.col("part") == TEST), config.labels)
    evaluation = evaluate_rows(scored, built.model.judge)
    checks = run_checks(
        built, parts.frame, config, seed=options.seed, places=places, progress=told.progress
    )
    record = training_record(
        built,
        parts.frame,
        config,
        seed=options.seed,
        inputs=prepared.inputs,
        dropped=dropped,
        rules=parts.rules,
        without=prepared.without,
    )
    more = _more_figures(built, scored, config)
    figures = {**evaluation.figures, "audits": checks, **more}
    manifest = _manifest(built, config, record, figures, version_of(parts.frame, config))
    _write_bundle(options.out, manifest, {**built.files, **_weights(built.model)})
    title = f"{manifest.name} {manifest.version}: evaluation"
    audits = (*check_tables(checks), *_examples(dropped))
    html = render_report(title, figures, evaluation.worst, audits, checks["curve"])  # type: ignore[arg-type]  # plain JSON
    write_report(report, html)
    for table in (*result_tables(figures), *check_tables(checks)):
        told.say(table)
    return manifest


def evaluate(detector: Trainable, options: EvaluateOptions, told: Told) -> Evaluation:
    """Judge labelled rows by a bundle and write `evaluation.html` into `options.out`.

    Raises:
        DataError: the data breaks its card.
        ModelError: the bundle cannot be used.
        UsageError: the configuration makes no sense.
    """
    config = load_config(options.config)
    check_kind(options.model, detector.kind)
    check_report(options.out)
    bundle = load_bundle(options.model, detector.features, threads=config.fit.threads)
    if options.config is None:
        config = as_trained(config, bundle.manifest.training)
    prepared = _prepared(detector, options, config, told)
    frame, dropped = prepared.frame, prepared.dropped
    if options.config is not None:
        parts = _split(prepared, config, told)
        told.say(_rules(parts.rules))
        frame, dropped = parts.frame.filter(pl.col("part") == TEST), (*dropped, *parts.dropped)
    told.progress("scoring")
    model = loaded_model(detector, bundle)
    evaluation = evaluate_rows(score_rows(model, frame, config.labels), model.judge)
    title = f"{bundle.ref.name} {bundle.ref.version} on {', '.join(map(file_name, options.data))}"
    html = render_report(title, evaluation.figures, evaluation.worst, _examples(dropped))
    write_report(options.out, html)
    for table in (
        generic("Rows dropped", as_table(dropped), DROPPED),
        *result_tables(evaluation.figures),
    ):
        told.say(table)
    return evaluation


def _checked(detector: Trainable, options: TrainOptions) -> TrainingConfig:
    """Read the options, and refuse what is wrong in them before hours rather than after."""
    config = load_config(options.config)
    check_options(detector, config, (options.config, *options.data))
    return config


def _checked_out(out: Path) -> Path:
    """Refuse a folder that cannot be written, as early; give that of the report."""
    check_place(out)
    report = out.with_name(f"{out.name}-report")
    check_report(report)
    return report


def _split(prepared: Prepared, config: TrainingConfig, told: Told) -> Split:
    """Split; where a part lacks a class, say which rows had been dropped before."""
    try:
        return split(prepared.frame, config.split)
    except DataError:
        told.say(generic("Rows dropped", as_table(prepared.dropped), DROPPED))
        raise


def _prepared(
    detector: Trainable, options: TrainOptions | EvaluateOptions, config: TrainingConfig, told: Told
) -> Prepared:
    return prepare(
        detector,
        options.data,
        config,
        beside=options.config,
        progress=told.progress,
        latest=options.latest,
    )


def _more_figures(built: Built, scored: Scored, config: TrainingConfig) -> dict[str, object]:
    """Give what only a training run can measure, and only if its options ask for it."""
    found: dict[str, object] = {}
    floors = config.audit.floors
    if floors:
        found["floors"] = floors_on_test(built.model, scored, config, alone_curve(built, config))
    if built.cross is not None:
        found["cross"] = _cross_figures(built.model, built.cross, config)
    return found


def _cross_figures(model: Model, cross: CrossFit, config: TrainingConfig) -> dict[str, object]:
    odds = model.calibration.to_log_odds(cross.margin)
    given = ranks(model.calibration.score(cross.margin), model.thresholds)
    ruled = ruled_ranks(model.detector, cross.frame["value"].to_list(), odds)
    return {
        **cross_figures(cross, config.labels.site_kinds),
        "verdicts": verdict_figures(cross, given, ruled),
        "floors": floor_figures(cross, model.detector.features.names, config.audit.floors),
    }


def _manifest(
    built: Built,
    config: TrainingConfig,
    record: dict[str, object],
    figures: dict[str, object],
    stamp: str,
) -> Manifest:
    model, features = built.model, built.model.detector.features
    return Manifest(
        kind=model.detector.kind,
        name=config.name or model.detector.kind,
        version=stamp,
        fraudlens=__version__,
        schema_digest=features.digest,
        columns=features.names,
        calibration=model.calibration,
        thresholds=model.thresholds,
        alone=alone_curve(built, config),
        types=model.plan.types if model.type_trees is not None else (),
        folded=model.plan.folded,
        training=plain(record),
        evaluation=plain(figures),
        probes=_probes(model, config),
    )


def _probes(model: Model, config: TrainingConfig) -> tuple[Probe, ...]:
    """Score made-up targets, so that `model verify` can tell whether it still gets the same."""
    examples = (e[0] for feature in model.detector.features.features for e in feature.examples)
    targets = list(config.probes or sorted(set(examples))[:_PROBES])
    read = model.detector.read(targets)
    margin = model.trees.margin(model.detector.matrix(read.facts, model.weights))
    score = model.calibration.score(margin)
    return tuple(
        Probe(targets[row], float(m), float(s))
        for row, m, s in zip(read.rows.tolist(), margin, score, strict=True)
    )


def _weights(model: Model) -> dict[str, bytes]:
    return {"weights.npz": save_weights(model.weights)} if model.weights else {}


def _write_bundle(out: Path, manifest: Manifest, files: dict[str, bytes]) -> None:
    card = render_card(manifest).encode()
    save_bundle(out, manifest, files, extra={"CARD.md": card})


def _rules(rules: Sequence[str]) -> TextTable:
    return TextTable("How the rows are split", ("rule",), tuple((rule,) for rule in rules))


def _sources(noise: dict[str, object]) -> Any:  # noqa: ANN401  plain JSON
    return noise["sources"]


def _examples(dropped: Sequence[Dropped]) -> tuple[TextTable, ...]:
    rows = tuple((drop.reason, name) for drop in dropped for name in drop.examples)
    title = f"Dropped rows by name, up to {EXAMPLES} of each reason"
    return (TextTable(title, ("reason", "row"), rows),)
