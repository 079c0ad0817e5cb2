"""What a file is, by its first bytes: names are chosen by whoever made the app."""

from __future__ import annotations

from enum import StrEnum

from apkscan.read.dex_tables import is_dex

HEAD_BYTES = 64
"""Enough to tell what a file is."""
_ZIP = b"PK\3\4"
_ELF = b"\x7fELF"
_HERMES = b"\xc6\x1f\xbc\x03\xc1\x03\x19\x1f"
"""Compiled JavaScript of React Native. Source: hermes, BytecodeFileFormat.h (from memory)."""
_BINARY_XML = b"\3\0\x08\0"
_CONTROL = bytes(set(range(0x20)) - {9, 10, 13} | {0x7F})


class FileKind(StrEnum):
    """What a file holds."""

    DEX = "dex"
    ZIP = "zip"
    NATIVE = "native"
    """Machine code or compiled script, with strings between."""
    BINARY_XML = "binary-xml"
    TEXT = "text"
    OTHER = "other"


def file_kind(head: bytes) -> FileKind:
    r"""Tell what begins with `head`.

    >>> file_kind(b"<html>"), file_kind(b"PK\3\4"), file_kind(b"\x89PNG\r\n\x1a\n\0")
    (<FileKind.TEXT: 'text'>, <FileKind.ZIP: 'zip'>, <FileKind.OTHER: 'other'>)
    """
    if is_dex(head):
        return FileKind.DEX
    for magic, kind in (
        (_ZIP, FileKind.ZIP),
        (_ELF, FileKind.NATIVE),
        (_HERMES, FileKind.NATIVE),
        (_BINARY_XML, FileKind.BINARY_XML),
    ):
        if head.startswith(magic):
            return kind
    is_text = bool(head) and len(head.translate(None, _CONTROL)) == len(head)
    return FileKind.TEXT if is_text else FileKind.OTHER
