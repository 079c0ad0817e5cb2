"""Blocks of bytes to runs of whole lines, numbered; no line is held beyond its bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.errors import InputError, LimitExceeded
from urlguard.inputs.chunks import EXCERPT_BYTES, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NEWLINE = b"\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive lines that may be read."""

    first: int
    """Number of the first line, from 1."""
    data: bytes
    """UTF-8, or what claims to be; a newline only between two lines."""

    @property
    def text(self) -> str:
        """The lines decoded; U+FFFD stands for what is no UTF-8, and the detector judges that."""
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not read, or the point at which the rest of the file was lost."""

    line: int
    excerpt: str
    error: InputError


Piece: TypeAlias = Run | Fault


def pieces(blocks: Iterable[bytes], max_line_bytes: int) -> Iterator[Piece]:
    """Split blocks at line ends: LF, CRLF or CR.

    A line of more than `max_line_bytes` becomes a `Fault` and is skipped as it arrives. An
    `InputError` raised by `blocks` ends the pieces as a `Fault`; the line it cut is dropped,
    since half a URL is another URL.
    """
    splitter = _Splitter(max_line_bytes)
    try:
        for block in _with_newlines(blocks):
            yield from splitter.feed(block)
    except InputError as error:
        yield splitter.broken(error.bare())


def _with_newlines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give LF for each line end, and one at the very end, so that the last line is whole too."""
    waiting = b""
    fault: InputError | None = None
    try:
        for block in filter(None, blocks):  # an empty one last would hide that a line is open
            if waiting.endswith(b"\r"):  # its LF may open this block
                yield _with_lf(waiting[:-1])
                waiting = b"\r" + block
            else:
                yield _with_lf(waiting)
                waiting = block
    except InputError as exc:
        fault = exc
    last = _with_lf(waiting)
    if fault:
        yield last
        raise fault
    yield last if last.endswith(_NEWLINE) or not last else last + _NEWLINE


def _with_lf(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    return data.replace(b"\r\n", _NEWLINE).replace(b"\r", _NEWLINE)


def _may_hold_longer(data: bytes, max_line_bytes: int) -> bool:
    """Tell, without finding every line, whether one may be longer than the bound.

    A line past the bound fills one of the windows of half its length, wherever it stands.
    """
    half = (max_line_bytes + 2) // 2
    starts = range(0, len(data) - half + 1, half)
    return any(data.find(_NEWLINE, start, start + half) < 0 for start in starts)


class _Splitter:
    """Whole lines go out, the open one is kept; past the bound only its beginning is."""

    def __init__(self, max_line_bytes: int) -> None:
        self._max = max_line_bytes
        self._line = 1
        self._open = b""
        self._skipping = False

    def feed(self, block: bytes) -> Iterator[Piece]:
        if self._skipping:
            end = block.find(_NEWLINE)
            if end < 0:
                return
            yield self._too_long(self._open)
            self._open, self._skipping = b"", False
            block = block[end + 1 :]
        data = self._open + block if self._open else block
        end = data.rfind(_NEWLINE)
        self._open = data[end + 1 :]
        if end >= 0:
            yield from self._whole(data[:end])
        if len(self._open) > self._max:
            self._open, self._skipping = self._open[:EXCERPT_BYTES], True

    def broken(self, error: InputError) -> Fault:
        return Fault(self._line, excerpt(self._open), error)

    def _whole(self, data: bytes) -> Iterator[Piece]:
        if not _may_hold_longer(data, self._max):
            yield self._run(data)
            return
        held: list[bytes] = []
        for line in data.split(_NEWLINE):
            if len(line) <= self._max:
                held.append(line)
                continue
            if held:
                yield self._run(_NEWLINE.join(held))
            held = []
            yield self._too_long(line)
        if held:
            yield self._run(_NEWLINE.join(held))

    def _run(self, data: bytes) -> Run:
        run = Run(self._line, data)
        self._line += data.count(_NEWLINE) + 1
        return run

    def _too_long(self, line: bytes) -> Fault:
        error = LimitExceeded(
            f"the line is longer than {self._max} bytes", hint="one URL a line is expected"
        )
        fault = Fault(self._line, excerpt(line), error)
        self._line += 1
        return fault
