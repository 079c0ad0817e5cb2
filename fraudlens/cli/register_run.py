"""`apk register`: one official app from its file to the user's registry."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from fraudlens.cli.messages import tell
from fraudlens.cli.one_app import one_app
from fraudlens.cli.output import destination
from fraudlens.cli.registries import default_registry, read_apps
from fraudlens.errors import InputError, UsageError
from fraudlens.presence import exists
from fraudlens.reports.escape import visible, without_surrogates

if TYPE_CHECKING:
    from pathlib import Path

    from apkscan.imitation.official import OfficialApp

_HINT = "name another file; catalogues are read as they are"


@dataclass(frozen=True, slots=True)
class RegisterRequest:
    """The options of `register`, as given."""

    path: Path
    registry: Path | None = None
    name: str | None = None
    kind: str = ""


def run_register(request: RegisterRequest) -> int:
    """Add an official app; 3 if it cannot be read, or shows nobody's key.

    Raises:
        UsageError: a file or a text of the options is none that can be used.
    """
    for option, text in (("--name", request.name or ""), ("--kind", request.kind)):
        if without_surrogates(text) != text:
            raise UsageError(f"{option}: is no UTF-8 text", hint="type it in a UTF-8 terminal")
    path = request.registry or default_registry()
    known = _known(path)
    today = datetime.now(UTC).date().isoformat()
    try:
        app = _official(request, f"registered by user {today}")
    except InputError as error:
        tell(error)
        return 3
    _write(path, known, app)
    typer.echo(visible(f"registered {app.name} ({app.package}) in {path}"))
    typer.echo("\n".join(f"  certificate {digest}" for digest in app.certificates))
    return 0


def _official(request: RegisterRequest, source: str) -> OfficialApp:
    from apkscan.facts_json import facts_from_json  # noqa: PLC0415  for apps only
    from apkscan.imitation.ownfile import official_of  # noqa: PLC0415  as above

    facts = facts_from_json(one_app(str(request.path)).targets[0])
    try:
        return official_of(facts, name=request.name, kind=request.kind, source=source)
    except InputError as error:
        raise InputError(f"{request.path}: {error.message}", hint=error.hint) from error


def _known(path: Path) -> tuple[OfficialApp, ...]:
    """Give what the file has already; only a file of ours is written again."""
    if not exists(path):
        return ()
    if path.suffix == ".csv":
        raise UsageError(f"--registry: {path}: is a catalogue, not a file to add to", hint=_HINT)
    return read_apps(path)


def _write(path: Path, known: tuple[OfficialApp, ...], app: OfficialApp) -> None:
    from apkscan.imitation.ownfile import official_line  # noqa: PLC0415  for apps only
    from apkscan.imitation.registry import merged  # noqa: PLC0415  as above

    apps = {each.package: each for each in known}
    apps[app.package] = merged(apps[app.package], app) if app.package in apps else app
    with suppress(OSError):  # what is wrong is told when the file is written
        path.parent.mkdir(parents=True, exist_ok=True)
    with destination(path) as write:
        for each in apps.values():
            write(official_line(each).encode())
