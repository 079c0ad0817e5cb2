"""Options of a training run: one frozen tree, read from TOML, each field with its reason."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  read at run time by `fraudlens.training.toml`
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Literal

from fraudlens.errors import UsageError
from fraudlens.training.bounds import Between, Count, Inside, PartOfAll, Positive, Share, Weight
from fraudlens.tree_text import MOST_LEAVES

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class LabelConfig:
    """Which rows count as what."""

    apart: tuple[str, ...] = ("malware",)
    """Categories that are never trained as fraud; their test rows are printed apart."""
    unknown_weight: Weight = 0.5
    """Training weight of fraud of unknown type; 0 leaves it out."""
    weak_weight: Weight = 0.0
    """Training weight of rows flagged `weak`; 0 leaves them out."""
    weak_sources: tuple[str, ...] = ()
    """Source patterns (`*`, `?`) whose fraud rows count as weak."""
    excluded_sources: tuple[str, ...] = ()
    """Source patterns that are dropped from both classes."""
    official_domains: str = ""
    """CSV with a column `domain`, beside the data or the configuration: never fraud as a whole."""
    without: tuple[str, ...] = ()
    """Files beside the data or the configuration: the groups of their rows neither train nor
    validate, so that another model can learn from what this one says of them."""
    known_to_url_model: bool = False
    """Take samples of registrations that the URL model may have learned from. They are refused
    otherwise, for its score would tell their label; the card says so if they are taken."""
    benign_kinds: tuple[str, ...] = (
        "benign", "bank_finance", "cn", "edu", "free_hosting", "gov", "hard_negative",
        "long_tail", "news", "other", "shortener", "tech", "top_site",
    )  # fmt: skip
    """Names in `category` that mean benign, and name the kind of the site."""
    site_kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More kinds of benign rows: name to source patterns. The table of false alarms has a line for
    each, and recall out of source is given without each, too."""


@dataclass(frozen=True, slots=True)
class SplitConfig:
    """What trains, what validates, what tests."""

    validation_from: dt.date | None = None
    """First day of validation; without it the 70 % quantile of the dated fraud rows."""
    test_from: dt.date | None = None
    """First day of test; without it the 85 % quantile of the dated fraud rows."""
    fraud_by: Literal["auto", "digest", "source"] = "auto"
    """How fraud rows are split; `auto` is by date if any of them has one."""
    benign_by: Literal["auto", "date", "digest", "source"] = "auto"
    """How benign rows are split; `auto` is by date if at least half of them have one."""
    validation_sources: tuple[str, ...] = ()
    """Source patterns held out for validation, of the classes that are split by source."""
    test_sources: tuple[str, ...] = ()
    """Source patterns held out for test, of the classes that are split by source."""
    folds: Annotated[int, Between(2, 127)] = 5
    """Folds of the out-of-fold fits."""
    benign_folds: Literal["group", "source"] = "group"
    """Whether benign rows fold by group or by whole sources."""
    folded_source_rows: Count = 20_000
    """A larger source folds by group all the same: without it training would miss its kind."""
    fraud_folds: Literal["group", "time"] = "group"
    """Whether fraud rows fold by group or by the time of the group's first row."""
    rows_per_group: Count = 20
    """Training rows kept of one group, drawn by digest; 0 keeps all."""
    held_out_rows_per_group: Count = 0
    """The same for validation and test; 0 keeps all."""

    def __post_init__(self) -> None:
        """Refuse a test that begins before its validation is over."""
        first, test = self.validation_from, self.test_from
        if first is not None and test is not None and test <= first:
            raise UsageError(f"split.test_from: expected a day after {first}, not {test}")


