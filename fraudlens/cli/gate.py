"""`fraudlens gate`: an app that is handed in for publication, with its listing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fraudlens.cli.options import (
    AllowApps,
    AsOf,
    BlockApps,
    FailOn,
    FailOnOption,
    Lang,
    LangOption,
    ListingFile,
    Policies,
    RegistryFile,
    Workers,
    exit_codes,
)
from fraudlens.cli.policies import DEFAULT_PACKS, PolicyOptions, countries_of

REVIEW_EXIT = 5
"""Exit code of an app that a person must look at."""
EPILOG = f"""\b
Examples:
  fraudlens gate app.apk
  fraudlens gate loan.apk --listing loan.toml --country IN
  fraudlens gate app.apk --listing app.toml --sarif gate.sarif --jsonl gate.jsonl
  fraudlens gate submissions/ --review-exit 0 --lang zh

An app is stopped by a verdict at or above --fail-on, by a rule of a store or country that it
breaks, by passing for an official app, and by not being as it was signed. A person must look where
a rule is open, where the verdict is not clear and below --fail-on, where it is built to mislead
whoever checks it, and where too little could be seen.
Rules of the countries where the app is offered are added to those of --policy.

{
    exit_codes(
        "publish", "stop", "wrong usage", "some app could not be read (and nothing at 1)"
    ).rstrip()
}
  {REVIEW_EXIT}  a person must look (and nothing at 1 or 3); --review-exit sets it
"""
Submissions = Annotated[
    list[Path],
    typer.Argument(metavar="APP...", help="Apps as they were handed in, or folders of them."),
]
Countries = Annotated[
    list[str] | None,
    typer.Option(
        "--country", metavar="CC", help="Where it is offered, in place of what the listing says."
    ),
]
ReviewExit = Annotated[
    int,
    typer.Option(
        "--review-exit",
        min=0,
        max=125,
        metavar="N",
        help="Exit code where a person must look; 0 lets the app through, 1 stops it.",
    ),
]
Sarif = Annotated[
    Path | None, typer.Option("--sarif", metavar="FILE", help="Write SARIF there; - for output.")
]
Jsonl = Annotated[
    Path | None, typer.Option("--jsonl", metavar="FILE", help="Write the records there.")
]
Junit = Annotated[
    Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML there.")
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write a page for people there.")
]


def gate(
    apps: Submissions,
    *,
    listing: ListingFile = None,
    country: Countries = None,
    as_of: AsOf = None,
    policy: Policies = DEFAULT_PACKS,
    fail_on: FailOnOption = FailOn.FRAUD,
    review_exit: ReviewExit = REVIEW_EXIT,
    sarif: Sarif = None,
    junit: Junit = None,
    html: Html = None,
    jsonl: Jsonl = None,
    allow: AllowApps = None,
    block: BlockApps = None,
    registry: RegistryFile = None,
    workers: Workers = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Say whether an app may be published: fraud, imitation, rules of stores and countries.

    Nothing of it is run, installed or looked up. Reports for machines are written in the same run.
    """
    from fraudlens.cli.gate_run import GateRequest, run_gate  # noqa: PLC0415  numpy, rich
    from fraudlens.cli.scorers import ScoreRequest  # noqa: PLC0415  as above

    countries = countries_of(" ".join(country or ()))
    rules = PolicyOptions(policy, as_of, listing, countries=countries)
    score = ScoreRequest(lang=lang.value, allow=allow, block=block, policy=rules, registry=registry)
    files = {"sarif": sarif, "junit": junit, "html": html, "jsonl": jsonl}
    request = GateRequest(
        tuple(map(str, apps)),
        score,
        {name: path for name, path in files.items() if path is not None},
        fail_on,
        review_exit,
        workers,
    )
    raise typer.Exit(run_gate(request))
