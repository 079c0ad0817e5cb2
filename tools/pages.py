"""What docs say that code can print: whole pages, and sections between markers in other pages."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle import locate, read_manifest
from fraudlens.cli.options import EXIT_CODES
from fraudlens.cli.reference import reference
from fraudlens.errors import ModelNotFound
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.training.config import TrainingConfig
from tools import figures
from tools.app_findings import findings_page
from tools.columns import APP_COLUMNS, REGISTRATION_COLUMNS, URL_COLUMNS, feature_page
from tools.declarations import classes
from tools.markdown import code, table
from tools.policies import listing_table, rule_tables
from tools.runs import app_run, url_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fraudlens.manifest import Manifest
    from tools.declarations import Field

TOP = Path(__file__).parent.parent


def shipped(kind: str) -> Manifest | None:
    """Give the manifest of the model in `models/<kind>`, if there is one."""
    try:
        return read_manifest(locate(kind))[0]
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
    "docs/features-apk.md": lambda: feature_page(APP_COLUMNS),
    "docs/features-registration.md": lambda: feature_page(REGISTRATION_COLUMNS),
    "docs/features-url.md": lambda: feature_page(URL_COLUMNS),
    "docs/findings-apk.md": findings_page,
}
"""Path of a page -> function that gives its whole text, which ends with a line feed."""

SECTIONS: Mapping[tuple[str, str], Callable[[], str]] = {
    ("README.md", "output"): url_run,
    ("README.md", "output-apk"): app_run,
    ("README.md", "exit-codes"): exit_codes,
    ("README.md", "accuracy"): lambda: figures.accuracy(shipped("url"), figures.URLS),
    ("README.md", "accuracy-apk"): lambda: figures.accuracy(shipped("apk"), figures.APPS),
    ("docs/evaluation.md", "figures"): lambda: figures.evaluation(shipped("url"), figures.URLS),
    ("docs/evaluation.md", "figures-apk"): lambda: figures.evaluation(shipped("apk"), figures.APPS),
    ("docs/policy.md", "listing"): listing_table,
    ("docs/policy.md", "rules"): rule_tables,
    ("docs/train.md", "options"): option_tables,
    ("docs/threat-model.md", "limits"): limit_table,
}
"""Path of a page and name of a section in it -> function that gives the section's text.

The section stands between the lines `<!-- begin NAME -->` and `<!-- end NAME -->`.
"""
