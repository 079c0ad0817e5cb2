"""How a report for people looks: width, colour, language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from fraudlens.reports.escape import visible
from fraudlens.reports.words import WORDS

if TYPE_CHECKING:
    from fraudlens.verdict import ModelRef, PolicyResult

_SGR = {
    "fraud": "1;31", "suspicious": "33", "clear": "32", "error": "35",
    "bold": "1", "dim": "2", "plus": "31", "minus": "32",
    "reject": "31", "review": "33", "pass": "2",
}  # fmt: skip
"""Select Graphic Rendition parameters (ECMA-48) of each style."""


REGISTRATION = "registration"
"""Name of the model that judges addresses with the registration of their domain."""
_FINE = 0.01
"""A base rate below it is shown as a number, for as a percentage it would be rounded away."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the scores of one kind of target mean."""

    kind: str
    thresholds: tuple[float, float]
    """Lowest scores of `suspicious` and of `fraud`."""
    base_rate: float | None = None
    """Share of fraud at which the scores hold, if it is known."""


def legend_of(kind: str, model: ModelRef) -> Legend | None:
    """Say what the scores of a model mean, if it tells; addresses may be judged by two."""
    named = REGISTRATION if model.name == REGISTRATION else kind
    return Legend(named, model.thresholds, model.base_rate) if model.thresholds else None


@dataclass(frozen=True, slots=True)
class Look:
    """What the edge knows of the reader."""

    width: int = 80
    """Columns of the terminal."""
    colour: bool = False
    """Only ever true for a terminal."""
    lang: str = "en"
    legends: tuple[Legend, ...] = ()
    """Of the kinds of targets; without them the legend is left out."""

    def explained(self, legends: tuple[Legend, ...]) -> Look:
        """Give the same look with legends."""
        return replace(self, legends=legends)

    def legend(self) -> str:
        """Say what a score means and where the verdicts begin, of addresses first.

        Empty without legends.
        """
        if not self.legends:
            return ""
        ordered = sorted(self.legends, key=lambda legend: legend.kind != "url")
        return self.word("semicolon").join(
            self._cuts(legend, first=number == 0) for number, legend in enumerate(ordered)
        )

    def word(self, key: str) -> str:
        """Give a word of the report's language."""
        return WORDS[self.lang].get(key, key)

    def policy(self, policy: PolicyResult) -> str:
        """Say in one line what the rules of stores and countries gave."""
        count = len(policy.breaches)
        counted = "one rule" if count == 1 else "rules"
        return self.word("policy line").format(
            pack=visible(policy.pack), day=policy.as_of, result=self.word(policy.result)
        ) + (self.word(counted).format(count=f"{count:,}") if count else "")

    def _cuts(self, legend: Legend, *, first: bool) -> str:
        suspicious, fraud = (f"{score:.3f}" for score in legend.thresholds)
        if not first or legend.base_rate is None:
            words = self.word(f"thresholds of {legend.kind}")
            return words.format(suspicious=suspicious, fraud=fraud)
        base = _share(legend.base_rate)
        return self.word("thresholds").format(base=base, suspicious=suspicious, fraud=fraud)

    def paint(self, text: str, style: str) -> str:
        """Put text in a style, if there is colour."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.colour else text


def _share(rate: float) -> str:
    return f"{rate:.3g}" if rate < _FINE else f"{rate:.0%}"


def cells(text: str) -> int:
    """Give the width of a text on a terminal; most Chinese characters take two cells.

    >>> cells("a钓鱼")
    5
    """
    return cell_len(text)


def pad(text: str, width: int) -> str:
    """Fill or cut to a number of terminal cells; Chinese characters take two.

    >>> pad("钓鱼", 6) + "|"
    '钓鱼  |'
    """
    return set_cell_size(text, width)


@lru_cache(maxsize=4096)
def shorten(text: str, width: int) -> str:
    """Leave out the middle of a text that is wider than `width` cells, at least 3.

    >>> shorten("http://example.com/a/long/path", 16)
    'http://e…ng/path'
    """
    if cell_len(text) <= width:
        return text
    left = width // 2
    right = width - left - 1
    return set_cell_size(text, left).rstrip() + "…" + _last_cells(text, right)


def cut(text: str, width: int) -> str:
    """Leave out the end of a text that is wider than `width` cells, at least 2.

    >>> cut("imitates a brand", 10)
    'imitates…'
    """
    if cell_len(text) <= width:
        return text
    return _first_cells(text, width - 1).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """Cut into lines of at most `width` cells, at blanks where there are some; at least one."""
    lines, line = [], ""
    for word in text.split(" "):
        trial = f"{line} {word}" if line else word
        if cell_len(trial) <= width:
            line = trial
            continue
        lines += [line] if line else []
        line = word
        while cell_len(line) > width:
            head = _first_cells(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines


def _first_cells(text: str, width: int) -> str:
    used = 0
    for end, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[: max(end, 1)]
    return text


def _last_cells(text: str, width: int) -> str:
    return _first_cells(text[::-1], width)[::-1]
