"""Blocklists for filters and resolvers: names of flagged addresses, and what was held back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fraudlens.reports.block_names import BlockOptions, Selection, exact, minimal, select
from fraudlens.reports.block_syntax import WRITING, Syntax, Writing, beginning
from fraudlens.reports.block_words import BLOCK_WORDS
from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import ModelRef, Outcome

_MOST_HELD = 10_000
"""Names that the comments at the end tell; a filter is loaded whole by small machines."""
_MOST_MODELS = 5
_SHOWN = 100
"""Characters of a text from outside that a comment repeats."""


def blocklist(
    outcomes: Iterable[Outcome], run: RunInfo, syntax: Syntax, options: BlockOptions
) -> Iterator[bytes]:
    """Write the names of flagged addresses as a list, sorted, each once, in its smallest form.

    A name stands for itself and all names below it, so none below another is listed; but for
    `hosts`, where a name stands for itself alone. Same outcomes, run and options: same bytes.
    """
    writing, words = WRITING[syntax], BLOCK_WORDS[run.lang]
    selection = select(outcomes, options, writing.longest)
    names = minimal(selection.listed) if writing.wide else exact(selection)
    head = _head(selection, run, writing, options, len(names))
    yield _comments(head, writing)
    yield beginning(syntax, run, options.days).encode("ascii")
    for name in names:
        yield f"{writing.line.format(name=name)}\n".encode("ascii")
    if selection.held:
        yield _comments(_held(selection, words), writing)


def _head(
    selection: Selection, run: RunInfo, writing: Writing, options: BlockOptions, count: int
) -> Iterator[str]:
    words = BLOCK_WORDS[run.lang]
    yield f"Title: fraudlens ({writing.title})"
    yield words["tool"].format(version=run.version)
    for model in selection.models[:_MOST_MODELS]:
        yield _model(model, words)
    if not selection.models:
        yield words["no model"]
    yield words[f"level {options.least}"]
    yield f"Last modified: {run.made:%Y-%m-%dT%H:%M:%SZ}"
    if writing.expires:
        yield f"Expires: {options.days} day{'' if options.days == 1 else 's'}"
    until = run.made + timedelta(days=options.days)
    yield words["until"].format(day=f"{until:%Y-%m-%dT%H:%M:%SZ}")
    yield words["wide" if writing.wide else "narrow"].format(count=f"{count:,}")
    yield words["held"].format(count=f"{len(selection.held):,}")
    if selection.apps:
        yield words["apps"].format(count=f"{selection.apps:,}")


def _model(model: ModelRef, words: Mapping[str, str]) -> str:
    name, version, digest = (_shown(text) for text in (model.name, model.version, model.sha256))
    line = words["model"].format(name=name, version=version, digest=digest[:12])
    if model.thresholds is None:
        return line
    suspicious, fraud = model.thresholds
    return line + words["cuts"].format(suspicious=suspicious, fraud=fraud)


def _held(selection: Selection, words: Mapping[str, str]) -> Iterator[str]:
    told = sorted(selection.held.items())
    for name, why in told[:_MOST_HELD]:
        reason = words[why.word].format(by=why.by)
        yield words["colon"].join((words["held back"], _shown(name), reason))
    if len(told) > _MOST_HELD:
        yield words["more"].format(count=f"{len(told) - _MOST_HELD:,}")


def _comments(lines: Iterable[str], writing: Writing) -> bytes:
    return "".join(f"{writing.comment} {line}\n" for line in lines).encode("utf-8")


def _shown(text: str) -> str:
    """Give text from outside as ASCII in one line that nothing obeys, cut to a bounded length."""
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return visible(cut).encode("ascii", "backslashreplace").decode("ascii")
