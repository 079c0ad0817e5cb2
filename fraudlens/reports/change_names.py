"""The names of the formats of a comparison; light, for the help reads them."""

from __future__ import annotations

from enum import StrEnum


class ChangeFormat(StrEnum):
    """Names of the formats."""

    TABLE = "table"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
