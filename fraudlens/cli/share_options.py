"""The options of reports that are handed to others: who sends them, and who may read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from fraudlens.reports.registry import Format
from fraudlens.reports.reporter import Reporter, reporter
from fraudlens.reports.tlp import LABELS, tlp_label

if TYPE_CHECKING:
    from fraudlens.reports.run import RunInfo

_Organisation = Annotated[
    str | None,
    typer.Option("--reporter", metavar="ORG", help="Your organisation, for abuse reports (xarf)."),
]
_Contact = Annotated[
    str | None,
    typer.Option("--contact", metavar="MAIL", help="Its e-mail address that takes answers."),
]
_Domain = Annotated[
    str | None,
    typer.Option("--reporter-domain", metavar="HOST", help="Its domain, if not that of --contact."),
]
Tlp = Annotated[
    str,
    typer.Option(
        "--tlp", metavar="LABEL", help=f"Who may read stix and misp: {', '.join(LABELS)}."
    ),
]


@dataclass(frozen=True, slots=True)
class ReporterRequest:
    """The options that name who complains, as given."""

    org: _Organisation = None
    contact: _Contact = None
    domain: _Domain = None

    def checked(self, *, needed: bool = False) -> Reporter | None:
        """Give who complains; `None` where nobody is named.

        Raises:
            UsageError: nobody is named where one is `needed`, or nobody who can be answered.
        """
        given = (self.org, self.contact, self.domain)
        return reporter(*given) if needed or any(given) else None


NOBODY = ReporterRequest()


def shared_as(info: RunInfo, form: Format, who: ReporterRequest, tlp: str) -> RunInfo:
    """Add who sends a report, and who may read it.

    Raises:
        UsageError: the format needs a reporter and there is none, or there is no such label.
    """
    sender = who.checked(needed=form is Format.XARF)
    return replace(info, reporter=sender, tlp=tlp_label(tlp))
