"""What an analyzer implements so that scoring, training and reports can use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from fraudlens.errors import InputError
    from fraudlens.features import FeatureSet
    from fraudlens.texts import Texts
    from fraudlens.verdict import Finding, Ruling

FloatMatrix: TypeAlias = NDArray[np.float32]
Weights: TypeAlias = Mapping[str, NDArray[Any]]
"""Learned tables of a bundle beside its trees, by name (`weights.npz`)."""

Facts: TypeAlias = Any
"""An analyzer's own columnar batch of facts; only the analyzer looks inside. It has `len`."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A batch of targets after reading: facts of those that could be read, errors of the rest."""

    facts: Facts
    """Columnar facts, one row for each entry of `rows`."""
    rows: NDArray[np.int64]
    """Position in the targets of each row of `facts`, ascending."""
    failures: tuple[tuple[int, InputError], ...]
    """Position and error of each target that could not be read, ascending."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What training knows of each row; all arrays have one entry a row."""

    fraud: NDArray[np.int8]
    """1 = fraud, 0 = benign."""
    fraud_type: NDArray[np.int8]
    """Place of the type in `FraudType`; -1 = benign or of unknown type."""
    fold: NDArray[np.int8]
    """Fold of the out-of-fold fits; rows of one group share a fold.

    A row of no fold (-1) is fitted on, and nobody asks for its columns.
    """
    weight: NDArray[np.float32]
    """Sample weight, above 0."""


class Detector(Protocol):
    """One analyzer. All methods are pure: no clock, file, network or global state."""

    @property
    def kind(self) -> str:
        """Name used in records and as the name of the bundle: `url`, `apk`."""

    @property
    def features(self) -> FeatureSet:
        """Columns of the matrix."""

    @property
    def reference(self) -> tuple[str, ...]:
        """Names of the reference files that the columns rest on."""

    @property
    def depends(self) -> Mapping[str, str]:
        """Other models that the columns rest on: kind to the digest of the manifest."""

    def read(self, targets: Sequence[str]) -> ReadResult:
        """Read targets into facts; never raises for what a target contains."""

    def matrix(self, facts: Facts, weights: Weights) -> FloatMatrix:
        """Give the features of each row: float32 (rows, columns), C order."""

    def describe(self, facts: Facts, row: int) -> dict[str, object]:
        """Give the facts of one row as plain JSON values, for the record."""

    def findings(self, facts: Facts, row: int, lang: str) -> tuple[Finding, ...]:
        """Give what rules say of one row, in `en` or `zh`."""

    def rulings(self, facts: Facts, lang: str) -> Mapping[int, Ruling]:
        """Give what rules decide of rows beside the model, by row, in `en` or `zh`.

        The findings of these rows are shown even where the verdict is clear.
        """

    def reason_text(self, facts: Facts, row: int, block: str, lead: int, lang: str) -> str:
        """Say in `en` or `zh` why block `block` weighs on one row; `lead` is its heaviest column.

        Never a bare column name.
        """


@runtime_checkable
class InBulk(Protocol):
    """What an analyzer of many small targets may offer beside: whole batches in one call.

    It says of each row what the methods of `Detector` say of it.
    """

    def facts_json(self, facts: Facts) -> Texts:
        """Give `describe` of each row as a JSON object; an empty text leaves it to `describe_some`.

        Only printable ASCII, without blanks between tokens, keys in the same order.
        """

    def describe_some(self, facts: Facts, rows: NDArray[np.int64]) -> list[dict[str, object]]:
        """Give `describe` of some rows."""

    def findings_of(
        self, facts: Facts, rows: NDArray[np.int64], lang: str
    ) -> list[tuple[Finding, ...]]:
        """Give `findings` of some rows."""


class Trainable(Detector, Protocol):
    """An analyzer whose model can be trained here."""

    def groups(self, facts: Facts) -> NDArray[np.uint64]:
        """Give the key of each row's group: rows that share one must not stand in two parts."""

    def duplicates(self, facts: Facts) -> NDArray[np.uint64]:
        """Give a key that is equal for rows that are the same sample in another spelling."""

    def shared(self, facts: Facts) -> NDArray[np.bool_]:
        """True where the row is a shared platform itself, which must never be a positive."""

    def form(self, facts: Facts) -> NDArray[np.int8]:
        """Give the form of each row, an index into `forms`: the form must not become the label."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Names of the forms: `bare`, `full` for URLs."""

    def cells(self, facts: Facts) -> NDArray[np.int8]:
        """Give the cell of each row: in each, both classes are made to weigh the same in training.

        A cell holds what is a trait of the lists rather than of fraud: the form, the platform.
        """

    def fit(
        self, facts: Facts, labels: Labels, *, seed: int, progress: Callable[[str], None]
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        """Fit the learned columns: (matrix with out-of-fold values, weights fitted on all rows)."""

    def cross(self, one: str, other: str) -> str | None:
        """Make a sample with the owner of `one` and the content of `other`; `None` if it cannot."""

    def twins(self, target: str) -> tuple[str, ...]:
        """Spell the same target in other ways; the verdict must not turn on them."""

    def strata(self, facts: Facts) -> Mapping[str, NDArray[np.bool_]]:
        """Name kinds of rows for false-alarm tables that no source states (login words, ...)."""
