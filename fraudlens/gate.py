"""What becomes of an app that is handed in for publication: the grounds, and the step to take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.verdict import Basis, Decision, Failure, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.verdict import Finding, Outcome, Verdict


class Step(StrEnum):
    """What to do with an app, in rising order of what it keeps from happening."""

    PUBLISH = "publish"
    LOOK = "look"
    """A person must look."""
    UNREAD = "unread"
    """Nothing is known of it."""
    STOP = "stop"


class Ground(StrEnum):
    """Why an app is not published as it is."""

    VERDICT = "verdict"
    """The verdict is at or above the bound."""
    ALTERED = "altered"
    """Current phones refuse it, or it is not as it was signed."""
    UNFIT = "unfit"
    """It is no whole app for users: one part of an app, or a build for tests."""
    IMITATION = "imitation"
    """It passes for an official app whose maker has another key."""
    REJECTED = "rejected"
    """File and listing break a rule of a store or country."""
    UNREAD = "unread"
    FLAGGED = "flagged"
    """It is not clear, and below the bound."""
    LIKENESS = "likeness"
    """It is like an official app, by less, or nobody knows the maker's key."""
    TRICKS = "tricks"
    """It is built so that a phone and whoever checks it see two different apps."""
    HIDDEN = "hidden"
    """Too little of it could be seen to clear it."""
    REVIEW = "review"
    """A rule of a store or country is open."""


STOPS = frozenset({Ground.VERDICT, Ground.ALTERED, Ground.UNFIT, Ground.IMITATION, Ground.REJECTED})
"""Grounds that stop an app; with any other a person must look."""
IMITATIONS = frozenset({"imitates-official-app", "claims-official-package"})
"""Rules of findings."""
NOT_AS_SIGNED = frozenset({
    "digest-mismatch", "key-mismatch", "no-signature", "scheme-stripped", "signature-broken",
    "signature-mismatch", "signature-unreadable", "unsigned", "unsigned-entry",
})  # fmt: skip
"""Rules of findings: no signature, or one that does not hold."""
UNFIT = frozenset({"split-alone", "test-only"})
"""Rules of findings: what only a developer's tool, or no phone at all, installs as it is.
Source: Android's reference of the attribute `testOnly`, as many pages quote it (2026-11-27)."""
TRICKS = frozenset({
    "arsc-overlapping-strings", "axml-attributes-cut", "axml-bad-string", "axml-bad-string-pool",
    "axml-magic", "axml-node-header", "axml-overlapping-strings", "axml-two-values",
    "bogus-compression", "deflated-all-the-same", "duplicate-entry", "encrypted-entry",
    "fake-encryption", "foreign-split", "limit-manifest", "limit-xml-bytes", "limit-xml-depth",
    "limit-xml-elements",
    "overlapping-entries", "schemes-disagree", "shadow-entry",
})  # fmt: skip
"""Rules of findings: archive, manifest or signers are laid out to mislead readers."""
_OLD_SCHEME = ["v1"]
_NEEDS_MORE_FROM = 30
"""Target API level from which Android 11 and later install no app that is signed by v1 alone.
Source: `MIN_SIG_SCHEME_FOR_TARGET_SDK_NOT_MET` of `apksigner`, as public issues quote it."""
_STRANGE_KEYS = frozenset({"other", "public"})
"""The maker's key is known, and this is none of it."""
_GRAVE = frozenset({Severity.MEDIUM, Severity.HIGH})


@dataclass(frozen=True, slots=True)
class Gated:
    """An app at the gate."""

    outcome: Outcome
    step: Step
    grounds: tuple[Ground, ...] = ()
    """In the order of `Ground`; empty for what may be published."""


def gated(outcome: Outcome, fail_on: Decision | None) -> Gated:
    """Decide on an app; `fail_on` is the least verdict that stops it, `None` if none does."""
    if isinstance(outcome, Failure):
        return Gated(outcome, Step.UNREAD, (Ground.UNREAD,))
    found = frozenset(_grounds(outcome, fail_on))
    step = Step.STOP if found & STOPS else Step.LOOK if found else Step.PUBLISH
    return Gated(outcome, step, tuple(ground for ground in Ground if ground in found))


def gravest(apps: Iterable[Gated]) -> Step:
    """Give the step that counts for all apps together; of no app nothing is known."""
    steps = list(Step)
    return max((app.step for app in apps), key=steps.index, default=Step.UNREAD)


def likenesses(verdict: Verdict) -> tuple[Finding, ...]:
    """Give the findings that say which official app it passes for."""
    return tuple(finding for finding in verdict.findings if finding.rule in IMITATIONS)


def official(verdict: Verdict) -> tuple[Finding, ...]:
    """Give the finding that says which official app it is."""
    return tuple(finding for finding in verdict.findings if finding.rule == "official-app")


def is_allowed(verdict: Verdict) -> bool:
    """Tell whether an own list cleared it."""
    return verdict.basis is Basis.OWN_LIST and verdict.decision is Decision.CLEAR


def _grounds(verdict: Verdict, fail_on: Decision | None) -> Iterator[Ground]:
    yield from _of_policy(verdict)
    found = {finding.rule for finding in verdict.findings}
    if found & NOT_AS_SIGNED or not verdict.facts.get("package") or _is_refused(verdict.facts):
        yield Ground.ALTERED
    if found & UNFIT:
        yield Ground.UNFIT
    if is_allowed(verdict) or verdict.basis is Basis.OFFICIAL_APP:
        return  # it is known whose app it is
    if fail_on and DECISIONS.index(verdict.decision) >= DECISIONS.index(fail_on):
        yield Ground.VERDICT
    elif verdict.decision is not Decision.CLEAR:
        yield Ground.HIDDEN if verdict.basis is Basis.VISIBILITY else Ground.FLAGGED
    if found & TRICKS:
        yield Ground.TRICKS
    for finding in likenesses(verdict):
        yield Ground.IMITATION if _passes_for_another(finding) else Ground.LIKENESS
    if any(f.rule == "low-visibility" and f.severity in _GRAVE for f in verdict.findings):
        yield Ground.HIDDEN


def _is_refused(facts: Mapping[str, object]) -> bool:
    """Tell whether current phones refuse an app for its old signature."""
    target = facts.get("target_sdk")
    old = facts.get("signature_schemes") == _OLD_SCHEME
    return old and isinstance(target, int) and target >= _NEEDS_MORE_FROM


def _of_policy(verdict: Verdict) -> Iterator[Ground]:
    match verdict.policy.result if verdict.policy else "pass":
        case "pass":
            return
        case "reject":
            yield Ground.REJECTED
        case _:
            yield Ground.REVIEW


def _passes_for_another(finding: Finding) -> bool:
    """Tell whether a likeness is no chance: it is strong, or the maker's key is known and other."""
    if finding.severity is Severity.HIGH:
        return True
    return finding.severity in _GRAVE and finding.evidence.get("key") in _STRANGE_KEYS
