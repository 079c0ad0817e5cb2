"""The formats of a report: name, purpose, and where the renderer is; light, for `--help` reads it.

To plug one in: a module `fraudlens/reports/<name>.py` with a function of outcomes and `RunInfo`
that yields bytes, a member of `Format`, and a line in `FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Format(StrEnum):
    """Names of the formats."""

    TABLE = "table"
    HTML = "html"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JUNIT = "junit"
    SARIF = "sarif"
    HOSTS = "hosts"
    DOMAINS = "domains"
    ADGUARD = "adguard"
    DNSMASQ = "dnsmasq"
    UNBOUND = "unbound"
    RPZ = "rpz"
    STIX = "stix"
    MISP = "misp"
    XARF = "xarf"


class Use(StrEnum):
    """What formats are for, as the help of `--format` says it."""

    PEOPLE = "for people"
    DATA = "for scripts and sheets"
    CI = "for CI"
    FILTERS = "to block"
    SHARING = "to share"


@dataclass(frozen=True, slots=True)
class Entry:
    """How a format is made."""

    use: Use
    whole: str | None = None
    """`module:function` of a `Renderer`; `None`: portion by portion, by `formats.body`."""
    once: bool = False
    """The renderer reads the outcomes in one go, so none has to be kept for a second time."""
    binary: bool = False
    """No text: nothing for a terminal."""


FORMATS: Mapping[Format, Entry] = {
    Format.TABLE: Entry(Use.PEOPLE),
    Format.HTML: Entry(Use.PEOPLE, "fraudlens.reports.html:html", once=True),
    Format.MARKDOWN: Entry(Use.PEOPLE, "fraudlens.reports.markdown:markdown", once=True),
    Format.JSONL: Entry(Use.DATA),
    Format.CSV: Entry(Use.DATA),
    Format.PARQUET: Entry(Use.DATA, "fraudlens.reports.parquet:parquet", once=True, binary=True),
    Format.JUNIT: Entry(Use.CI, "fraudlens.reports.junit:junit"),
    # What rules say of themselves is known to the analyzers, which only the command line wires.
    Format.SARIF: Entry(Use.CI, "fraudlens.cli.rule_texts:sarif_report", once=True),
    Format.HOSTS: Entry(Use.FILTERS, "fraudlens.reports.blocklists:hosts", once=True),
    Format.DOMAINS: Entry(Use.FILTERS, "fraudlens.reports.blocklists:domains", once=True),
    Format.ADGUARD: Entry(Use.FILTERS, "fraudlens.reports.blocklists:adguard", once=True),
    Format.DNSMASQ: Entry(Use.FILTERS, "fraudlens.reports.blocklists:dnsmasq", once=True),
    Format.UNBOUND: Entry(Use.FILTERS, "fraudlens.reports.blocklists:unbound", once=True),
    Format.RPZ: Entry(Use.FILTERS, "fraudlens.reports.blocklists:rpz", once=True),
    Format.STIX: Entry(Use.SHARING, "fraudlens.reports.stix:stix", once=True),
    Format.MISP: Entry(Use.SHARING, "fraudlens.reports.misp:misp", once=True),
    Format.XARF: Entry(Use.SHARING, "fraudlens.reports.xarf:xarf", once=True),
}
"""All formats; the order is that of the help."""


def formats_help() -> str:
    """List the formats by what they are for, as one sentence for `--help`."""
    groups = (
        ", ".join(form for form, entry in FORMATS.items() if entry.use is use) + f" {use}"
        for use in Use
    )
    return "; ".join(groups) + "."
