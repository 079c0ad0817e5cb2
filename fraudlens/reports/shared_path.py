"""Path and query of a flagged address, as they may leave the house."""

from __future__ import annotations

import re
from urllib.parse import unquote

_EMAIL = re.compile(r"[A-Za-z0-9._+\-]{1,64}(?:@|%40)[A-Za-z0-9\-]{1,63}\.", re.IGNORECASE)
_URI = re.compile(r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2}")
"""What RFC 3986 lets stand in path and query."""
_MOST_PATH = 8192


def given_path(target: str, authority: str, path: object) -> str:
    """Give path and query of a record, without fragment; empty for the host alone.

    `path` is that of the record, which has lost the last slash that the target was given with.
    """
    whole = _as_given(target, authority, path)[:_MOST_PATH].partition("#")[0]
    before, _, query = whole.partition("?")
    return whole if query else before


def told_path(given: str) -> str:
    """Give path and query in RFC 3986 spelling, without e-mail addresses."""
    path, mark, query = given.partition("?")
    parts = path.split("/")
    told = next((at for at, part in enumerate(parts) if _holds_email(part)), None)
    if told is not None:
        return _rfc3986("/".join((*parts[:told], "")))
    kept = query if not _holds_email(query) else ""
    slash = "/" if (path or kept) and not path.startswith("/") else ""
    return _rfc3986(f"{slash}{path}" + (mark + kept if kept else ""))


def _holds_email(text: str) -> bool:
    """Tell whether an e-mail address stands in the text, or in what it says once decoded."""
    once = unquote(text)
    return any(map(_EMAIL.search, (text, once, unquote(once))))


def _rfc3986(text: str) -> str:
    """Write what may not stand in an address as its UTF-8 bytes, percent-encoded."""
    return "".join(
        piece if _URI.fullmatch(piece) else _percent(piece)
        for piece in re.findall(r"%[0-9A-Fa-f]{2}|.", text, re.DOTALL)
    )


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _as_given(target: str, authority: str, path: object) -> str:
    """Give path and query of the record, with the last slash if the target was given with one."""
    canonical = path if isinstance(path, str) else ""
    rest = target.partition(f"://{authority}")[2]
    whole, query, tail = rest.partition("?")
    trimmed = whole.rstrip("/") + query + tail
    return rest if rest != trimmed and trimmed == canonical else canonical
