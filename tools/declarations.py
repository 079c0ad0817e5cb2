"""What frozen dataclasses declare, as rows of text: field, default, and the docstring below it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Field = tuple[str, str, str]
"""Name, default as written, and what the docstring says."""


def classes(source: str) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
    """Give name, docstring and fields of each class of a module, in the order of the text."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, ast.get_docstring(node) or "", tuple(_fields(node))


def _fields(node: ast.ClassDef) -> Iterator[Field]:
    for place, line in enumerate(node.body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            below = node.body[place + 1] if place + 1 < len(node.body) else None
            yield line.target.id, _default(line.value), _docstring(below)


def _default(value: ast.expr | None) -> str:
    match value:
        case None:
            return ""
        case ast.Call(func=ast.Name(id="field")):
            return "{}"
        case _:
            return ast.unparse(value).replace("'", '"')


def _docstring(node: ast.stmt | None) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return " ".join(text.split())
        case _:
            return ""
