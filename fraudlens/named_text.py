"""Text files that the user named in an option: read, or refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def named_text(option: str, path: Path) -> str:
    """Read the file of an option.

    Raises:
        UsageError: it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as exc:
        raise UsageError(f"{option}: {path}: {exc.strerror}", hint="check the name") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{option}: {path}: is no UTF-8 text", hint="save it as UTF-8") from exc
