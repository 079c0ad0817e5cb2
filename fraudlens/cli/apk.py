"""`fraudlens apk`: everything about Android apps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fraudlens.cli.grouped import grouped
from fraudlens.cli.options import (
    APP_EXIT_CODES,
    AllowApps,
    Apps,
    AsOf,
    BaselineFile,
    BaseRate,
    BlockApps,
    Config,
    Data,
    FactsOption,
    FailOn,
    FailOnOption,
    FailOnPolicy,
    FailOnPolicyOption,
    FormatOption,
    Lang,
    LangOption,
    ListingFile,
    Model,
    MoreData,
    OnlyNewOption,
    Out,
    Output,
    Policies,
    Quiet,
    Reasons,
    RegistryFile,
    Seconds,
    Seed,
    Workers,
    exit_codes,
)
from fraudlens.cli.policies import DEFAULT_PACKS, PolicyOptions, packs_of, policies_text
from fraudlens.cli.share_options import ReporterRequest, Tlp
from fraudlens.reports.registry import Format
from fraudlens.reports.tlp import LABELS

app = typer.Typer(
    help="Judge, explain and vectorise Android apps; train and evaluate their model.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_DONE = exit_codes("all is done")
_SCAN_EPILOG = f"""\b
Examples:
  fraudlens apk scan app.apk
  fraudlens apk scan submissions/ --format jsonl --facts facts.jsonl > verdicts.jsonl
  fraudlens apk scan app.xapk --fail-on suspicious --lang zh
  fraudlens apk scan facts.jsonl --reasons 0
  fraudlens apk scan loan.apk --policy google-play,in --listing loan.toml --fail-on-policy reject

Nothing of an app is run, installed, unpacked to the disk or looked up. Each app is read in a
process of its own under bounds on time and memory; what could not be seen is said.

{APP_EXIT_CODES}"""
_FEATURES_EPILOG = f"""\b
Example:
  fraudlens apk features submissions/ > features.jsonl

{_DONE}"""
_EXPLAIN_EPILOG = f"""\b
Example:
  fraudlens apk explain app.apk --lang zh

{exit_codes("the verdict is clear", "it is suspicious or fraud")}"""
_POLICIES_EPILOG = f"""\b
Examples:
  fraudlens apk policies
  fraudlens apk policies google-play,in --lang zh

{_DONE}"""
_REGISTER_EPILOG = f"""\b
Examples:
  fraudlens apk register bank.apk --name "Zephyr Bank" --kind bank --registry official.jsonl
  fraudlens apk scan submissions/ --registry official.jsonl
  fraudlens apk scan submissions/ --registry catalogue.csv

