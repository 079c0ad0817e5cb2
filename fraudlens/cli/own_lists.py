"""The user's own lists, read from their files; what expired in them is said aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.cli.messages import tell
from fraudlens.cli.moment import day_of
from fraudlens.errors import UsageError
from fraudlens.ownlists import NO_LISTS, ListText, read_lists

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.detector import Detector
    from fraudlens.ownlists import Entry, Lists

_TOLD = 5
"""Expired entries that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class ListFiles:
    """Own lists, as given."""

    allow: Path | None = None
    block: Path | None = None
    as_of: str | None = None
    """Day whose entries count; `None`: today."""


def own_lists(kind: str, detector: Detector, files: ListFiles) -> Lists:
    """Read lists; entries that expired are told on standard error.

    Raises:
        UsageError: a list cannot be read, or a line of it is none.
    """
    allow, block = _list_text("--allow", files.allow), _list_text("--block", files.block)
    today = day_of(files.as_of)
    if allow is None and block is None:
        return NO_LISTS
    lists: Lists
    if kind == "apk":
        from apkscan.ownapps import read_own_apps  # noqa: PLC0415  only for apps

        lists = read_own_apps(allow=allow, block=block, today=today)
    else:
        lists = read_lists(detector, allow=allow, block=block, today=today)
    _tell_expired(lists.expired)
    return lists


def _tell_expired(expired: tuple[Entry, ...]) -> None:
    for entry in expired[:_TOLD]:
        why = f" ({entry.reason})" if entry.reason else ""
        tell(
            UsageError(
                f"{entry.file}: line {entry.line}: '{entry.text}' expired after {entry.until} and"
                f" does not count{why}",
                hint="give it a later day, or take the line out",
            )
        )
    if len(expired) > _TOLD:
        tell(UsageError(f"{len(expired) - _TOLD:,} more entries of your lists expired"))


def _list_text(option: str, path: Path | None) -> ListText | None:
    if path is None:
        return None
    try:
        return ListText(str(path), path.read_text("utf-8-sig"))
    except OSError as exc:
        raise UsageError(f"{option}: {path}: {exc.strerror}", hint="check the name") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{option}: {path}: is no UTF-8 text", hint="save it as UTF-8") from exc