@dataclass(frozen=True, slots=True)
class WeightConfig:
    """Sample weights of training rows."""

    source_share: PartOfAll = 0.25
    """Most of a class's weight that one source may hold."""
    benign_source_share: PartOfAll = 1.0
    """The same for benign rows, before the classes are made equal: what is taken from large
    lists goes to the small ones."""
    half_life_months: Weight = 0.0
    """Age at which a dated fraud row weighs half; 0 lets all weigh the same."""
    sources: Mapping[str, Weight] = field(default_factory=dict)
    """Weight of the rows of sources, by pattern, also where thresholds are chosen unless
    `calibration.sources` says otherwise; the first that fits counts, 1 without one."""
    oldest: Share = 0.1
    """Least weight by age; undated fraud rows weigh this much."""
    hard_benign: Weight = 0.0
    """A benign row that a quick model out of fold takes for fraud with probability p weighs
    1 + this * p * p in the fit of the trees, so that they learn the worst false alarms; needs
    `noise.rounds`."""


@dataclass(frozen=True, slots=True)
class FitConfig:
    """The trees. At most 32 leaves and depth 8 keep the fast traversal open."""

    rounds: Positive = 600
    early_stopping: Count = 50
    learning_rate: PartOfAll = 0.1
    leaves: Annotated[int, Between(2, MOST_LEAVES)] = 32
    depth: Annotated[int, Between(1, 64)] = 8
    min_leaf: Positive = 100
    l2: Weight = 5.0
    feature_fraction: PartOfAll = 0.7
    row_fraction: PartOfAll = 0.8
    bins: Annotated[int, Between(2, 65_535)] = 255
    rising: tuple[str, ...] = ()
    """Columns of which more must never mean less fraud: no tree may learn the opposite."""
    falling: tuple[str, ...] = ()
    """Columns of which more must never mean more fraud."""
    metric: Literal["low_fpr_recall", "average_precision", "auc", "binary_logloss"] = (
        "low_fpr_recall"
    )
    """What early stopping watches on validation; the first is ours, see `fraudlens.trees`."""
    rows: Count = 0
    """Fraud rows that the trees train on at most, drawn by digest; the learned columns see all."""
    refit: bool = False
    """Fit once more on train and validation together, after all was chosen on validation."""
    grafts: Count = 0
    """Made rows of each class: the owner of one row with the content of another."""
    threads: Annotated[int, Between(1, 1024)] = 2
    """Part of what makes two runs give the same bytes."""
    type_rounds: Positive = 100
    type_rows: Positive = 600_000
    """Training rows of the type model at most, drawn by digest."""
    type_min_rows: Count = 1000
    """A type with fewer training rows folds into `other_fraud`."""
    type_min_groups: Count = 200
    """A type with fewer training groups folds into `other_fraud`."""


@dataclass(frozen=True, slots=True)
class NoiseConfig:
    """Out-of-fold disagreement, and what is dropped from training for it."""

    rounds: Count = 60
    """Trees of each fold's quick fit; 0 skips the estimate."""
    rows: Positive = 600_000
    """Training rows of each quick fit at most, drawn by digest."""
    fraud_below: Share = 0.1
    """A fraud row contradicts its label below this quantile of its form's benign scores."""
    benign_above: Share = 0.9
    """A benign row contradicts its label above this quantile of its form's fraud scores."""
    drop: Literal["none", "benign", "fraud", "both"] = "both"
    """Classes whose contradicting rows leave training."""
    min_share: Share = 0.0
    """Drop only from sources of which more than this share contradicts."""


@dataclass(frozen=True, slots=True)
class CalibrationConfig:
    """From margin to probability, and from probability to label."""

    base_rate: Inside = 0.5
    """Share of fraud at which a score is a probability."""
    knots: Annotated[int, Between(2, 1000)] = 40
    suspicious_fpr: PartOfAll = 0.01
    fraud_fpr: PartOfAll = 0.001
    floor: Share = 0.5
    """No label but `clear` below this score."""
    cross_folds: Count = 0
    """Folds of sources; from 2 on, calibration and thresholds rest on rows of train and validation,
    each scored by a model that saw neither its source nor its group, not on validation alone."""
    without: tuple[str, ...] = ()
    """Source patterns whose rows count for thresholds and not for probabilities: hard negatives
    that no list labels."""
    sources: Mapping[str, Weight] = field(default_factory=dict)
    """Weight of the rows of sources where thresholds are chosen, by pattern; without one that of
    `weights.sources`."""
    beside: tuple[str, ...] = ()
    """Labelled files beside the data or the configuration whose rows calibrate, too, so that a
    score holds for other collections than those of validation; each stands in `labels.without`.
    Their column `url` counts before `value`."""
    beside_share: Inside = 0.5
    """Share of the weight that these rows have together, above 0 and below 1."""
    alone: str = ""
    """Column with the probability that another model gives the target alone; it is calibrated on
    the same rows, so that what this model adds shows in probabilities that both hold for them."""
    small: bool = False
    """Allow a threshold above all validation scores where negatives are too few for its FPR."""


