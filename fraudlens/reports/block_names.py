"""Which names a blocklist holds, and which it holds back, of the outcomes of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.knowledge.public_suffix import parents
from fraudlens.reports.block_guard import Guard, Why
from fraudlens.reports.block_shape import LONGEST
from fraudlens.verdict import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.verdict import ModelRef, Outcome

_ALLOWED = "own-allow-list"
"""Rule of the finding that an allow list of the user decided."""


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """What a blocklist is made with."""

    guard: Guard
    least: Decision = Decision.FRAUD
    """Least verdict that is listed."""
    days: int = 1
    """For how long the list is good."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a run says about names."""

    listed: frozenset[str]
    """Names without a leading `www.`; some may stand below others."""
    with_www: frozenset[str]
    """Those of them that were met with `www.`, or that people try with it."""
    held: Mapping[str, Why]
    """What is held back, by name; where there is none, by the target as given."""
    apps: int
    """Flagged apps, which have no name."""
    models: tuple[ModelRef, ...]


@dataclass(slots=True)
class _Found:
    """What is gathered in one pass over the outcomes."""

    flagged: dict[str, bool] = field(default_factory=dict)
    """Name to whether it was met with `www.`."""
    nameless: set[str] = field(default_factory=set)
    allowed: dict[str, str] = field(default_factory=dict)
    """Names at and above those that the user allows, each with one of these."""
    apps: int = 0
    models: set[ModelRef] = field(default_factory=set)


def select(outcomes: Iterable[Outcome], options: BlockOptions, longest: int) -> Selection:
    """Choose the names of the verdicts of at least `options.least`, each at most `longest` long."""
    guard = options.guard
    found = _gather(outcomes, guard, DECISIONS.index(options.least))
    held = {target: Why("no_host") for target in found.nameless}
    listed = set()
    for name in found.flagged:
        why = _objection(name, guard, found.allowed, longest)
        if why is None:
            listed.add(name)
        else:
            held[name] = why
    with_www = {name for name in listed if found.flagged[name] or guard.is_registrable(name)}
    models = tuple(sorted(found.models, key=lambda model: (model.name, model.sha256)))
    return Selection(frozenset(listed), frozenset(with_www), held, found.apps, models)


def minimal(names: Iterable[str]) -> list[str]:
    """Sort names and leave out those that stand below another.

    >>> minimal(["b.com", "a.b.com", "ab.com"])
    ['ab.com', 'b.com']
    """
    known = frozenset(names)
    return [name for name in sorted(known) if known.isdisjoint(_above(name))]


def exact(selection: Selection) -> list[str]:
    """Sort all names, for programs to which a name says nothing of those below it."""
    with_www = (f"www.{name}" for name in selection.with_www)
    return sorted({*selection.listed, *(name for name in with_www if len(name) <= LONGEST)})


def _gather(outcomes: Iterable[Outcome], guard: Guard, least: int) -> _Found:
    found = _Found()
    for outcome in outcomes:
        if not isinstance(outcome, Verdict):
            continue
        if DECISIONS.index(outcome.decision) < least:
            if any(finding.rule == _ALLOWED for finding in outcome.findings):
                name = guard.without_www(_host(outcome))
                found.allowed |= dict.fromkeys(parents(name), name)
        elif outcome.subject.kind != "url":
            found.apps += 1
        else:
            found.models.add(outcome.model)
            host = _host(outcome)
            name = guard.without_www(host)
            if name:
                found.flagged[name] = found.flagged.get(name, False) or name != host
            else:
                found.nameless.add(outcome.subject.target)
    return found


def _host(verdict: Verdict) -> str:
    """Give the host in lower case; facts of a saved run may hold anything."""
    host = verdict.facts.get("host")
    return host.lower().removesuffix(".") if isinstance(host, str) else ""


def _objection(name: str, guard: Guard, allowed: Mapping[str, str], longest: int) -> Why | None:
    if why := guard.objection(name):
        return why
    if name in allowed:
        return Why("allowed", allowed[name])
    return Why("long") if len(name) > longest else None


def _above(name: str) -> Iterator[str]:
    return parents(name.partition(".")[2])
