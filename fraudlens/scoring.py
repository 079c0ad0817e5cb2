"""Targets in, outcomes out: one model, one analyzer, no input or output."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.decide import DECISIONS, ranks
from fraudlens.detector import ReadResult
from fraudlens.ownlists import NO_LISTS, own_finding
from fraudlens.reasons import give_reasons
from fraudlens.targets import CHUNK_ROWS, Chunk
from fraudlens.verdict import Decision, Failure, Finding, Outcome, Reason, Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.bundle import Bundle
    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Facts, FloatMatrix
    from fraudlens.ownlists import Entry, OwnLists

_TYPE_SHARE = 0.01
"""A type below this share is left out of the record."""


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """What a scan wants to know beside the score."""

    reasons: int = 3
    """Reasons of each verdict that is not clear, at most; they cost a hundred scores each."""
    lang: str = "en"
    """`en` or `zh`."""
    base_rate: float | None = None
    """Share of fraud among the targets, in (0, 1); moves score and verdict. `None`: as trained."""
    lists: OwnLists = NO_LISTS


@dataclass(frozen=True, slots=True)
class _Extras:
    """What only verdicts that are not clear carry."""

    fraud_type: str | None = None
    fraud_types: Mapping[str, float] | None = None
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()


_PLAIN = _Extras()


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
        read = read_chunk(self.detector, chunk)
        rows = read.rows.tolist()
        verdicts = self._verdicts(chunk, rows, read.facts)
        if not read.failures:
            return list(verdicts)
        outcomes: dict[int, Outcome] = dict(zip(rows, verdicts, strict=True))
        for position, error in read.failures:
            subject = self._subject(chunk, position)
            outcomes[position] = Failure(subject, error.code, error.message)
        return [outcomes[position] for position in range(len(chunk.targets))]

    def judge(self, matrix: FloatMatrix) -> tuple[FloatArray, NDArray[np.int8]]:
        """Give score and rank (a position in `DECISIONS`) of each row of a matrix."""
        manifest = self.bundle.manifest
        margin = self.bundle.trees.margin(matrix)
        scores = manifest.calibration.score(margin, self.options.base_rate)
        return scores, ranks(scores, manifest.thresholds)

    def _verdicts(self, chunk: Chunk, rows: Sequence[int], facts: Facts) -> Iterator[Verdict]:
        matrix = self.detector.matrix(facts, self.bundle.weights)
        scores, rank = self.judge(matrix)
        described = [self.detector.describe(facts, row) for row in range(len(rows))]
        own = self._own_decisions(described)
        for row, entry in own.items():
            rank[row] = DECISIONS.index(entry.decision)
        extras = self._extras(facts, matrix, rank, own)
        for row, (position, score, level, fact) in enumerate(
            zip(rows, scores.tolist(), rank.tolist(), described, strict=True)
        ):
            extra = extras.get(row, _PLAIN)
            yield Verdict(
                self._subject(chunk, position),
                DECISIONS[level],
                score,
                self.bundle.ref,
                extra.fraud_type,
                extra.fraud_types or {},
                extra.reasons,
                extra.findings,
                fact,
            )

    def _own_decisions(self, described: Sequence[Mapping[str, object]]) -> dict[int, Entry]:
        lists = self.options.lists
        if not lists.by_host:
            return {}
        matches = ((row, lists.match(facts)) for row, facts in enumerate(described))
        return {row: entry for row, entry in matches if entry is not None}

    def _extras(
        self,
        facts: Facts,
        matrix: FloatMatrix,
        rank: NDArray[np.int8],
        own: Mapping[int, Entry],
    ) -> dict[int, _Extras]:
        lang = self.options.lang
        flagged = np.flatnonzero(rank)
        shown = matrix[flagged]
        types = self.fraud_types(shown)
        reasons = give_reasons(
            self.detector,
            self.bundle.trees,
            facts,
            flagged,
            shown,
            most=self.options.reasons,
            lang=lang,
        )
        extras = {}
        for place, row in enumerate(flagged.tolist()):
            findings = self.detector.findings(facts, row, lang)
            if row in own:
                findings = (own_finding(own[row], lang), *findings)
            likely = next(iter(types[place]), None)
            extras[row] = _Extras(likely, types[place], reasons[place], findings)
        for row, entry in own.items():
            if entry.decision is Decision.CLEAR:
                extras[row] = _Extras(findings=(own_finding(entry, lang),))
        return extras

    def fraud_types(self, matrix: FloatMatrix) -> list[dict[str, float]]:
        """Give the types of each row that hold a share worth naming, likeliest first."""
        names, trees = self.bundle.manifest.types, self.bundle.type_trees
        if trees is None:
            return [{} for _ in matrix]
        found = []
        for shares in trees.probabilities(matrix).tolist():
            ranked = sorted(zip(names, shares, strict=True), key=lambda pair: -pair[1])
            found.append(
                {
                    name: round(share, 4)
                    for place, (name, share) in enumerate(ranked)
                    if share >= _TYPE_SHARE or not place
                }
            )
        return found

    def _subject(self, chunk: Chunk, position: int) -> Subject:
        line = None if chunk.lines is None else chunk.lines[position]
        return Subject(self.detector.kind, chunk.targets[position], chunk.file, line)


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
