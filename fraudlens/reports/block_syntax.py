"""The syntaxes of blocklists: how a name, a comment and the beginning are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fraudlens.reports.block_shape import LONGEST

if TYPE_CHECKING:
    from fraudlens.reports.run import RunInfo

_DAY_S = 86_400
_ZONE_ROOM = 53
"""Characters that a zone leaves for its own name, and for `*.` before each name of the list."""
_SERIALS = 2**32


class Syntax(StrEnum):
    """Names of the syntaxes."""

    HOSTS = "hosts"
    DOMAINS = "domains"
    ADGUARD = "adguard"
    DNSMASQ = "dnsmasq"
    UNBOUND = "unbound"
    RPZ = "rpz"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a syntax is written."""

    title: str
    comment: str
    """What begins a comment."""
    line: str
    """A name in the list; `{name}` is the name."""
    wide: bool = True
    """Whether a name stands for all names below it, too."""
    longest: int = LONGEST
    """Characters of a name at most."""
    expires: bool = False
    """Whether readers look for an `Expires:` comment."""


WRITING = {
    Syntax.HOSTS: Writing("hosts", "#", "0.0.0.0 {name}", wide=False),
    Syntax.DOMAINS: Writing("domains", "#", "{name}"),
    Syntax.ADGUARD: Writing("AdGuard, Adblock Plus", "!", "||{name}^", expires=True),
    # `local=` answers "no such domain" for every type of record and never asks upstream. An
    # `address=` with an address would since dnsmasq 2.86 pass all other types on; without one it
    # is the same as `local=`, and harder to read. Source: dnsmasq(8) of 2.90 (read 2026-11-26).
    Syntax.DNSMASQ: Writing("dnsmasq", "#", "local=/{name}/"),
    Syntax.UNBOUND: Writing("Unbound", "#", '    local-zone: "{name}." always_nxdomain'),
    Syntax.RPZ: Writing(
        "response policy zone",
        ";",
        "{name} CNAME .\n*.{name} CNAME .",
        longest=LONGEST - _ZONE_ROOM,
    ),
}


def beginning(syntax: Syntax, run: RunInfo, days: int) -> str:
    """Give the lines that a syntax wants before its names; the clock of `run` is the serial.

    Serials that are seconds rise with every list and fit 32 bits as those of RFC 1982 do.
    """
    match syntax:
        case Syntax.UNBOUND:
            return "server:\n"
        case Syntax.RPZ:
            serial = int(run.made.timestamp()) % _SERIALS
            times = f"{serial} 3600 600 {days * _DAY_S} 300"
            return f"$TTL 300\n@ IN SOA localhost. root.localhost. {times}\n@ IN NS localhost.\n"
        case _:
            return ""
