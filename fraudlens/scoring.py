"""Targets in, outcomes out: one model, one analyzer, no input or output."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.decide import CLEARED, DECISIONS, ranks, ruled
from fraudlens.detector import InBulk, ReadResult
from fraudlens.judged import NO_EXTRAS, Extras, JudgedChunk, TypeShares
from fraudlens.ownlists import NO_LISTS, own_finding
from fraudlens.reasons import give_reasons
from fraudlens.targets import CHUNK_ROWS, Chunk
from fraudlens.verdict import NO_RULING, Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from fraudlens.bundle import Bundle
    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Facts, FloatMatrix
    from fraudlens.ownlists import Entry, Lists
    from fraudlens.verdict import Finding, ModelRef, Outcome, Ruling

_TYPE_SHARE = 0.01
"""A type below this share is left out of the record."""
_TEN_THOUSAND = 1e4
_NEAR_TIE = 1e-6
"""Of a ten thousandth; far above what multiplying can be off, far below what is seen."""
_PLAIN = (NO_RULING, Basis.MODEL)


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """What a scan wants to know beside the score."""

    reasons: int = 3
    """Reasons of each verdict that is not clear, at most; they cost a hundred scores each."""
    lang: str = "en"
    """`en` or `zh`."""
    base_rate: float | None = None
    """Share of fraud among the targets, in (0, 1); moves score and verdict. `None`: as trained."""
    lists: Lists = NO_LISTS


@dataclass(frozen=True, slots=True)
class _Decided:
    """Decisions of a chunk, and what they rest on; all keys are rows."""

    ranks: NDArray[np.int8]
    basis: Mapping[int, Basis]
    """Of rows that the model did not decide."""
    rulings: Mapping[int, Ruling]
    own: Mapping[int, Entry]


@dataclass(frozen=True, slots=True)
class Scorer:
    """An analyzer with a model that was made for it."""

    detector: Detector
    bundle: Bundle
    options: ScoreOptions

    def score_targets(self, targets: Iterable[str]) -> Iterator[Outcome]:
        """Judge targets in batches, as they come; one outcome a target, in order."""
        source = iter(targets)
        while batch := list(islice(source, CHUNK_ROWS)):
            yield from self.score_chunk(Chunk(None, batch, None))

    def score_chunk(self, chunk: Chunk) -> list[Outcome]:
        """Judge the targets of a chunk: one outcome a target, in order; raises for no target."""
        return list(self.judge_chunk(chunk))

    def judge_chunk(self, chunk: Chunk) -> JudgedChunk:
        """Do the same, and leave the outcomes in columns."""
        read = read_chunk(self.detector, chunk)
        matrix = self.detector.matrix(read.facts, self.bundle.weights)
        margin = self.bundle.trees.margin(matrix)
        scores, rank = self._graded(margin)
        rulings = self.detector.rulings(read.facts, self.options.lang)
        own = self._own_decisions(read.facts)
        basis = _decide(rank, self._ruled(margin, rulings), own)
        flagged = np.flatnonzero(rank)
        shown = matrix[flagged]
        types = self.type_shares(shown, flagged)
        decided = _Decided(rank, basis, rulings, own)
        return JudgedChunk(
            chunk=chunk,
            detector=self.detector,
            model=self.model,
            facts=read.facts,
            rows=read.rows,
            scores=scores,
            ranks=rank,
            types=types,
            extras=self._extras(read.facts, shown, types, decided),
            failures=read.failures,
        )

    @property
    def model(self) -> ModelRef:
        """The bundle, and the base rate at which its scores are given."""
        rate = self.options.base_rate
        return self.bundle.ref if rate is None else replace(self.bundle.ref, base_rate=rate)

    def judge(
        self, matrix: FloatMatrix, ruling: Ruling = NO_RULING
    ) -> tuple[FloatArray, NDArray[np.int8]]:
        """Give score and rank (a position in `DECISIONS`) of each row, where rules say `ruling`."""
        margin = self.bundle.trees.margin(matrix)
        scores, rank = self._graded(margin)
        if ruling != NO_RULING:
            _decide(rank, self._ruled(margin, dict.fromkeys(range(len(rank)), ruling)), {})
        return scores, rank

    def _ruled(
        self, margin: FloatArray, rulings: Mapping[int, Ruling]
    ) -> dict[int, tuple[int, Basis]]:
        """Give rank and basis that rules decide, by row."""
        odds = self.bundle.manifest.calibration.to_log_odds(margin[list(rulings)])
        return {
            row: ruled(ruling, one)
            for (row, ruling), one in zip(rulings.items(), odds.tolist(), strict=True)
        }

    def _graded(self, margin: FloatArray) -> tuple[FloatArray, NDArray[np.int8]]:
        manifest = self.bundle.manifest
        scores = manifest.calibration.score(margin, self.options.base_rate)
        return scores, ranks(scores, manifest.thresholds)

    def _own_decisions(self, facts: Facts) -> dict[int, Entry]:
        lists = self.options.lists
        if not lists:
            return {}
        described = (self.detector.describe(facts, row) for row in range(len(facts)))
        matches = ((row, lists.match(one)) for row, one in enumerate(described))
        return {row: entry for row, entry in matches if entry is not None}

    def _extras(
        self, facts: Facts, shown: FloatMatrix, types: TypeShares, decided: _Decided
    ) -> dict[int, Extras]:
        lang, most, flagged = self.options.lang, self.options.reasons, types.rows
        reasons = give_reasons(
            self.detector, self.bundle.trees, facts, flagged, shown, most=most, lang=lang
        )
        extras = {}
        found = findings_of(self.detector, facts, flagged, lang)
        for place, row in enumerate(flagged.tolist()):
            ruling = decided.rulings.get(row, NO_RULING)
            basis = decided.basis.get(row, Basis.MODEL)
            if not (found[place] or reasons[place]) and (ruling, basis) == _PLAIN:
                continue
            # Too little to see names no type: nothing that is sure enough said fraud.
            given = ruling.fraud_types or types.of(place)
            shares = {} if basis is Basis.VISIBILITY else given
            extras[row] = Extras(
                next(iter(shares), None),
                shares,
                reasons[place],
                found[place],
                basis,
                ruling.policy,
            )
        for row in decided.rulings.keys() - extras.keys():
            extras[row] = Extras(
                findings=self.detector.findings(facts, row, lang),
                basis=decided.basis.get(row, Basis.MODEL),
                policy=decided.rulings[row].policy,
            )
        for row, entry in decided.own.items():
            before = extras.get(row, NO_EXTRAS)  # an allowed app keeps findings and policy
            findings = (own_finding(entry, lang), *before.findings)
            extras[row] = replace(before, findings=findings, basis=Basis.OWN_LIST)
        return extras

    def type_shares(self, matrix: FloatMatrix, rows: NDArray[np.int64]) -> TypeShares:
        """Give the types of each row that hold a share worth naming, likeliest first.

        Shape: matrix (n, columns), the features of `rows`.
        """
        names, trees = self.bundle.manifest.types, self.bundle.type_trees
        shares = np.empty((len(rows), 0)) if trees is None else trees.probabilities(matrix)
        order = np.argsort(-shares, axis=1, kind="stable")
        ranked = np.take_along_axis(shares, order, axis=1)
        counts = np.maximum(min(1, len(names)), (ranked >= _TYPE_SHARE).sum(axis=1))
        return TypeShares(rows, names, order, _rounded(ranked), counts)


def _rounded(shares: FloatArray) -> FloatArray:
    """Round to four places as `round` does, which alone decides where a tie is near."""
    scaled = shares * _TEN_THOUSAND
    result: FloatArray = np.rint(scaled) / _TEN_THOUSAND
    close = np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR_TIE
    result[close] = [round(share, 4) for share in shares[close].tolist()]
    return result


def _decide(
    rank: NDArray[np.int8],
    by_rules: Mapping[int, tuple[int, Basis]],
    own: Mapping[int, Entry],
) -> dict[int, Basis]:
    """Let rules raise or clear and own lists set what is in `rank`; tell which ones they made."""
    basis = {}
    for row, (level, why) in by_rules.items():
        if level == CLEARED or level > rank[row]:
            rank[row], basis[row] = max(level, 0), why
    for row, entry in own.items():
        rank[row] = DECISIONS.index(entry.decision)
        basis[row] = Basis.OWN_LIST
    return basis


def findings_of(
    detector: Detector, facts: Facts, rows: NDArray[np.int64], lang: str
) -> list[tuple[Finding, ...]]:
    """Give the findings of some rows."""
    if isinstance(detector, InBulk):
        return detector.findings_of(facts, rows, lang)
    return [detector.findings(facts, row, lang) for row in rows.tolist()]


def read_chunk(detector: Detector, chunk: Chunk) -> ReadResult:
    """Read the targets of a chunk; positions and failures are those of the whole chunk."""
    if not chunk.errors:
        return detector.read(chunk.targets)
    keep = np.ones(len(chunk.targets), np.bool_)
    keep[[position for position, _ in chunk.errors]] = False
    positions = np.flatnonzero(keep)
    read = detector.read([chunk.targets[position] for position in positions.tolist()])
    failures = [(int(positions[place]), error) for place, error in read.failures]
    return ReadResult(
        read.facts,
        positions[read.rows],
        tuple(sorted([*chunk.errors, *failures], key=lambda pair: pair[0])),
    )
