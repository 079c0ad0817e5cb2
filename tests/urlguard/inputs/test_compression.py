"""Packed lists."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest
import zstandard

from fraudlens.errors import LimitExceeded
from fraudlens.limits import Limits
from tests.urlguard.inputs.lists import gather, piped, refusal
from urlguard.inputs import compression, open_targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Packer = Callable[[bytes], bytes]

URLS = [f"https://host{n * n}.example/path" for n in range(5000)]
LIST = "\n".join(URLS).encode()
PACKERS: dict[str, Packer] = {"gzip": gzip.compress, "zstd": zstandard.compress}


@pytest.fixture(params=PACKERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pack(name: str) -> Packer:
    return PACKERS[name]


def test_packed_list_is_read(pack: Packer) -> None:
    assert URLS == piped(pack(LIST)).targets


def test_magic_tells_it_and_not_the_name(pack: Packer, tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(pack(LIST))

    assert URLS == gather(open_targets(str(path))).targets


def test_inner_suffix_tells_the_layout(pack: Packer, tmp_path: Path) -> None:
    path = tmp_path / "urls.JSONL.GZ"
    path.write_bytes(pack(b'"a.example"\n'))

    assert ["a.example"] == gather(open_targets(str(path))).targets


def test_members_are_read_one_after_another(pack: Packer) -> None:
    assert ["a", "b", "c"] == piped(pack(b"a\nb") + pack(b"\n") + pack(b"c")).targets


def test_zeros_after_a_member_are_padding(pack: Packer) -> None:
    assert ["a"] == piped(pack(b"a\n") + b"\0" * 100).targets


def test_empty_archive_has_no_chunks(pack: Packer) -> None:
    assert [] == piped(pack(b"")).rows


def test_skippable_frame_is_skipped() -> None:
    frame = b"\x50\x2a\x4d\x18\x03\0\0\0abc"

    assert ["a"] == piped(frame + zstandard.compress(b"a")).targets


def test_what_was_read_before_the_end_was_cut_stays(pack: Packer, name: str) -> None:
    blob = pack(LIST)

    listing = piped(blob[: len(blob) - 10])

    read = len(listing.rows) - 1
    assert URLS[:read] == listing.targets
    assert {read + 1: f"the {name} data ends early"} == listing.messages
    assert URLS[read].startswith(listing.rows[-1][1])


def test_what_follows_a_member_and_is_none_is_an_error(pack: Packer, name: str) -> None:
    listing = piped(pack(b"a\nb\n") + b"garbage!")

    assert ["a", "b"] == listing.targets
    assert listing.messages[3].startswith(f"the {name} data is broken: ")


def test_archive_that_gives_nothing_is_refused(pack: Packer, name: str) -> None:
    expected = f"-: the {name} data ends early", "fetch or copy the file again"
    assert expected == refusal("-", data=pack(LIST)[:12])


def test_archive_in_an_archive_is_refused(pack: Packer) -> None:
    expected = (
        "-: not a list of URLs: looks like an archive inside an archive",
        "unpack it first, or pack it with gzip or zstd",
    )
    assert expected == refusal("-", data=pack(pack(LIST)))


@pytest.mark.parametrize(("below", "bomb"), [(-1, False), (0, False), (1, True)])
def test_ratio_is_bounded_past_the_floor(
    pack: Packer, name: str, monkeypatch: pytest.MonkeyPatch, *, below: int, bomb: bool
) -> None:
    monkeypatch.setattr(compression, "RATIO_FLOOR_BYTES", 1000)
    plain = random.Random(1).randbytes(500).hex().encode() * 10
    packed = pack(plain)  # one step, so the ratio is that of the whole
    limits = Limits(max_ratio=-(-len(plain) // len(packed)) - below)
    blocks = compression.unpacked(packed, [packed], limits)
    assert blocks is not None

    if bomb:
        said = f"^the {name} data unpacks to more than {limits.max_ratio} times its size$"
        with pytest.raises(LimitExceeded, match=said):
            list(blocks)
    else:
        assert plain == b"".join(blocks)


@pytest.mark.parametrize(("floor", "bomb"), [(9_999, True), (10_000, False), (10_001, False)])
def test_ratio_is_not_asked_for_below_the_floor(
    pack: Packer, monkeypatch: pytest.MonkeyPatch, *, floor: int, bomb: bool
) -> None:
    monkeypatch.setattr(compression, "RATIO_FLOOR_BYTES", floor)
    packed = pack(b"a" * 10_000)

    if bomb:
        assert "unpacks to more than 2 times" in refusal("-", data=packed, max_ratio=2)[0]
    else:
        assert ["a" * 10_000] == piped(packed, limits=Limits(max_ratio=2)).targets


def test_bomb_after_honest_lines_keeps_them(
    pack: Packer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "RATIO_FLOOR_BYTES", 100_000)

    listing = piped(pack(LIST) + pack(b"a" * 10_000_000), limits=Limits(max_ratio=10))

    assert URLS[:4999] == listing.targets[:4999]
    assert {5000: "limit-exceeded"} == listing.codes
    assert name in listing.messages[5000]
