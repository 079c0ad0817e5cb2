from __future__ import annotations

import pytest

from urlguard.extract.kinds import Kind, is_document, kind_of

WHATSAPP = "\u200e[31.12.23, 22:15:10] Name: hi\n"
CASES = [
    ("x.txt", b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    ("x", b"<?xml version='1.0'?><smses count='1'>", Kind.SMS),
    ("x.eml", b"hello", Kind.EMAIL),
    ("x.EML.gz", b"hello", Kind.EMAIL),
    ("-", b"Return-Path: <a@b.c>\r\nSubject: x\r\n\r\nhi", Kind.EMAIL),
    ("-", b"Subject: x\nno other header", Kind.EMAIL),
    ("-", b"To: all of you\nhello", Kind.TEXT),
    ("x.htm", b"hello", Kind.HTML),
    ("-", b"\xef\xbb\xbf <!doctype HTML>", Kind.HTML),
    ("x.md", b"# x", Kind.MARKDOWN),
    ("x.json", b"{}", Kind.JSON),
    ("x.txt", WHATSAPP.encode(), Kind.WHATSAPP),
    ("x.txt", b"12/31/23, 10:15 PM - Name: hi\n", Kind.WHATSAPP),
    ("x.txt", "2023-12-31 22:15:10 张三\n你好\n".encode(), Kind.WECHAT),
    ("x.txt", "张三  2023/12/31 22:15\n你好\n".encode(), Kind.WECHAT),
    ("x.log", b"2023-12-31 just a text", Kind.TEXT),
    ("x", b"", Kind.TEXT),
]


@pytest.mark.parametrize(("name", "head", "expected"), CASES)
def test_kind_is_told_by_first_bytes_and_name(name: str, head: bytes, expected: Kind) -> None:
    assert expected is kind_of(name, head)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.PNG", True), ("a.xml", True), ("a.jsonl.zst", True), ("a.exe", False), ("a", False)],
)
def test_documents_of_a_folder_are_told_by_their_names(name: str, expected: bool) -> None:
    assert expected is is_document(name)
