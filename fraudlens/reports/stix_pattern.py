"""Comparison expressions of STIX 2.1 patterns, with any text as their constant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def pattern(path: str, values: Sequence[str]) -> str:
    r"""Give the pattern of an observable that has one of `values` at `path`; at least one value.

    >>> print(pattern("url:value", ["http://a.example/'\\"]))
    [url:value = 'http://a.example/\'\\']
    """
    return "[" + " OR ".join(f"{path} = {literal(value)}" for value in values) + "]"


def literal(text: str) -> str:
    r"""Write a text as a string literal: quotes and backslashes get a backslash, all else stands.

    Source: the pattern grammar that `stix2-patterns` 2.1 ships, with which the tests read it back.

    >>> print(literal("a'] OR [b"))
    'a\'] OR [b'
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
