"""How look-ups are done: whom they say they are, how politely, and for how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class LookupOptions:
    """All that a caller may set; the defaults suit a polite stranger.

    Few registries publish their limits. About one query a second from one address is the figure
    reported (datum-cloud/enhancements issue 497, read 2026-11), hence the default rate.

    Raises:
        UsageError: a value makes no sense; the message names it.
    """

    proxy: str | None = None
    """Address of a proxy for all queries; None: those of the environment (`HTTPS_PROXY`, ...)."""
    contact: str | None = None
    """Mail or web address that registries see in the User-Agent, so that they can complain."""
    rate_per_s: float = 1.0
    """Queries a second to one host, once the burst is used up."""
    burst: int = 10
    """Queries to one host that may go out at once after a pause."""
    per_host: int = 4
    """Queries under way at one host."""
    concurrency: int = 500
    """Queries under way in all."""
    connect_s: float = 10.0
    read_s: float = 10.0
    """Longest wait for the next bytes."""
    total_s: float = 30.0
    """Longest time for one query, redirects included."""
    deadline_s: float | None = None
    """After it no query is sent any more; None: as long as it takes."""
    retries: int = 2
    """Further tries after a passing failure."""
    most_wait_s: float = 60.0
    """Longest pause that a server may ask for (`Retry-After`); it is left alone if it asks more."""
    cache_only: bool = False
    """Ask nobody; give what is known."""
    bases: Mapping[str, str] = field(default_factory=dict)
    """RDAP base addresses by suffix, before all others."""
    ca_file: Path | None = None
    """Certificates of authorities to trust instead of the usual ones."""
    allow_private: bool = False
    """For tests: a redirect may lead to this machine and its network, and to any port."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        for name in ("rate_per_s", "connect_s", "read_s", "total_s", "burst", "per_host"):
            if not getattr(self, name) > 0:
                raise UsageError(f"look-ups: {name} is not above 0")
        if not 1 <= self.concurrency <= 1000:
            raise UsageError("look-ups: concurrency is not between 1 and 1000")
        if self.retries < 0:
            raise UsageError("look-ups: retries is below 0")
        if not all(base.startswith("https://") for base in self.bases.values()):
            raise UsageError("look-ups: a base address is not https")
        if self.contact is not None and not _is_contact(self.contact):
            raise UsageError(
                "look-ups: the contact is no mail or web address",
                hint="at most 128 characters of ASCII, no spaces, no brackets",
            )


def _is_contact(text: str) -> bool:
    plain = text.isascii() and text.isprintable() and not set(" ()<>\\") & set(text)
    return plain and 3 <= len(text) <= 128
