"""Text from outside, made harmless: for terminals, spreadsheets and JSON."""

from __future__ import annotations

import html
import re

_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols by the Unicode database, and yet nothing is seen."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make spreadsheets compute a cell; source: OWASP, "CSV Injection"."""

_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What moves the cursor, turns the direction of writing or cannot be seen, above ASCII."""


def visible(text: str) -> str:
    r"""Write what a terminal would obey or hide as an escape; the result is printable.

    Backslashes stay as they are, so the text of an honest target is not changed.

    >>> visible("a\x1b[31m\u202eb")
    'a\\x1b[31m\\u202eb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def csv_cell(text: str) -> str:
    """Make text that a spreadsheet shows and does not compute.

    >>> csv_cell("=1+1")
    "'=1+1"
    """
    shown = visible(text)
    # The beginning is looked for before and after escaping, and behind blanks: programs differ.
    if shown.lstrip(" ").startswith(_FORMULA) or text.lstrip().startswith(_FORMULA):
        return f"'{shown}"
    return shown


def xml_text(text: str) -> str:
    r"""Make text or an attribute of XML; what XML cannot hold is written as an escape.

    >>> xml_text('<a b="\x00">')
    '&lt;a b=&quot;\\x00&quot;&gt;'
    """
    return html.escape(visible(text))


def cut(text: str, most: int) -> str:
    """Leave out the end of a text of more than `most` characters.

    >>> cut("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def without_surrogates(text: str) -> str:
    r"""Put U+FFFD for halves of characters, which no UTF-8 can hold.

    >>> without_surrogates("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def json_visible(data: bytes) -> bytes:
    r"""Write hidden characters of valid JSON as `\u` escapes: the same values, safe to look at."""
    if data.isascii() and b"\x7f" not in data:
        return data
    return _HIDDEN.sub(_json_escape, data.decode()).encode()


def _visible_character(character: str) -> str:
    if character.isprintable() and character not in _BLANK and not _HIDDEN.match(character):
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004  two hex digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004  four


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
