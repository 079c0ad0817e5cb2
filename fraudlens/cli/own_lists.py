"""The user's own lists, read from the files that were named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import UsageError
from fraudlens.ownlists import ListText

if TYPE_CHECKING:
    from pathlib import Path


def list_text(option: str, path: Path | None) -> ListText | None:
    """Read a list; `None` where no file is named.

    Raises:
        UsageError: it cannot be read.
    """
    if path is None:
        return None
    try:
        return ListText(str(path), path.read_text("utf-8-sig"))
    except OSError as exc:
        raise UsageError(f"{option}: {path}: {exc.strerror}", hint="check the name") from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{option}: {path}: is no UTF-8 text", hint="save it as UTF-8") from exc
