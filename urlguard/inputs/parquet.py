"""Parquet files, read in slices; the one importer of polars for lists to be scanned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, LimitExceeded, MalformedInput, SourceError
from fraudlens.targets import CHUNK_ROWS
from urlguard.inputs import columns
from urlguard.inputs.chunks import EXCERPT_CHARACTERS, checked, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from fraudlens.limits import Limits
    from fraudlens.targets import Chunk

_SLICE_ROWS = 262_144
"""Of slices from 65,536 rows up all cost the same time; this one stays under 30 MB of URLs."""

_CHUNK_BYTES = 32 << 20
"""Long values come in shorter chunks: a dictionary can repeat one of a megabyte for ever."""


def parquet_chunks(source: str, column: str | None, limits: Limits) -> Iterator[Chunk]:
    """Give one target a row; `lines` are row numbers from 1.

    Raises:
        SourceError: the file is broken, or has no such column, or not one of text.
    """
    import polars as pl  # noqa: PLC0415  100 ms

    broken = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
    try:
        # Absolute and unglobbed: polars would take "s3://x" for a bucket and "[1]" for a pattern.
        frame = pl.scan_parquet(Path(source).absolute(), glob=False)
        schema = frame.collect_schema()
    except broken as exc:
        raise SourceError(
            f"{source}: broken Parquet: {_first_line(exc)}", hint="write or copy the file again"
        ) from exc
    name = _column(source, schema, column)
    values = frame.select(pl.col(name).cast(pl.String))
    start = 0
    while True:
        try:
            rows = values.slice(start, _SLICE_ROWS).collect().to_series()
        except broken as exc:
            error = MalformedInput(
                f"broken Parquet: {_first_line(exc)}", hint="write or copy the file again"
            )
            yield from cut(source, [""], [start + 1], [(0, error)])
            return
        if rows.is_empty():
            return
        yield from _slice_chunks(source, rows, start + 1, limits)
        start += len(rows)


def _column(source: str, schema: pl.Schema, wanted: str | None) -> str:
    import polars as pl  # noqa: PLC0415  100 ms

    names = schema.names()
    at = columns.find(names, wanted)
    if at is None:
        raise columns.missing(source, names, wanted)
    kind = schema.dtypes()[at]
    if kind not in (pl.String, pl.Categorical, pl.Enum):
        raise SourceError(
            f"{source}: column {names[at]!r} holds {kind}, not text",
            hint="name another column with --column",
        )
    return names[at]


def _slice_chunks(source: str, rows: pl.Series, first: int, limits: Limits) -> Iterator[Chunk]:
    import polars as pl  # noqa: PLC0415  100 ms

    start = 0
    while start < len(rows):
        part = rows[start : start + CHUNK_ROWS]
        fits = part.str.len_bytes().fill_null(0).cast(pl.UInt64).cum_sum() <= _CHUNK_BYTES
        part = part[: max(1, int(fits.sum()))]
        yield from _part_chunks(source, part, first + start, limits)
        start += len(part)


def _part_chunks(source: str, part: pl.Series, first: int, limits: Limits) -> Iterator[Chunk]:
    too_long = (part.str.len_bytes() > limits.max_line_bytes).fill_null(value=False)
    if too_long.any():
        part = part.zip_with(~too_long, part.str.slice(0, EXCERPT_CHARACTERS))
    targets, found = checked(part.to_list())
    errors: dict[int, InputError] = dict(found)
    error = LimitExceeded(f"the value is longer than {limits.max_line_bytes} bytes")
    errors.update((int(place), error) for place in too_long.arg_true())
    lines = range(first, first + len(targets))
    yield from cut(source, targets, lines, sorted(errors.items()))


def _first_line(exc: BaseException) -> str:
    return str(exc).partition("\n")[0]