@dataclass(frozen=True, slots=True)
class AuditConfig:
    """Traps that each run looks for."""

    feature_auc: Share = 0.95
    """A single column above this on validation raises an alarm."""
    explained: Mapping[str, str] = field(default_factory=dict)
    """A person's explanation of an alarm, by column; printed in the card."""
    twin_rows: Positive = 5000
    source_rows: Positive = 50_000
    """Rows of a class for the model that predicts the source."""
    leave_out: Count = 5
    """How many of the largest fraud sources are left out in turn; 0 skips it."""
    leave_out_rows: Positive = 300_000
    leave_out_rounds: Positive = 80
    cross: tuple[str, ...] = ()
    """Labelled files beside the data that the finished model also judges (cross-set table)."""
    floors: tuple[str, ...] = ()
    """Columns that alone are a floor to beat, judged on the rows of the test part and on those that
    are judged out of source; a `-` before the name where less is worse."""
    curve: tuple[PartOfAll, ...] = ()
    """Shares of the training rows for the learning curve, rising; empty skips it."""
    curve_rounds: Positive = 80


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """All options of a training run."""

    name: str = ""
    """Name of the bundle; the detector's kind if empty."""
    version: str = ""
    """Version of the bundle; the newest date of the data, or `undated`, if empty."""
    max_rows: Count = 0
    """Rows kept of the whole data, by whole groups, for a quick run; 0 keeps all."""
    probes: tuple[str, ...] = ()
    """Made-up targets whose scores the manifest keeps; the feature examples if empty."""
    limits: tuple[str, ...] = ()
    """Sentences for the card on what the model cannot do."""
    licences: Mapping[str, str] = field(default_factory=dict)
    """Licence of each source pattern, for the card."""
    labels: LabelConfig = field(default_factory=LabelConfig)
    split: SplitConfig = field(default_factory=SplitConfig)
    weights: WeightConfig = field(default_factory=WeightConfig)
    fit: FitConfig = field(default_factory=FitConfig)
    noise: NoiseConfig = field(default_factory=NoiseConfig)
    calibration: CalibrationConfig = field(default_factory=CalibrationConfig)
    audit: AuditConfig = field(default_factory=AuditConfig)


def as_trained(config: TrainingConfig, training: Mapping[str, object]) -> TrainingConfig:
    """Take over which categories a model took for fraud and for benign, from its manifest.

    Raises:
        UsageError: the manifest states something else than names there.
    """
    from fraudlens.training.toml import from_table  # noqa: PLC0415  keeps this module plain data

    options = training.get("options")
    stated = options.get("labels") if isinstance(options, Mapping) else None
    if not isinstance(stated, Mapping):
        return config
    names = {name: stated[name] for name in ("apart", "benign_kinds") if name in stated}
    labels = from_table(LabelConfig, names, "manifest.json: training.options.labels.")
    kinds = tuple(dict.fromkeys((*config.labels.benign_kinds, *labels.benign_kinds)))
    return replace(config, labels=replace(config.labels, apart=labels.apart, benign_kinds=kinds))


def load_config(path: Path | None) -> TrainingConfig:
    """Read the options at `path`, or give those that serve a researcher's own CSV.

    Raises:
        UsageError: the file cannot be read, or a field is unknown, or of the wrong type or range.
    """
    from fraudlens.training.toml import read_toml  # noqa: PLC0415  keeps this module plain data

    return TrainingConfig() if path is None else read_toml(TrainingConfig, path)
