"""Statements of a listing against what a rule asks: met, not met, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from apkscan.policy.fields import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apkscan.facts import ApkFacts
    from apkscan.policy.fields import Value
    from apkscan.policy.listing import Listing
    from apkscan.policy.rules import Requirement


class Answer(Enum):
    """What a statement gives."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """What statements are weighed against."""

    listing: Listing | None
    country: str
    """Code of the pack's country, which says which licence is meant; may be empty."""
    app: Mapping[str, frozenset[str]]
    """What the app itself shows, by key of an app."""
    permissions: frozenset[str]
    """Permissions for which the rule speaks of the app."""
    doubted: frozenset[str] = frozenset()
    """Fields whose default is not taken for granted."""


def app_keys(facts: ApkFacts) -> dict[str, frozenset[str]]:
    """Give what of an app a statement can be compared with."""
    certificates = facts.signing.certificates
    return {
        "package": frozenset(filter(None, [facts.identity.package])),
        "certificate_md5": frozenset(c.md5 for c in certificates if c.md5),
        "certificate_sha256": frozenset(c.sha256 for c in certificates),
        "public_key_md5": frozenset(c.public_key_md5 for c in certificates if c.public_key_md5),
    }


def stated(requirement: Requirement, asked: Asked) -> Value | None:
    """Give what the listing states; `None` without a listing, too."""
    if asked.listing is None:
        return None
    if requirement.field in asked.doubted:
        return asked.listing.stated.get(requirement.field)
    return asked.listing.get(requirement.field, asked.country)


def answer(requirement: Requirement, asked: Asked) -> Answer:
    """Weigh one statement."""
    value = stated(requirement, asked)
    if value is None:
        return Answer.UNKNOWN
    if value == NONE:
        return Answer.NO
    if requirement.test == "same_as":
        there = asked.app[str(requirement.wanted[0])]
        return _answer(holds=str(value) in there) if there else Answer.UNKNOWN
    if requirement.test == "covers":
        return _answer(holds=asked.permissions.issubset(_texts(value)))
    return _answer(holds=_TESTS[requirement.test](value, requirement.wanted))


def _answer(*, holds: bool) -> Answer:
    return Answer.YES if holds else Answer.NO


def _texts(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _number(value: Value) -> float:
    return float(str(value))


def _is(value: Value, wanted: tuple[Value, ...]) -> bool:
    return (value.lower() if isinstance(value, str) else value) in {
        each.lower() if isinstance(each, str) else each for each in wanted
    }


_TESTS: Mapping[str, Callable[[Value, tuple[Value, ...]], bool]] = {
    "stated": lambda value, _: value != NONE,
    "is": _is,
    "any": lambda value, wanted: not _texts(value).isdisjoint(wanted),
    "all": lambda value, wanted: _texts(value).issuperset(map(str, wanted)),
    "above": lambda value, wanted: _number(value) > _number(wanted[0]),
    "below": lambda value, wanted: _number(value) < _number(wanted[0]),
}
