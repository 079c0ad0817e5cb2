"""The model card: Markdown from the manifest and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fraudlens.training.checks import check_tables
from fraudlens.training.report import CONTROLS
from fraudlens.training.tables import TextTable, generic, result_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.manifest import Manifest

DROPPED = ("reason", "fraud", "benign")
"""Columns of the account of what left the data."""
NOISE = ("class", "source", "rows", "contradict", "share")
"""Columns of the label noise by source."""

_PARTS = ("part", "fraud", "form", "rows", "groups", "first", "last")
_SOURCES = ("fraud", "source", "train", "validation", "test", "licence")
_ORIGIN = """Made by `train` from manifest.json; do not edit. All figures are of the test part, all
thresholds were chosen on validation.
"""
_CROSSED = """Made by `train` from manifest.json; do not edit. Figures are of the test part where
their title does not say "out of source"; calibration and thresholds were chosen out of source.
"""
_KNOWN = (
    "The URL model may have learned from the domains of these samples, so its score tells more of "
    "them than of others: all figures flatter this model (labels.known_to_url_model)."
)
_ESCAPED = CONTROLS | str.maketrans({"|": r"\|", "<": "&lt;", "`": "'", "\n": " ", "\r": " "})


def render_card(manifest: Manifest) -> str:
    """Give CARD.md: data, parts, thresholds, results, audits, limits; no row of the data."""
    training: Mapping[str, Any] = manifest.training
    evaluation: Mapping[str, Any] = manifest.evaluation
    parts = [
        f"# Model card: {_text(manifest.name)} {_text(manifest.version)}\n",
        _CROSSED if evaluation.get("cross") else _ORIGIN,
        "## Data\n",
        _list(training["split"]),
        *map(_table, _data_tables(manifest)),
        f"Rows left in training after the noise rule: {training['trained_rows']}.\n",
        _refit(training),
        _beside(training),
        _noise(training["noise"]),
        _table(generic("Out-of-fold disagreement", training["noise"]["sources"], NOISE)),
        "## Thresholds and types\n",
        *map(_table, _threshold_tables(manifest)),
        _list(training["threshold_notes"]),
        "## Results\n",
        *map(_table, result_tables(evaluation)),
        "## Audits\n",
        _alarms(evaluation["audits"]["alarms"]),
        *map(_table, check_tables(evaluation["audits"])),
        "## Limits\n",
        _list(_limits(training["options"])) or "None stated in the configuration.\n",
    ]
    return "\n".join(part for part in parts if part)


def _limits(options: Mapping[str, Any]) -> list[str]:
    known = options["labels"].get("known_to_url_model", False)
    return [*options["limits"], *([_KNOWN] if known else [])]


def _noise(noise: Mapping[str, Any]) -> str:
    counts = f"{noise['fraud']} fraud and {noise['benign']} benign rows"
    return f"Label noise: {_text(noise['rule'])}; dropped {counts}.\n"


def _refit(training: Mapping[str, Any]) -> str:
    if not training.get("refitted_rows"):
        return ""
    return (
        f"Refit: after {training['rounds']} trees, calibration and thresholds had been chosen on "
        "validation, learned columns and trees were fitted once more on train and validation "
        f"together; the trees on {training['refitted_rows']} rows. No row of test was among them. "
        "Audits on validation are of the model before that.\n"
    )


def _beside(training: Mapping[str, Any]) -> str:
    """Say of a model that rests on another beside which newer one it was judged again."""
    judged = training.get("judged_beside")
    if not judged:
        return ""
    found = judged["found"]
    moved = ", ".join(f"{count} {what}" for what, count in found["verdicts_changed"].items())
    return (
        f"Judged again beside another URL model ({judged['url'][:12]}) than that of training: of "
        f"{found['apps']} apps the score changed by {found['mean_change']:.4f} at the mean, by "
        f"{found['quantile_99']:.4f} at the 99th percentile and by {found['largest_change']:.4f} "
        f"at most; verdicts that changed: {moved or 'none'}. All figures are beside that of "
        "training.\n"
    )


def _data_tables(manifest: Manifest) -> tuple[TextTable, ...]:
    training: Mapping[str, Any] = manifest.training
    versions = tuple((name, text) for name, text in sorted(training["versions"].items()))
    return (
        generic("Inputs", training["inputs"], ("name", "sha256", "rows")),
        generic("Parts", training["parts"], _PARTS),
        generic("Sources", training["sources"], _SOURCES, _held_out(training["sources"])),
        generic("Rows that were dropped, and why", training["dropped"], DROPPED),
        TextTable(
            "Versions", ("software", "version"), (("seed", str(training["seed"])), *versions)
        ),
    )


def _held_out(sources: list[dict[str, Any]]) -> str:
    names = [s["source"] for s in sources if s["test"] and not s["train"] and not s["fraud"]]
    if not names:
        return "No benign source is held out of training as a whole."
    return f"Benign sources of the test part that training never saw: {', '.join(sorted(names))}."


def _threshold_tables(manifest: Manifest) -> tuple[TextTable, ...]:
    thresholds = (
        ("suspicious", manifest.thresholds.suspicious),
        ("fraud", manifest.thresholds.fraud),
    )
    rows = tuple((name, f"{each.score:.6f}", f"{100 * each.fpr:g} %") for name, each in thresholds)
    base = f"Scores are probabilities where {100 * manifest.calibration.base_rate:g} % are fraud."
    folded = tuple((name, why) for name, why in sorted(manifest.folded.items()))
    return (
        TextTable("Labels", ("label", "least score", "chosen for FPR"), rows, base),
        TextTable("Types of the type model", ("type",), tuple((t,) for t in manifest.types)),
        TextTable("Types that fold into other_fraud", ("type", "why"), folded),
    )


def _alarms(alarms: list[dict[str, Any]]) -> str:
    if not alarms:
        return "No single column separates the classes alone.\n"
    return _list(
        f"ALARM: {a['feature']} alone has AUC {a['auc']:.4f}: {a['explained'] or 'not explained'}"
        for a in alarms
    )


def _list(lines: Any) -> str:  # noqa: ANN401  any iterable of texts
    return "".join(f"- {_text(line)}\n" for line in lines)


def _table(table: TextTable) -> str:
    if not table.rows:
        return ""
    lines = [f"### {_text(table.title)}\n", _row(table.head)]
    lines.append("|" + " --- |" * len(table.head))
    lines += [_row(row) for row in table.rows]
    return "\n".join(lines) + "\n" + (f"\n{_text(table.note)}\n" if table.note else "")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_text, cells)) + " |"


def _text(value: str) -> str:
    return str(value).translate(_ESCAPED)
