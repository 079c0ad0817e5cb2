"""Reads lists for the tests of this folder, and builds the odd ones."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, SourceError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from urlguard.inputs import open_targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fraudlens.targets import Chunk


@dataclass(frozen=True, slots=True)
class Listing:
    """All chunks of a list, laid end to end."""

    rows: list[tuple[int, str]]
    """Line and target of each row, errors included."""
    errors: dict[int, InputError]
    """Error of a row by its line."""

    @property
    def targets(self) -> list[str]:
        return [target for line, target in self.rows if line not in self.errors]

    @property
    def codes(self) -> dict[int, str]:
        return {line: error.code for line, error in self.errors.items()}

    @property
    def messages(self) -> dict[int, str]:
        return {line: error.message for line, error in self.errors.items()}


def gather(chunks: Iterable[Chunk]) -> Listing:
    rows: list[tuple[int, str]] = []
    errors: dict[int, InputError] = {}
    for chunk in chunks:
        assert chunk.lines is not None
        assert len(chunk.lines) == len(chunk.targets) > 0
        rows += zip(chunk.lines, chunk.targets, strict=True)
        errors.update({chunk.lines[place]: error for place, error in chunk.errors})
    return Listing(rows, errors)


def piped(
    data: bytes | str, *, column: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Listing:
    """Read `data` from a pipe, which has no name and cannot seek."""
    data = data.encode() if isinstance(data, str) else data
    return gather(open_targets("-", column=column, limits=limits, stdin=Pipe(data)))


def refusal(
    source: str | Path,
    *,
    data: bytes | None = None,
    column: str | None = None,
    max_ratio: int = DEFAULT_LIMITS.max_ratio,
) -> tuple[str, str]:
    """Give message and hint of the error that `source` is refused with."""
    stdin = None if data is None else Pipe(data)
    try:
        limits = Limits(max_ratio=max_ratio)
        list(open_targets(str(source), column=column, limits=limits, stdin=stdin))
    except SourceError as error:
        return error.message, error.hint
    raise AssertionError(f"{source} was read")


class Pipe(io.BytesIO):
    """Bytes that come in small portions and only once."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or -1, 50_000))

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("a pipe cannot seek")


class Endless(io.RawIOBase):
    """One block over and over, `times` times: a large file that takes no room."""

    def __init__(self, block: bytes, times: int) -> None:
        self._block = block
        self._left = times

    def read(self, _size: int = -1, /) -> bytes:
        self._left -= 1
        return self._block if self._left >= 0 else b""
