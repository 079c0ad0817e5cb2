"""Text files that the user named in an option: read, or refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def named_text(option: str, path: Path, most: int | None = None) -> str:
    """Read the file of an option; `most` bounds its characters.

    Raises:
        UsageError: it cannot be read, is no UTF-8, or is longer than it may be.
    """
    try:
        # A lone carriage return is no end of a line here: it could hide one in a reason.
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            text = file.read(None if most is None else most + 1)
    except OSError as exc:
        raise UsageError(f"{option}: {path}: {exc.strerror}", hint="check the name") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{option}: {path}: is no UTF-8 text", hint="save it as UTF-8") from exc
    if most is not None and len(text) > most:
        raise UsageError(
            f"{option}: {path}: has more than {most:,} characters", hint="check the name"
        )
    return text
