"""Charts as SVG inside the page: shapes and text only, each with a title and a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.reports.page.gather import BINS
from fraudlens.reports.page.markup import NOTHING, Html, element, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fraudlens.reports.page.words import Say

_WIDTH, _HEIGHT = 400, 170
_AXIS = 20
"""Height below the bars, for the figures of the axis."""
_TOP = 16
"""Height above the longest bar, for its count."""
_GAP = 4
_LINE = 24
_LABEL = 135
"""Width left of horizontal bars, for their names."""
_COUNT = 56
"""Width right of them, for their counts."""
_MOST_TYPES = 20
"""More than there are; a record from elsewhere may invent some."""
_LEAST = 1.5
"""Length of a bar that counts anything at all."""
_REASON_WIDTH, _REASON_HEIGHT = 160, 12


def verdict_bar(counts: Mapping[str, int], say: Say) -> Html:
    """Draw one bar for all targets, parted by verdict."""
    total = sum(counts.values())
    parts, left = [], 0.0
    for name, count in counts.items():
        width = _WIDTH * count / total if total else 0.0
        parts.append(_rect(left, 0, width, _LINE, f"bar {name}"))
        left += width
    return _chart("verdicts", (_WIDTH, _LINE), parts, _sentence(counts, say), say, stretch=True)


def score_histogram(scores: Mapping[str, Sequence[int]], say: Say) -> Html:
    """Draw how many targets have which score; each bar is parted by verdict."""
    sums = [sum(counts[at] for counts in scores.values()) for at in range(BINS)]
    room = _HEIGHT - _AXIS - _TOP
    step = _WIDTH / BINS
    parts = [_bin(scores, at, room / max(*sums, 1), step) for at in range(BINS)]
    parts.append(element("path", d=f"M0 {_HEIGHT - _AXIS}h{_WIDTH}", class_="axis"))
    parts += [_tick(at, at * step) for at in (0, BINS // 2, BINS)]
    told = {
        say("score from", low=f"{at / BINS:.1f}", high=f"{(at + 1) / BINS:.1f}"): count
        for at, count in enumerate(sums)
        if count
    }
    return _chart("scores", (_WIDTH, _HEIGHT), parts, _sentence(told, say), say)


def type_bars(counts: Mapping[str, int], say: Say) -> Html:
    """Draw a horizontal bar for each type of fraud, the longest first; at least one."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_TYPES]
    scale = (_WIDTH - _LABEL - _COUNT) / max(counts.values())
    parts = []
    for row, (key, count) in enumerate(ordered):
        y = row * _LINE
        length = max(count * scale, _LEAST)
        parts += [
            _label(_LABEL - 8, y + 16, say(key), "end"),
            _rect(_LABEL, y + 4, length, _LINE - 8, "bar type"),
            _label(_LABEL + length + 6, y + 16, f"{count:,}", "start"),
        ]
    told = {say(key): count for key, count in ordered}
    return _chart("types", (_WIDTH, len(ordered) * _LINE), parts, _sentence(told, say), say)


def reason_bar(weight: float, most: float, *, diverging: bool) -> Html:
    """Draw a weight as a bar: to the right for fraud, to the left against it.

    Without anything that speaks against, the axis stands at the left end.
    """
    axis = _REASON_WIDTH / 2 if diverging else 1.0
    length = (_REASON_WIDTH - axis - 1) * min(abs(weight) / most, 1.0) if most else 0.0
    left = axis - length if weight < 0 else axis
    return element(
        "svg",
        _rect(left, 1, length, _REASON_HEIGHT - 2, "bar against" if weight < 0 else "bar for"),
        element("path", d=f"M{axis:g} 0v{_REASON_HEIGHT}", class_="axis"),
        viewBox=f"0 0 {_REASON_WIDTH} {_REASON_HEIGHT}",
        class_="reason-bar",
        aria_hidden="true",
    )


def _bin(scores: Mapping[str, Sequence[int]], at: int, scale: float, step: float) -> Html:
    parts = []
    y = float(_HEIGHT - _AXIS)
    total = 0
    for name in reversed(DECISIONS):
        count = scores[name][at]
        height = max(count * scale, _LEAST) if count else 0.0
        y -= height
        total += count
        parts.append(_rect(at * step + _GAP / 2, y, step - _GAP, height, f"bar {name}"))
    if total:
        parts.append(_label((at + 0.5) * step, y - 4, f"{total:,}", "middle"))
    return joined(parts)


def _tick(at: int, x: float) -> Html:
    anchor = "start" if at == 0 else "end" if at == BINS else "middle"
    return _label(x, _HEIGHT - 4, f"{at / BINS:g}", anchor)


def _chart(
    name: str,
    size: tuple[int, int],
    parts: Iterable[Html],
    sentence: str,
    say: Say,
    *,
    stretch: bool = False,
) -> Html:
    width, height = size
    return element(
        "svg",
        element("title", text(say(f"chart {name}")), id=f"{name}-title"),
        element("desc", text(sentence), id=f"{name}-desc"),
        *parts,
        viewBox=f"0 0 {width} {height}",
        role="img",
        preserveAspectRatio="none" if stretch else None,
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _sentence(counts: Mapping[str, int], say: Say) -> str:
    return say.listed([say("said", name=say(key), count=f"{n:,}") for key, n in counts.items()])


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Html:
    if not width or not height:
        return NOTHING
    return element(
        "rect",
        x=f"{x:.6g}",
        y=f"{y:.6g}",
        width=f"{width:.6g}",
        height=f"{height:.6g}",
        class_=kind,
    )


def _label(x: float, y: float, words: str, anchor: str) -> Html:
    return element("text", text(words), x=f"{x:.6g}", y=f"{y:.6g}", text_anchor=anchor)
