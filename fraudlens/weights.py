"""Learned tables of a bundle as `.npz` bytes that depend on nothing but the tables."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from fraudlens.errors import ModelIntegrityError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_UNIX = 3
"""System that made the archive: one for all, or the bytes would tell Windows from the rest."""


def save_weights(tables: Mapping[str, NDArray[Any]]) -> bytes:
    """Write tables, sorted by name, uncompressed and without dates: equal tables, equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(tables):
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.create_system = _UNIX
            content = io.BytesIO()
            np.lib.format.write_array(
                content, np.ascontiguousarray(tables[name]), version=(1, 0), allow_pickle=False
            )
            archive.writestr(entry, content.getvalue())
    return buffer.getvalue()


def read_weights(data: bytes) -> dict[str, NDArray[Any]]:
    """Read what `save_weights` wrote; never unpickles.

    Raises:
        ModelIntegrityError: no archive of plain arrays.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            tables = {name: archive[name] for name in archive.files}
    # numpy raises at least four types for a broken archive, among them AttributeError.
    except Exception as exc:  # numpy.load is wrapped here and nowhere else
        raise ModelIntegrityError(
            f"weights.npz: not an archive of plain arrays: {exc}",
            hint="get the model again, or train it anew",
        ) from exc
    for table in tables.values():
        table.setflags(write=False)
    return tables
