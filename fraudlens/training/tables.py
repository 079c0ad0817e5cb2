"""Figures as rows of text, shared by the report, the card and the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Cells: TypeAlias = tuple[str, ...]
Figures: TypeAlias = Mapping[str, Any]
"""Plain JSON of `fraudlens.training.evaluate`."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A titled table; the first column is a name, the others are figures."""

    title: str
    head: Cells
    rows: tuple[Cells, ...]
    note: str = ""


def percent(value: float | None, digits: int = 1) -> str:
    """Write a share: `12.3 %`, or a dash where there is none."""
    return "-" if value is None else f"{100 * value:.{digits}f} %"


def interval(rate: Figures | None) -> str:
    """Write a share with its interval, or say that there are too few rows."""
    if rate is None:
        return "too few"
    if rate["value"] is None:
        return "-"
    return f"{percent(rate['value'], 2)} ({percent(rate['low'], 2)} to {percent(rate['high'], 2)})"


def result_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give all tables of an evaluation; none names a row."""
    tables = (
        _recall(figures),
        *_cross(figures.get("cross")),
        *_floors(figures.get("floors", ())),
        *_shipped(figures),
        _plain("Recall by month after training", figures["months"], "month"),
        _plain("Recall by fraud type", figures["types"], "name"),
        _plain("Recall by source", figures["sources"], "name"),
        _kinds(figures["kinds"]),
        _apart(figures["apart"]),
        _types(figures["type_model"]),
        _calibration(figures),
    )
    return tuple(table for table in tables if table.rows)


def _floors(floors: Sequence[Figures]) -> tuple[TextTable, ...]:
    columns = ("form", "column", "auc", "recall_1", "recall", "ece")
    note = (
        "On the rows of the test part. The calibration error (ece) is for columns that hold "
        "probabilities, with both classes weighing alike. A restated column went through a curve "
        "of its own, which was fitted on the rows that the model's calibration rests on."
    )
    title = "Single columns alone, and the model, at FPR 1 % / 0.1 %"
    return (generic(title, floors, columns, note),) if floors else ()


def forms_apart(figures: Figures) -> dict[str, Figures]:
    """Give the figures of each form by name; none where one form is all there is."""
    forms = dict(sorted(figures["forms"].items()))
    return forms if len(forms) > 1 else {}


def generic(
    title: str, rows: Sequence[Figures], columns: Sequence[str], note: str = ""
) -> TextTable:
    """Give a table of plain mappings, in the order of `columns`."""
    head = tuple(name.replace("_", " ") for name in columns)
    cells = tuple(tuple(_cell(row[name]) for name in columns) for row in rows)
    return TextTable(title, head, cells, note)


def _cell(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.4f}"
        case list():
            return " / ".join(map(_cell, value))
        case _:
            return str(value)


def _recall(figures: Figures) -> TextTable:
    sections = {"all": figures["overall"], **forms_apart(figures)}
    note = (
        "Each form is judged against benign rows of the same form; 95 % intervals are exact. Where "
        "the benign rows are fewer than 1 / FPR, the recall is the one at no false alarm."
    )
    return _recall_table("Recall at fixed false-alarm rates", sections, note)


def _cross(cross: Figures | None) -> tuple[TextTable, ...]:
    if cross is None:
        return ()
    note = (
        f"Rows of train and validation in {cross['folds']} folds of sources, each judged by a "
        "model that saw neither its source nor its group; thresholds and calibration rest on them."
    )
    rows = tuple(
        (f"{g['class']} {g['source']}", str(g["rows"]), percent(g["flagged"]))
        for g in cross["sources"]
    )
    return (
        _recall_table(
            "Recall out of source, cross-validated",
            {"all": cross["overall"], **dict(sorted(cross.get("kinds", {}).items()))},
            note,
        ),
        generic(
            "Floors to beat: single columns on the same rows",
            cross.get("floors", ()),
            ("column", "auc", "recall_1", "recall"),
            "Recall at FPR 1 % and 0.1 %.",
        ),
        _verdicts(cross.get("verdicts", ())),
        TextTable(
            "Flagged out of source at FPR 1 %, by source", ("source", "rows", "flagged"), rows
        ),
    )


def _verdicts(lines: Sequence[Figures]) -> TextTable:
    rows = tuple(
        (line["label"], line["by"], interval(line["tpr"]), interval(line["fpr"])) for line in lines
    )
    note = "Rules may raise what the score alone would say; a record names its basis."
    head = ("at least", "decided by", "recall", "false alarms")
    return TextTable("Verdicts out of source, by model and by rules", head, rows, note)


def _recall_table(title: str, sections: Mapping[str, Figures], note: str) -> TextTable:
    head = ("rows", "fraud", "benign", *(f"recall at FPR {_fpr(r)}" for r in
            sections["all"]["recall"]), "AUC", "PR-AUC")  # fmt: skip
    rows = tuple(
        (
            name,
            str(part["fraud"]),
            str(part["benign"]),
            *(interval(entry["recall"]) for entry in part["recall"]),
            _cell(part["auc"]),
            _cell(part["pr_auc"]),
        )
        for name, part in sections.items()
    )
    return TextTable(title, head, rows, note)


def _fpr(entry: Figures) -> str:
    return f"{100 * entry['fpr']:g} %"


def _shipped(figures: Figures) -> tuple[TextTable, ...]:
    sections = {"all": figures["shipped"]}
    sections |= {name: form["shipped"] for name, form in forms_apart(figures).items()}
    labels = [(name, entry) for name, part in sections.items() for entry in part[:2]]
    rates = tuple(
        (f"{name}, {entry['label']}", interval(entry["tpr"]), interval(entry["fpr"]))
        for name, entry in labels
    )
    review = tuple(
        (f"{name}, review only", percent(part[2]["fraud"], 2), percent(part[2]["benign"], 2))
        for name, part in sections.items()
    )
    prevalences = sorted({p for _, entry in labels for p in entry["precision"]}, key=float)
    precision = tuple(
        (f"{name}, {entry['label']}", *(percent(entry["precision"].get(p)) for p in prevalences))
        for name, entry in labels
    )
    return (
        TextTable(
            "The thresholds that ship", ("rows, label", "recall", "false alarms"), rates + review
        ),
        TextTable(
            "Precision by share of fraud in the stream",
            ("rows, label", *(f"{100 * float(p):g} %" for p in prevalences)),
            precision if prevalences else (),
            "Where no false alarm was seen, the upper end of its interval stands for the rate.",
        ),
    )


def _plain(title: str, groups: Sequence[Figures], key: str) -> TextTable:
    rows = tuple(
        (str(g[key]), str(g["rows"]), percent(g["recall_1"]), percent(g["recall"])) for g in groups
    )
    return TextTable(title, (key, "rows", "at FPR 1 %", "at FPR 0.1 %"), rows)


def _kinds(kinds: Sequence[Figures]) -> TextTable:
    rows = tuple(
        (k["name"], str(k["fraud"]["total"]), interval(k["suspicious"]), interval(k["fraud"]))
        for k in kinds
    )
    note = "Lines with a star overlap: strata of the analyzer, and kinds that the options name."
    head = ("kind", "rows", "at `suspicious`", "at `fraud`")
    return TextTable("False alarms by kind of benign row", head, rows, note)


def _apart(groups: Sequence[Figures]) -> TextTable:
    rows = tuple(
        (
            g["name"],
            str(g["rows"]),
            percent(g["recall_1"]),
            percent(g["recall"]),
            percent(g["flagged"]),
        )
        for g in groups
    )
    head = ("rows of", "rows", "at FPR 1 %", "at FPR 0.1 %", "at `suspicious`")
    return TextTable("Kept apart from the figures above", head, rows)


def _types(model: Figures | None) -> TextTable:
    if model is None:
        return TextTable("", (), ())
    types = model["types"]
    rows = tuple(
        (name, *map(str, counts)) for name, counts in zip(types, model["confusion"], strict=True)
    )
    note = f"Rows: true type; columns: type given. Macro-F1 {_cell(model['macro_f1'])}."
    return TextTable("Fraud type among true frauds", ("true type", *types), rows, note)


def _calibration(figures: Figures) -> TextTable:
    head = ("figure", "value")
    rows = (
        ("calibration error (ECE, 15 equal-mass bins, balanced)", _cell(figures["ece"])),
        ("area under recall by month (AUT)", _cell(figures["aut"])),
    )
    return TextTable("Calibration and decay", head, rows)
