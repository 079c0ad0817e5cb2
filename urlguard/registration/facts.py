"""What is known of the registration of one domain: frozen, plain, with where and when it is from.

Absence is `None`, and why it is absent is data, too: `State` says how a look-up ended. The dates
are those of the registry; `observed` is when they were read, so that a fact learned after the date
of a label can be refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """How a look-up ended. Only `ok` and `redacted` carry facts."""

    NOT_QUERIED = "not_queried"
    """Nobody asked, or nobody may: an IP address, an internal name."""
    NO_RECORD = "no_record"
    """The registry knows no such domain."""
    REDACTED = "redacted"
    """The domain is registered, and the registry withholds its creation date."""
    RATE_LIMITED = "rate_limited"
    UNSUPPORTED = "unsupported"
    """The suffix has neither RDAP nor WHOIS that we know of."""
    TIMEOUT = "timeout"
    ERROR = "error"
    """The answer could not be had or read; `message` says why."""
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to, as the registry names them."""

    role: str
    """Role of RFC 9083 section 10.2.4: `registrar`, `abuse`, `registrant`, `technical`, ..."""
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """Facts of one registrable domain, or the state that stands for their absence."""

    domain: str
    """Lower-case A-labels, no last dot; never more than the registrable domain."""
    state: State
    source: str = ""
    """Where it was learned: `rdap:<host>`, `whois:<host>`, `file:<name>`."""
    observed: datetime | None = None
    """When it was learned, in UTC."""
    created: datetime | None = None
    changed: datetime | None = None
    expires: datetime | None = None
    registrar: str | None = None
    registrar_id: str | None = None
    """IANA number of the registrar."""
    statuses: tuple[str, ...] = ()
    """In RDAP's words (RFC 8056), lower case: `client hold`, `server transfer prohibited`."""
    name_servers: tuple[str, ...] = ()
    """Host names, lower case, no last dot, in the order given."""
    dnssec: bool | None = None
    """The delegation is signed."""
    privacy: bool | None = None
    """The registrant stands behind a privacy or proxy service."""
    country: str | None = None
    """Of the registrant, ISO 3166-1 alpha-2, upper case."""
    registry: str | None = None
    """Host that answered for the registry (RDAP or WHOIS), as a name for whom to ask."""
    contacts: tuple[Contact, ...] = ()
    message: str = ""
    """Why there are no facts, for a person; empty for `ok`."""
