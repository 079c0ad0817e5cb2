"""The two headers of each entry, of the directory and of the entry itself, compared as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from apkscan.read.zip_records import (
    DEFLATED,
    DESCRIPTOR_FLAG,
    ENCRYPTED_FLAG,
    LOCAL_BYTES,
    RECORD_BYTES,
    UNKNOWN32,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from apkscan.read.zip_records import Buffer, Entry

    _Bools = NDArray[np.bool_]
    _Places = NDArray[np.int64]

_SHARED = [
    ("need", "<u2"),
    ("flags", "<u2"),
    ("method", "<u2"),
    ("stamp", "<u4"),
    ("crc", "<u4"),
    ("packed", "<u4"),
    ("size", "<u4"),
    ("name", "<u2"),
    ("extra", "<u2"),
]
_LOCAL = np.dtype([("magic", "<u4"), *_SHARED])
_CENTRAL = np.dtype([("magic", "<u4"), ("made", "<u2"), *_SHARED, ("rest", "V14")])
_LOCAL_MAGIC = 0x04034B50


@dataclass(frozen=True, slots=True)
class Pairs:
    """Headers of n entries.

    Shape: offsets and records int64 (n,), places in the file; local and central records (n,).
    """

    offsets: _Places
    records: _Places
    local: NDArray[np.void]
    central: NDArray[np.void]

    @property
    def found(self) -> _Bools:
        """Where there is a local header at all."""
        found: _Bools = self.local["magic"] == _LOCAL_MAGIC
        return found

    def differences(self, data: Buffer) -> Mapping[str, _Bools]:
        """Tell where they differ in what Android compares, and in the method, which it does not."""
        local, central = self.local, self.central
        plain = local["flags"] & DESCRIPTOR_FLAG == 0
        wide = (local["size"] == UNKNOWN32) | (central["size"] == UNKNOWN32)
        sizes = (local["packed"] != central["packed"]) | (local["size"] != central["size"])
        parts = {
            "method": local["method"] != central["method"],
            "encryption": (local["flags"] ^ central["flags"]) & ENCRYPTED_FLAG != 0,
            "crc": plain & (local["crc"] != central["crc"]),
            "size": plain & sizes & ~wide,  # ZIP64 keeps them elsewhere
            "name": (local["name"] != central["name"]) | self._names_differ(data),
        }
        return {what: where & self.found for what, where in parts.items()}

    def ends(self, entries: list[Entry]) -> _Places:
        """Give where the content of each entry ends: Android takes lengths of the local header."""
        held = [e.packed_size if e.method == DEFLATED else e.size for e in entries]
        header = LOCAL_BYTES + self.local["name"].astype(np.int64) + self.local["extra"]
        ends: _Places = self.offsets + header + np.array(held, dtype=np.int64)
        return ends

    def _names_differ(self, data: Buffer) -> _Bools:
        lengths = self.central["name"].tolist()
        first, second = (
            (self.offsets + LOCAL_BYTES).tolist(),
            (self.records + RECORD_BYTES).tolist(),
        )
        return np.array(
            [
                data[one : one + length] != data[two : two + length]
                for one, two, length in zip(first, second, lengths, strict=True)
            ],
            dtype=np.bool_,
        )


def read_pairs(data: Buffer, entries: list[Entry]) -> Pairs:
    """Read both headers of entries whose places are within the file."""
    offsets = np.array([entry.offset for entry in entries], dtype=np.int64)
    records = np.array([entry.record for entry in entries], dtype=np.int64)
    view = np.frombuffer(data, np.uint8)
    return Pairs(
        offsets, records, _gathered(view, offsets, _LOCAL), _gathered(view, records, _CENTRAL)
    )


def _gathered(
    view: NDArray[np.uint8], places: _Places, kind: np.dtype[np.void]
) -> NDArray[np.void]:
    rows: NDArray[np.void] = view[places[:, None] + np.arange(kind.itemsize)].view(kind).ravel()
    return rows
