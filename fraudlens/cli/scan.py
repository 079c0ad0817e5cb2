"""`fraudlens scan` and `fraudlens url scan`: one command, with and without apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from fraudlens.cli.grouped import grouped
from fraudlens.cli.lookup_options import LookupRequest
from fraudlens.cli.options import (
    EXIT_CODES,
    Allow,
    AsOf,
    AsText,
    BaselineFile,
    BaseRate,
    Block,
    Column,
    FailOn,
    FailOnOption,
    FormatOption,
    Lang,
    LangOption,
    Model,
    OnlyNewOption,
    Output,
    Quiet,
    Reasons,
    Targets,
    Workers,
)
from fraudlens.cli.policies import PolicyOptions
from fraudlens.cli.share_options import ReporterRequest, Tlp
from fraudlens.reports.registry import Format
from fraudlens.reports.tlp import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

_EXAMPLES = """\b
Examples:
  {command} http://paypal.com.example.top/login
  {command} urls.txt --format csv --output report.csv
  cat urls.txt | {command} - --format jsonl --reasons 0 > verdicts.jsonl
  {command} --text mail.eml chat.txt flyer.png
  {command} feed.csv --column link --fail-on suspicious --block own.txt

"""


def epilog(command: str) -> str:
    """Give the examples and exit codes of a scan command."""
    return _EXAMPLES.format(command=command) + EXIT_CODES


def scan_command(*kinds: str) -> Callable[..., None]:
    """Make the command; `kinds` are the kinds of targets that it looks for, the main one first."""

    def scan(
        targets: Targets,
        *,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        fail_on: FailOnOption = FailOn.FRAUD,
        model: Model = None,
        reasons: Reasons = 3,
        base_rate: BaseRate = None,
        workers: Workers = None,
        quiet: Quiet = False,
        lang: LangOption = Lang.EN,
        column: Column = None,
        text: AsText = False,
        allow: Allow = None,
        block: Block = None,
        as_of: AsOf = None,
        baseline: BaselineFile = None,
        only_new: OnlyNewOption = False,
        lookup: LookupRequest,
        who: ReporterRequest,
        tlp: Tlp = LABELS[0],
    ) -> None:
        from fraudlens.cli.scan_run import ScanRequest, run_scan  # noqa: PLC0415  numpy, rich
        from fraudlens.cli.scorers import ScoreRequest  # noqa: PLC0415  as above

        rules = PolicyOptions(as_of=as_of)
        score = ScoreRequest(model, reasons, base_rate, lang.value, allow, block, rules)
        request = ScanRequest(
            targets=tuple(targets), score=score, kinds=kinds, form=form, output=output,
            fail_on=fail_on, workers=workers, quiet=quiet, column=column, text=text,
            baseline=baseline, only_new=only_new, lookup=lookup, who=who, tlp=tlp,
        )  # fmt: skip
        raise typer.Exit(run_scan(request))

    return grouped(scan)
