"""Where in a messy text a target stood, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from fraudlens.verdict import Subject

_WORDS = {"en": ("as", "its words say"), "zh": ("原文", "文字却显示")}


def place_text(subject: Subject) -> str:
    """Give file, line and column as compilers write them."""
    column = subject.where.column if subject.where else None
    parts = (subject.file, subject.line, column)
    return visible(":".join(str(part) for part in parts if part is not None))


def place_notes(subject: Subject, lang: str) -> str:
    """Tell the part of a mail, page or picture, and how the target was written, if otherwise."""
    where = subject.where
    if where is None:
        return ""
    stood, says = _WORDS[lang]
    notes = [where.part] if where.part else []
    if where.text not in {None, subject.target}:
        notes.append(f"{stood} {where.text}")
    if where.shown:
        notes.append(f"{says} {where.shown}")
    return visible("; ".join(notes))
