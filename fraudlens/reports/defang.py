"""Addresses written so that no program makes a link of them, and nobody opens one by mistake."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"(?i)(ht|f)t(ps?):")
_DOT = re.compile(r"(?<!\[)\.")
"""A dot that is not yet written as `[.]`."""
_AUTHORITY = re.compile(r"([a-z][a-z0-9+-]{0,15}:)?[/\\]*[^/\\?#]*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?i)(?:hxxps?|fxps?):[/\\]*[^\s/\\?#]*|\bwww\.")


def defanged(address: str) -> str:
    """Write an address or a host so that it is no link; what fraudlens reads back as the same.

    >>> defanged("https://a.example.com/index.html"), defanged("a.example.com")
    ('hxxps://a[.]example[.]com/index.html', 'a[.]example[.]com')
    """
    found = _AUTHORITY.match(address)
    end = found.end() if found else 0
    return _scheme(_dots(address[:end]) + address[end:])


def defanged_text(text: str) -> str:
    """Write the addresses inside a text so that they are no links.

    >>> defanged_text("holds https://a.example.com/x.html, and more.")
    'holds hxxps://a[.]example[.]com/x.html, and more.'
    """
    return _ADDRESS.sub(lambda found: _dots(found[0]), _scheme(text))


def _scheme(text: str) -> str:
    return _SCHEME.sub(_other_scheme, text)


def _other_scheme(found: re.Match[str]) -> str:
    begin = "hxx" if len(found[1]) > 1 else "fx"
    return f"{begin}{found[2].lower()}:"


def _dots(text: str) -> str:
    return _DOT.sub("[.]", text)
