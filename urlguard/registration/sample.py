"""One address with the registration of its domain, as of a moment; as JSON it is a target.

A sample never holds facts from after its moment: what a registry said once a name was on a list
would tell the label (docs/evaluation.md). So the guard stands where samples are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import orjson

from fraudlens.errors import MalformedInput
from urlguard.registration.facts_json import from_plain, to_plain

if TYPE_CHECKING:
    from urlguard.registration.facts import Registration

SLACK = timedelta(days=1)
"""Dates without a time stand for some moment of their day, in some zone."""
_MOST_BYTES = 200_000
"""An address of 64 KiB and facts of 32 contacts fit; a longer text is no sample."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is judged."""

    url: str
    at: datetime
    """The moment as of which it is judged, in UTC: of the scan, or the date of the label."""
    registration: Registration


def to_text(sample: Sample) -> str:
    """Write a sample as a JSON object."""
    plain = {
        "url": sample.url,
        "at": sample.at.isoformat(),
        "registration": to_plain(sample.registration),
    }
    return orjson.dumps(plain).decode()


def from_text(text: str) -> Sample:
    """Read a sample.

    Raises:
        MalformedInput: it is none, or its facts were learned or made after its moment.
    """
    plain = _object(text)
    url, registration = plain.get("url"), plain.get("registration")
    if not isinstance(url, str) or not isinstance(registration, dict):
        raise MalformedInput('expected an object with "url", "at" and "registration"')
    sample = Sample(url, _moment(plain.get("at")), from_plain(registration))
    _no_later(sample, sample.registration.observed, "learned")
    _no_later(sample, sample.registration.created, "made")
    return sample


def days_between(start: datetime | None, end: datetime | None) -> float:
    """Give the days from one moment to another; NaN where one of them is unknown."""
    if start is None or end is None:
        return float("nan")
    return (end - start) / timedelta(days=1)


def _object(text: str) -> dict[str, object]:
    if len(text) > _MOST_BYTES:
        raise MalformedInput("longer than any address with its registration is")
    try:
        plain = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as exc:
        raise MalformedInput("is no JSON") from exc
    if not isinstance(plain, dict):
        raise MalformedInput("is no JSON object")
    return plain


def _moment(given: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(given))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedInput('"at" is no ISO date') from None


def _no_later(sample: Sample, moment: datetime | None, what: str) -> None:
    if moment is not None and moment - sample.at > SLACK:
        raise MalformedInput(f"the registration was {what} after the moment of the sample")
