"""Blocklists as formats of reports: what is listed is fraud, by the data that ships, for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.block_guard import load_guard
from fraudlens.reports.block_names import BlockOptions
from fraudlens.reports.block_syntax import Syntax
from fraudlens.reports.blocklist import blocklist

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome


def hosts(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a hosts file that leads names nowhere."""
    return _list(outcomes, run, Syntax.HOSTS)


def domains(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a name a line; each stands for all below it, too."""
    return _list(outcomes, run, Syntax.DOMAINS)


def adguard(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write rules for AdGuard, Adblock Plus and their kin."""
    return _list(outcomes, run, Syntax.ADGUARD)


def dnsmasq(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a configuration for dnsmasq."""
    return _list(outcomes, run, Syntax.DNSMASQ)


def unbound(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a configuration for Unbound."""
    return _list(outcomes, run, Syntax.UNBOUND)


def rpz(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a response policy zone."""
    return _list(outcomes, run, Syntax.RPZ)


def _list(outcomes: Iterable[Outcome], run: RunInfo, syntax: Syntax) -> Iterator[bytes]:
    return blocklist(outcomes, run, syntax, BlockOptions(load_guard()))
