"""`fraudlens data`: labelled data to train and measure on, and lists that grow old."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from fraudlens.cli.options import Data, exit_codes

app = typer.Typer(
    help="Make labelled data ready for training, and refresh lists that grow old.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


_APPS_EPILOG = f"""\b
Example:
  fraudlens apk scan apps/ --facts facts.jsonl --fail-on never --format csv --output verdicts.csv
  fraudlens data apps --labels labels.csv --facts facts.jsonl --out apps.jsonl.gz

{exit_codes("all is done")}"""


@app.command(epilog=_APPS_EPILOG)
def apps(
    *,
    labels: Annotated[
        Path,
        typer.Option(
            "--labels",
            metavar="FILE",
            help="CSV with 'sha256' and 'label' (0/1, benign, malicious or fraud); 'category',"
            " 'source', 'cluster', 'label_trust' and 'stratum' are used where they are.",
        ),
    ],
    facts: Annotated[
        list[Path],
        typer.Option("--facts", metavar="FILE", help="Files that --facts wrote; repeat."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Labelled rows: .jsonl or .jsonl.gz.")
    ],
    kinds: Annotated[
        Path | None,
        typer.Option(
            "--kinds",
            metavar="FILE",
            help="TOML with [fraud_types]: category of the labels = fraud type.",
        ),
    ] = None,
) -> None:
    """Join labels with the facts of apps, by the SHA-256 of the files."""
    from fraudlens.cli.data_run import join_apps  # noqa: PLC0415  only with the command

    for line in join_apps(labels, tuple(facts), out, kinds):
        typer.echo(line)


_REGISTRATIONS_EPILOG = f"""\b
Example:
  fraudlens data registrations --data listed.csv --data honest.csv --out samples.jsonl.gz

{exit_codes("all is done")}"""


@app.command(epilog=_REGISTRATIONS_EPILOG)
def registrations(
    data: Data,
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Samples: .jsonl or .jsonl.gz.")
    ],
) -> None:
    """Make samples of labelled rows with the registration of their domains.

    Rows have 'value' or 'url', 'label' or 'category', 'first_seen', and either 'registration'
    (as a look-up gives it) or some of 'created', 'changed', 'expires', 'observed', 'registrar',
    'registrar_id', 'country', 'statuses', 'name_servers', 'dnssec', 'privacy'.
    Rows without 'created', or with facts learned after 'first_seen', are left out and counted:
    either would tell the label.
    """
    from fraudlens.cli.registration_rows import make_samples  # noqa: PLC0415  only here

    for line in make_samples(tuple(data), out):
        typer.echo(line)


_REFRESH_EPILOG = f"""\b
Example:
  fraudlens data refresh-bootstrap

{exit_codes("the list is in place")}"""


@app.command("refresh-bootstrap", epilog=_REFRESH_EPILOG)
def refresh_bootstrap(
    *,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy", metavar="URL", help="Proxy to use instead of that of the environment."
        ),
    ] = None,
) -> None:
    """Fetch IANA's list of RDAP servers, which look-ups then use instead of the shipped one.

    A list that is broken or older is refused. It is kept in the user's data folder.
    """
    from fraudlens.cli import bootstrap_run  # noqa: PLC0415  httpx, only with the command
    from urlguard.registration.options import LookupOptions  # noqa: PLC0415  as above

    for line in bootstrap_run.refresh_bootstrap(LookupOptions(proxy=proxy), os.environ):
        typer.echo(line)
