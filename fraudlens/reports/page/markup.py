"""HTML that is built from elements only, so that nothing gets into a page without being escaped.

`Html` is markup that may be joined; a `str` is text from anywhere. The type checker keeps them
apart, and `text`, `exact` and `element` alone make the one of the other.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NewType

from fraudlens.reports.defang import defanged_text
from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

Html = NewType("Html", str)

NOTHING = Html("")
LONGEST = 1_000
"""Characters of one text. Those of attackers have no end otherwise, and Chromium needs a time that
grows with the square of a word's length to lay it out on paper."""

_VOID = frozenset({"meta", "link", "img", "input"})


def text(value: str, most: int = LONGEST) -> Html:
    r"""Give a text as markup: bounded, nothing hidden, no link, no meaning in HTML.

    >>> text('<b>\u202e" http://a.example')
    '&lt;b&gt;\\u202e&quot; hxxp://a[.]example'
    """
    bounded = value if len(value) <= most else f"{value[: most - 1]}…"
    return Html(escape(defanged_text(visible(bounded)), quote=True))


def exact(value: str) -> Html:
    """Give a text as markup that may be the address of a link: of one that was checked."""
    return Html(escape(visible(value), quote=True))


def element(name: str, /, *children: Html, **attributes: str | float | None) -> Html:
    """Give an element; of an attribute's name, `_` is written as `-`, and one at the end goes.

    Attributes that are `None` are left out. Their values are escaped as texts are.

    >>> element("p", text("a & b"), class_="x", data_n=1)
    '<p class="x" data-n="1">a &amp; b</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{exact(str(value)[:_ATTRIBUTE])}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(children)}</{name}>")


def joined(parts: Iterable[Html], between: Html = NOTHING) -> Html:
    """Join markup, with the same between all."""
    return Html(between.join(parts))


_ATTRIBUTE = 16 << 10
"""Characters of an attribute: pictures are the longest."""
