"""Who complains: an organisation that can be asked and answered."""

from __future__ import annotations

from dataclasses import dataclass

from fraudlens.errors import UsageError
from fraudlens.reports.registered import is_email, is_host

_MOST_ORG = 200
"""Characters. Source: xarf-core.json of XARF 4.2."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who complains, as every XARF report must say."""

    org: str
    contact: str
    """An e-mail address that takes answers."""
    domain: str
    """Of the organisation."""


def reporter(org: str | None, contact: str | None, domain: str | None = None) -> Reporter:
    """Check who complains; without `domain` it is that of the e-mail address.

    Raises:
        UsageError: something is missing or is not what it should be.
    """
    hint = "give --reporter your organisation and --contact an e-mail address that takes answers"
    if not org or not org.strip() or len(org) > _MOST_ORG:
        raise UsageError(
            f"reporter: the organisation must have 1 to {_MOST_ORG} characters", hint=hint
        )
    if not contact or not is_email(contact):
        raise UsageError("reporter: the contact must be an e-mail address", hint=hint)
    home = (domain or contact.rpartition("@")[2]).lower()
    if not is_host(home) or "." not in home:
        raise UsageError("reporter: the domain must be a host name", hint="such as example.org")
    return Reporter(org.strip(), contact, home)
