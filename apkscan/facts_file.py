"""Facts of many apps in a file that grows while a scan runs: stop it, and go on where it was."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import orjson

from fraudlens.errors import SourceError, UsageError
from fraudlens.presence import exists
from fraudlens.reports.escape import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_BLOCK = 1 << 16
_MOST_BYTES = 64 << 20
"""Of a line; the facts of the largest apps have some megabytes."""
_BEGIN = b'{"target":'
"""Of each line."""
_PACKED = (".gz", ".zst")
_AGAIN = "go on with the scan that wrote it"
_HINT = "name a file that '--facts' wrote, or one that is not there yet"


@dataclass(frozen=True, slots=True)
class FactsLine:
    """An app that was read."""

    target: str
    """Path, as the user gave it."""
    bytes: int
    modified_ns: int
    facts: str
    """JSON of `apkscan.facts_json`."""


def facts_lines(path: Path, *, whole: bool = False) -> Iterator[FactsLine]:
    """Give the lines of a facts file, `.jsonl` or `.jsonl.gz`, in order.

    A last line that a stopped scan left half-written is passed over, or, where the file must be
    `whole`, an error behind the others.

    Raises:
        SourceError: the file cannot be read, or is no file of facts.
    """
    try:
        with _opened(path) as stream:
            number = 0
            while line := stream.readline(_MOST_BYTES):
                number += 1
                if line.endswith(b"\n"):
                    yield _parsed(line, f"{path}: line {number}")
                elif len(line) == _MOST_BYTES:
                    raise SourceError(f"{path}: line {number}: is too long", hint=_HINT)
                elif whole:
                    raise SourceError(f"{path}: line {number}: is cut off", hint=_AGAIN)
    except (OSError, EOFError, zlib.error) as exc:
        raise SourceError(f"{path}: cannot be read: {exc}", hint="check the name") from exc


def latest_lines(path: Path) -> Iterator[FactsLine]:
    """Give the last line of each app, in order: an app that changed was read again below.

    A line that is none is an error behind the lines before it.

    Raises:
        SourceError: as `facts_lines` of a file that must be whole.
    """
    last: dict[str, int] = {}
    with suppress(SourceError):  # told below, behind the lines before it
        for number, line in enumerate(facts_lines(path)):
            last[line.target] = number
    for number, line in enumerate(facts_lines(path, whole=True)):
        if last.get(line.target) == number:
            yield line


def line_bytes(line: FactsLine) -> bytes:
    """Write a line."""
    head = {"target": line.target, "bytes": line.bytes, "modified_ns": line.modified_ns}
    return orjson.dumps(head)[:-1] + b',"facts":' + line.facts.encode() + b"}\n"


class FactsFile:
    """A facts file that is read when opened, and appended to as apps are read."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or begin it.

        Raises:
            SourceError: it cannot be read or written, or is no file of facts.
            UsageError: its name is that of a packed file.
        """
        if path.suffix in _PACKED:
            raise UsageError(
                f"--facts: {path}: a packed file cannot grow",
                hint="name a .jsonl file, and pack it when the scan is done",
            )
        self._asked: dict[str, tuple[int, int]] = {}
        self._known: dict[str, FactsLine] = {}
        if exists(path):
            self._known = {line.target: line for line in facts_lines(path)}
        try:
            _cut_half_line(path)
            self._stream = path.open("ab")
        except OSError as exc:
            raise SourceError(
                f"{path}: cannot be written: {exc.strerror}", hint="name a file of your own"
            ) from exc

    def get(self, target: str) -> str | None:
        """Give the facts of an app that was read before and has not changed since."""
        line, state = self._known.get(target), _state(target)
        if line is None or (line.bytes, line.modified_ns) != state:
            # The first state stays: an app may be named again before it was read.
            self._asked.setdefault(target, state)
            return None
        return line.facts

    def put(self, target: str, facts: str) -> None:
        """Add the facts of an app that was asked for; they are on the disk when this returns.

        They are those of the file as it was then: it may have been changed while it was read.
        """
        size, modified = self._asked[target]
        name = without_surrogates(target)
        if name != target:
            # Another file may have the name that is written: it is never taken for this one.
            modified = -1
        self._stream.write(line_bytes(FactsLine(name, size, modified, facts)))
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _state(target: str) -> tuple[int, int]:
    """Give size and time of a file; of a folder of splits, the sum and the latest of its parts."""
    try:
        found = [os.stat(target)]  # noqa: PTH116  a name, not yet a path
        if stat.S_ISDIR(found[0].st_mode):
            with os.scandir(target) as parts:
                found += [part.stat() for part in parts]
    except (OSError, ValueError):
        return -1, -1
    return sum(one.st_size for one in found), max(one.st_mtime_ns for one in found)


def _cut_half_line(path: Path) -> None:
    """Take off a last line that a stopped scan left half-written, and nothing that is not ours.

    Raises:
        SourceError: what stands there is no beginning of a line of facts.
    """
    if not exists(path):
        return
    with path.open("r+b") as stream:
        start = _last_line(stream)
        stream.seek(start)
        begin = stream.read(len(_BEGIN))
        if not (begin.startswith(_BEGIN) or _BEGIN.startswith(begin)):
            raise SourceError(f"{path}: its last line is no line of facts", hint=_HINT)
        stream.truncate(start)


def _last_line(stream: BinaryIO) -> int:
    """Give where the text behind the last line break begins."""
    end = stream.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        stream.seek(start)
        newline = stream.read(end - start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _parsed(line: bytes, place: str) -> FactsLine:
    try:
        row = orjson.loads(line)
        facts = orjson.dumps(row["facts"]).decode()
        return FactsLine(str(row["target"]), int(row["bytes"]), int(row["modified_ns"]), facts)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as exc:
        raise SourceError(f"{place}: is no line of facts", hint=_HINT) from exc
