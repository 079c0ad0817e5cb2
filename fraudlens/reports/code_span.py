"""Any text as Markdown code, in which nothing is a link, a tag or an emphasis."""

from __future__ import annotations

import re

from fraudlens.reports.escape import visible

_BACKTICKS = re.compile(r"`+")


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
