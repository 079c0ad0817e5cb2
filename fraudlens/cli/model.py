"""`fraudlens model`: which models are there, what they are, and whether they are unharmed."""

from __future__ import annotations

from typing import Annotated

import typer

from fraudlens.cli.options import exit_codes

app = typer.Typer(help="List, show and verify models.", no_args_is_help=True, rich_markup_mode=None)

_EXIT = exit_codes("all is well", "", "wrong usage", "", "a model is absent, broken or changed")
_Name = Annotated[str, typer.Argument(metavar="NAME", help="Kind of a shipped model, or a folder.")]
_NameOrAll = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="Kind or folder; all shipped models if left out."),
]


@app.command("list", epilog=_EXIT)
def list_models() -> None:
    """List the shipped models: kind, version, digest, folder."""
    from fraudlens.cli.model_run import list_lines  # noqa: PLC0415  hashlib, json

    _print(list_lines())


@app.command(epilog=_EXIT)
def show(name: _Name) -> None:
    """Show what a model says of itself: columns, types, thresholds, training, and its card."""
    from fraudlens.cli.model_run import show_lines  # noqa: PLC0415  as above

    _print(show_lines(name))


@app.command(epilog=_EXIT)
def verify(name: _NameOrAll = None) -> None:
    """Check the digest of every file, and score the probes of the training run again."""
    from fraudlens.cli.model_run import verify_lines  # noqa: PLC0415  numpy, lightgbm

    _print(verify_lines(name))


def _print(lines: list[str]) -> None:
    from fraudlens.cli.output import destination  # noqa: PLC0415  with the command only

    with destination(None) as write:
        write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
