"""The analyzer of addresses with their registration: what `fraudlens.detector` asks for.

A target is the JSON of a sample (`urlguard.registration.sample`), so that nothing here looks
anything up; who scans has `urlguard.registration` ask the registries first.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from urlguard.detector import UrlDetector
from urlguard.features.parties import fit_parties, party_keys
from urlguard.features.registered import FEATURES, fill, fill_fixed, fill_parties
from urlguard.registered.evidence import findings_of, reason_of
from urlguard.registration.batch import read_samples
from urlguard.registration.facts_json import to_plain
from urlguard.registration.sample import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Labels, ReadResult, Weights
    from fraudlens.features import FeatureSet
    from fraudlens.verdict import Finding, Ruling
    from urlguard.registration.batch import AddressScorer, RegisteredBatch

_YOUNG = (("younger than 30 days", 0, 30), ("30 days to a year old", 30, 365))
_URLS = UrlDetector()


class RegisteredDetector:
    """Judges addresses by what their letters say and how their domain was registered."""

    kind = "registration"
    forms = _URLS.forms
    reference = _URLS.reference

    def __init__(
        self,
        scorer: AddressScorer | None = None,
        depends: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Have `scorer` judge addresses alone; `depends` names its model."""
        self._scorer = scorer
        self._depends = depends

    @property
    def features(self) -> FeatureSet:
        """Columns of the matrix."""
        return FEATURES

    @property
    def depends(self) -> Mapping[str, str]:
        """The URL model that scores the address alone."""
        return self._depends

    def read(self, targets: Sequence[str]) -> ReadResult:
        """Read samples from their JSON."""
        return read_samples(targets, self._scorer)

    def matrix(self, facts: RegisteredBatch, weights: Weights) -> FloatMatrix:
        """Give the features of each row: float32 (rows, columns)."""
        return fill(facts, weights)

    def describe(self, facts: RegisteredBatch, row: int) -> dict[str, object]:
        """Give the facts of the address and of the registration of its domain."""
        known = to_plain(facts.samples[row].registration)
        return {**_URLS.describe(facts.urls, row), "registration": known}

    def findings(self, facts: RegisteredBatch, row: int, lang: str) -> tuple[Finding, ...]:
        """Give what rules say of address and registration."""
        told = findings_of(facts.samples[row], lang)
        return (*told, *_URLS.findings(facts.urls, row, lang))

    def rulings(self, facts: RegisteredBatch, lang: str) -> Mapping[int, Ruling]:
        """Give none: the model has the word."""
        del facts, lang
        return {}

    def reason_text(
        self, facts: RegisteredBatch, row: int, block: str, lead: int, lang: str
    ) -> str:
        """Say why a theme weighs on one row."""
        return reason_of(facts.samples[row], block, FEATURES.names[lead], lang)

    def groups(self, facts: RegisteredBatch) -> NDArray[np.uint64]:
        """Give the hash of each registrable domain."""
        return _URLS.groups(facts.urls)

    def duplicates(self, facts: RegisteredBatch) -> NDArray[np.uint64]:
        """Give the hash of each address: at another moment it is the same sample."""
        return _URLS.duplicates(facts.urls)

    def shared(self, facts: RegisteredBatch) -> NDArray[np.bool_]:
        """True where the host is itself a platform on which strangers put their pages."""
        return _URLS.shared(facts.urls)

    def form(self, facts: RegisteredBatch) -> NDArray[np.int8]:
        """0 for a bare host, 1 where a path, query or fragment follows."""
        return _URLS.form(facts.urls)

    def cells(self, facts: RegisteredBatch) -> NDArray[np.int8]:
        """Tell forms apart."""
        return _URLS.form(facts.urls)

    def fit(
        self,
        facts: RegisteredBatch,
        labels: Labels,
        *,
        seed: int,
        progress: Callable[[str], None],
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        """Fit how often registrars, name servers and countries serve fraud, out of fold."""
        del seed
        progress("columns of registrations")
        matrix = fill_fixed(facts)
        keys = party_keys([sample.registration for sample in facts.samples])
        for fold in np.unique(labels.fold[labels.fold >= 0]).tolist():
            mine = labels.fold == fold
            outside = fit_parties(keys[~mine], labels.fraud[~mine], labels.weight[~mine])
            part = matrix[mine]
            fill_parties(keys[mine], outside, part)
            matrix[mine] = part
        return matrix, fit_parties(keys, labels.fraud, labels.weight)

    def cross(self, one: str, other: str) -> str | None:
        """Give nothing: a registration goes with its own address."""
        del one, other
        return None

    def twins(self, target: str) -> tuple[str, ...]:
        """Spell the same address in other ways."""
        sample = from_text(target)
        return tuple(to_text(replace(sample, url=url)) for url in _URLS.twins(sample.url))

    def strata(self, facts: RegisteredBatch) -> Mapping[str, NDArray[np.bool_]]:
        """Name ages of domains, of which the youngest raise most false alarms."""
        age = fill_fixed(facts)[:, FEATURES.index["domain_age_days"]]
        found = {name: (age >= low) & (age < high) for name, low, high in _YOUNG}
        return {**found, "older than a year": age >= _YOUNG[-1][2]}
