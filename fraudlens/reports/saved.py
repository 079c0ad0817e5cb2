"""A saved run, read back: the outcomes that `jsonl` wrote, or an error that says which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from fraudlens.errors import MalformedInput, SourceError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.saved_record import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.limits import Limits
    from fraudlens.verdict import Outcome

_HINT = "name a file that 'fraudlens scan --format jsonl' wrote, whole"


def read_run(
    blocks: Iterable[bytes], name: str, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Outcome]:
    """Give the outcomes of a run saved as JSON Lines, in order; blank lines are passed over.

    `blocks` are the bytes of the file, cut anywhere; `name` is what errors call it. Keys that
    this version does not know are left out.

    Raises:
        SourceError: while iterating; a line is no record, or longer than the bound.
    """
    for number, line in enumerate(_lines(blocks, name, limits.max_record_bytes), 1):
        if not line or line.isspace():
            continue
        try:
            yield read_record(line)
        except MalformedInput as exc:
            raise _fault(name, number, exc.message) from exc


def read_record(line: bytes) -> Outcome:
    """Read one line of a run.

    Raises:
        MalformedInput: it is no record.
    """
    try:
        return outcome_of(orjson.loads(line))
    except orjson.JSONDecodeError as exc:
        raise MalformedInput(f"is no JSON: {exc.msg}") from exc


def _lines(blocks: Iterable[bytes], name: str, most: int) -> Iterator[bytes]:
    """Give lines without their ends; what is held is never longer than `most` and one block."""
    rest = b""
    number = 1
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            if len(line) > most:
                raise _too_long(name, number, most)
            yield line
            number += 1
        if len(rest) > most:
            raise _too_long(name, number, most)
    if rest:
        yield rest


def _too_long(name: str, number: int, most: int) -> SourceError:
    return _fault(name, number, f"is longer than {most} bytes")


def _fault(name: str, number: int, what: str) -> SourceError:
    return SourceError(f"{name}: line {number}: {what}", hint=_HINT)
