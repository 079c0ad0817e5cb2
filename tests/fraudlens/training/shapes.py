"""A tiny analyzer of made-up words, so that the training loop is tested without URLs.

A target is `group/sample`, or `group` alone for the whole group. `group` may start with
`shared-`. What is learned is one column: how often each first letter is fraud.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.detector import FloatMatrix, Labels, ReadResult, Weights
from fraudlens.errors import MalformedInput
from fraudlens.features import Block, Feature, FeatureSet
from fraudlens.training.digest import text_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.verdict import Finding, Ruling

FEATURES = FeatureSet(
    "word",
    (
        Block(
            "shape",
            "Shape",
            "形状",
            (
                Feature("text_length", "length", "characters", "Length.", (("abc", 3.0),)),
                Feature("digit_count", "count", "1", "Digits.", (("a1", 1.0), ("zz/9", 1.0))),
                Feature("vowel_ratio", "ratio", "1", "Vowels.", (("ab", 0.5),)),
                Feature("letter_risk", "score", "1", "Fraud by first letter.", learned=True),
            ),
        ),
    ),
)


class Words:
    """Implements `fraudlens.detector.Trainable`; a text with `!` cannot be read."""

    kind = "word"
    features = FEATURES
    forms = ("bare", "full")
    reference = ("words.csv",)
    depends: Mapping[str, str] = MappingProxyType({})

    def read(self, targets: Sequence[str]) -> ReadResult:
        bad = [row for row, text in enumerate(targets) if "!" in text or not text]
        rows = np.setdiff1d(np.arange(len(targets), dtype=np.int64), np.array(bad, dtype=np.int64))
        failures = tuple((row, MalformedInput("not a word")) for row in bad)
        return ReadResult([self.canonical(targets[row]) for row in rows], rows, failures)

    @staticmethod
    def canonical(text: str) -> str:
        return text.strip().removeprefix("www.").rstrip("/")

    def matrix(self, facts: list[str], weights: Weights) -> FloatMatrix:
        rows = [(*self.shape(text), weights["letters"][ord(text[0]) % 128]) for text in facts]
        return np.array(rows, np.float32).reshape(len(facts), len(FEATURES))

    @staticmethod
    def shape(text: str) -> tuple[float, float, float]:
        digits = sum(letter.isdigit() for letter in text)
        return len(text), digits, sum(letter in "aeiou" for letter in text) / max(len(text), 1)

    def groups(self, facts: list[str]) -> NDArray[np.uint64]:
        return text_keys([text.split("/", 1)[0] for text in facts])

    def duplicates(self, facts: list[str]) -> NDArray[np.uint64]:
        return text_keys(facts)

    def shared(self, facts: list[str]) -> NDArray[np.bool_]:
        return np.array([text.startswith("shared-") for text in facts], bool)

    def form(self, facts: list[str]) -> NDArray[np.int8]:
        return np.array(["/" in text for text in facts], np.int8)

    def cells(self, facts: list[str]) -> NDArray[np.int8]:
        return self.form(facts)

    def fit(
        self, facts: list[str], labels: Labels, *, seed: int, progress: Callable[[str], None]
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        del seed
        progress("letters")
        first = np.array([ord(text[0]) % 128 for text in facts])

        def risk(rows: NDArray[np.bool_]) -> NDArray[np.float32]:
            hits = np.bincount(first[rows], labels.fraud[rows], 128)
            return ((hits + 1) / (np.bincount(first[rows], minlength=128) + 2)).astype(np.float32)

        weights = {"letters": risk(np.ones(len(facts), bool))}
        matrix = self.matrix(facts, weights)
        for fold in np.unique(labels.fold[labels.fold >= 0]):
            mine = labels.fold == fold
            matrix[mine, 3] = risk(~mine)[first[mine]]
        return matrix, weights

    def rulings(self, facts: list[str], lang: str) -> Mapping[int, Ruling]:
        del facts, lang
        return {}

    def cross(self, one: str, other: str) -> str | None:
        return f"{one.partition('/')[0]}/{other.partition('/')[2]}"

    def twins(self, target: str) -> tuple[str, ...]:
        return (f"www.{target}", f"{target}/")

    def strata(self, facts: list[str]) -> Mapping[str, NDArray[np.bool_]]:
        return {"digits": np.array([any(map(str.isdigit, text)) for text in facts], bool)}

    def describe(self, facts: list[str], row: int) -> dict[str, object]:
        return {"word": facts[row]}

    def findings(self, facts: list[str], row: int, lang: str) -> tuple[Finding, ...]:
        del facts, row, lang
        return ()

    def reason_text(self, facts: list[str], row: int, block: str, lead: int, lang: str) -> str:
        del facts, row, lead, lang
        return block
