"""Was a domain registered for the fraud, or a site broken into? It decides who must act.

The question, and that age, path and name answer most of it: Maroofi et al., COMAR, EuroS&P 2020.
Figures of that work, as told by SIDN and AFNIC (read 2026-11): of the domains of phishing pages a
quarter is compromised; 84 % of those registered for it are younger than a year, 57 % of the
compromised ones are six years or older. COMAR is a trained model with 38 features; these are few
rules with points, each of which can be read, and no popularity list, since none ships. They are
meant for addresses that are flagged already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fraudlens.knowledge.brands import load_brands
from urlguard.registration.site import platform_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from urlguard.registration.facts import Registration
    from urlguard.registration.site import Site

_MONTH, _YEAR, _TWO_YEARS, _SIX_YEARS = 30, 365, 2 * 365, 6 * 365
"""Days. Half of the malicious domains of our data were seen within ten days of their creation."""

_DECISIVE = 2
"""Points from which one side is named; one more is fair, two more are strong."""
_DEEP = 3
"""Folders below the top from which a page is tucked away."""

_SOFTWARE = re.compile(
    r"/(?:wp-(?:content|includes|admin)|administrator|components/com_[a-z]+|sites/default/files"
    r"|typo3conf|fileadmin|skin/frontend|cgi-bin|\.well-known)(?:/|\Z)",
    re.IGNORECASE,
)
"""Folders of WordPress, Joomla, Drupal, TYPO3, Magento and old servers, where intruders can write.

Source: general knowledge of these programs. `~name` is left out: hosts show sites of their
customers so before these have a domain.
"""
_RANDOM = re.compile(r"/[0-9a-f]{16,128}(?:/|\Z)", re.IGNORECASE)


class Origin(StrEnum):
    """Who put the page there."""

    REGISTERED = "registered"
    """Whoever registered the domain, for this."""
    COMPROMISED = "compromised"
    """An intruder on an honest site, or somebody who makes use of a hole in it (a redirect)."""
    PLATFORM = "platform"
    """A customer of a platform that lets anybody publish."""
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How much speaks for it."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class OriginReason(NamedTuple):
    """One rule that spoke."""

    points: int
    """Above 0 for "registered", below for "compromised"."""
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class OriginVerdict:
    """The second verdict on a flagged address."""

    origin: Origin
    strength: Strength
    reasons: tuple[OriginReason, ...]
    """The weightiest first, those that speak against it included."""


def judge_origin(site: Site, facts: Registration | None, observed: datetime) -> OriginVerdict:
    """Say who put a flagged page there; `observed` is when it was seen."""
    platform = platform_of(site.host)
    named = platform.operator or platform.suffix if platform else site.platform
    if named:
        reason = OriginReason(
            0,
            f"Anybody can publish there: it belongs to {named}.",
            f"任何人都可以在该平台发布内容：它属于 {named}。",
        )
        return OriginVerdict(Origin.PLATFORM, Strength.STRONG, (reason,))
    reasons = sorted(_reasons(site, facts, observed), key=lambda one: -abs(one.points))
    return _weighed(tuple(reasons))


def origin_plain(verdict: OriginVerdict, language: str) -> dict[str, object]:
    """Give a verdict as plain JSON values, its reasons in `en` or `zh`."""
    return {
        "origin": verdict.origin.value,
        "origin_strength": verdict.strength.value,
        "origin_reasons": [one.zh if language == "zh" else one.en for one in verdict.reasons],
    }


def _weighed(reasons: tuple[OriginReason, ...]) -> OriginVerdict:
    points = sum(one.points for one in reasons)
    if abs(points) < _DECISIVE:
        return OriginVerdict(Origin.UNKNOWN, Strength.NONE, reasons)
    strengths = (Strength.WEAK, Strength.FAIR, Strength.STRONG)
    strength = strengths[min(abs(points) - _DECISIVE, len(strengths) - 1)]
    return OriginVerdict(Origin.REGISTERED if points > 0 else Origin.COMPROMISED, strength, reasons)


def _reasons(site: Site, facts: Registration | None, observed: datetime) -> Iterator[OriginReason]:
    if facts is not None:
        yield from _by_age(facts, observed)
        yield from _by_status(facts)
    yield from _by_name(site)
    yield from _by_path(site)


def _by_age(facts: Registration, observed: datetime) -> Iterator[OriginReason]:
    if facts.created is None:
        return
    days = (observed - facts.created).days
    if days < -1:  # feeds tell the day alone, which begins before a domain of that day
        yield OriginReason(
            0,
            "It was registered after it was seen, so its age says nothing.",
            "域名在被发现之后才注册，因此注册时间不能说明问题。",
        )
    elif days <= _YEAR:
        yield OriginReason(
            3 if days <= _MONTH else 2,
            f"It was registered {max(days, 0)} days before it was seen.",
            f"域名在被发现前 {max(days, 0)} 天注册。",
        )
    elif days >= _TWO_YEARS:
        years = days // _YEAR
        yield OriginReason(
            -2 if days >= _SIX_YEARS else -1,
            f"It had been registered for {years} years when it was seen.",
            f"被发现时域名已注册 {years} 年。",
        )


def _by_status(facts: Registration) -> Iterator[OriginReason]:
    if {"client hold", "server hold"} & set(facts.statuses):
        yield OriginReason(
            1,
            "The registrar or the registry has taken it out of service.",
            "注册商或注册局已停止该域名的解析。",
        )


def _by_name(site: Site) -> Iterator[OriginReason]:
    if site.domain is None:
        return
    owner = _official().get(site.domain)
    if owner is not None:
        yield OriginReason(-2, f"It is an official domain of {owner}.", f"它是{owner}的官方域名。")
        return
    brand = _brand_in(site.domain.partition(".")[0])
    if brand is not None:
        yield OriginReason(
            2,
            f"Its name has that of {brand} in it, and is not theirs.",
            f"域名中含有{brand}的名称，但并非其官方域名。",
        )


def _by_path(site: Site) -> Iterator[OriginReason]:
    path = re.split(r"[?#]", site.path, maxsplit=1)[0]
    folders = [part for part in path.split("/") if part]
    software = _SOFTWARE.search(path)
    if software:
        folder = software.group().strip("/")
        yield OriginReason(
            -2,
            f'The page lies in a folder of the site\'s own software: "{folder}".',
            f"页面位于网站自身软件的目录中：“{folder}”。",
        )
    elif len(folders) > _DEEP or _RANDOM.search(path):
        yield OriginReason(
            -1, "The page is tucked away deep in the site.", "页面隐藏在网站的深层目录中。"
        )
    elif not folders:
        yield OriginReason(
            1, "The whole site is the page, not a corner of it.", "整个网站就是该页面，而非其一角。"
        )


@lru_cache(maxsize=1)
def _official() -> dict[str, str]:
    return {domain: brand.name for brand in load_brands() for domain in brand.domains}


def _brand_in(label: str) -> str | None:
    words = set(label.split("-"))
    for token, whole, name in _tokens():
        if token in words or (not whole and token in label):
            return name
    return None


@lru_cache(maxsize=1)
def _tokens() -> tuple[tuple[str, bool, str], ...]:
    """Give token, whether it counts only whole, and brand; long ones first, as the surest."""
    found = [
        (token, whole, brand.name)
        for brand in load_brands()
        for whole, tokens in ((False, brand.tokens), (True, brand.whole_tokens))
        for token in tokens
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))
