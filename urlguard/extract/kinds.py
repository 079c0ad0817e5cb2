"""What a file is, told by its first bytes and its name."""

from __future__ import annotations

import re
from enum import StrEnum

from urlguard.extract.qr import picture_format
from urlguard.inputs.paths import LIST_SUFFIXES, list_suffix

HEAD = 4096
"""Bytes or characters that are looked at."""


class Kind(StrEnum):
    """Kinds of files that addresses are taken out of."""

    TEXT = "text"
    SMS = "sms"
    """The XML of an Android phone's message backup."""
    WHATSAPP = "whatsapp"
    WECHAT = "wechat"
    TELEGRAM = "telegram"
    EMAIL = "eml"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"
    IMAGE = "image"


_SUFFIXES = {
    ".eml": Kind.EMAIL, ".mht": Kind.EMAIL, ".mhtml": Kind.EMAIL, ".html": Kind.HTML,
    ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN,
    ".json": Kind.JSON,
}  # fmt: skip
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_OTHERS = (".sms", ".log", ".xml")

_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_SMSES = re.compile(r"<smses\b")
_MAIL = re.compile(
    r"(?:return-path|received|delivered-to|mime-version|message-id|from|to|subject|date"
    r"|x-[a-z0-9-]{1,40}): [^\n]*\n",
    re.IGNORECASE,
)
_MAIL_TOO = re.compile(r"^(?:subject|mime-version|message-id): ", re.IGNORECASE | re.MULTILINE)
_DAY = r"[0-9]{1,4}[./\-][0-9]{1,2}[./\-][0-9]{1,4}"
_WHATSAPP = re.compile(
    rf"^\u200e?\[?{_DAY},? [0-9]{{1,2}}[:.][0-9]{{2}}(?::[0-9]{{2}})?[^\n:\]]{{0,6}}(?:\]| -)"
    r" [^\n:]{1,60}: ",
    re.MULTILINE,
)
_WECHAT = re.compile(
    rf"^(?:{_DAY} [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})? \S[^\n]{{0,60}}"
    rf"|\S[^\n]{{0,60}} {_DAY} [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)$",
    re.MULTILINE,
)


def is_document(name: object) -> bool:
    """Tell by its name a file in a folder that addresses are taken out of, packed or not.

    >>> is_document("chat.TXT"), is_document("mail.eml.gz"), is_document("a.apk")
    (True, True, False)
    """
    suffix = list_suffix(str(name))
    return suffix in _SUFFIXES or suffix in LIST_SUFFIXES or suffix in {*_PICTURES, *_OTHERS}


def kind_of(name: str, head: bytes) -> Kind:
    """Tell the kind of a file that begins with `head`; names count less than first bytes.

    >>> kind_of("x.txt", b"<!DOCTYPE html>"), kind_of("-", b"hello")
    (<Kind.HTML: 'html'>, <Kind.TEXT: 'text'>)
    """
    if picture_format(head):
        return Kind.IMAGE
    text = head[:HEAD].decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    told = Kind.SMS if _SMSES.search(text) else _SUFFIXES.get(list_suffix(name))
    return told or _kind_of_text(text)


def _kind_of_text(text: str) -> Kind:
    if _PAGE.match(text):
        return Kind.HTML
    if _MAIL.match(text) and _MAIL_TOO.search(text):
        return Kind.EMAIL
    if _WHATSAPP.search(text):
        return Kind.WHATSAPP
    return Kind.WECHAT if _WECHAT.search(text) else Kind.TEXT
