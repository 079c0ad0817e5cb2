"""The options that commands share, declared once with their help."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fraudlens.reports.registry import Format, formats_help

_MEANINGS = {
    2: "wrong usage",
    3: "some target could not be read",
    4: "no usable model or data",
}


def exit_codes(*own: str) -> str:
    """Give the exit codes of a command for its help.

    `own` says what 0, 1, ... mean for it; an empty text leaves a code out.
    """
    meanings = {**_MEANINGS, **dict(enumerate(own))}
    lines = [f"  {code}  {meanings[code]}\n" for code in sorted(meanings) if meanings[code]]
    return "\b\nExit codes:\n" + "".join(lines)


EXIT_CODES = exit_codes(
    "nothing at or above --fail-on",
    "something is",
    "wrong usage",
    "some target could not be read (and nothing at 1)",
)


APP_EXIT_CODES = exit_codes(
    "nothing at or above --fail-on or --fail-on-policy",
    "something is",
    "wrong usage",
    "some target could not be read (and nothing at 1)",
)


class FindFormatName(StrEnum):
    """Formats of finds; the names of `fraudlens.reports.finds.FindFormat`."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


class FailOn(StrEnum):
    """Least verdict that makes the exit code 1."""

    SUSPICIOUS = "suspicious"
    FRAUD = "fraud"
    NEVER = "never"


class FailOnPolicy(StrEnum):
    """Least result of the policy that makes the exit code 1."""

    REVIEW = "review"
    REJECT = "reject"
    NEVER = "never"


class Lang(StrEnum):
    """Languages of reasons and reports."""

    EN = "en"
    ZH = "zh"


Targets = Annotated[
    list[str],
    typer.Argument(metavar="TARGET...", help="URLs, files, folders; - for standard input."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", metavar="FORMAT", help=f"Formats: {formats_help()}")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report there, whole or not."),
]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="Least verdict that makes the exit code 1.")
]
Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="DIR", help="Folder of another model than the shipped one."),
]


def real(value: float | None) -> float | None:
    """Refuse what is no number: a range lets NaN through, which no bound is above or below.

    Raises:
        BadParameter: the value of an option is NaN.
    """
    if value is not None and math.isnan(value):
        raise typer.BadParameter("nan is no number")
    return value


Reasons = Annotated[
    int,
    typer.Option(
        "--reasons", min=0, metavar="N", help="Reasons a verdict at most; 0 for none, fastest."
    ),
]
BaseRate = Annotated[
    float | None,
    typer.Option(
        "--base-rate",
        metavar="P",
        help="Share of fraud you expect, above 0 and below 1; moves score and verdict.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes that work; left out, one for addresses and one a core for apps.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of reasons and report.")]
Column = Annotated[
    str | None,
    typer.Option(
        "--column", metavar="NAME", help="Column of the URLs in a table, by name or from 1."
    ),
]
Messy = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help="Messages, mails, pages, chats, pictures, folders; - for input."
    ),
]
FindFormatOption = Annotated[
    FindFormatName,
    typer.Option("--format", "-f", help="text for people; jsonl and csv, which scans read."),
]
AsText = Annotated[
    bool,
    typer.Option(
        "--text",
        help="Take addresses out of messages, mails (.eml), pages, Markdown, chats, QR codes.",
    ),
]
Allow = Annotated[
    Path | None,
    typer.Option(
        "--allow",
        metavar="FILE",
        help="Hosts or addresses that are clear, whatever the model says.",
    ),
]
Block = Annotated[
    Path | None,
    typer.Option(
        "--block",
        metavar="FILE",
        help="Hosts or addresses that are fraud, whatever the model says.",
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="OLD.jsonl",
        help="Records of an earlier run, for --only-new to compare with.",
    ),
]
OnlyNewOption = Annotated[
    bool,
    typer.Option(
        "--only-new",
        help="Tell, and count for the exit code, only what is new or changed since --baseline.",
    ),
]
Apps = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Apps, bundles, folders; files of facts (.jsonl)."),
]
AllowApps = Annotated[
    Path | None,
    typer.Option(
        "--allow",
        metavar="FILE",
        help="Packages, or SHA-256 of files or signers, that are clear, whatever the model says.",
    ),
]
BlockApps = Annotated[
    Path | None,
    typer.Option(
        "--block",
        metavar="FILE",
        help="Packages, or SHA-256 of files or signers, that are fraud, whatever the model says.",
    ),
]
FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="Keep what is read of each app in FILE, and go on from there when run again.",
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        min=0.1,
        max=86_400,
        callback=real,
        metavar="S",
        help="Seconds for reading one app at most (60).",
    ),
]
Policies = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="PACKS",
        help="Rules of stores and countries, commas between; 'fraudlens apk policies' lists them.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="What counts as now for rules, list entries and reports, as 2026-11-26 or"
        " 2026-11-26T09:30:00Z.",
    ),
]
ListingFile = Annotated[
    Path | None,
    typer.Option(
        "--listing", metavar="FILE", help="TOML file of what the store's page says of the apps."
    ),
]
FailOnPolicyOption = Annotated[
    FailOnPolicy,
    typer.Option(
        "--fail-on-policy", help="Least result of the policy that makes the exit code 1, too."
    ),
]
RegistryFile = Annotated[
    Path | None,
    typer.Option(
        "--registry",
        metavar="FILE",
        envvar="FRAUDLENS_REGISTRY",
        help="Your official apps: from 'fraudlens apk register', or a CSV of package, label and,"
        " if you have them, cert_sha256 and icon_hash.",
    ),
]
CacheFile = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="FILE",
        envvar="FRAUDLENS_CACHE",
        help="File that keeps registration facts; left out, one in your cache folder.",
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", min=0, metavar="N", help="Same seed and data, same bytes.")
]
Data = Annotated[
    list[Path],
    typer.Option("--data", metavar="PATH", help="Labelled rows: CSV, JSON Lines, Parquet; repeat."),
]
MoreData = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH...", help="More files after the one of --data.", show_default=False
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for what is made.")]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="TOML file of training options.")
]
