"""Rules over an app and its listing: passed, to be looked at by a person, or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from apkscan.kinds.conditions import SHOWN
from apkscan.phrases import evidence_text, said
from apkscan.policy.app import (
    MANIFEST,
    PolicyApp,
    evidence_of,
    found_by,
    found_of,
    permissions_of,
    policy_app,
    raised,
)
from apkscan.policy.fields import ALL_FIELDS
from apkscan.policy.packs import load_scopes
from apkscan.policy.requirements import Answer, Asked, answer, stated
from apkscan.policy.rules import REJECT, REVIEW
from fraudlens.verdict import Breach, PolicyResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apkscan.context import Context
    from apkscan.facts import ApkFacts
    from apkscan.kinds.conditions import Found
    from apkscan.policy.request import PolicyRequest
    from apkscan.policy.rules import Pack, Requirement, Rule, Scope

PASS = "pass"  # noqa: S105  a result, no password
_ORDER = (REJECT, REVIEW)
_ANY = (Answer.YES, Answer.UNKNOWN, Answer.NO)
"""Which of several answers counts where one is enough."""
_ALL = (Answer.NO, Answer.UNKNOWN, Answer.YES)
"""Which counts where all are needed."""
_UNREADABLE = (
    "the manifest could not be read, so that no rule can be checked",
    "清单无法读取，无法核对任何规则",
)


class _Fit(Enum):
    """Whether a rule is about the app."""

    SURE = "sure"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class _Case:
    """One app before one request."""

    app: PolicyApp
    context: Context
    request: PolicyRequest
    lang: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a rule gives."""

    breach: Breach | None = None
    missing: tuple[str, ...] = ()


_NOTHING = _Judged()


def policy_of(facts: ApkFacts, context: Context, request: PolicyRequest, lang: str) -> PolicyResult:
    """Give what the rules that are in force on the day say, rejections first."""
    case = _Case(policy_app(facts, context), context, request, lang)
    judged = list(_judged(case))
    breaches = [each.breach for each in judged if each.breach]
    breaches.sort(key=lambda breach: _ORDER.index(breach.result))
    missing = dict.fromkeys(name for each in judged for name in each.missing)
    return PolicyResult(
        "+".join(pack.name for pack in request.packs),
        request.as_of.isoformat(),
        breaches[0].result if breaches else PASS,
        tuple(breaches),
        tuple(missing),
    )


def _judged(case: _Case) -> Iterator[_Judged]:
    if not case.app.readable:
        text = said(_UNREADABLE, case.lang)
        yield _Judged(Breach("unreadable", REVIEW, text, {"place": MANIFEST}))
        return
    for pack in case.request.packs:
        for rule in pack.rules:
            if rule.in_force(case.request.as_of):
                yield _judge(rule, pack, case)


def _judge(rule: Rule, pack: Pack, case: _Case) -> _Judged:
    found = found_of(rule.when, case.app)
    if found is None:
        return _NOTHING
    fit, why = _scope(rule, case)
    place = _place(rule, pack, case)
    if _Fit.NO in (fit, place):
        return _NOTHING
    asked = _asked(rule, pack, case)
    if any(answer(each, asked) is not Answer.YES for each in rule.given):
        return _NOTHING
    outcome, missing = _outcome(rule, asked)
    if outcome is Answer.YES:
        return _NOTHING
    if place is _Fit.MAYBE:
        if outcome is Answer.UNKNOWN:  # what it lacks is asked for by the rules of all places
            return _Judged(missing=("countries",))
        missing = ("countries",)
    sure = outcome is Answer.NO and {fit, place} == {_Fit.SURE}
    if fit is _Fit.MAYBE:
        missing = (load_scopes()[rule.scope].claim, *missing)
    evidence = _evidence(rule, found, case) | _said(rule, asked, missing)
    if why:
        evidence["scope"] = "; ".join(list(dict.fromkeys(value for _, value in why))[:SHOWN])
    return _Judged(
        Breach(
            rule.name,
            rule.severity if sure else REVIEW,
            _text(rule, fit, case.lang),
            {name: evidence_text(value) for name, value in evidence.items()},
            rule.source,
            rule.effective_from.isoformat(),
        ),
        missing,
    )


def _asked(rule: Rule, pack: Pack, case: _Case) -> Asked:
    return Asked(
        case.request.listing,
        (pack.countries or rule.countries or ("",))[0],
        case.app.keys,
        permissions_of(rule.when, case.app),
        frozenset(
            field
            for field, conditions in rule.doubts
            if any(found_by(condition, case.app) for condition in conditions)
        ),
    )


def _text(rule: Rule, fit: _Fit, lang: str) -> str:
    text = said(rule.texts, lang)
    return said(load_scopes()[rule.scope].texts, lang).format(text) if fit is _Fit.MAYBE else text


def _scope(rule: Rule, case: _Case) -> tuple[_Fit, Found]:
    """Tell whether the app is of the kind that the rule is about, and what raises the question."""
    if not rule.scope:
        return _Fit.SURE, ()
    scope: Scope = load_scopes()[rule.scope]
    listing = case.request.listing
    claim = listing.get(scope.claim, "") if listing else None
    if claim is not None:
        return (_Fit.SURE if claim else _Fit.NO), ()
    why = raised(scope, case.app, case.context)
    return (_Fit.MAYBE if why else _Fit.NO), why


def _place(rule: Rule, pack: Pack, case: _Case) -> _Fit:
    """Tell whether the app is offered where the rule holds; who asks for a pack means its place."""
    where = rule.countries or pack.countries
    listing = case.request.listing
    offered = listing.get("countries", "") if listing else None
    if not where or (offered is None and not rule.countries):
        return _Fit.SURE
    if not isinstance(offered, tuple):
        return _Fit.MAYBE
    return _Fit.NO if set(offered).isdisjoint(where) else _Fit.SURE


def _outcome(rule: Rule, asked: Asked) -> tuple[Answer, tuple[str, ...]]:
    """Tell whether the listing is within the rule, and which statements are missing for that."""
    wanted = (*rule.allowed, *rule.requires)
    missing = tuple(
        each.field
        for each in wanted
        if stated(each, asked) is None
        and (ALL_FIELDS[each.field].default is None or each.field in asked.doubted)
    )
    ways = {answer(each, asked) for each in rule.allowed}
    if rule.requires:
        ways.add(_first(_ALL, {answer(each, asked) for each in rule.requires}))
    return _first(_ANY, ways or {Answer.NO}), missing


def _first(order: tuple[Answer, ...], answers: set[Answer]) -> Answer:
    return next(each for each in order if each in answers)


def _evidence(rule: Rule, found: Found, case: _Case) -> dict[str, str]:
    shown = [pair for condition in rule.show for pair in found_by(condition, case.app)]
    evidence = evidence_of((*found, *shown))
    if rule.masvs:
        evidence["masvs"] = rule.masvs
    if not rule.verified:
        evidence["verified"] = "no"
    return evidence


def _said(rule: Rule, asked: Asked, missing: Sequence[str]) -> dict[str, str]:
    """Give what the listing states on the matter, and what it would have to state."""
    wanted: tuple[Requirement, ...] = (*rule.given, *rule.allowed, *rule.requires)
    values = {each.field: stated(each, asked) for each in wanted}
    told = [
        f"{name} = {_plain(value)}"
        for name, value in values.items()
        if value is not None and value != ALL_FIELDS[name].default
    ]
    evidence = {"listing": ", ".join(told), "missing": ", ".join(missing)}
    return {name: value for name, value in evidence.items() if value}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    return str(value) or '""'
