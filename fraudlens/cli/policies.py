"""The options of the policy gate, read; and the list of its packs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fraudlens.cli.moment import day_of
from fraudlens.cli.options import FailOnPolicy
from fraudlens.errors import UsageError
from fraudlens.named_text import named_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from apkscan.policy.listing import Listing
    from apkscan.policy.request import PolicyRequest
    from apkscan.policy.rules import Pack, Rule

DEFAULT_PACKS = "google-play"
_MET = {FailOnPolicy.REVIEW: ("review", "reject"), FailOnPolicy.REJECT: ("reject",)}
_WORDS = {
    "en": ("read", "since", "to", "review", "reject", "not verified at its source"),
    "zh": ("查阅于", "自", "至", "人工复核", "拒绝", "未在原始来源核实"),
}


@dataclass(frozen=True, slots=True)
class PolicyOptions:
    """The options of the policy gate, as given."""

    packs: str = DEFAULT_PACKS
    as_of: str | None = None
    """Moment that counts as now, for reports too; `None`: the clock."""
    listing: Path | None = None
    fail_on: FailOnPolicy = FailOnPolicy.NEVER
    """Least result that makes the exit code 1."""
    countries: tuple[str, ...] = ()
    """Where the app is offered, in place of what the listing says; empty: as the listing says."""


DEFAULT_POLICY = PolicyOptions()


def policy_request(options: PolicyOptions) -> PolicyRequest:
    """Load the packs and the listing, and settle the day.

    Raises:
        UsageError: there is no such pack or day, or the listing cannot be read.
    """
    from apkscan.policy.request import PolicyRequest  # noqa: PLC0415  only for apps

    listing = _offered(listing_of(options.listing), options.countries)
    return PolicyRequest(packs_of(options.packs), day_of(options.as_of), listing)


def countries_of(text: str) -> tuple[str, ...]:
    """Read codes of countries, commas or blanks between.

    Raises:
        UsageError: one of them is no code.
    """
    from apkscan.policy.countries import CODES  # noqa: PLC0415  only for apps

    codes = tuple(dict.fromkeys(text.replace(",", " ").upper().split()))
    for code in codes:
        if code not in CODES:
            raise UsageError(
                f'--country: "{code}" is no code of a country',
                hint="write it as IN or IN,ID; the United Kingdom is GB",
            )
    return codes


def packs_where(names: str, countries: Collection[str]) -> str:
    """Add to named packs those of the countries where an app is offered."""
    from apkscan.policy.packs import load_pack, pack_names  # noqa: PLC0415  only for apps

    held = (
        p.name for p in map(load_pack, pack_names()) if not set(countries).isdisjoint(p.countries)
    )
    return ",".join(dict.fromkeys([*filter(None, map(str.strip, names.split(","))), *held]))


def doubts_of(names: str, countries: Collection[str], day: date) -> Iterator[UsageError]:
    """Give what of a request holds back rules that a user may count on: a country, or the day.

    Raises:
        UsageError: there is no pack of one of these names.
    """
    from apkscan.policy.packs import load_pack, pack_names  # noqa: PLC0415  only for apps

    known = [(p.countries, *(r.countries for r in p.rules)) for p in map(load_pack, pack_names())]
    places = {code for pack in known for codes in pack for code in codes}
    unknown = [code for code in countries if code not in places]
    if unknown:
        yield UsageError(
            f"no rules of {', '.join(unknown)} are known: those of stores alone count there",
            hint="see 'fraudlens apk policies' for the countries that have rules",
        )
    for pack in packs_of(names):
        first = min(rule.effective_from for rule in pack.rules)
        if day < first:
            yield UsageError(
                f"no rule of {pack.name} is in force on {day}: the first is of {first}",
                hint="ask with a later --as-of",
            )


def listing_of(path: Path | None) -> Listing | None:
    """Read what is stated of an app; `None` where no file is named.

    Raises:
        UsageError: it cannot be read.
    """
    if path is None:
        return None
    from apkscan.policy.listing import MOST, read_listing  # noqa: PLC0415  only for apps

    return read_listing(named_text("--listing", path, MOST), f"--listing: {path}")


def packs_of(names: str) -> tuple[Pack, ...]:
    """Load packs by their names, commas between.

    Raises:
        UsageError: there is none of one of these names.
    """
    from apkscan.policy.packs import load_pack, pack_names  # noqa: PLC0415  only for apps

    wanted = dict.fromkeys(filter(None, (name.strip() for name in names.split(","))))
    for name in wanted:
        if name not in pack_names():
            raise UsageError(
                f'--policy: there is no pack "{name}"', hint=f"packs: {', '.join(pack_names())}"
            )
    if not wanted:
        raise UsageError("--policy: no pack is named", hint=f"packs: {', '.join(pack_names())}")
    return tuple(map(load_pack, wanted))


def policy_met(results: Mapping[str, int], fail_on: FailOnPolicy) -> bool:
    """Tell whether some result of a policy, counted by name, is at or above the bound."""
    return any(results.get(result) for result in _MET.get(fail_on, ()))


def policies_text(packs: tuple[Pack, ...], lang: str) -> str:
    """List packs and rules with dates and sources, for people."""
    return "\n".join(line for pack in packs for line in _pack_lines(pack, lang))


def _pack_lines(pack: Pack, lang: str) -> Iterator[str]:
    at, words = (1 if lang == "zh" else 0), _WORDS[lang]
    where = f" [{' '.join(pack.countries)}]" if pack.countries else ""
    yield f"{pack.name}: {pack.titles[at]}{where}, {words[0]} {pack.read}"
    for rule in pack.rules:
        yield f"  {rule.name}: {rule.titles[at]}"
        yield f"    {_force(rule, lang)}"
        yield f"    {rule.texts[at]}"
        yield f"    {rule.source}"


def _force(rule: Rule, lang: str) -> str:
    _, since, until, review, reject, open_ = _WORDS[lang]
    parts = [f"{since} {rule.effective_from}"]
    if rule.effective_to:
        parts[0] += f" {until} {rule.effective_to}"
    parts.append(reject if rule.severity == "reject" else review)
    parts += rule.countries
    if not rule.verified:
        parts.append(open_)
    if rule.masvs:
        parts.append(rule.masvs)
    return ", ".join(parts)


def _offered(listing: Listing | None, countries: tuple[str, ...]) -> Listing | None:
    if not countries:
        return listing
    from apkscan.policy.listing import read_listing  # noqa: PLC0415  only for apps

    known = listing or read_listing("", "--country")
    return replace(known, stated={**known.stated, "countries": countries})
