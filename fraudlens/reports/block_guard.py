"""What no blocklist may name: services, platforms, official sites, and all that stands above them.

A wrong verdict costs one visitor a page; a wrong line in a filter takes a service from everybody
behind it. So names are held against the reference data once more, whatever the model says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fraudlens.knowledge.brands import load_brands
from fraudlens.knowledge.platforms import load_platforms
from fraudlens.knowledge.public_suffix import parents, public_suffix
from fraudlens.knowledge.services import load_services
from fraudlens.knowledge.suffixes import load_rules, load_suffixes
from fraudlens.reports.block_shape import misshapen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GOVERNMENT = re.compile(r"(?:ac|edu|gob|gouv|gov|govt|gub|gv|mil)\.[a-z]{2}")
_OWN_KINDS = frozenset({"shortener", "redirector", "social"})
"""Platforms whose users get a path; the names below them are the operator's own."""
_OWN_LABELS = frozenset(
    {
        "about", "account", "accounts", "admin", "api", "app", "apps", "assets", "auth", "billing",
        "blog", "builder", "careers", "cdn", "community", "console", "dashboard", "dev",
        "developer", "developers", "dns", "doc", "docs", "download", "downloads", "edit", "editor",
        "embed", "file", "files", "forum", "get", "go", "help", "home", "id", "image", "images",
        "in", "info", "jobs", "link", "links", "login", "mail", "media", "mobile", "my", "news",
        "pay", "player", "portal", "secure", "share", "shop", "smtp", "sso", "start", "status",
        "storage", "store", "support", "upload", "uploads", "video", "view", "web",
    }
)  # fmt: skip
_OWN_SHARD = re.compile(
    r"[a-z]|(?:cdn|cos|dl|files?|img|mx|ns|obs|oss|s3|static|www)(?:[-\d][a-z0-9-]*)?"
)
"""Names right below a platform that its operator keeps: letters, regions, shards."""


class Why(NamedTuple):
    """Why a name is held back."""

    word: str
    """Key of the sentence in `fraudlens.reports.block_words`."""
    by: str = ""
    """The name in the reference data that says so."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The reference data in the form in which names are looked up; all names are A-labels."""

    icann: frozenset[str]
    """Rules of the Public Suffix List."""
    private: frozenset[str]
    platforms: Mapping[str, str]
    """Platform to its kind."""
    services: frozenset[str]
    brands: frozenset[str]
    """Official domains."""
    vetted: frozenset[str]
    """Suffixes whose names are given out after a check."""
    above: Mapping[str, str]
    """Names that stand above protected ones, each with one of these."""

    def without_www(self, host: str) -> str:
        """Give a host without a leading `www.`, unless that is the registered name itself."""
        rest = host.removeprefix("www.")
        return host if "." not in rest or public_suffix(rest, self.icann) == rest else rest

    def is_registrable(self, name: str) -> bool:
        """Tell whether a name is one label longer than its public suffix."""
        rest = name.partition(".")[2]
        suffixes = (public_suffix(rest, rules) for rules in (self.private, self.icann))
        return rest in suffixes or "." not in rest

    def objection(self, name: str) -> Why | None:
        """Say why a name must not be listed; `None` if it may.

        The name itself is looked at first, then whether a government or the like gave it out; then
        the nearest known name above it decides: what a customer of a platform holds may be listed,
        what belongs to a service or brand may not.
        """
        if word := misshapen(name):
            return Why(word)
        return self._itself(name) or self._vetted(name) or self._below(name)

    def _itself(self, name: str) -> Why | None:
        if public_suffix(name, self.icann) == name:
            return Why("suffix")
        if name in self.platforms or public_suffix(name, self.private) == name:
            return Why("platform")
        if name in self.services:
            return Why("service", name)
        if name in self.brands:
            return Why("brand", name)
        return Why("above", self.above[name]) if name in self.above else None

    def _vetted(self, name: str) -> Why | None:
        for owner in parents(name.partition(".")[2]):
            if owner in self.vetted or (owner in self.icann and _GOVERNMENT.fullmatch(owner)):
                return Why("official", owner)
        return None

    def _below(self, name: str) -> Why | None:
        left, _, rest = name.partition(".")
        customers = public_suffix(rest, self.private)
        for owner in parents(rest):
            if owner in self.services:
                return Why("service", owner)
            if owner == customers:
                return None
            if owner in self.platforms:
                return self._on_platform(left, owner, right_below=owner == rest)
            if owner in self.brands:
                return Why("brand", owner)
        return None

    def _on_platform(self, label: str, owner: str, *, right_below: bool) -> Why | None:
        kind = self.platforms[owner]
        kept = label in _OWN_LABELS or _OWN_SHARD.fullmatch(label)
        own = kind in _OWN_KINDS or (kept and (right_below or kind == "storage"))
        return Why("own_name", owner) if own else None


@lru_cache(maxsize=1)
def load_guard() -> Guard:
    """Read the reference data that ships with fraudlens.

    Raises:
        DataError: a file is missing or broken.
    """
    rules = load_rules()
    platforms = {platform.suffix: platform.kind for platform in load_platforms()}
    services = frozenset(service.suffix for service in load_services())
    brands = frozenset(domain for brand in load_brands() for domain in brand.domains)
    opened = {rule.removeprefix("*.") for rule in rules.private if not rule.startswith("!")}
    return Guard(
        icann=rules.icann,
        private=rules.private,
        platforms=platforms,
        services=services,
        brands=brands,
        vetted=frozenset(one.text for one in load_suffixes() if one.kind == "restricted"),
        above=_names_above({*platforms, *services, *brands, *opened}),
    )


def _names_above(protected: Iterable[str]) -> dict[str, str]:
    """Give each name above a protected one with the shortest of these."""
    longest_first = sorted(protected, key=lambda name: (len(name), name), reverse=True)
    return {above: name for name in longest_first for above in parents(name.partition(".")[2])}
