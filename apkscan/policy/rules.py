"""Rules of stores and countries as data: what they are about, since when, and how grave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from apkscan.kinds.conditions import Condition
    from apkscan.policy.fields import Value

REVIEW, REJECT = "review", "reject"
SEVERITIES = (REVIEW, REJECT)
"""What a breach of a rule means, in rising order."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that the listing must state."""

    field: str
    """Name of a field of `apkscan.policy.fields`."""
    test: str
    """`is`, `any`, `all`, `above`, `below`, `stated`, `covers`, `same_as`."""
    wanted: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a policy, in short and own words; the source is what counts."""

    name: str
    titles: tuple[str, str]
    """English and Chinese, as all texts."""
    texts: tuple[str, str]
    source: str
    """Address of the text."""
    verified: bool
    """The text was read at the issuer's, in a stored copy of it, or as others quote it word for
    word; `note` says what the date rests on where that is less."""
    effective_from: date
    effective_to: date | None
    """Last day."""
    severity: str
    """One of `SEVERITIES`; a rule that was not verified is never more than a review."""
    countries: tuple[str, ...]
    """Codes of the countries where it holds; empty is everywhere."""
    scope: str
    """Kind of apps that it is about, by name of a `Scope`; empty is all."""
    when: tuple[Condition, ...]
    """All must hold on the app."""
    doubts: tuple[tuple[str, tuple[Condition, ...]], ...]
    """Fields whose default is not taken for granted where any of their conditions holds."""
    show: tuple[Condition, ...]
    """Looked up as evidence only."""
    given: tuple[Requirement, ...]
    """Statements without which the rule is not about the app."""
    allowed: tuple[Requirement, ...]
    """One is enough to be within the rule."""
    requires: tuple[Requirement, ...]
    """All are needed to be within the rule, unless one of `allowed` is enough."""
    masvs: str
    """Control of OWASP MASVS 2.1.0 that it touches; may be empty."""
    note: str
    """What text and date rest on, for who keeps the data."""

    def in_force(self, day: date) -> bool:
        """Tell whether the rule holds on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one store or country."""

    name: str
    titles: tuple[str, str]
    countries: tuple[str, ...]
    """Codes of the countries that all its rules are about; empty is everywhere."""
    read: date
    """When the sources were last read."""
    rules: tuple[Rule, ...]
    sha256: str
    """Of the file that holds it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A kind of apps that rules are about."""

    name: str
    claim: str
    """Field of the listing that settles it."""
    kinds: tuple[str, ...]
    """Kinds of fraud that raise the question."""
    signs: tuple[tuple[Condition, ...], ...]
    """Alternatives that raise the question."""
    texts: tuple[str, str]
    """Sentence around a rule's text where the question is open."""
