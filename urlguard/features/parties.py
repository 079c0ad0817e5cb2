"""How often the parties of a registration serve fraud: registrar, name servers, country.

Learned out of fold, as the reputation of suffixes is (docs/decisions/0004). A party is known by the
hash of its name, so that no bundle holds a list of names.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.features import Block, Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fraudlens.detector import Weights
    from urlguard.registration.facts import Registration

NAMES = ("registrar", "name_server", "country")
"""Parties, each with two columns."""
SMOOTHING = 20.0
"""Rows of the average kind that each party is taken to have beside its own."""

_WHAT = {
    "registrar": "under the registrar",
    "name_server": "on these name servers",
    "country": "with registrants of this country",
}
PARTIES = Block(
    "registration_parties",
    "Registrar, name servers and country",
    "注册商、域名服务器与国家",
    tuple(
        feature
        for name in NAMES
        for feature in (
            Feature(f"{name}_log_odds", "score", "log-odds",
                    f"How much more often than on average domains {_WHAT[name]} were fraud.",
                    learned=True),
            Feature(f"{name}_rows", "score", "log(1 + rows)",
                    f"How often training saw domains {_WHAT[name]}.", learned=True),
        )
    ),
)  # fmt: skip


def party_keys(registrations: Sequence[Registration]) -> NDArray[np.uint64]:
    """Hash the parties of each registration: uint64 (rows, len(NAMES)); 0 is absent."""
    rows = [
        (_key(one.registrar), _key(_provider(one.name_servers)), _key(one.country))
        for one in registrations
    ]
    return np.array(rows, np.uint64).reshape(len(rows), len(NAMES))


def fit_parties(
    keys: NDArray[np.uint64], fraud: NDArray[np.int8], weight: NDArray[np.float32]
) -> dict[str, NDArray[Any]]:
    """Sum the weight of fraud and of all rows by party. Shape: keys (n, parties); n may be 0."""
    tables: dict[str, NDArray[Any]] = {}
    for place, name in enumerate(NAMES):
        known = keys[:, place] != 0
        unique, at = np.unique(keys[known, place], return_inverse=True)
        share, bad = weight[known], weight[known] * fraud[known]
        tables[f"{name}_keys"] = unique
        tables[f"{name}_total"] = np.bincount(at, share, len(unique)).astype(np.float32)
        tables[f"{name}_fraud"] = np.bincount(at, bad, len(unique)).astype(np.float32)
        # A party that only one class names would tell the list, not the fraud: the prior is that
        # of the rows which name one.
        tables[f"{name}_prior"] = np.array([(bad.sum() + 1.0) / (share.sum() + 2.0)])
    return tables


def party_columns(keys: NDArray[np.uint64], weights: Weights) -> NDArray[np.float32]:
    """Give the columns of `PARTIES`: float32 (n, 2 x parties); NaN where no party is named."""
    out = np.full((len(keys), len(PARTIES.features)), np.nan, np.float32)
    for place, name in enumerate(NAMES):
        known = keys[:, place] != 0
        total, bad = _looked_up(keys[known, place], weights, name)
        prior = float(weights[f"{name}_prior"][0])
        share = (bad + SMOOTHING * prior) / (total + SMOOTHING)
        out[known, 2 * place] = np.log(share / (1 - share)) - np.log(prior / (1 - prior))
        out[known, 2 * place + 1] = np.log1p(total)
    return out


def _looked_up(
    keys: NDArray[np.uint64], weights: Weights, name: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = weights[f"{name}_keys"]
    total, bad = np.zeros(len(keys)), np.zeros(len(keys))
    if len(table):
        at = np.minimum(np.searchsorted(table, keys), len(table) - 1)
        seen = table[at] == keys
        total[seen], bad[seen] = (
            weights[f"{name}_total"][at[seen]],
            weights[f"{name}_fraud"][at[seen]],
        )
    return total, bad


def _provider(servers: Sequence[str]) -> str | None:
    """Give the last two labels of the first name server: whoever runs it."""
    return ".".join(servers[0].rsplit(".", 2)[-2:]) if servers else None


def _key(name: str | None) -> int:
    if not name:
        return 0
    digest = hashlib.blake2b(
        " ".join(name.casefold().split()).encode("utf-8", "replace"), digest_size=8
    )
    return int.from_bytes(digest.digest()) | 1
