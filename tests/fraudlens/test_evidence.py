"""Packs that are whole, and packs that somebody touched."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens import evidence_zip
from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.evidence import MANIFEST, ORDER, check_pack, write_pack
from fraudlens.evidence_zip import MOST_MEMBERS, read_archive, write_archive

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBERS = {name: f"content of {name}\n".encode() for name in ORDER}
PACK = write_pack(MEMBERS)
NOTED = hashlib.sha256(PACK).hexdigest()


def manifest_of(data: bytes) -> bytes:
    return dict(read_archive(data).members)[MANIFEST]


def rewritten(change: Mapping[str, bytes | None]) -> bytes:
    """Write the members of the pack anew, some of them changed or left out."""
    members: dict[str, bytes | None] = {**dict(read_archive(PACK).members), **change}
    return write_archive({name: data for name, data in members.items() if data is not None})


def with_manifest(**change: object) -> bytes:
    plain = json.loads(manifest_of(PACK))
    return rewritten({MANIFEST: json.dumps({**plain, **change}).encode()})


def by_zipfile(compression: int = zipfile.ZIP_STORED, *more: str) -> bytes:
    """Pack the same members with another program."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in read_archive(PACK).members:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
        for name in more:
            archive.writestr(zipfile.ZipInfo(name), b"x", compression)
    return data.getvalue()


def test_a_pack_is_intact_and_the_same_again() -> None:
    checked = check_pack(PACK, NOTED.upper())

    assert () == checked.faults
    assert NOTED == checked.sha256
    assert (*ORDER, MANIFEST) == checked.members
    assert PACK == write_pack(dict(reversed(MEMBERS.items())))


def test_other_programs_can_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(PACK)) as archive:
        assert archive.testzip() is None
        assert {**MEMBERS, MANIFEST: manifest_of(PACK)} == {
            name: archive.read(name) for name in archive.namelist()
        }


def test_the_format_is_pinned() -> None:
    """A pack that is made today must be the same in years: this digest is for good."""
    assert "2640714d604191a10681f28571e28e49a68d4ef84cbb4a394a23283d020891a0" == NOTED


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"MZ" + PACK, "bytes before the archive: 2"),
        (PACK + b"xyz", "bytes after the archive: 3"),
        (PACK[:-2] + b"\x03\x00abc", "bytes of a comment of the archive: 3"),
        (rewritten({"record.json": None}), '"record.json" is missing'),
        (rewritten({"notes.txt": b"x"}), '"notes.txt" is not in the manifest'),
        (
            rewritten({"record.json": b"content of record.jsoN\n"}),
            '"record.json" has changed (SHA-256)',
        ),
        (rewritten({"facts.json": b""}), '"facts.json" has 0 bytes, the manifest says 22'),
        (rewritten({"\x1b[2J": b"x"}), '"\\x1b[2J" is not in the manifest'),
        (
            write_archive(dict(reversed(read_archive(PACK).members))),
            "the members stand in another order",
        ),
        (
            by_zipfile(),
            "the archive is not as fraudlens writes it: times, attributes or spelling",
        ),
        (
            with_manifest(),
            "the archive is not as fraudlens writes it: times, attributes or spelling",
        ),
        (
            PACK.replace(b"\x21\x00", b"\x22\x00", 1),
            "the archive is not as fraudlens writes it: times, attributes or spelling",
        ),
    ],
    ids=[
        "prefix", "suffix", "comment", "missing", "extra", "changed", "cut", "hostile name",
        "order", "other program", "manifest", "time",
    ],
)  # fmt: skip
def test_every_change_is_named(data: bytes, fault: str) -> None:
    assert (fault,) == check_pack(data).faults


def test_a_pack_that_was_made_anew_fits_itself_but_not_the_noted_digest() -> None:
    """What a pack cannot prove by itself, as docs/sharing.md says."""
    forged = write_pack({**MEMBERS, "record.json": b"{}"})

    assert () == check_pack(forged).faults
    assert ("the pack is not the one whose SHA-256 was noted",) == check_pack(forged, NOTED).faults


def test_a_member_that_stands_twice_is_named() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = by_zipfile(zipfile.ZIP_STORED, "facts.json")

    assert '"facts.json" stands in the archive twice' in check_pack(data).faults


