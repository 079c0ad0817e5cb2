"""`fraudlens registration`: addresses together with the registration of their domain."""

from __future__ import annotations

import typer

from fraudlens.cli.options import Config, Data, Model, MoreData, Out, Quiet, Seed, exit_codes

app = typer.Typer(
    help="Train and evaluate the model of addresses with their registration.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_DONE = exit_codes("all is done")
_TRAIN_EPILOG = f"""\b
Example:
  fraudlens data registrations --data listed.csv honest.csv --out samples.jsonl.gz
  fraudlens registration train --data samples.jsonl.gz --out models/registration

{_DONE}"""
_EVALUATE_EPILOG = f"""\b
Example:
  fraudlens registration evaluate --data samples.jsonl.gz --out report

{_DONE}"""


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
    """Train the model that judges addresses once the registration of their domain is known.

    Rows are samples that 'fraudlens data registrations' wrote, with 'label' or 'category'.
    The URL model must not have been trained on their domains: see [labels] without.
    """
    from fraudlens.cli.train_run import run_train  # noqa: PLC0415  numpy, polars

    run_train("registration", (*data, *(more or ())), out, seed=seed, config=config, quiet=quiet)


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
    """Measure the model on samples that it never saw, and write the report."""
    from fraudlens.cli.train_run import run_evaluate  # noqa: PLC0415  numpy, polars

    run_evaluate(
        "registration", (*data, *(more or ())), out, model=model, config=config, quiet=quiet
    )
