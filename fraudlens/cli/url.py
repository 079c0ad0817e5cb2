"""`fraudlens url`: everything about URLs."""

from __future__ import annotations

from typing import Annotated

import typer

from fraudlens.cli.options import (
    Allow,
    AsOf,
    BaseRate,
    Block,
    Column,
    Config,
    Data,
    FindFormatName,
    FindFormatOption,
    Lang,
    LangOption,
    Messy,
    Model,
    MoreData,
    Out,
    Output,
    Quiet,
    Seed,
    Targets,
    exit_codes,
)
from fraudlens.cli.policies import PolicyOptions
from fraudlens.cli.scan import epilog, scan_command

app = typer.Typer(
    help="Judge, explain and vectorise URLs; train and evaluate their model.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command(
    "scan",
    help="Judge URLs or lists of URLs: text, CSV, JSON Lines, Parquet, also packed.\n\n"
    "A name that exists is a file or folder; all else is a URL, with or without http://.",
    epilog=epilog("fraudlens url scan"),
)(scan_command("url"))

_DONE = exit_codes("all is done")
_FEATURES_EPILOG = f"""\b
Example:
  fraudlens url features urls.txt > features.jsonl

{_DONE}"""
_EXPLAIN_EPILOG = f"""\b
Example:
  fraudlens url explain http://paypal.com.example.top/login --lang zh

{exit_codes("the verdict is clear", "it is suspicious or fraud")}"""
_EXTRACT_EPILOG = f"""\b
Examples:
  fraudlens url extract mail.eml chat.txt flyer.png
  fraudlens url extract inbox/ --format jsonl > finds.jsonl
  fraudlens url scan finds.jsonl
  cat message.txt | fraudlens url extract -

{_DONE}"""
_TRAIN_EPILOG = f"""\b
Example:
  fraudlens url train --data urls.parquet --out models/url --seed 7

{_DONE}"""
_EVALUATE_EPILOG = f"""\b
Example:
  fraudlens url evaluate --data test.csv --out report

{_DONE}"""


@app.command(epilog=_FEATURES_EPILOG)
def features(
    targets: Targets,
    *,
    model: Model = None,
    output: Output = None,
    column: Column = None,
    quiet: Quiet = False,
) -> None:
    """Print one JSON object a target: feature name to value; null is absent.

    A target that cannot be read gives an object with the key "error" in its place.
    """
    from fraudlens.cli.features_run import FeaturesRequest, run_features  # noqa: PLC0415  numpy

    request = FeaturesRequest(
        tuple(targets), "url", model=model, output=output, column=column, quiet=quiet
    )
    raise typer.Exit(run_features(request))


@app.command(epilog=_EXPLAIN_EPILOG)
def explain(
    url: Annotated[str, typer.Argument(metavar="URL", help="One URL, host or domain.")],
    *,
    model: Model = None,
    base_rate: BaseRate = None,
    lang: LangOption = Lang.EN,
    allow: Allow = None,
    block: Block = None,
    as_of: AsOf = None,
) -> None:
    """Explain one verdict in full: every column that mattered, and what would change it."""
    from fraudlens.cli.explain_run import run_explain  # noqa: PLC0415  numpy
    from fraudlens.cli.scorers import ScoreRequest  # noqa: PLC0415  as above

    rules = PolicyOptions(as_of=as_of)
    request = ScoreRequest(model, 3, base_rate, lang.value, allow, block, rules)
    raise typer.Exit(run_explain(url, request))


@app.command(epilog=_EXTRACT_EPILOG)
def extract(
    files: Messy,
    *,
    form: FindFormatOption = FindFormatName.TEXT,
    output: Output = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Find the addresses in messy text, defanged or not, and say where each stands.

    Text, chats, mails (.eml), pages, Markdown, JSON exports, QR codes in pictures. Nothing is
    judged or fetched; 'scan --text' does both steps at once.
    """
    from fraudlens.cli.extract_run import ExtractRequest, run_extract  # noqa: PLC0415  numba

    raise typer.Exit(run_extract(ExtractRequest(tuple(files), form.value, output, lang.value)))


@app.command(epilog=_TRAIN_EPILOG)
def train(
    data: Data,
    out: Out,
    more: MoreData = None,
    *,
    seed: Seed = 0,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Train a model on labelled rows and write it with its card and evaluation.

    Rows have 'value' or 'url', and 'label' (0/1) or 'category' (benign or a fraud type);
    'first_seen', 'source' and 'brand' are used where they are known.
    """
    from fraudlens.cli.train_run import run_train  # noqa: PLC0415  numpy, polars

    run_train("url", (*data, *(more or ())), out, seed=seed, config=config, quiet=quiet)


@app.command(epilog=_EVALUATE_EPILOG)
def evaluate(
    data: Data,
    out: Out,
    more: MoreData = None,
    *,
    model: Model = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Measure a model on labelled rows that it never saw, and write the report."""
    from fraudlens.cli.train_run import run_evaluate  # noqa: PLC0415  numpy, polars

    run_evaluate("url", (*data, *(more or ())), out, model=model, config=config, quiet=quiet)
