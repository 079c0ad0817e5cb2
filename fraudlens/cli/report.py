"""`fraudlens report`: a saved run in another format."""

from __future__ import annotations

from typing import Annotated

import typer

from fraudlens.cli.options import (
    EXIT_CODES,
    AsOf,
    FailOn,
    FailOnOption,
    FormatOption,
    Lang,
    LangOption,
    Output,
    Quiet,
)
from fraudlens.reports.registry import Format

EPILOG = f"""\b
Examples:
  fraudlens scan urls.txt --format jsonl --output run.jsonl
  fraudlens report run.jsonl
  fraudlens report run.jsonl --format junit --output junit.xml --fail-on suspicious
  zstd -dc monday.jsonl.zst | fraudlens report - tuesday.jsonl.gz --format markdown

Reasons and findings stay in the language of the scan.

{EXIT_CODES}"""


def report(
    runs: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN", help="What 'scan --format jsonl' wrote, also packed; - for input."
        ),
    ],
    *,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    fail_on: FailOnOption = FailOn.FRAUD,
    quiet: Quiet = False,
    lang: LangOption = Lang.EN,
    as_of: AsOf = None,
) -> None:
    """Write saved runs in any format: the same bytes as a scan in that format.

    Nothing is scanned again and no model is needed.
    """
    from fraudlens.cli.report_run import ReportRequest, run_report  # noqa: PLC0415  numpy, rich

    request = ReportRequest(
        tuple(runs), form, output, lang.value, fail_on=fail_on, as_of=as_of, quiet=quiet
    )
    raise typer.Exit(run_report(request))
