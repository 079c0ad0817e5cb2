"""What docs say that code can print: whole pages, and sections between markers in other pages."""

from __future__ import annotations

from dataclasses import fields
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle, locate, read_manifest
from fraudlens.cli.options import EXIT_CODES
from fraudlens.cli.reference import reference
from fraudlens.errors import ModelNotFound
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.formats import Format, body, foot, head
from fraudlens.reports.look import Look
from fraudlens.reports.tally import tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.training.config import TrainingConfig
from tools import figures
from tools.declarations import classes
from tools.markdown import code, table
from urlguard.detector import UrlDetector
from urlguard.features.matrix import FEATURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fraudlens.features import Feature
    from fraudlens.manifest import Manifest
    from tools.declarations import Field

TOP = Path(__file__).parent.parent

SHOWN = (
    "https://paypal.com.login-review.oxlorivane.top/webscr",
    "hxxps://metamask-airdrop[.]tazzelwick[.]xyz/connect-wallet",
    "https://www.wikipedia.org/",
)
"""Targets of the README's run: two invented frauds, one honest site."""
_WIDTH = 88


def feature_page() -> str:
    """Give `docs/features-url.md`: each column with name, unit, kind, meaning and examples."""
    learned = sum(feature.learned for feature in FEATURES.features)
    text = (
        "# Columns of the URL model\n\n"
        "Printed from the declarations in `urlguard/features/` by `make docs`; do not edit.\n\n"
        f"The model reads {len(FEATURES)} columns in {len(FEATURES.blocks)} blocks; "
        f"{learned} of them come from tables that training fits.\n"
        "A reason that a user sees sums up one block.\n"
        "`fraudlens url features URL` prints the values for any address.\n"
        "No column turns on the scheme, on `www.` or on the last slash: "
        "the text that is measured has none of them.\n\n"
        f"Digest of names, kinds, units and revisions: `{FEATURES.digest}`.\n"
    )
    blocks = [
        f"\n## {block.title[0].upper()}{block.title[1:]} (`{block.name}`)\n\n"
        + table(_COLUMNS, map(_feature_row, block.features))
        for block in FEATURES.blocks
    ]
    return text + "".join(blocks)


_COLUMNS = ("column", "kind", "unit", "what it says", "examples")


def _feature_row(feature: Feature) -> tuple[str, ...]:
    unit = "" if feature.unit == "1" else feature.unit
    return code(feature.name), feature.kind, unit, feature.description, _examples(feature)


def _examples(feature: Feature) -> str:
    if feature.learned:
        return "learned"
    return ", ".join(
        f"{code(target)} {'absent' if isnan(value) else f'{value:g}'}"
        for target, value in feature.examples
    )


def run_output() -> str:
    """Give a real run of the shipped model, or the sentence that says there is none."""
    try:
        bundle = load_bundle(locate("url"), FEATURES)
    except ModelNotFound:
        return figures.NO_MODEL
    scorer = Scorer(UrlDetector(), bundle, ScoreOptions())
    outcomes = tuple(scorer.score_targets(SHOWN))
    manifest = bundle.manifest
    look = Look(_WIDTH, thresholds=manifest.thresholds, base_rate=manifest.calibration.base_rate)
    shown = (
        head(Format.TABLE, look)
        + body(Format.TABLE, outcomes, look)
        + foot(Format.TABLE, tally(outcomes), look)
    )
    arguments = " \\\n    ".join(f"'{target}'" for target in SHOWN)
    return f"```console\n$ fraudlens scan {arguments}\n{shown.decode()}```\n"


def shipped() -> Manifest | None:
    """Give the manifest of the model in `models/url`, if there is one."""
    try:
        return read_manifest(locate("url"))[0]
    except ModelNotFound:
        return None


def option_tables() -> str:
    """Give the options of a training run: section, field, default, meaning."""
    sections = {str(field.type): field.name for field in fields(TrainingConfig)}
    source = (TOP / "fraudlens/training/config.py").read_text("utf-8")
    return "\n".join(
        _option_table(sections.get(name, ""), meaning, options)
        for name, meaning, options in classes(source)
    )


def _option_table(section: str, meaning: str, options: tuple[Field, ...]) -> str:
    title = code(f"[{section}]") if section else "Above all sections"
    rows = [(code(name), code(default), said) for name, default, said in options if said or section]
    return f"### {title}\n\n{meaning}\n\n{table(('field', 'default', 'meaning'), rows)}"


def limit_table() -> str:
    """Give the bounds of `fraudlens.limits.Limits`."""
    source = (TOP / "fraudlens/limits.py").read_text("utf-8")
    _, _, declared = next(classes(source))
    rows = [(code(name), f"{getattr(DEFAULT_LIMITS, name):,}", why) for name, _, why in declared]
    return table(("limit", "default", "why"), rows)


def exit_codes() -> str:
    """Give the exit codes of a scan."""
    lines = (line.split(maxsplit=1) for line in EXIT_CODES.splitlines() if line.startswith("  "))
    return table(("exit code", "meaning"), lines)


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/cli.md": reference,
    "docs/features-url.md": feature_page,
}
"""Path of a page -> function that gives its whole text, which ends with a line feed."""

SECTIONS: Mapping[tuple[str, str], Callable[[], str]] = {
    ("README.md", "output"): run_output,
    ("README.md", "exit-codes"): exit_codes,
    ("README.md", "accuracy"): lambda: figures.accuracy(shipped()),
    ("docs/evaluation.md", "figures"): lambda: figures.evaluation(shipped()),
    ("docs/train.md", "options"): option_tables,
    ("docs/threat-model.md", "limits"): limit_table,
}
"""Path of a page and name of a section in it -> function that gives the section's text.

The section stands between the lines `<!-- begin NAME -->` and `<!-- end NAME -->`.
"""
