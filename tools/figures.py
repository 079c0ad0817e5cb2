"""How well a shipped model does, in words and tables, from its manifest and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Wording:
    """What figures of one kind of target are called."""

    kind: str
    targets: str
    forms: Mapping[str, str]
    """Forms that are shown beside all rows, by name in the manifest."""
    apart: str
    """What a group of the split may not share with another part."""
    kinds: str
    """Heading of the kinds of benign rows."""
    remark: str
    """Whole lines on what the figures leave out."""
    names_sources: bool
    """Whether held-out benign sources are named; else they are counted, and the card names them."""


URLS = Wording(
    "url",
    "addresses",
    {"full": "full URLs", "bare": "bare domains"},
    "no registrable domain of them stands in training or validation",
    "kind of honest site",
    "",
    names_sources=True,
)
APPS = Wording(
    "apk",
    "apps",
    {},
    "no signer, package name or make of them stands in training or validation",
    "kind of honest app",
    "All figures are of the score alone: what rules add to it (`basis`) is not counted.\n",
    names_sources=False,
)

_SHOWN_RATES = (0.01, 0.001)
_FEW_BENIGN = 1000
"""Rows of which the lowest rate that is shown allows none."""
_SHOWN_SHARES = ("0.0007", "0.01", "0.5")
"""Shares of fraud in a stream for which the README states precision."""
_IN_CARD_ONLY = ("Recall by source", "Strongest single columns", "Flagged out of source")
"""Titles, or their beginnings, of tables that only `CARD.md` shows."""


def no_model(kind: str) -> str:
    """Say that there is nothing to show."""
    return (
        f"There is no model in `models/{kind}` yet, so there is nothing to show.\n"
        f"`fraudlens {kind} train` makes one (docs/train.md), and `make docs` then fills this "
        "section.\n"
    )


def no_figures(kind: str) -> str:
    """Say that a model was never measured."""
    return f"The model in `models/{kind}` has no evaluation in its manifest.\n"


def accuracy(manifest: Manifest | None, words: Wording) -> str:
    """Give the section of the README: recall, thresholds, false alarms, and what was tested."""
    if manifest is None or not manifest.evaluation:
        return no_model(words.kind) if manifest is None else no_figures(words.kind)
    figures: Figures = dict(manifest.evaluation)
    parts = (
        _origin(manifest, figures, words),
        _recall(figures, words),
        *_out_of_source(figures, words),
        *_thresholds(manifest, figures, words),
        *_by_type(figures, words),
        _kinds(figures, words),
    )
    return "\n".join(parts)


def evaluation(manifest: Manifest | None, words: Wording) -> str:
    """Give the section of `docs/evaluation.md`: the tables of the run, but for the longest."""
    if manifest is None or not manifest.evaluation:
        return no_model(words.kind) if manifest is None else no_figures(words.kind)
    figures: Figures = dict(manifest.evaluation)
    found = (*result_tables(figures), *check_tables(figures["audits"]))
    shown = [each for each in found if not each.title.startswith(_IN_CARD_ONLY)]
    return "\n".join([_origin(manifest, figures, words), *map(_section, shown)])


def _origin(manifest: Manifest, figures: Figures, words: Wording) -> str:
    training: Figures = dict(manifest.training)
    test = [part for part in training["parts"] if part["part"] == "test"]
    days = [part[end] for part in test if part["fraud"] == "fraud" for end in ("first", "last")]
    dates = sorted(filter(None, days))
    when = f" first seen from {dates[0]} to {dates[-1]}" if dates else ""
    apart = sum(group["rows"] for group in figures["apart"])
    return (
        f"Model {code(f'{manifest.name} {manifest.version}')}, seed {training['seed']}, "
        f"{training['trained_rows']:,} training rows; from `models/{words.kind}/manifest.json`.\n"
        f"Tested on {figures['rows']['fraud']:,} fraud rows{when} "
        f"and {figures['rows']['benign']:,} benign rows; {words.apart}.\n"
        f"{apart:,} more rows (malware, weak labels, fraud of unknown type) are judged apart.\n"
        f"{_held_out(training['sources'], words)}{words.remark}"
    )


def _held_out(sources: list[Figures], words: Wording) -> str:
    unseen = [source for source in sources if source["test"] and not source["train"]]
    benign = sorted(source["source"] for source in unseen if not source["fraud"])
    if not words.names_sources:
        return (
            f"The test rows are of {len(unseen) - len(benign):,} sources of fraud "
            f"and {len(benign):,} benign ones that training never saw; "
            f"`models/{words.kind}/CARD.md` names them.\n"
        )
    if not benign:
        return "No benign source was held out as a whole.\n"
    return f"Benign sources that training never saw: {', '.join(map(code, benign))}.\n"


def _sections(
    figures: Figures, words: Wording
) -> Iterator[tuple[str, Mapping[str, Any], list[Figures]]]:
    """Give name, figures and thresholds of each form that has rows, and of all rows."""
    for form, name in words.forms.items():
        part = figures["forms"].get(form)
        if part and part["fraud"] and part["benign"]:
            yield name, part, part["shipped"]
    yield "all", figures["overall"], figures["shipped"]


def _recall(figures: Figures, words: Wording) -> str:
    rows = [_recall_row(name, part) for name, part, _ in _sections(figures, words)]
    each = "; each form against benign rows of the same form" if words.forms else ""
    few = figures["rows"]["benign"] < _FEW_BENIGN
    none = (
        f"\nWith fewer than {_FEW_BENIGN:,} benign rows, FPR 0.1 % means no false alarm at all.\n"
    )
    return (
        f"Recall at a fixed rate of false alarms, with exact 95 % intervals{each}:\n\n"
        f"{table(_recall_head(words), rows)}{none if few else ''}"
    )


def _recall_head(words: Wording) -> tuple[str, ...]:
    return (words.targets, "fraud", "benign", "recall at FPR 1 %", "recall at FPR 0.1 %")


def _recall_row(name: str, part: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        name,
        f"{part['fraud']:,}",
        f"{part['benign']:,}",
        *(interval(r["recall"]) for r in part["recall"] if r["fpr"] in _SHOWN_RATES),
    )


def _out_of_source(figures: Figures, words: Wording) -> Iterator[str]:
    cross = figures.get("cross")
    if cross:
        rows = [_recall_row("all but the test part", cross["overall"])]
        yield (
            "One held-out part of a small collection says little, so the other rows were judged, "
            f"too, in {cross['folds']} folds of sources, each row by a model that saw neither its "
            f"source nor its group:\n\n{table(_recall_head(words), rows)}"
        )


def _thresholds(manifest: Manifest, figures: Figures, words: Wording) -> Iterator[str]:
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
        for name, _, shipped in _sections(figures, words)
        for entry in shipped[:2]
    ]
    shares = (f"precision at {100 * float(share):g} %" for share in _SHOWN_SHARES)
    head = ("label", "from score", words.targets, "recall", "false alarms", *shares)
    where = "rows judged out of source" if figures.get("cross") else "validation"
    yield (
        f"What the thresholds that ship do to the test rows; they were chosen on {where} "
        f"for FPR {percent(cuts['suspicious'].fpr)} and {percent(cuts['fraud'].fpr)}:\n\n"
        f"{table(head, rows)}"
    )
    training: Figures = dict(manifest.training)
    notes = "".join(f"Note on {note}.\n" for note in training["threshold_notes"])
    yield (
        "Precision is the share of true frauds among the flagged, "
        "where that share of the stream is fraud.\n"
        "Where no false alarm was seen, the upper end of its interval stands for the rate.\n"
        f"{notes}"
    )


def _by_type(figures: Figures, words: Wording) -> Iterator[str]:
    """Give recall by fraud type, where rows are so few that a reader must know of which."""
    if words.kind == "apk" and figures["types"]:
        rows = [
            (g["name"], f"{g['rows']:,}", percent(g["recall_1"]), percent(g["recall"]))
            for g in figures["types"]
        ]
        head = ("fraud type", "rows", "recall at FPR 1 %", "recall at FPR 0.1 %")
        yield f"By the fraud type of the label, on test:\n\n{table(head, rows)}"


def _kinds(figures: Figures, words: Wording) -> str:
    rows = [
        (
            _kind_name(kind["name"]),
            f"{kind['fraud']['total']:,}",
            interval(kind["suspicious"]),
            interval(kind["fraud"]),
        )
        for kind in figures["kinds"]
    ]
    head = (words.kinds, "rows", "at `suspicious`", "at `fraud`")
    return (
        f"False alarms by {words.kinds}: as labelled (written as code), and by what the row itself "
        f"shows; kinds overlap.\n\n{table(head, rows)}"
    )


def _kind_name(name: str) -> str:
    """Tell labels from strata, which have a star."""
    return name[2:] if name.startswith("* ") else code(name)


def _section(each: TextTable) -> str:
    note = f"\n{each.note}\n" if each.note else ""
    return f"### {each.title}\n\n{table(each.head, each.rows)}{note}"
