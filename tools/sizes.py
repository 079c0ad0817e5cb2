"""Hold every Python file to the size budgets of CONTRIBUTING.md; print what is over them.

A file has at most 300 lines. A function has at most 40 lines without its docstring, and at most
5 positional parameters without `self` and `cls`; a kernel has more, for numba takes no options
object. A name in `ALLOWED` may be larger, for the reason that stands beside it.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOTS = ("fraudlens", "urlguard", "apkscan", "tests", "tools")
FILE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 5
KERNEL_PARAMETERS = 12

ALLOWED: dict[str, str] = {}
"""`path` or `path:function` -> why it is over budget. What is not over budget must leave."""

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Excess:
    """One budget that one file or function breaks."""

    where: str
    """`path` or `path:function`, as in `ALLOWED`."""
    line: int
    what: str


def excesses(path: str, text: str) -> Iterator[Excess]:
    """Give what is over budget in the source `text` of the file `path`."""
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        yield Excess(path, 1, f"file has {lines} lines, at most {FILE_LINES}")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            yield from _function_excesses(f"{path}:{node.name}", node)


def unexcused(found: list[Excess], allowed: dict[str, str]) -> list[str]:
    """Give one line for each excess without an excuse, and for each excuse without an excess."""
    over = {excess.where for excess in found}
    return [
        *(f"{e.where} (line {e.line}): {e.what}" for e in found if e.where not in allowed),
        *(
            f"{where}: is within the budgets, take it out of ALLOWED"
            for where in allowed.keys() - over
        ),
    ]


def main() -> int:
    """Check all files of `ROOTS`; 0 if nothing is over budget, else 1."""
    top = Path(__file__).parent.parent
    found: list[Excess] = []
    for root in ROOTS:
        for path in sorted((top / root).rglob("*.py")):
            found += excesses(path.relative_to(top).as_posix(), path.read_text("utf-8"))
    problems = unexcused(found, ALLOWED)
    print("\n".join(problems) if problems else "sizes: all files are within the budgets")
    return 1 if problems else 0


def _function_excesses(where: str, node: Function) -> Iterator[Excess]:
    lines = _end(node) - node.lineno + 1 - _docstring_lines(node)
    if lines > FUNCTION_LINES:
        yield Excess(where, node.lineno, f"function has {lines} lines, at most {FUNCTION_LINES}")
    names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
    count = len([name for name in names if name not in {"self", "cls"}])
    most = KERNEL_PARAMETERS if _is_kernel(node) else PARAMETERS
    if count > most:
        yield Excess(where, node.lineno, f"{count} positional parameters, at most {most}")


def _docstring_lines(node: Function) -> int:
    return 0 if ast.get_docstring(node) is None else _end(node.body[0]) - node.body[0].lineno + 1


def _is_kernel(node: Function) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "kernel" for mark in node.decorator_list)


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


if __name__ == "__main__":
    sys.exit(main())
