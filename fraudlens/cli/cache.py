"""`fraudlens cache`: registration facts that look-ups learned, kept from one run to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fraudlens.cli.options import CacheFile, exit_codes

app = typer.Typer(
    help="See, share and tidy the registration facts that look-ups learned.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_WHERE = """\b
The file is the one of --cache or FRAUDLENS_CACHE, else
$XDG_CACHE_HOME/fraudlens/registration.sqlite (~/.cache/... where that is not set).
It holds domain names and public facts of their registration, never paths or queries."""


def _epilog(examples: str, codes: str) -> str:
    return f"\b\nExample{'s' if chr(10) in examples else ''}:\n{examples}\n\n{_WHERE}\n\n{codes}"


_DONE = exit_codes("all is done", "", "wrong usage", "the cache cannot be used", "")


@app.command(
    epilog=_epilog(
        "  fraudlens cache stats\n  fraudlens cache stats --json --cache facts.sqlite", _DONE
    )
)
def stats(
    *,
    cache: CacheFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of lines for people.")
    ] = False,
) -> None:
    """Count the domains by how their look-up ended, and say how many are still fresh.

    Facts stay fresh for 30 days, "no such domain" for one day, failures for an hour.
    """
    from fraudlens.cli.cache_run import stats_lines  # noqa: PLC0415  only with the command

    for line in stats_lines(cache, as_json=as_json):
        typer.echo(line)


@app.command(epilog=_epilog("  fraudlens cache export --output facts.jsonl", _DONE))
def export(
    *,
    cache: CacheFile = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not."),
    ] = None,
) -> None:
    """Write all facts as JSON Lines, one domain a line, stale ones too."""
    from fraudlens.cli.cache_run import export_cache  # noqa: PLC0415  only with the command

    export_cache(cache, output)


@app.command(
    "import",
    epilog=_epilog(
        "  fraudlens cache import facts.jsonl\n"
        "  zstdcat facts.jsonl.zst | fraudlens cache import -",
        exit_codes("all lines were read", "", "wrong usage", "some line or the cache could not be"),
    ),
)
def import_facts(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="JSON Lines as 'export' writes; - for standard input."
        ),
    ],
    *,
    cache: CacheFile = None,
) -> None:
    """Take facts from files, as other people exported or gathered them.

    A line is a JSON object with at least domain, state and observed, which says when the facts
    were learned; of two facts of one domain the newer stays. Lines that cannot be read are told by
    their number, and the rest is taken.
    """
    from fraudlens.cli.cache_run import import_files  # noqa: PLC0415  only with the command

    if import_files(cache, files):
        raise typer.Exit(3)


@app.command(epilog=_epilog("  fraudlens cache prune", _DONE))
def prune(*, cache: CacheFile = None) -> None:
    """Take out what is no longer fresh, and give the room back."""
    from fraudlens.cli.cache_run import prune_cache  # noqa: PLC0415  only with the command

    typer.echo(prune_cache(cache))
