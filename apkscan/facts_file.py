"""Facts of many apps in a file that grows while a scan runs: stop it, and go on where it was."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import orjson

from fraudlens.errors import SourceError
from fraudlens.presence import exists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class FactsLine:
    """An app that was read."""

    target: str
    """Path, as the user gave it."""
    bytes: int
    modified_ns: int
    facts: str
    """JSON of `apkscan.facts_json`."""


def facts_lines(path: Path) -> Iterator[FactsLine]:
    """Give the lines of a facts file, `.jsonl` or `.jsonl.gz`, in order.

    A last line that a stopped scan left half-written is passed over.

    Raises:
        SourceError: the file cannot be read, or is no file of facts.
    """
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.endswith(b"\n"):
                    yield _parsed(line, f"{path}: line {number}")
    except (OSError, EOFError) as exc:
        raise SourceError(f"{path}: cannot be read: {exc}", hint="check the name") from exc


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
        """
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
        line = self._known.get(target)
        if line is None or (line.bytes, line.modified_ns) != _state(target):
            return None
        return line.facts

    def put(self, target: str, facts: str) -> None:
        """Add the facts of an app; they are on the disk when this returns."""
        size, modified = _state(target)
        self._stream.write(line_bytes(FactsLine(target, size, modified, facts)))
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _state(target: str) -> tuple[int, int]:
    try:
        found = os.stat(target)  # noqa: PTH116  a name, not yet a path
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _cut_half_line(path: Path) -> None:
    """Take off a last line that a stopped scan left half-written."""
    if not exists(path):
        return
    with path.open("r+b") as stream:
        end = stream.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - _BLOCK)
            stream.seek(start)
            newline = stream.read(end - start).rfind(b"\n")
            if newline >= 0:
                stream.truncate(start + newline + 1)
                return
            end = start
        stream.truncate(0)


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _parsed(line: bytes, place: str) -> FactsLine:
    try:
        row = orjson.loads(line)
        facts = orjson.dumps(row["facts"]).decode()
        return FactsLine(str(row["target"]), int(row["bytes"]), int(row["modified_ns"]), facts)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as exc:
        raise SourceError(
            f"{place}: is no line of facts",
            hint="name a file that '--facts' wrote, or one that is not there yet",
        ) from exc
