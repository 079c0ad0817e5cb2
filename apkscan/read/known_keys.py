"""Signing keys that anybody can have: public test keys, keys of templates and of tools."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fraudlens.knowledge.reference import read_table, reference_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "known_keys.csv"
_COLUMNS = ("cert_sha256", "name", "note", "source")
_DEBUG_NAME = "CN=Android Debug"


def known_key(cert_sha256: str, subject: str) -> str:
    """Give the name of a key that anybody has, `android-debug` for one's own debug key, or "".

    >>> known_key("0" * 64, "CN=Android Debug,O=Android,C=US")
    'android-debug'
    """
    name = _known().get(cert_sha256, "")
    return name or ("android-debug" if _DEBUG_NAME in subject else "")


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    rows = read_table(reference_text(_FILE), _FILE, _COLUMNS)
    return {cells[0]: cells[1] for _, cells in rows}
