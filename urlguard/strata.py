"""Kinds of addresses on which classifiers raise false alarms, for tables beside those by source."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from urlguard.batch import IPV4, IPV6, PRIVATE_SUFFIX, PUNYCODE
from urlguard.features.matrix import FEATURES, empty_matrix, fill_fixed
from urlguard.hashing import hash_forwards
from urlguard.keys import host_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from urlguard.batch import UrlBatch

_MANY_LABELS = 3
_MANY_HYPHENS = 2


def strata_of(batch: UrlBatch) -> Mapping[str, NDArray[np.bool_]]:
    """Give masks by name: bool (rows,) each; a row may stand in several."""
    matrix = empty_matrix(len(batch))
    fill_fixed(batch.columns(), matrix)

    def column(name: str) -> NDArray[np.float32]:
        return matrix[:, FEATURES.index[name]]

    suffixes = host_keys(batch, batch.suffix)
    icann = host_keys(batch, batch.icann)
    return {
        "login words": column("host_words_credential") + column("path_words_credential") > 0,
        "money words": sum(
            (column(f"host_words_{kind}") for kind in ("invest", "crypto", "loan")),
            np.zeros(len(batch), np.float32),
        )
        > 0,
        "gambling words": column("host_words_gambling") > 0,
        "free hosting": batch.flags & PRIVATE_SUFFIX != 0,
        "link shortener": column("platform_shortener") > 0,
        "dynamic DNS": column("platform_dynamic_dns") > 0,
        "cheap suffix": np.isin(icann, _abused()),
        "gov or edu suffix": np.isin(suffixes, _restricted()),
        "cn suffix": np.isin(icann, _chinese()),
        "foreign letters": batch.flags & PUNYCODE != 0,
        "IP address": batch.flags & (IPV4 | IPV6) != 0,
        "many subdomains": column("subdomain_labels") >= _MANY_LABELS,
        "many hyphens": column("host_hyphens") >= _MANY_HYPHENS,
        "personal page (~name)": column("path_tildes") > 0,
    }


@lru_cache(maxsize=1)
def _abused() -> NDArray[np.uint64]:
    return _keys("abused")


@lru_cache(maxsize=1)
def _restricted() -> NDArray[np.uint64]:
    return _keys("restricted")


@lru_cache(maxsize=1)
def _chinese() -> NDArray[np.uint64]:
    names = ("cn", "com.cn", "net.cn", "org.cn", "gov.cn", "edu.cn", "ac.cn", "xn--fiqs8s")
    return np.array([hash_forwards(name) for name in names], np.uint64)


def _keys(*kinds: str) -> NDArray[np.uint64]:
    from fraudlens.knowledge.suffixes import load_suffixes  # noqa: PLC0415  read on first use only

    return np.array([hash_forwards(s.text) for s in load_suffixes() if s.kind in kinds], np.uint64)
