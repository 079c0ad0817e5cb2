"""One verdict in full: all that weighed, and the nearest thing that would change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.decide import DECISIONS
from fraudlens.reasons import block_columns, block_sums, lead_column, value_or_none
from fraudlens.verdict import NO_RULING, Basis, Decision, Failure, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Facts, FloatMatrix
    from fraudlens.features import Block
    from fraudlens.scoring import Scorer
    from fraudlens.targets import Chunk
    from fraudlens.verdict import Ruling

_LEAST = 0.01
"""Log-odds; what weighs less did not matter."""
_MOST_CHANGES = 3


class NoChange(StrEnum):
    """Why no change of the verdict is named."""

    OWN_DECISION = "own decision"
    RULES = "rules decision"
    """Rules are enough for the verdict, whatever the model says."""
    VISIBILITY = "visibility decision"
    """Too little could be seen for less, whatever the model says."""
    OFFICIAL_APP = "official decision"
    """It is known to be genuine, whatever model and rules say."""
    NO_TYPICAL = "no typical"
    NONE_FOUND = "no change"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a block of columns adds to the raw score."""

    block: str
    text: str
    weight: float
    """Log-odds; above 0 speaks for fraud."""


@dataclass(frozen=True, slots=True)
class ColumnShare:
    """What one column adds to the raw score."""

    name: str
    value: float | None
    unit: str
    description: str
    weight: float


