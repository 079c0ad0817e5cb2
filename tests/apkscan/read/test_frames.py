from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.frames import (
    MAX_FRAME_BYTES,
    Frame,
    FrameKind,
    frame_bytes,
    read_frame,
    take_frame,
)
from fraudlens.errors import LimitExceeded

FRAMES = st.builds(Frame, st.sampled_from(FrameKind), st.binary(max_size=50))


@given(frames=st.lists(FRAMES, max_size=4), cut=st.integers(0, 20))
def test_frames_come_out_as_they_went_in(frames: list[Frame], cut: int) -> None:
    data = b"".join(map(frame_bytes, frames))
    buffer = bytearray(data[:cut])
    found = []
    while (frame := take_frame(buffer)) is not None:
        found.append(frame)
    buffer += data[cut:]
    while (frame := take_frame(buffer)) is not None:
        found.append(frame)

    assert frames == found
    assert not buffer


def test_a_stream_gives_frames_until_its_end() -> None:
    stream = io.BytesIO(frame_bytes(Frame(FrameKind.JOB, b"{}")))

    assert Frame(FrameKind.JOB, b"{}") == read_frame(stream)
    assert read_frame(stream) is None


@pytest.mark.parametrize(
    "head",
    [
        (MAX_FRAME_BYTES + 1).to_bytes(4, "little") + b"\x03",
        (1).to_bytes(4, "little") + b"\x00",
        (1).to_bytes(4, "little") + b"\x63",
    ],
    ids=["too long", "no kind", "unknown kind"],
)
def test_what_no_reader_sends_is_refused(head: bytes) -> None:
    with pytest.raises(LimitExceeded, match="what no reader sends"):
        take_frame(bytearray(head))