A catalogue is a CSV with the columns package and label, and maybe cert_sha256, icon_hash (the
"icon" of a record's facts) and kind; several values of a cell are joined by ";".

{exit_codes("all is done", "")}"""
_TRAIN_EPILOG = f"""\b
Example:
  fraudlens apk scan apps/ --facts facts.jsonl --fail-on never --output verdicts.csv --format csv
  fraudlens data apps --labels labels.csv --facts facts.jsonl --out apps.jsonl.gz
  fraudlens apk train --data apps.jsonl.gz --out models/apk

{_DONE}"""
_EVALUATE_EPILOG = f"""\b
Example:
  fraudlens apk evaluate --data apps.jsonl.gz --out report

{_DONE}"""


@app.command(epilog=_SCAN_EPILOG)
@grouped
def scan(
    targets: Apps,
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
    allow: AllowApps = None,
    block: BlockApps = None,
    facts: FactsOption = None,
    seconds: Seconds = None,
    policy: Policies = DEFAULT_PACKS,
    as_of: AsOf = None,
    listing: ListingFile = None,
    fail_on_policy: FailOnPolicyOption = FailOnPolicy.NEVER,
    registry: RegistryFile = None,
    baseline: BaselineFile = None,
    only_new: OnlyNewOption = False,
    who: ReporterRequest,
    tlp: Tlp = LABELS[0],
) -> None:
    """Judge Android apps: APK files, bundles (.xapk, .apks, .apkm), folders of them.

    A file of facts that --facts wrote is judged again without the apps.
    """
    from fraudlens.cli.scan_run import ScanRequest, run_scan  # noqa: PLC0415  as above
    from fraudlens.cli.scorers import ScoreRequest  # noqa: PLC0415  as above
    from fraudlens.scanning.apps import app_reading  # noqa: PLC0415  numpy, rich

    rules = PolicyOptions(policy, as_of, listing, fail_on_policy)
    score = ScoreRequest(model, reasons, base_rate, lang.value, allow, block, rules, registry)
    request = ScanRequest(
        targets=tuple(targets), score=score, kinds=("apk",), form=form, output=output,
        fail_on=fail_on, workers=workers, quiet=quiet, apps=app_reading(facts, seconds),
        baseline=baseline, only_new=only_new, who=who, tlp=tlp,
    )  # fmt: skip
    raise typer.Exit(run_scan(request))


@app.command(epilog=_FEATURES_EPILOG)
def features(
    targets: Apps,
    *,
    model: Model = None,
    output: Output = None,
    workers: Workers = None,
    quiet: Quiet = False,
    facts: FactsOption = None,
) -> None:
    """Print one JSON object an app: feature name to value; null is absent.

    An app that cannot be read gives an object with the key "error" in its place.
    """
    from fraudlens.cli.features_run import FeaturesRequest, run_features  # noqa: PLC0415  as above
    from fraudlens.scanning.apps import app_reading  # noqa: PLC0415  numpy

    request = FeaturesRequest(
        tuple(targets),
        "apk",
        model=model,
        output=output,
        quiet=quiet,
        workers=workers,
        apps=app_reading(facts, None),
    )
    raise typer.Exit(run_features(request))


@app.command(epilog=_EXPLAIN_EPILOG)
def explain(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="One app, or a folder of splits.")],
    *,
    model: Model = None,
    base_rate: BaseRate = None,
    lang: LangOption = Lang.EN,
    allow: AllowApps = None,
    block: BlockApps = None,
    policy: Policies = DEFAULT_PACKS,
    as_of: AsOf = None,
    listing: ListingFile = None,
    fail_on_policy: FailOnPolicyOption = FailOnPolicy.NEVER,
    registry: RegistryFile = None,
) -> None:
    """Explain one verdict in full: findings with their places, columns, what would change it.

    The policy gate tells which rules of stores and countries are broken, or open, and why.
    """
    from fraudlens.cli.explain_run import run_explain  # noqa: PLC0415  numpy
    from fraudlens.cli.scorers import ScoreRequest  # noqa: PLC0415  as above

    options = PolicyOptions(policy, as_of, listing, fail_on_policy)
    request = ScoreRequest(
        model, 3, base_rate, lang.value, allow, block, policy=options, registry=registry
    )
    raise typer.Exit(run_explain(str(path), request, "apk"))


@app.command(epilog=_POLICIES_EPILOG)
def policies(
    packs: Annotated[
        str | None, typer.Argument(metavar="PACKS", help="Packs, commas between; else all.")
    ] = None,
    *,
    lang: LangOption = Lang.EN,
) -> None:
    """List the rules of stores and countries, with their dates and sources."""
    from apkscan.policy.packs import pack_names  # noqa: PLC0415  only for apps

    wanted = ",".join(pack_names()) if packs is None else packs
    typer.echo(policies_text(packs_of(wanted), lang.value))


@app.command(epilog=_REGISTER_EPILOG)
def register(
    path: Annotated[
        Path, typer.Argument(metavar="OFFICIAL", help="The official app, from its maker.")
    ],
    *,
    registry: RegistryFile = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Name that people know, if not the label.")
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", help="What it is: bank, payment, wallet, broker, government, ..."),
    ] = "",
) -> None:
    """Add an official app to your registry, so that apps that pass for it are found.

    Package, names, certificates and icon are kept; without --registry, in a file of your own
    that the command names. Hand that file to 'scan' and 'explain' with --registry. By the same
    key and package the app itself is clear from then on, so register what you know to be genuine.
    """
    from fraudlens.cli.register_run import RegisterRequest, run_register  # noqa: PLC0415  apps

    raise typer.Exit(run_register(RegisterRequest(path, registry, name, kind)))


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
    """Train a model on labelled apps and write it with its card and evaluation.

    Rows have 'value' (the facts of an app as JSON, from 'fraudlens data apps'), and 'label' (0/1)
    or 'category'; 'source', 'cluster', 'name' and 'weak' are used where they are known.
    """
    from fraudlens.cli.train_run import run_train  # noqa: PLC0415  numpy, polars

    run_train("apk", (*data, *(more or ())), out, seed=seed, config=config, quiet=quiet)


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
    """Measure a model on labelled apps that it never saw, and write the report."""
    from fraudlens.cli.train_run import run_evaluate  # noqa: PLC0415  numpy, polars

    run_evaluate("apk", (*data, *(more or ())), out, model=model, config=config, quiet=quiet)
