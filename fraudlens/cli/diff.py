"""`fraudlens diff`: what is new, changed or gone between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fraudlens.cli.options import (
    FailOn,
    FailOnOption,
    Lang,
    LangOption,
    Output,
    exit_codes,
    real,
)
from fraudlens.reports.change_names import ChangeFormat

_EXIT_CODES = exit_codes(
    "nothing new or changed is at or above --fail-on",
    "something is",
    "wrong usage",
    "a run cannot be read",
    "",
)
EPILOG = f"""\b
Examples:
  fraudlens diff monday.jsonl tuesday.jsonl
  fraudlens diff old.jsonl new.jsonl --format markdown --output changes.md
  fraudlens diff old.jsonl new.jsonl --tolerance 0 --fail-on suspicious

An address is the same in all its spellings, an app in all its versions by one signer. A score
that moves within the tolerance under the same verdict is no change.

{_EXIT_CODES}"""


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="Records of the earlier run (--format jsonl).")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Records of the later run.")],
    *,
    tolerance: Annotated[
        float,
        typer.Option(
            "--tolerance",
            min=0.0,
            max=1.0,
            callback=real,
            metavar="D",
            help="Change of the score that is none.",
        ),
    ] = 0.05,
    form: Annotated[
        ChangeFormat,
        typer.Option("--format", "-f", help="table for people, jsonl for scripts, markdown."),
    ] = ChangeFormat.TABLE,
    output: Output = None,
    fail_on: FailOnOption = FailOn.FRAUD,
    lang: LangOption = Lang.EN,
) -> None:
    """Compare two saved runs: what is new, what changed, what is gone."""
    from fraudlens.cli.diff_run import DiffRequest, run_diff  # noqa: PLC0415  rich

    request = DiffRequest(
        old, new, tolerance, form, output=output, fail_on=fail_on, lang=lang.value
    )
    raise typer.Exit(run_diff(request))
