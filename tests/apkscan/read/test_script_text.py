"""Escapes of scripts and pages are undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.script_text import unescaped


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(rb"http:\/\/a.b\/c", "http://a.b/c", id="slash"),
        pytest.param(rb"\u8d37\u6b3e", "贷款", id="unicode"),
        pytest.param(rb"\ud83d\ude00 \ud83d", "😀 \ufffd", id="pair"),
        pytest.param(b"&#x8d37;&#27454;", "贷款", id="entity"),
        pytest.param(b"&#x110000;&#9999999;", "&#x110000;&#9999999;", id="no character"),
        pytest.param("贷款".encode("utf-16"), "贷款", id="utf-16"),
        pytest.param(b"plain", "plain", id="plain"),
    ],
)
def test_text_is_unescaped(data: bytes, text: str) -> None:
    assert text == unescaped(data).decode()


@given(st.binary(max_size=100))
def test_no_bytes_raise(data: bytes) -> None:
    assert unescaped(data) is not None
