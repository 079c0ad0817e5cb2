"""Files are told by their first bytes."""

from __future__ import annotations

import pytest

from apkscan.read.magic import FileKind, file_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"dex\n035\0", FileKind.DEX, id="dex"),
        pytest.param(b"PK\3\4....", FileKind.ZIP, id="zip"),
        pytest.param(b"\x7fELF\2\1\1", FileKind.NATIVE, id="elf"),
        pytest.param(b"\xc6\x1f\xbc\x03\xc1\x03\x19\x1f", FileKind.NATIVE, id="hermes"),
        pytest.param(b"\3\0\x08\0\x10\0", FileKind.BINARY_XML, id="axml"),
        pytest.param("用户协议\r\n".encode(), FileKind.TEXT, id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FileKind.OTHER, id="png"),
        pytest.param(b"", FileKind.OTHER, id="empty"),
    ],
)
def test_kind_is_told_by_the_head(head: bytes, kind: FileKind) -> None:
    assert kind is file_kind(head)
