"""Text from outside as Markdown that shows it and does nothing: no link, image, HTML or mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.defang import defanged_text
from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "&#36;"}
"""`$` begins a formula on GitHub, escaped or not."""
_NAMES = {"#": "[\\#]", "@": "[\\@]"}
"""`#12` names an issue on GitHub and `@a` a person, escaped or not; `a@b.example` is a link."""
_IN_TEXT = str.maketrans({**{sign: f"\\{sign}" for sign in "\\`*_[]~"}, **_ENTITIES, **_NAMES})
_IN_CODE = str.maketrans({"`": "\\x60", "|": "\\x7c"})
"""What would end a piece of code, or a cell; both are escapes as `visible` writes them."""


def markdown_text(text: str) -> str:
    r"""Make running text, for anywhere but the beginning of a line.

    >>> markdown_text("[pay](http://evil.example) <b>")
    '\\[pay\\](hxxp://evil\\[.\\]example) &lt;b&gt;'
    """
    return defanged_text(visible(text)).translate(_IN_TEXT)


def markdown_code(text: str) -> str:
    r"""Make a piece of code, for a cell of a table, too.

    >>> markdown_code("a`|")
    '`a\\x60\\x7c`'
    """
    return f"`{visible(text).translate(_IN_CODE) or ' '}`"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a table of cells that are Markdown already."""
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
