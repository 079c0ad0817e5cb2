"""Messages between the scan and the processes that read apps: a length, a kind, JSON bytes.

JSON and no pickle: a process that an app took over could only send other facts, never code.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from fraudlens.errors import LimitExceeded

if TYPE_CHECKING:
    from typing import BinaryIO

_HEAD = struct.Struct("<IB")
MAX_FRAME_BYTES = 64 << 20
"""No facts come near; a longer frame is a broken or hostile process."""
NO_READER = "the process that read it sent what no reader sends"


class FrameKind(IntEnum):
    """What a frame carries."""

    JOB = 1
    """To the process: a path and the limits."""
    PARTIAL = 2
    """Facts so far; the last ones stand if the process must be stopped."""
    FACTS = 3
    """All facts of the app."""
    ERROR = 4
    """Code and message of an `InputError`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A message."""

    kind: FrameKind
    payload: bytes


def frame_bytes(frame: Frame) -> bytes:
    """Write a frame."""
    return _HEAD.pack(len(frame.payload), frame.kind) + frame.payload


def take_frame(buffer: bytearray) -> Frame | None:
    """Take the first frame off the front of `buffer`; `None` until it is whole.

    Raises:
        LimitExceeded: it is longer than any honest frame, or of no known kind.
    """
    if len(buffer) < _HEAD.size:
        return None
    length, kind = _HEAD.unpack_from(buffer)
    if length > MAX_FRAME_BYTES or kind not in FrameKind.__members__.values():
        raise LimitExceeded(NO_READER)
    end = _HEAD.size + length
    if len(buffer) < end:
        return None
    frame = Frame(FrameKind(kind), bytes(buffer[_HEAD.size : end]))
    del buffer[:end]
    return frame


def read_frame(stream: BinaryIO) -> Frame | None:
    """Wait for the next frame of a stream; `None` at its end."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, kind = _HEAD.unpack(head)
    return Frame(FrameKind(kind), stream.read(length))
