"""Where a user's own newer copies of reference data lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def user_data_folder(environ: Mapping[str, str]) -> Path:
    """Give the folder, which may not be there: `fraudlens` in that of the XDG specification.

    A relative `XDG_DATA_HOME` is invalid by that specification, and ignored.

    >>> user_data_folder({"XDG_DATA_HOME": "/data"})
    PosixPath('/data/fraudlens')
    """
    given = Path(environ.get("XDG_DATA_HOME") or "")
    home = Path(environ.get("HOME") or Path.home())
    return (given if given.is_absolute() else home / ".local" / "share") / "fraudlens"
