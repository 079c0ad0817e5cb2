"""String constants of a DEX file, and which of them look like hidden payloads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apkscan.read.dex_tables import DexTable

LONG_STRING = 1000
"""Characters; longer constants are payloads, tables or licences."""
ENCODED_STRING = 40
_LOOK_BYTES = 256
"""Of a string that tell whether it is encoded."""
_HEX = re.compile(rb"[0-9A-Fa-f]+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]+={0,2}")
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = b"0123456789"
_LEAST_CAPITALS = 0.2
_LEAST_DIGITS = 0.04
"""Random Base64 has shares of 0.41 and 0.16, a name in CamelCase of 0.15 and 0.02."""


def string_constants(table: DexTable) -> list[bytes]:
    """Give the strings that name no type, member or source file.

    Together they are no longer than the file: thousands of strings may share their bytes.
    """
    indices = table.constants()
    pool = table.strings
    total = np.cumsum(pool.end[indices] - pool.start[indices])
    return pool.raws(indices[total <= len(table.data)], len(table.data))


def string_lengths(table: DexTable) -> tuple[int, int]:
    """Give the characters of all strings together, and the number of long strings."""
    pool = table.strings
    units = np.minimum(pool.units, pool.end - pool.start)
    return int(units.sum()), int(np.count_nonzero(units > LONG_STRING))


def count_encoded(constants: Iterable[bytes]) -> int:
    """Count the strings that look encoded."""
    return sum(looks_encoded(raw) for raw in constants if len(raw) >= ENCODED_STRING)


def looks_encoded(raw: bytes) -> bool:
    """Tell whether a string is long and looks like Base64 or hexadecimal digits.

    >>> looks_encoded(b"d41d8cd98f00b204e9800998ecf8427e7e240de7"), looks_encoded(b"deadbeef")
    (True, False)
    """
    if len(raw) < ENCODED_STRING:
        return False
    look = raw[:_LOOK_BYTES]
    if _HEX.fullmatch(look):
        return True
    if not _BASE64.fullmatch(look):
        return False
    capitals = len(look) - len(look.translate(None, _CAPITALS))
    digits = len(look) - len(look.translate(None, _DIGITS))
    return capitals >= _LEAST_CAPITALS * len(look) and digits >= _LEAST_DIGITS * len(look)
