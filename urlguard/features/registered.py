"""All blocks of addresses with their registration in matrix order, and what fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature, FeatureSet
from urlguard.batch import PRIVATE_SUFFIX
from urlguard.features.parties import PARTIES, party_columns, party_keys
from urlguard.features.registration import AGE, HOLDER, SERVERS, STATUS, example, registration_row

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix, Weights
    from urlguard.registration.batch import RegisteredBatch

_NAN = float("nan")
ADDRESS = Block(
    "address",
    "The address alone",
    "网址本身",
    (
        Feature("address_score", "score", "probability",
                "Probability of fraud by the model of addresses, without any registration.",
                ((example(), _NAN),)),
        Feature("address_has_path", "flag", "1", "A path, query or fragment follows the host.",
                ((example("shop.example/a"), 1), (example(), 0))),
        Feature("address_on_platform", "flag", "1",
                "The host is rented from a platform, whose registration says nothing of it.",
                ((example("shop.github.io"), 1), (example(), 0))),
    ),
)  # fmt: skip
FEATURES = FeatureSet("registration", (ADDRESS, AGE, STATUS, SERVERS, HOLDER, PARTIES))
_OWN = len(ADDRESS.features)
_FIXED = len(FEATURES) - _OWN - len(PARTIES.features)


def fill(batch: RegisteredBatch, weights: Weights) -> FloatMatrix:
    """Give the columns of each row: float32 (rows, columns)."""
    out = fill_fixed(batch)
    fill_parties(party_keys([sample.registration for sample in batch.samples]), weights, out)
    return out


def fill_fixed(batch: RegisteredBatch) -> FloatMatrix:
    """Give the matrix with the columns that need no learned weights; the others are NaN.

    The registration of a platform says nothing of the names that it rents out.
    """
    out = np.full((len(batch), len(FEATURES)), np.nan, np.float32)
    urls, rented = batch.urls, batch.urls.flags & PRIVATE_SUFFIX != 0
    out[:, 0] = batch.scores
    out[:, 1] = urls.end > urls.host_end
    out[:, 2] = rented
    for row in np.flatnonzero(~rented).tolist():
        sample = batch.samples[row]
        out[row, _OWN : _OWN + _FIXED] = registration_row(sample)
    return out


def fill_parties(keys: NDArray[np.uint64], weights: Weights, out: FloatMatrix) -> None:
    """Fill the columns of `PARTIES`. Shape: keys (rows, parties)."""
    out[:, _OWN + _FIXED :] = party_columns(keys, weights)
