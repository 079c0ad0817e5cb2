"""Tables of Markdown; the one place that escapes what would end a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESCAPED = str.maketrans({"|": r"\|", "<": "&lt;", "\n": " ", "\r": " "})


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Give a table; every line ends with a line feed.

    >>> table(("a", "b"), [("1", "x|y")])
    '| a | b |\n| --- | --- |\n| 1 | x\\|y |\n'
    """
    lines = [head, ["---"] * len(head), *([cell.translate(_ESCAPED) for cell in r] for r in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def code(text: str) -> str:
    """Give text as code; a backtick inside becomes an apostrophe.

    >>> code("a.example/x")
    '`a.example/x`'
    """
    return f"`{text.replace('`', chr(39))}`"
