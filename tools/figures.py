"""How well the shipped model does, in words and tables, from its manifest and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fraudlens.training.checks import check_tables
from fraudlens.training.tables import interval, percent, result_tables
from tools.markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fraudlens.manifest import Manifest
    from fraudlens.training.tables import TextTable

Figures = dict[str, Any]
"""Plain JSON of a manifest."""

NO_MODEL = """There is no model in `models/url` yet, so there is nothing to show.
`fraudlens url train` makes one (docs/train.md), and `make docs` then fills this section.
"""
NO_FIGURES = "The model in `models/url` has no evaluation in its manifest.\n"

_FORMS = {"full": "full URLs", "bare": "bare domains"}
_SHOWN_RATES = (0.01, 0.001)
_SHOWN_SHARES = ("0.0007", "0.01", "0.5")
"""Shares of fraud in a stream for which the README states precision."""
_IN_CARD_ONLY = ("Recall by source", "Strongest single columns")
"""Titles, or their beginnings, of tables that only `CARD.md` shows."""


def accuracy(manifest: Manifest | None) -> str:
    """Give the section of the README: recall, thresholds, false alarms, and what was tested."""
    if manifest is None or not manifest.evaluation:
        return NO_MODEL if manifest is None else NO_FIGURES
    figures: Figures = dict(manifest.evaluation)
    parts = (
        _origin(manifest, figures),
        _recall(figures),
        *_thresholds(manifest, figures),
        _kinds(figures),
    )
    return "\n".join(parts)


def evaluation(manifest: Manifest | None) -> str:
    """Give the section of `docs/evaluation.md`: the tables of the run, but for the longest."""
    if manifest is None or not manifest.evaluation:
        return NO_MODEL if manifest is None else NO_FIGURES
    figures: Figures = dict(manifest.evaluation)
    found = (*result_tables(figures), *check_tables(figures["audits"]))
    shown = [each for each in found if not each.title.startswith(_IN_CARD_ONLY)]
    return "\n".join([_origin(manifest, figures), *map(_section, shown)])


def _origin(manifest: Manifest, figures: Figures) -> str:
    training: Figures = dict(manifest.training)
    test = [part for part in training["parts"] if part["part"] == "test"]
    days = [part[end] for part in test if part["fraud"] == "fraud" for end in ("first", "last")]
    dates = sorted(filter(None, days))
    when = f" first seen from {dates[0]} to {dates[-1]}" if dates else ""
    held_out = sorted(
        source["source"]
        for source in training["sources"]
        if source["test"] and not source["train"] and not source["fraud"]
    )
    apart = sum(group["rows"] for group in figures["apart"])
    return (
        f"Model {code(f'{manifest.name} {manifest.version}')}, seed {training['seed']}, "
        f"{training['trained_rows']:,} training rows; from `models/url/manifest.json`.\n"
        f"Tested on {figures['rows']['fraud']:,} fraud rows{when} "
        f"and {figures['rows']['benign']:,} benign rows; "
        "no registrable domain of them stands in training or validation.\n"
        f"{apart:,} more rows (malware, weak labels, fraud of unknown type) are judged apart.\n"
        f"{_held_out(held_out)}"
    )


def _held_out(names: list[str]) -> str:
    if not names:
        return "No benign source was held out as a whole.\n"
    return f"Benign sources that training never saw: {', '.join(map(code, names))}.\n"


def _sections(figures: Figures) -> Iterator[tuple[str, Mapping[str, Any], list[Figures]]]:
    """Give name, figures and thresholds of each form that has rows, and of all rows."""
    for form, name in _FORMS.items():
        part = figures["forms"].get(form)
        if part and part["fraud"] and part["benign"]:
            yield name, part, part["shipped"]
    yield "all", figures["overall"], figures["shipped"]


def _recall(figures: Figures) -> str:
    rows = [
        (
            name,
            f"{part['fraud']:,}",
            f"{part['benign']:,}",
            *(interval(r["recall"]) for r in part["recall"] if r["fpr"] in _SHOWN_RATES),
        )
        for name, part, _ in _sections(figures)
    ]
    head = ("addresses", "fraud", "benign", "recall at FPR 1 %", "recall at FPR 0.1 %")
    return (
        "Recall at a fixed rate of false alarms, with exact 95 % intervals; "
        f"each form against benign rows of the same form:\n\n{table(head, rows)}"
    )


def _thresholds(manifest: Manifest, figures: Figures) -> Iterator[str]:
    cuts = {
        "suspicious": manifest.thresholds.suspicious,
        "fraud": manifest.thresholds.fraud,
    }
    rows = [
        (
            code(entry["label"]),
            f"{cuts[entry['label']].score:.3f}",
            name,
            interval(entry["tpr"]),
            interval(entry["fpr"]),
            *(percent(entry["precision"].get(share)) for share in _SHOWN_SHARES),
        )
        for name, _, shipped in _sections(figures)
        for entry in shipped[:2]
    ]
    shares = (f"precision at {100 * float(share):g} %" for share in _SHOWN_SHARES)
    head = ("label", "from score", "addresses", "recall", "false alarms", *shares)
    yield (
        "What the thresholds that ship do to the test rows; they were chosen on validation "
        f"for FPR {percent(cuts['suspicious'].fpr)} and {percent(cuts['fraud'].fpr)}:\n\n"
        f"{table(head, rows)}"
    )
    yield (
        "Precision is the share of true frauds among the flagged, "
        "where that share of the stream is fraud.\n"
    )


def _kinds(figures: Figures) -> str:
    rows = [
        (
            kind["name"].removeprefix("* "),
            f"{kind['fraud']['total']:,}",
            interval(kind["suspicious"]),
            interval(kind["fraud"]),
        )
        for kind in figures["kinds"]
    ]
    head = ("kind of honest site", "rows", "at `suspicious`", "at `fraud`")
    return f"False alarms by kind of honest site (kinds overlap):\n\n{table(head, rows)}"


def _section(each: TextTable) -> str:
    note = f"\n{each.note}\n" if each.note else ""
    return f"### {each.title}\n\n{table(each.head, each.rows)}{note}"
