"""HTML that is built from elements only, so that nothing gets into a page without being escaped.

`Html` is markup that may be joined; a `str` is text from anywhere. The type checker keeps them
apart, and `text` and `element` are the only two that make the one of the other.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NewType

from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

Html = NewType("Html", str)

NOTHING = Html("")
LONGEST = 2_000
"""Characters of one text; addresses and evidence of attackers have no end otherwise."""

_VOID = frozenset({"meta", "link", "img", "input"})


def text(value: str, most: int = LONGEST) -> Html:
    r"""Give a text as markup: bounded, nothing hidden, no character that has a meaning in HTML.

    >>> text('<b>\u202e"')
    '&lt;b&gt;\\u202e&quot;'
    """
    bounded = value if len(value) <= most else f"{value[: most - 1]}…"
    return Html(escape(visible(bounded), quote=True))


def element(name: str, /, *children: Html, **attributes: str | float | None) -> Html:
    """Give an element; of an attribute's name, `_` is written as `-`, and one at the end goes.

    Attributes that are `None` are left out. Their values are escaped as texts are.

    >>> element("p", text("a & b"), class_="x", data_n=1)
    '<p class="x" data-n="1">a &amp; b</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value), most=_ATTRIBUTE)}"'
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
