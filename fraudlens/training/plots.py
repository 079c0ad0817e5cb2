"""Plots as SVG text; the only importer of matplotlib. Equal figures give equal bytes."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SIZE = (6.4, 4.0)
_BARS = 25
"""Most bars of a plot; the tables beside it have all lines."""
_NAME = 40
"""Most characters of a bar's name; a longer one would leave no room for the bars."""


def roc_plot(curves: Mapping[str, Sequence[Sequence[float]]]) -> str:
    """Draw TPR over FPR, the FPR on a logarithmic axis; one curve for each (FPR, TPR) list."""
    figure, axes = _figure("false-alarm rate", "recall")
    for name, points in curves.items():
        if points:
            axes.plot([p[0] for p in points], [p[1] for p in points], label=name)
    axes.set_xscale("log")
    axes.set_ylim(0, 1)
    for fpr in (0.01, 0.001):
        axes.axvline(fpr, color="#999999", linewidth=0.8, linestyle=":")
    return _svg(figure, axes)


def reliability_plot(bins: Sequence[Mapping[str, float]]) -> str:
    """Draw the share of fraud over the mean score of each bin, and the diagonal."""
    figure, axes = _figure("mean score", "share of fraud")
    axes.plot([0, 1], [0, 1], color="#999999", linestyle=":", label="ideal")
    axes.plot([b["score"] for b in bins], [b["share"] for b in bins], marker="o", label="model")
    return _svg(figure, axes)


def decay_plot(months: Sequence[Mapping[str, Any]]) -> str:
    """Draw recall by month after training."""
    figure, axes = _figure("first seen", "recall")
    names = [str(month["month"]) for month in months]
    axes.plot(names, [month["recall_1"] for month in months], marker="o", label="FPR 1 %")
    axes.plot(names, [month["recall"] for month in months], marker="o", label="FPR 0.1 %")
    axes.set_ylim(0, 1)
    return _svg(figure, axes)


def recall_bars(groups: Sequence[Mapping[str, Any]]) -> str:
    """Draw recall at FPR 0.1 % of each type or source, most rows first."""
    shown = list(groups[:_BARS])[::-1]
    figure, axes = _figure("recall at FPR 0.1 %", "", height=1.2 + 0.24 * len(shown))
    axes.barh(range(len(shown)), [group["recall"] for group in shown], color="#4477aa")
    # A dollar would start a formula.
    names = [f"{_short(group['name'])} ({group['rows']})".replace("$", r"\$") for group in shown]
    axes.set_yticks(range(len(shown)), names, fontsize=7)
    axes.set_xlim(0, 1)
    return _svg(figure, axes)


def curve_plot(points: Sequence[Mapping[str, Any]]) -> str:
    """Draw validation recall over the number of training rows."""
    figure, axes = _figure("training rows", "recall")
    rows = [point["rows"] for point in points]
    axes.plot(rows, [point["recall_1"] for point in points], marker="o", label="FPR 1 %")
    axes.plot(rows, [point["recall"] for point in points], marker="o", label="FPR 0.1 %")
    axes.set_xscale("log")
    return _svg(figure, axes)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _figure(x: str, y: str, height: float = _SIZE[1]) -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # noqa: PLC0415  300 ms, and only for a report

    # A Figure of its own, not pyplot: no global state and no window system.
    figure = Figure(figsize=(_SIZE[0], height), layout="tight")
    axes = figure.add_subplot()
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(visible=True, linewidth=0.3)
    return figure, axes


def _svg(figure: Any, axes: Any) -> str:  # noqa: ANN401  matplotlib's own types
    from matplotlib import rc_context  # noqa: PLC0415  loaded by the caller

    if axes.get_legend_handles_labels()[0]:
        axes.legend()
    buffer = io.StringIO()
    # The salt and the absent date make equal figures equal bytes; text stays text.
    drawn = rc_context({"svg.hashsalt": "fraudlens", "svg.fonttype": "none"})
    with drawn, warnings.catch_warnings():
        # Letters that its own font lacks, as Chinese ones, are drawn by the reader's browser.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
