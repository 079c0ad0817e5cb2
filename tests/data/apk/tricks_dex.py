"""Tricks with DEX files: bytes of a file in, bytes of an altered one out."""

from __future__ import annotations

import struct
import zlib

from tests.data.apk.dex import sealed

FILE_SIZE, ENDIAN, STRINGS, STRINGS_AT = 32, 40, 56, 60
"""Places of fields in the header."""


def checksum(data: bytes) -> bytes:
    """Give the file with a wrong Adler-32, which Android's older versions accept."""
    return data[:8] + struct.pack("<I", 0xDEADBEEF) + data[12:]


def digest(data: bytes) -> bytes:
    """Give the file with a wrong SHA-1, which nobody checks, and a right Adler-32 over it."""
    wrong = data[:12] + bytes(20) + data[32:]
    return data[:8] + struct.pack("<I", zlib.adler32(wrong[12:])) + wrong[12:]


def version(data: bytes, *, number: bytes = b"041") -> bytes:
    """Give the file with another version in its magic."""
    return data[:4] + number + data[7:]


def truncated(data: bytes, *, keep: float = 0.6) -> bytes:
    """Give the first part of the file."""
    return data[: int(len(data) * keep)]


def trailing(data: bytes, *, junk: bytes = b"\xff" * 1000) -> bytes:
    """Give the file with bytes after its end, outside its own size."""
    return data + junk


def file_size(data: bytes, *, size: int = 0x7FFFFFFF) -> bytes:
    """Give the file with another length in its header."""
    return sealed(_put(data, FILE_SIZE, size))


def endian(data: bytes) -> bytes:
    """Give the file with the tag of the other byte order."""
    return sealed(_put(data, ENDIAN, 0x78563412))


def string_count(data: bytes, *, count: int = 0xFFFFFFF0) -> bytes:
    """Give the file with a string table beyond its end."""
    return sealed(_put(data, STRINGS, count))


def bad_string(data: bytes) -> bytes:
    """Give the file with one string, the last, that lies beyond its end."""
    count, at = struct.unpack_from("<II", data, STRINGS)
    return sealed(_put(data, at + 4 * (count - 1), 0x7FFFFFF0))


def _put(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]
