"""The user's official apps: where their file is, reading it, and adding one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fraudlens.errors import SourceError, UsageError
from fraudlens.named_text import named_text

if TYPE_CHECKING:
    from apkscan.imitation.official import OfficialApp
    from apkscan.imitation.registry import Registry

_NAME = "official-apps.jsonl"


def default_registry() -> Path:
    """Give the file to which `register` adds where no other is named."""
    return Path(typer.get_app_dir("fraudlens")) / _NAME


def own_registry(path: Path | None) -> Registry | None:
    """Give the shipped registry with the user's apps; `None` for the shipped one alone.

    No file is read that was not named, so that the same command judges alike everywhere.

    Raises:
        UsageError: the file cannot be read, or holds what is no official app.
    """
    if path is None:
        return None
    from apkscan.imitation.registry import load_registry, with_own  # noqa: PLC0415  for apps only

    return with_own(load_registry(), read_apps(path))


def read_apps(path: Path) -> tuple[OfficialApp, ...]:
    """Read a user's official apps.

    Raises:
        UsageError: the file cannot be read, or holds what is no official app.
    """
    from apkscan.imitation.ownfile import read_own_registry  # noqa: PLC0415  for apps only

    text = named_text("--registry", path)
    try:
        return read_own_registry(text, str(path))
    except SourceError as exc:  # no app is to blame for it
        raise UsageError(f"--registry: {exc.message}", hint=exc.hint) from exc
