"""The URL analyzer: what `fraudlens.detector` asks for, in the order that a run calls it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.limits import DEFAULT_LIMITS, Limits
from urlguard.batch import PRIVATE_SUFFIX, SUFFIX_ITSELF, UrlBatch
from urlguard.describe import facts_of, facts_text
from urlguard.evidence import findings_of, findings_of_all, reason_of
from urlguard.features.matrix import FEATURES, empty_matrix, fill_fixed, fill_learned
from urlguard.features.platforms import platform_hosts
from urlguard.keys import host_keys, text_keys
from urlguard.read import read_urls, take
from urlguard.strata import strata_of
from urlguard.twins import cross, twins_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Labels, ReadResult, Weights
    from fraudlens.features import FeatureSet
    from fraudlens.texts import Texts
    from fraudlens.verdict import Finding, Ruling


class UrlDetector:
    """Judges addresses by their letters alone: nothing is looked up, nothing is opened."""

    kind = "url"
    forms = ("bare", "full")
    reference = (
        "brands.csv", "confusables.csv", "platforms.csv", "public_suffix_list.dat",
        "suffixes.csv", "words.csv",
    )  # fmt: skip
    depends: Mapping[str, str] = MappingProxyType({})

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        """Read targets within `limits`."""
        self._limits = limits

    @property
    def features(self) -> FeatureSet:
        """Columns of the matrix."""
        return FEATURES

    def read(self, targets: Sequence[str]) -> ReadResult:
        """Read targets as a browser would; see `urlguard.read`."""
        return read_urls(targets, self._limits)

    def matrix(self, facts: UrlBatch, weights: Weights) -> FloatMatrix:
        """Give the features of each row: float32 (rows, columns)."""
        out = empty_matrix(len(facts))
        parts = facts.columns()
        fill_fixed(parts, out)
        fill_learned(parts, weights, out)
        return out

    def describe(self, facts: UrlBatch, row: int) -> dict[str, object]:
        """Give host, registrable domain, suffix and path of one row."""
        return facts_of(facts, row)

    def facts_json(self, facts: UrlBatch) -> Texts:
        """Give the facts of plain rows as JSON texts; see `urlguard.describe`."""
        return facts_text(facts)

    def describe_some(self, facts: UrlBatch, rows: NDArray[np.int64]) -> list[dict[str, object]]:
        """Describe some rows, without a look at the others."""
        some = take(facts, rows)
        return [facts_of(some, row) for row in range(len(some))]

    def findings(self, facts: UrlBatch, row: int, lang: str) -> tuple[Finding, ...]:
        """Give what rules say of one row: imitated brands, disguises, odd spellings."""
        return findings_of(facts, row, lang)

    def rulings(self, facts: UrlBatch, lang: str) -> Mapping[int, Ruling]:
        """Give none: what is to say of an address is said by the model."""
        del facts, lang
        return {}

    def findings_of(
        self, facts: UrlBatch, rows: NDArray[np.int64], lang: str
    ) -> list[tuple[Finding, ...]]:
        """Give the same of some rows, without a look at the others."""
        return findings_of_all(take(facts, rows), lang)

    def reason_text(self, facts: UrlBatch, row: int, block: str, lead: int, lang: str) -> str:
        """Say why a block of columns weighs on one row."""
        return reason_of(facts, row, block, lead, lang)

    def groups(self, facts: UrlBatch) -> NDArray[np.uint64]:
        """Give the hash of each registrable domain (of the IP address, for one)."""
        return host_keys(facts, facts.domain)

    def duplicates(self, facts: UrlBatch) -> NDArray[np.uint64]:
        """Give the hash of each canonical text."""
        return text_keys(facts)

    def shared(self, facts: UrlBatch) -> NDArray[np.bool_]:
        """True where the host is itself a platform on which strangers put their pages."""
        itself: NDArray[np.bool_] = facts.flags & SUFFIX_ITSELF != 0
        return platform_hosts(facts.columns()) | itself

    def form(self, facts: UrlBatch) -> NDArray[np.int8]:
        """0 for a bare host, 1 where a path, query or fragment follows."""
        return (facts.end > facts.host_end).astype(np.int8)

    def cells(self, facts: UrlBatch) -> NDArray[np.int8]:
        """Tell forms apart, and names that a platform rents out from all others."""
        rented: NDArray[np.bool_] = facts.flags & PRIVATE_SUFFIX != 0
        return 2 * rented.astype(np.int8) + self.form(facts)

    def fit(
        self, facts: UrlBatch, labels: Labels, *, seed: int, progress: Callable[[str], None]
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        """Fit suffix reputation, letter surprise and n-gram scores."""
        from urlguard.fitting import fit_columns  # noqa: PLC0415  only training needs it

        return fit_columns(facts, labels, seed=seed, progress=progress)

    def cross(self, one: str, other: str) -> str | None:
        """Put the host of one address before path and query of the other."""
        return cross(one, other)

    def twins(self, target: str) -> tuple[str, ...]:
        """Spell the same address in other ways."""
        return twins_of(target)

    def strata(self, facts: UrlBatch) -> Mapping[str, NDArray[np.bool_]]:
        """Name kinds of addresses on which classifiers raise false alarms."""
        return strata_of(facts)