def test_nothing_is_unpacked() -> None:
    """A bomb stays packed: only the manifest of this one could be told to be there."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("bomb.json", bytes(1 << 20), zipfile.ZIP_DEFLATED)
        archive.writestr(MANIFEST, manifest_of(PACK))
    faults = check_pack(data.getvalue()).faults

    assert '"bomb.json" is compressed or encrypted' in faults
    assert '"record.json" is missing' in faults


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(PACK)
    row = data.index(b"PK\x01\x02")
    data[row + 8] = 1

    assert '"record.json" is compressed or encrypted' in check_pack(bytes(data)).faults


def set_field(data: bytes, at: int, value: int, form: str = "<L") -> bytes:
    """Overwrite a number at a place."""
    changed = bytearray(data)
    struct.pack_into(form, changed, at, value)
    return bytes(changed)


ROW = PACK.index(b"PK\x01\x02")
END = PACK.rindex(b"PK\x05\x06")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (set_field(PACK, ROW + 42, 1), '"record.json" is not where the directory says'),
        (set_field(PACK, ROW + 42, len(PACK)), '"record.json" is not where the directory says'),
        (
            set_field(PACK, 28, 1, "<H"),
            '"record.json" has another name or more fields where it stands',
        ),
        (
            PACK.replace(b"record.json", b"rec0rd.json", 1),
            '"record.json" has another name or more fields where it stands',
        ),
        (
            set_field(set_field(PACK, ROW + 20, len(PACK)), ROW + 24, len(PACK)),
            '"record.json" is cut off',
        ),
    ],
    ids=["offset", "beyond", "extra field", "name", "size"],
)
def test_a_directory_that_lies_is_named(data: bytes, fault: str) -> None:
    assert (fault, '"record.json" is missing') == check_pack(data).faults


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no ZIP archive, or cut off at its end"),
        (b"%PDF", "no ZIP archive, or cut off at its end"),
        (PACK[:-1], "no ZIP archive, or cut off at its end"),
        (PACK[END:], "the directory of the archive is cut off"),
        (set_field(PACK, END + 12, 10), "the directory of the archive is broken"),
        (set_field(PACK, ROW, 0), "the directory of the archive is broken"),
        (write_archive({}), "no evidence pack: it holds no manifest.json that can be read"),
        (
            by_zipfile(zipfile.ZIP_DEFLATED),
            "no evidence pack: it holds no manifest.json that can be read",
        ),
        (rewritten({MANIFEST: b"{"}), "manifest.json: is no JSON"),
        (rewritten({MANIFEST: b"\xff"}), "manifest.json: is no JSON"),
        (rewritten({MANIFEST: b"[" * 60_000}), "manifest.json: is no JSON"),
        (
            rewritten({MANIFEST: bytes(70_000)}),
            "manifest.json: has 70000 bytes, more than a pack needs",
        ),
        (
            rewritten({MANIFEST: b"[]"}),
            'manifest.json: is not of the schema "fraudlens.evidence/1"',
        ),
        (with_manifest(schema="x"), 'manifest.json: is not of the schema "fraudlens.evidence/1"'),
        (with_manifest(members=7), "manifest.json: its members are not as they should be"),
        (with_manifest(members=[{}]), "manifest.json: its members are not as they should be"),
    ],
    ids=str,
)
def test_what_is_no_pack_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        check_pack(data)

    assert message == caught.value.message


def test_bounds_hold_one_below_at_and_above(monkeypatch: pytest.MonkeyPatch) -> None:
    most = {f"{number}": b"" for number in range(MOST_MEMBERS)}

    assert MOST_MEMBERS == len(read_archive(write_archive(most)).members)
    with pytest.raises(LimitExceeded) as many:
        read_archive(write_archive({**most, "one more": b""}))
    monkeypatch.setattr(evidence_zip, "MOST_BYTES", len(PACK))
    assert () == check_pack(PACK).faults
    with pytest.raises(LimitExceeded) as large:
        check_pack(PACK + b"x")
    assert "pack of 33 members, the limit is 32" == many.value.message
    assert f"pack of {len(PACK) + 1} bytes, the limit is {len(PACK)}" == large.value.message


def seems_intact(data: bytes) -> bool:
    try:
        return not check_pack(data).faults
    except InputError:
        return False


@given(st.integers(0, len(PACK) - 1), st.integers(1, 255))
def test_no_byte_can_change_unseen(at: int, change: int) -> None:
    data = bytearray(PACK)
    data[at] ^= change

    assert not seems_intact(bytes(data))


@given(st.integers(0, len(PACK) - 1))
def test_no_pack_is_cut_off_unseen(length: int) -> None:
    with pytest.raises(InputError):
        check_pack(PACK[:length])


@given(st.binary(max_size=200))
def test_anything_can_be_checked(data: bytes) -> None:
    with pytest.raises(InputError):
        check_pack(data + PACK[END:])


def test_every_single_byte_counts() -> None:
    """All places, each with one bit turned: none is overlooked."""
    turned = (PACK[:at] + bytes([PACK[at] ^ 1]) + PACK[at + 1 :] for at in range(len(PACK)))

    assert [] == [at for at, data in enumerate(turned) if seems_intact(data)]
