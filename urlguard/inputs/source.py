"""Files and standard input as blocks of bytes, packed or not; what cannot be opened, and why."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, MalformedInput, SourceError
from urlguard.inputs.compression import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from fraudlens.limits import Limits

STANDARD_INPUT = "-"

BLOCK_BYTES = 2 << 20
"""Some 50,000 URLs: what a block costs beside its lines no longer shows."""


@contextmanager
def opened(source: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Open a file by name, or `stdin` (by default the process's own) for `-`, and close the file.

    Raises:
        SourceError: it cannot be opened.
    """
    if source == STANDARD_INPUT:
        yield _standard_input() if stdin is None else stdin
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115  closed below; only opening may fail here
    except (OSError, ValueError) as exc:
        raise _cannot_open(source, exc) from exc
    with stream:
        yield stream


def blocks_of(stream: BinaryIO, limits: Limits) -> tuple[bytes, Iterator[bytes], bool]:
    """Give the first block, all blocks from the first on, and whether they were packed.

    A block is full but for the last, however slowly a pipe delivers. Never seeks.

    Raises:
        InputError: nothing at all could be read; while iterating, the rest is lost.
    """
    raw = _joined(_read(stream))
    head = next(raw, b"")
    inner = unpacked(head, chain([head], raw), limits)
    if inner is None:
        return head, chain([head], raw), False
    blocks = _joined(inner)
    head = next(blocks, b"")
    return head, chain([head], blocks), True


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # a service without one
        raise SourceError("-: there is no standard input", hint="name a file instead")
    return sys.stdin.buffer


def _read(stream: BinaryIO) -> Iterator[bytes]:
    try:
        while data := stream.read(BLOCK_BYTES):
            yield data
    except (OSError, ValueError) as exc:  # ValueError: closed under our feet
        raise MalformedInput(f"reading stopped: {exc}") from exc


def _joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Give parts as blocks of `BLOCK_BYTES` or more; an error comes after what was read before."""
    held: list[bytes] = []
    size = 0
    fault: InputError | None = None
    try:
        for part in parts:
            held.append(part)
            size += len(part)
            if size >= BLOCK_BYTES:
                yield b"".join(held)
                held, size = [], 0
    except InputError as exc:
        fault = exc
    if size:
        yield b"".join(held)
    if fault:
        raise fault


def _cannot_open(source: str, exc: OSError | ValueError) -> SourceError:
    match exc:
        case FileNotFoundError() | NotADirectoryError():
            return SourceError(
                f"{source}: no such file", hint="check the name and the folder you are in"
            )
        case IsADirectoryError():
            return SourceError(
                f"{source}: is a folder, not a list", hint="name a list of URLs inside it"
            )
        case PermissionError():
            return SourceError(
                f"{source}: may not be read", hint="ask its owner for the right to read it"
            )
        case OSError():
            return SourceError(f"{source}: cannot be opened: {exc.strerror or exc}")
        case _:
            return SourceError(f"{source!r}: is no file name")
