"""Spellings that keep people or filters from seeing an address, undone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from urlguard.extract.places import joined, pieces_of, unchanged

if TYPE_CHECKING:
    from urlguard.extract.places import Rewritten

SCHEME = r"(?:[hH](?:[tT][tT]|[xX][xX]|\*\*)[pP]|[fF][tTxX][pP]|[mM][eE][oO0][wW])[sS]?"
_BLANK_BEHIND = rf"(?:[^\S\r\n](?![A-Z][a-z]|{SCHEME}[:\[]))?"
"""No end of a line, nor what comes before a new sentence or address: there a dot ends the name."""
MARKED_DOT = rf"(?:\s?[\[({{]\s?(?:\.|[dD][oO][tT])\s?[\])}}]{_BLANK_BEHIND}|\[\.(?!\])|\.\])"
"""`[.]`, `(dot)`, `{.}` and the like, also with blanks around, and half of a pair."""
DOT = rf"(?:\.(?!\])|{MARKED_DOT})"
COLON = r"(?:\[://\]|\[//\]|(?:\[:\]|:)(?:[/\\]{1,4}|\[/\]\[/\]|\[//\]))"

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
"""Zero-width characters, soft hyphens, turners of the direction of writing."""
_WIDE = re.compile("[！-～。｡．]")
_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ][！-～。｡]{0,4096}")
_WIDE_DOT = re.compile(
    "[。．｡](?<=[0-9A-Za-z].)(?=[0-9A-Za-z])(?![hH](?:[tT]{2}|[xX]{2})[pP]|[wW]{3}[.。．｡])"
)
_WIDE_COLON = re.compile("：(?<=[pPsS].)[/／]{2}|／(?<=[pPsS]:.)[/／]|／(?<=[pPsS]:/.)")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x3002, 0xFF61), 46
)
_WIDE_ENDS = "！，．：；？。｡）］｝＂＇"
"""Chinese and Japanese punctuation that ends a run, and is no part of an address there."""

_PLAIN = re.compile(r"(?:https?://(?![/\\])|ftp://|(?![^/?#]{0,8}:[/\\\[]))[^\[({\s*]*+\Z")
_SCHEME_AT = re.compile(rf"({SCHEME}){COLON}")
_DOTS = re.compile(rf"{MARKED_DOT}|\s(?:[dD][oO][tT]|\.)\s")
_MARKS = re.compile(r"\[([:/])\]")


def fold(text: str) -> Rewritten:
    r"""Take out hidden characters, and narrow full-width letters and the dots between letters.

    >>> fold("ev\u200bil．com").text, fold("ｅｖｉｌ．ｃｏｍ，谢谢。").text
    ('evil.com', 'evil.com，谢谢。')
    """
    if text.isascii():
        return unchanged(text)
    hidden = _HIDDEN.search(text)
    plain = joined(pieces_of(text, _HIDDEN, _nothing)) if hidden else unchanged(text)
    if not _WIDE.search(plain.text):
        return plain
    # None of these changes a length, so that the places stay right.
    narrow = _WIDE_RUN.sub(_narrowed, plain.text)
    narrow = _WIDE_COLON.sub(lambda found: found[0].translate(_NARROW), narrow)
    return replace(plain, text=_WIDE_DOT.sub(".", narrow))


def refanged(text: str) -> str:
    """Give a found address as it is clicked.

    >>> refanged("hxxps[:]//evil[.]com[/]a"), refanged("evil (dot) com"), refanged("a dot b dot cc")
    ('https://evil.com/a', 'evil.com', 'a.b.cc')
    """
    if _PLAIN.match(text):  # nearly all
        return text
    scheme = _SCHEME_AT.match(text)
    rest = _DOTS.sub(".", text[scheme.end() :] if scheme else text)
    if scheme and ":\\/" in scheme[0]:  # as scripts and JSON write it
        rest = rest.replace("\\/", "/")
    return (_plain_scheme(scheme[1]) if scheme else "") + _MARKS.sub(r"\1", rest)


def _plain_scheme(scheme: str) -> str:
    secure = "s" if scheme[-1] in "sS" else ""
    return f"ftp{secure}://" if scheme[0] in "fF" else f"http{secure}://"


def _narrowed(found: re.Match[str]) -> str:
    run = found[0].rstrip(_WIDE_ENDS)
    return run.translate(_NARROW) + found[0][len(run) :]


def _nothing(_: str) -> str:
    return ""
