"""`evidence verify`: a pack from anywhere, held against itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from fraudlens.errors import InputError, SourceError, UsageError
from fraudlens.evidence import check_pack
from fraudlens.evidence_zip import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def verify_case(path: Path, noted: str | None) -> int:
    """Print what differs and the digest of the pack; 1 if anything differs.

    Raises:
        InputError: it is no evidence pack.
        SourceError: it cannot be opened.
        UsageError: the noted digest is none.
    """
    if noted is not None and not re.fullmatch("[0-9a-fA-F]{64}", noted):
        raise UsageError("--sha256: must be 64 hex digits", hint="give the digest that was noted")
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as exc:
        raise SourceError(f"{path}: {exc.strerror}", hint="check the name") from exc
    try:
        checked = check_pack(data, noted)
    except InputError as error:
        raise type(error)(f"{path}: {error.message}", hint=error.hint) from error
    for fault in checked.faults:
        typer.echo(f"changed: {fault}")
    if not checked.faults:
        typer.echo(f"intact: {len(checked.members)} members are as they were written")
    typer.echo(f"SHA-256 of the pack: {checked.sha256}")
    return 1 if checked.faults else 0
