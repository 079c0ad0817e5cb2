"""Outside text for people who must not click it: defanged, and inert in Markdown."""

from __future__ import annotations

import re

from fraudlens.reports.escape import visible

_SCHEME = re.compile(r"(h)tt(ps?:)|(f)t(p:)", re.IGNORECASE)
_DOT = re.compile(r"(?<=[^\s.])\.(?=[^\s.])")
_LINK = re.compile(r"(?:https?|ftp)://[^\s“”\"'<>]{1,2048}", re.IGNORECASE)
_BACKTICKS = re.compile(r"`+")


def defanged(address: str) -> str:
    """Write an address so that no program makes a link of it.

    >>> defanged("https://login.example.top/a.html")
    'hxxps://login[.]example[.]top/a[.]html'
    """
    return _DOT.sub("[.]", _SCHEME.sub(_dead_scheme, visible(address)))


def unlinked(text: str) -> str:
    """Defang the addresses in a sentence, and leave all else.

    >>> unlinked("holds http://a.example/x, version 1.2")
    'holds hxxp://a[.]example/x, version 1.2'
    """
    return _LINK.sub(lambda match: defanged(match[0]), text)


def code_span(text: str) -> str:
    r"""Write any text as Markdown code, in which nothing is a link, a tag or an emphasis.

    >>> print(code_span("a`b<script>"))
    ``a`b<script>``
    """
    shown = visible(text)
    longest = max((len(run) for run in _BACKTICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    # Between blanks a text may begin and end with a backtick, or be blank: one of each is dropped.
    pad = " " if not shown.strip(" ") or shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _dead_scheme(match: re.Match[str]) -> str:
    return f"{match[1]}xx{match[2]}" if match[1] else f"{match[3]}x{match[4]}"
