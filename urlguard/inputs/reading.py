"""One road from a name to targets: open, unpack, decode, tell the layout, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import InputError, SourceError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from urlguard.inputs.chunks import checked, cut, without_surrogates
from urlguard.inputs.encoding import as_utf8, detect
from urlguard.inputs.foreign import PARQUET_MAGIC, refuse_binary, refuse_foreign
from urlguard.inputs.json_lines import json_chunks
from urlguard.inputs.layout import HEAD_BYTES, Plain, Table, layout
from urlguard.inputs.lines import pieces
from urlguard.inputs.parquet import parquet_chunks
from urlguard.inputs.paths import list_suffix
from urlguard.inputs.source import STANDARD_INPUT, blocks_of, opened
from urlguard.inputs.table import table_chunks
from urlguard.inputs.text import text_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from fraudlens.targets import Chunk


def open_targets(
    source: str,
    *,
    column: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    stdin: BinaryIO | None = None,
) -> Iterator[Chunk]:
    """Read a list of URLs as a stream of chunks, in input order; nothing for an empty list.

    `source` is the name of a file, or `-` for `stdin` (by default the process's own), which may
    be a pipe. `column` names the column of a table, or gives its number from 1. The file is
    opened when the first chunk is asked for. What cannot be read within the file is an error of
    its chunk, in its place; bytes that are no UTF-8 become U+FFFD, for the detector to judge.

    Raises:
        SourceError: while iterating; the file cannot be opened, or is no list, or has no such
            column. Nothing else.
    """
    with opened(source, stdin) as stream:
        try:
            head, blocks, packed = blocks_of(stream, limits)
        except InputError as exc:
            raise SourceError(f"{source}: {exc.message}", hint=exc.hint) from exc
        suffix = list_suffix(source)
        if head.startswith(PARQUET_MAGIC) and not packed and source != STANDARD_INPUT:
            yield from parquet_chunks(source, column, limits)
            return
        if head:
            yield from _rows(source, suffix, head, blocks, column=column, limits=limits)


def targets_from_arguments(values: Sequence[str]) -> Iterator[Chunk]:
    """Give URLs named on the command line as chunks without a file; blank ones are errors."""
    targets, errors = checked([without_surrogates(value) for value in values])
    yield from cut(None, targets, None, errors)


def _rows(
    source: str,
    suffix: str,
    head: bytes,
    blocks: Iterator[bytes],
    *,
    column: str | None,
    limits: Limits,
) -> Iterator[Chunk]:
    head = head[:HEAD_BYTES]
    refuse_foreign(source, head)
    encoding, mark = detect(head)
    beginning = head[mark:].decode(encoding, "replace")
    refuse_binary(source, beginning.encode())
    runs = pieces(as_utf8(blocks, encoding, mark), limits.max_line_bytes)
    found = layout(source, suffix, beginning, column)
    if isinstance(found, Table):
        yield from table_chunks(source, runs, found, limits.max_line_bytes)
    elif found is Plain.JSON_LINES:
        yield from json_chunks(source, runs, column)
    else:
        yield from text_chunks(source, runs)
