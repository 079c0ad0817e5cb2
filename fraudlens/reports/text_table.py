"""Plain tables of figures for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.escape import visible
from fraudlens.reports.look import cells, pad, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST = 64
"""Cells of the first column at most beside others; names of sources can be long."""


def text_table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> str:
    """Write a titled table: the first column is a name, the others are figures to the right.

    >>> print(text_table("Sizes", ("what", "rows"), [("a", "1"), ("bc", "20")]), end="")
    Sizes
      what  rows
      a        1
      bc      20
    """
    shown = [[visible(str(cell)) for cell in row] for row in (head, *rows)]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    if len(widths) > 1:
        widths[0] = min(widths[0], _WIDEST)
    lines = [
        "  ".join(
            (
                pad(shorten(first, widths[0]), widths[0]),
                *(
                    " " * (width - cells(cell)) + cell
                    for cell, width in zip(rest, widths[1:], strict=True)
                ),
            )
        ).rstrip()
        for first, *rest in shown
    ]
    body = "".join(f"  {line}\n" for line in lines)
    return f"{visible(title)}\n{body}" + (f"  {visible(note)}\n" if note else "")
