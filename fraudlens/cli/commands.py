"""The tree of commands of `fraudlens`."""

from __future__ import annotations

from typing import Annotated

import typer

from fraudlens.cli import apk, cache, data, diff, evidence, gate, model, registration, report, url
from fraudlens.cli.options import EXIT_CODES
from fraudlens.cli.scan import epilog, scan_command
from fraudlens.version import __version__

_EPILOG = f"""\b
Examples:
  fraudlens scan http://paypal.com.example.top/login
  fraudlens scan urls.txt --format jsonl > verdicts.jsonl
  fraudlens scan submissions/app.apk
  fraudlens url explain http://paypal.com.example.top/login
  fraudlens model verify

{EXIT_CODES}
Nothing that is scanned is fetched; the network is for --lookup and 'data refresh-bootstrap'."""

app = typer.Typer(
    help="Tell fraudulent URLs and Android fraud apps from honest ones, with reasons, offline.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    "scan",
    help="Judge anything: URLs, Android apps, lists and folders of them, standard input.\n\n"
    "A name that exists is a file or folder; all else is a URL, with or without http://.",
    epilog=epilog("fraudlens scan"),
)(scan_command("url", "apk"))
app.command("gate", epilog=gate.EPILOG)(gate.gate)
app.command("report", epilog=report.EPILOG)(report.report)
app.command("diff", epilog=diff.EPILOG)(diff.diff)
app.add_typer(url.app, name="url")
app.add_typer(apk.app, name="apk")
app.add_typer(registration.app, name="registration")
app.add_typer(model.app, name="model")
app.add_typer(data.app, name="data")
app.add_typer(cache.app, name="cache")
app.add_typer(evidence.app, name="evidence")


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"fraudlens {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and exit.",
            is_eager=True,
            callback=lambda value: _print_version(wanted=value),
        ),
    ] = False,
) -> None:
    """Hold the options that come before a command."""
