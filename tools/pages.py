"""What docs say that code can print: whole pages, and sections between markers in other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAGES: Mapping[str, Callable[[], str]] = {}
"""Path of a page -> function that gives its whole text, which ends with a line feed."""

SECTIONS: Mapping[tuple[str, str], Callable[[], str]] = {}
"""Path of a page and name of a section in it -> function that gives the section's text.

The section stands between the lines `<!-- begin NAME -->` and `<!-- end NAME -->`.
"""
