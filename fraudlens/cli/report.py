"""`fraudlens report`: a saved run in another format."""

from __future__ import annotations

from typing import Annotated

import typer

from fraudlens.cli.grouped import grouped
from fraudlens.cli.options import (
    APP_EXIT_CODES,
    AsOf,
    BaselineFile,
    FailOn,
    FailOnOption,
    FailOnPolicy,
    FailOnPolicyOption,
    FormatOption,
    Lang,
    LangOption,
    OnlyNewOption,
    Output,
    Quiet,
)
from fraudlens.cli.share_options import ReporterRequest, Tlp
from fraudlens.reports.registry import Format
from fraudlens.reports.tlp import LABELS

EPILOG = f"""\b
Examples:
  fraudlens scan urls.txt --format jsonl --output run.jsonl
  fraudlens report run.jsonl
  fraudlens report run.jsonl --format junit --output junit.xml --fail-on suspicious
  fraudlens report run.jsonl --format xarf --reporter "Example CERT" --contact abuse@cert.example
  zstd -dc monday.jsonl.zst | fraudlens report - tuesday.jsonl.gz --format markdown

Reasons and findings stay in the language of the scan.

{APP_EXIT_CODES}"""


@grouped
def report(
    runs: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN...", help="What 'scan --format jsonl' wrote, also packed; - for input."
        ),
    ],
    *,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    fail_on: FailOnOption = FailOn.FRAUD,
    quiet: Quiet = False,
    lang: LangOption = Lang.EN,
    as_of: AsOf = None,
    fail_on_policy: FailOnPolicyOption = FailOnPolicy.NEVER,
    baseline: BaselineFile = None,
    only_new: OnlyNewOption = False,
    who: ReporterRequest,
    tlp: Tlp = LABELS[0],
) -> None:
    """Write saved runs in any format: the same bytes as a scan in that format.

    Nothing is scanned again and no model is needed.
    """
    from fraudlens.cli.report_run import ReportRequest, run_report  # noqa: PLC0415  numpy, rich

    request = ReportRequest(
        tuple(runs), form, output, lang.value, fail_on=fail_on, as_of=as_of, quiet=quiet,
        fail_on_policy=fail_on_policy, baseline=baseline, only_new=only_new, who=who, tlp=tlp,
    )  # fmt: skip
    raise typer.Exit(run_report(request))