@dataclass(frozen=True, slots=True)
class Change:
    """Themes that, set to typical values of the other side, give another verdict."""

    titles: tuple[str, ...]
    decision: Decision
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with all that led to it; themes and columns are sorted, heaviest first."""

    verdict: Verdict
    margin: float
    """Raw score: `start` and all weights add up to it."""
    start: float
    themes: tuple[Theme, ...]
    columns: tuple[ColumnShare, ...]
    changes: tuple[Change, ...]
    """Each is enough alone; several themes in one stand there only if no single one is."""
    no_change: NoChange | None


def explain(scorer: Scorer, chunk: Chunk) -> Explanation | Failure:
    """Judge the first target of a chunk and say all that led to the verdict."""
    outcome = next(iter(scorer.judge_chunk(chunk)))
    if isinstance(outcome, Failure):
        return outcome
    detector, bundle = scorer.detector, scorer.bundle
    facts = detector.read(chunk.targets[:1]).facts
    matrix = detector.matrix(facts, bundle.weights)
    contributions = bundle.trees.contributions(matrix)[0]
    ruling = detector.rulings(facts, scorer.options.lang).get(0, NO_RULING)
    changes, no_change = _changes(scorer, outcome, ruling, matrix)
    return Explanation(
        verdict=outcome,
        margin=float(contributions.sum()),
        start=float(contributions[-1]),
        themes=_themes(scorer, facts, contributions[:-1]),
        columns=_columns(scorer, matrix, contributions[:-1]),
        changes=changes,
        no_change=no_change,
    )


def _themes(scorer: Scorer, facts: Facts, contributions: FloatArray) -> tuple[Theme, ...]:
    features, lang = scorer.detector.features, scorer.options.lang
    sums = block_sums(features, contributions[np.newaxis])[0]
    found = []
    for number in np.argsort(-np.abs(sums), kind="stable").tolist():
        if abs(sums[number]) < _LEAST:
            continue
        block = features.blocks[number]
        lead = lead_column(features, contributions, number)
        text = scorer.detector.reason_text(facts, 0, block.name, lead, lang)
        # Reason texts say why a theme speaks for fraud; against it, the plain title is honest.
        shown = text if sums[number] > 0 else _title(block, lang)
        found.append(Theme(block.name, shown, float(sums[number])))
    return tuple(found)


def _columns(
    scorer: Scorer, matrix: FloatMatrix, contributions: FloatArray
) -> tuple[ColumnShare, ...]:
    features = scorer.detector.features.features
    return tuple(
        ColumnShare(
            features[column].name,
            value_or_none(matrix[0, column]),
            features[column].unit,
            features[column].description,
            float(contributions[column]),
        )
        for column in np.argsort(-np.abs(contributions), kind="stable").tolist()
        if abs(contributions[column]) > _LEAST
    )


def _changes(
    scorer: Scorer, verdict: Verdict, ruling: Ruling, matrix: FloatMatrix
) -> tuple[tuple[Change, ...], NoChange | None]:
    if any(finding.rule.startswith("own-") for finding in verdict.findings):
        return (), NoChange.OWN_DECISION
    if ruling.clears:
        return (), NoChange.OFFICIAL_APP
    rank = DECISIONS.index(verdict.decision)
    if 0 < rank <= DECISIONS.index(ruling.decision):
        hidden = ruling.basis is Basis.VISIBILITY
        return (), NoChange.VISIBILITY if hidden else NoChange.RULES
    side = "typical_fraud" if verdict.decision is Decision.CLEAR else "typical"
    typical = _typical(scorer, side)
    if typical is None:
        return (), NoChange.NO_TYPICAL
    search = _Search(scorer, rank, ruling, matrix[0], typical)
    found = search.single() or tuple(search.several())
    return found, None if found else NoChange.NONE_FOUND


def _typical(scorer: Scorer, side: str) -> FloatMatrix | None:
    """Give the column medians of one class of the training rows, as the manifest keeps them."""
    stored = scorer.bundle.manifest.training.get(side)
    names = scorer.detector.features.names
    if not isinstance(stored, dict) or not set(names) <= stored.keys():
        return None
    return np.array(
        [np.nan if stored[name] is None else stored[name] for name in names], np.float32
    )


@dataclass(frozen=True, slots=True)
class _Search:
    scorer: Scorer
    rank: int
    ruling: Ruling
    """What rules say; no column changes it."""
    row: FloatMatrix
    typical: FloatMatrix

    def single(self) -> tuple[Change, ...]:
        """Give the blocks that are enough alone, most effective first."""
        blocks = range(len(self.scorer.detector.features.blocks))
        scores, ranks = self._judge([(block,) for block in blocks])
        order = np.argsort(scores if self.rank else -scores, kind="stable").tolist()
        hits = [block for block in order if self._differs(ranks[block])]
        return tuple(
            self._change((block,), scores[block], ranks[block]) for block in hits[:_MOST_CHANGES]
        )

    def several(self) -> Iterator[Change]:
        """Give the smallest set that greed finds: each step takes the block that moves most."""
        chosen: tuple[int, ...] = ()
        rest = list(range(len(self.scorer.detector.features.blocks)))
        while rest:
            scores, ranks = self._judge([(*chosen, block) for block in rest])
            best = int(np.argmin(scores) if self.rank else np.argmax(scores))
            chosen = (*chosen, rest.pop(best))
            if self._differs(ranks[best]):
                yield self._change(chosen, scores[best], ranks[best])
                return

    def _judge(self, choices: list[tuple[int, ...]]) -> tuple[FloatArray, list[int]]:
        rows = np.tile(self.row, (len(choices), 1))
        for row, blocks in zip(rows, choices, strict=True):
            for block in blocks:
                columns = block_columns(self.scorer.detector.features, block)
                row[columns.start : columns.stop] = self.typical[columns.start : columns.stop]
        scores, ranks = self.scorer.judge(rows, self.ruling)
        return scores, ranks.tolist()

    def _differs(self, rank: int) -> bool:
        return rank < self.rank if self.rank else rank > 0

    def _change(self, blocks: tuple[int, ...], score: float, rank: int) -> Change:
        all_blocks, lang = self.scorer.detector.features.blocks, self.scorer.options.lang
        titles = tuple(_title(all_blocks[block], lang) for block in blocks)
        return Change(titles, DECISIONS[rank], float(score))


def _title(block: Block, lang: str) -> str:
    return block.title_zh if lang == "zh" else block.title
