"""The evaluation report: one HTML file that fetches and runs nothing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fraudlens.errors import SourceError
from fraudlens.folders import check_writable
from fraudlens.training import plots
from fraudlens.training.evaluate import WORST
from fraudlens.training.tables import TextTable, forms_apart, generic, result_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fraudlens.training.evaluate import Table
    from fraudlens.training.tables import Figures

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body{{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;margin:.5rem 0 1.5rem;display:block;overflow-x:auto}}
th,td{{border-bottom:1px solid #ccc;padding:.15rem .6rem;text-align:right}}
td.long{{overflow-wrap:anywhere}}
th:first-child,td:first-child{{text-align:left}}
</style></head><body>
<h1>{title}</h1>
"""
_LONG_WORD = 30
CONTROLS = dict.fromkeys(
    (*range(32), *range(127, 160), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)
"""Control and direction characters of hostile targets, which would rearrange the page."""


def render_report(
    title: str,
    figures: Figures,
    worst: Mapping[str, Sequence[Table]],
    audits: Sequence[TextTable] = (),
    curve: Sequence[Figures] = (),
) -> str:
    """Give the report as HTML: tables, plots, audits, and the worst mistakes by name."""
    parts = [_HEAD.format(title=_text(title))]
    parts += [_table(table) for table in result_tables(figures)]
    parts += _plots(figures, curve)
    parts += [_table(table) for table in audits if table.rows]
    parts += [
        _table(generic(f"The worst {name}", rows, WORST)) for name, rows in worst.items() if rows
    ]
    return "".join([*parts, "</body></html>\n"])


def check_report(folder: Path) -> None:
    """Make sure that a report can be written into `folder`, best before hours of work.

    Raises:
        SourceError: it cannot.
    """
    try:
        check_writable(folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def write_report(folder: Path, html: str) -> None:
    """Write the report into `folder`.

    Raises:
        SourceError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "evaluation.html").write_text(html, "utf-8")
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def _unwritable(folder: Path, exc: OSError) -> SourceError:
    return SourceError(f'cannot write the report to "{folder}": {exc.strerror}')


def _plots(figures: Figures, curve: Sequence[Figures]) -> list[str]:
    roc = {"all": figures["overall"]["roc"]}
    roc |= {name: form["roc"] for name, form in forms_apart(figures).items()}
    drawn = [
        ("ROC at low false-alarm rates", any(roc.values()) and plots.roc_plot(roc)),
        (
            "Reliability",
            bool(figures["reliability"]) and plots.reliability_plot(figures["reliability"]),
        ),
        ("Decay by month", bool(figures["months"]) and plots.decay_plot(figures["months"])),
        ("Recall by type", bool(figures["types"]) and plots.recall_bars(figures["types"])),
        (
            "Recall by source",
            bool(figures["sources"]) and plots.recall_bars(_shown(figures["sources"])),
        ),
        ("Learning curve", bool(curve) and plots.curve_plot(curve)),
    ]
    return [f"<h2>{_text(name)}</h2>\n{svg}\n" for name, svg in drawn if svg]


def _shown(groups: Sequence[Figures]) -> list[Figures]:
    return [{**group, "name": group["name"].translate(CONTROLS)} for group in groups]


def _table(table: TextTable) -> str:
    head = "".join(f"<th>{_text(cell)}</th>" for cell in table.head)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in table.rows)
    note = f"<p>{_text(table.note)}</p>\n" if table.note else ""
    return f"<h2>{_text(table.title)}</h2>\n<table><tr>{head}</tr>\n{rows}</table>\n{note}"


def _cell(value: str) -> str:
    """Write a cell; only names and addresses may break inside a word, figures never."""
    long = any(len(word) > _LONG_WORD for word in value.split())
    return f"<td{' class=long' * long}>{_text(value)}</td>"


def _text(value: str) -> str:
    return escape(value.translate(CONTROLS), quote=True)
