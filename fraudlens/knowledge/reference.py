"""Where the reference data lies, and how its tables are read."""

from __future__ import annotations

import csv
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PACKAGED = Path(__file__).parent.parent / "_reference"
_CHECKOUT = Path(__file__).parents[2] / "datasets" / "reference"
_HINT = "install fraudlens again, or restore datasets/reference from git"


def reference_folder() -> Path:
    """Give the folder of the reference data: of the wheel if there is one, else of the checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


@lru_cache(maxsize=16)
def reference_text(name: str) -> str:
    """Read the whole file `name`, UTF-8.

    Raises:
        DataError: the file is missing or no UTF-8.
    """
    try:
        return _read(name).decode("utf-8")
    except UnicodeDecodeError as exc:
        raise DataError(f"{name}: not UTF-8", hint=_HINT) from exc


def reference_digest(name: str) -> str:
    """Give the SHA-256 of the file `name`, for manifests.

    Raises:
        DataError: the file is missing.
    """
    return hashlib.sha256(_read(name)).hexdigest()


def reference_digests(names: Iterable[str]) -> dict[str, str]:
    """Give the SHA-256 of each of these files, by name.

    Raises:
        DataError: a file is missing.
    """
    return {name: reference_digest(name) for name in sorted(names)}


def read_table(text: str, name: str, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    r"""Give place (`name:line`) and cells of each row of a CSV `text` that has exactly `columns`.

    Lines that start with `#` are comments; no cell holds a line break.

    Raises:
        DataError: the header or the number of cells is not as it should be.

    >>> list(read_table("# facts\na,b\n1,2", "t.csv", ("a", "b")))
    [('t.csv:3', ['1', '2'])]
    """
    header = True
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line:
            continue
        place = f"{name}:{number}"
        cells = next(csv.reader([line])) if '"' in line else line.split(",")
        if header and cells != list(columns):
            raise DataError(f"{place}: expected the columns {','.join(columns)}", hint=_HINT)
        if len(cells) != len(columns):
            raise DataError(f"{place}: expected {len(columns)} cells, not {len(cells)}", hint=_HINT)
        if not header:
            yield place, cells
        header = False


def one_of(value: str, allowed: Sequence[str], place: str) -> str:
    """Give `value` back if it is one of `allowed`.

    Raises:
        DataError: it is not; the message names the `place`.
    """
    if value not in allowed:
        raise DataError(f'{place}: "{value}" is none of {", ".join(allowed)}', hint=_HINT)
    return value


def split_cell(cell: str) -> tuple[str, ...]:
    """Give the parts of a cell that holds a list.

    >>> split_cell("paypal;paypa1"), split_cell("")
    (('paypal', 'paypa1'), ())
    """
    return tuple(part for part in cell.split(";") if part)


def _read(name: str) -> bytes:
    path = reference_folder() / name
    try:
        return path.read_bytes()
    except OSError as exc:
        raise DataError(f'no reference file "{name}"', hint=_HINT) from exc
