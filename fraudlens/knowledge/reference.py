"""Where the reference data lies, and how its tables are read."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PACKAGED = Path(__file__).parent.parent / "_reference"
_CHECKOUT = Path(__file__).parents[2] / "datasets" / "reference"
_TOLD = frozenset({"en", "zh", "source"})
"""Keys of TOML files whose texts people read, and which decide nothing."""
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


def reference_digests(names: Iterable[str]) -> dict[str, str]:
    """Give the SHA-256 of each of these files, by name.

    Raises:
        DataError: a file is missing.
    """
    return {name: hashlib.sha256(_read(name)).hexdigest() for name in sorted(names)}


def deciding_digests(names: Iterable[str]) -> dict[str, str]:
    """Give the SHA-256 of what of each of these files can change a score, for manifests.

    Of a TOML file that is neither comments nor the texts that people read.

    Raises:
        DataError: a file is missing, or broken.
    """
    return {name: hashlib.sha256(_deciding(name)).hexdigest() for name in sorted(names)}


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


def _deciding(name: str) -> bytes:
    if not name.endswith(".toml"):
        return _read(name)
    try:
        document = tomllib.loads(reference_text(name))
    except tomllib.TOMLDecodeError as exc:
        raise DataError(f"{name}: {exc}", hint=_HINT) from exc
    return json.dumps(_untold(document), sort_keys=True).encode()


def _untold(value: object) -> object:
    """Leave out the texts that people read, at any depth."""
    if isinstance(value, dict):
        return {key: _untold(inner) for key, inner in value.items() if key not in _TOLD}
    return [_untold(inner) for inner in value] if isinstance(value, list) else value


def _read(name: str) -> bytes:
    path = reference_folder() / name
    try:
        return path.read_bytes()
    except OSError as exc:
        raise DataError(f'no reference file "{name}"', hint=_HINT) from exc
