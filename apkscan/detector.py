"""The app analyzer: what `fraudlens.detector` asks for, over the facts of apps.

A target is the JSON of an app's facts, so that nothing here opens a file; who scans apps has
`apkscan.read` turn files into such targets first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from apkscan.batch import AppBatch, group_keys, read_facts, sample_keys
from apkscan.describe import facts_of
from apkscan.features.matrix import FEATURES, fill
from apkscan.judging import findings, rulings
from apkscan.reasons import reason_of
from apkscan.strata import strata_of
from apkscan.view import NOTHING, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Labels, ReadResult, Weights
    from fraudlens.features import FeatureSet
    from fraudlens.verdict import Finding, Ruling


class ApkDetector:
    """Judges apps by their facts: nothing is run, looked up or opened."""

    kind = "apk"
    forms = ("app",)
    reference = (
        "apis.csv", "app_generators.csv", "app_hosts.csv", "app_label_words.csv",
        "app_libraries.csv", "app_rules.toml", "app_sdks.csv", "app_signs.toml", "app_words.csv",
        "confusables.csv", "hanzi.csv", "known_keys.csv", "official_apps.csv",
        "official_certs.csv", "packers.csv", "support_methods.csv",
    )  # fmt: skip

    def __init__(self, surroundings: Surroundings = NOTHING) -> None:
        """Judge apps in these surroundings."""
        self._surroundings = surroundings

    @property
    def features(self) -> FeatureSet:
        """Columns of the matrix."""
        return FEATURES

    @property
    def depends(self) -> Mapping[str, str]:
        """The URL model that scores the addresses in apps."""
        return self._surroundings.depends

    def read(self, targets: Sequence[str]) -> ReadResult:
        """Read apps from the JSON of their facts."""
        return read_facts(targets, self._surroundings)

    def matrix(self, facts: AppBatch, weights: Weights) -> FloatMatrix:
        """Give the features of each app: float32 (apps, columns)."""
        del weights
        return fill(facts)

    def describe(self, facts: AppBatch, row: int) -> dict[str, object]:
        """Give identity, signer, addresses and what could be seen of one app."""
        return facts_of(facts.apps[row])

    def findings(self, facts: AppBatch, row: int, lang: str) -> tuple[Finding, ...]:
        """Give what rules say of one app, the gravest first."""
        return findings(facts.apps[row], lang)

    def rulings(self, facts: AppBatch, lang: str) -> Mapping[int, Ruling]:
        """Give what rules decide of each app beside the model, and what the policies say."""
        return rulings(facts, lang)

    def reason_text(self, facts: AppBatch, row: int, block: str, lead: int, lang: str) -> str:
        """Say why a theme weighs on one app."""
        return reason_of(facts.apps[row], block, lead, lang)

    def groups(self, facts: AppBatch) -> NDArray[np.uint64]:
        """Give the same key to apps of one signer, package name or make."""
        return group_keys(facts)

    def duplicates(self, facts: AppBatch) -> NDArray[np.uint64]:
        """Give the hash of each file."""
        return sample_keys(facts)

    def shared(self, facts: AppBatch) -> NDArray[np.bool_]:
        """Give false: an app is no platform."""
        return np.zeros(len(facts), np.bool_)

    def form(self, facts: AppBatch) -> NDArray[np.int8]:
        """Give the one form of all apps."""
        return np.zeros(len(facts), np.int8)

    def cells(self, facts: AppBatch) -> NDArray[np.int8]:
        """Give one cell for all apps."""
        return np.zeros(len(facts), np.int8)

    def fit(
        self, facts: AppBatch, labels: Labels, *, seed: int, progress: Callable[[str], None]
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        """Fill the columns; none of them is learned."""
        del labels, seed
        progress("columns of apps")
        return fill(facts), {}

    def cross(self, one: str, other: str) -> str | None:
        """Give nothing: an app with another's content is a third app."""
        del one, other
        return None

    def twins(self, target: str) -> tuple[str, ...]:
        """Write the same facts in other ways: indented, and with the keys in another order."""
        document = orjson.loads(target)
        turned = dict(reversed(document.items()))
        indented = orjson.dumps(document, option=orjson.OPT_INDENT_2)
        return indented.decode(), orjson.dumps(turned).decode()

    def strata(self, facts: AppBatch) -> Mapping[str, NDArray[np.bool_]]:
        """Name kinds of apps on which classifiers raise false alarms."""
        return strata_of(facts)
