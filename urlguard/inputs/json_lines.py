"""JSON Lines as streams: an object or a string a line."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING

import orjson

from fraudlens.errors import InputError, MalformedInput
from urlguard.inputs import columns
from urlguard.inputs.chunks import checked, cut, excerpt
from urlguard.inputs.lines import Fault
from urlguard.inputs.text import fault_chunk, is_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.targets import Chunk
    from urlguard.inputs.lines import Piece, Run

_KINDS: Mapping[type, str] = {
    NoneType: "a null",
    bool: "a truth value",
    list: "a list",
    dict: "an object",
}
"""What JSON calls a value of these types; all others are numbers."""


def json_chunks(file: str, pieces: Iterable[Piece], column: str | None) -> Iterator[Chunk]:
    """Give one target a line: a string, or of an object the member `column` or a known name.

    A line that is neither is an error in its place; blank lines and `#` lines are none.
    """
    for piece in pieces:
        if isinstance(piece, Fault):
            yield fault_chunk(file, piece)
        else:
            yield from _run_chunks(file, piece, column)


def _run_chunks(file: str, run: Run, column: str | None) -> Iterator[Chunk]:
    targets: list[str] = []
    lines: list[int] = []
    errors: dict[int, InputError] = {}
    for number, line in enumerate(map(str.strip, run.text.split("\n")), run.first):
        if not is_target(line):
            continue
        try:
            value = _value(line, column)
        except InputError as error:
            errors[len(targets)] = error.bare()
            value = excerpt(line)
        targets.append(value)
        lines.append(number)
    targets, found = checked(targets)
    yield from cut(file, targets, lines, sorted({**dict(found), **errors}.items()))


def _value(line: str, column: str | None) -> str:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as exc:
        raise MalformedInput(f"the line is no JSON: {exc.msg} (character {exc.colno})") from exc
    if isinstance(value, dict):
        value = _member(value, column)
    if not isinstance(value, str):
        kind = _KINDS.get(type(value), "a number")
        raise MalformedInput(f"{kind} stands where the URL is expected")
    return value


def _member(members: dict[str, object], column: str | None) -> object:
    for name in columns.NAMES if column is None else (column,):
        if name in members:
            return members[name]
    names = list(members)
    at = columns.find(names, column)
    if at is None:
        raise MalformedInput(columns.complaint(names, column))
    return members[names[at]]
