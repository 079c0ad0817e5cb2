"""What a scan says of one target: a `Verdict`, or a `Failure` in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD_SCHEMA = "fraudlens.verdict/1"


class Decision(StrEnum):
    """The label of a verdict, in rising order of concern."""

    CLEAR = "clear"
    SUSPICIOUS = "suspicious"
    FRAUD = "fraud"


class FraudType(StrEnum):
    """The kinds of fraud that a verdict can name."""

    PHISHING = "phishing"
    FAKE_INVESTMENT = "fake_investment"
    CRYPTO_SCAM = "crypto_scam"
    FAKE_LOAN = "fake_loan"
    FAKE_SHOP = "fake_shop"
    REBATE_JOB = "rebate_job"
    FAKE_CUSTOMER_SERVICE = "fake_customer_service"
    FAKE_AUTHORITY = "fake_authority"
    GAMBLING = "gambling"
    MALWARE = "malware"
    OTHER_FRAUD = "other_fraud"


class Severity(StrEnum):
    """How much a finding weighs for a person who reads it."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a messy text a target stood: a message, mail, page or picture."""

    kind: str
    """What the file is: `text`, `sms`, `eml`, `html`, `image`, ..."""
    text: str | None = None
    """As it stood, maybe defanged or split by markup; `None` for a part that could not be read."""
    part: str | None = None
    """`part 2 text/html a href`, `qr code 1 of image.png`; `None` for plain text."""
    column: int | None = None
    """In characters from 1, in the line of the part."""
    shown: str | None = None
    """Of a link: the address in its words, where that is another site than it leads to."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was judged, as the user gave it, and where it stood."""

    kind: str
    """Name of the analyzer: `url` or `apk`."""
    target: str
    """The text as given, unescaped; every renderer escapes it."""
    file: str | None = None
    line: int | None = None
    """Line where it begins (text, CSV, JSON Lines) or row (Parquet) in `file`, from 1.

    For a target out of a messy text, the line in its part.
    """
    where: Where | None = None
    """Only for targets that were found in a messy text."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A share of the model's score, in words."""

    feature: str
    """The column that weighs most in the group that the reason sums up."""
    value: float | None
    weight: float
    """Exact contribution of the group to the raw score, in log-odds; above 0 speaks for fraud."""
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's statement, with the evidence that it rests on; the model has no part in it."""

    rule: str
    severity: Severity
    text: str
    evidence: Mapping[str, str] = field(default_factory=dict)


class Basis(StrEnum):
    """What a decision rests on."""

    MODEL = "model"
    """The score alone."""
    RULES = "rules"
    """Findings that are enough without the model, where the score would have said less."""
    VISIBILITY = "visibility"
    """Too little could be seen to clear it: a person must look."""
    OFFICIAL_APP = "official-app"
    """It is an official app by its maker's key, so that neither score nor rules count."""
    OWN_LIST = "own-list"
    """A list of the user."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of a policy that a target breaks, or that cannot be decided from it."""

    rule: str
    result: str
    """`review` or `reject`."""
    text: str
    evidence: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    """Address of the policy's text."""
    effective_from: str = ""
    """ISO date."""


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What the rules of stores and countries say of an app on a day."""

    pack: str
    """Names of the rule packs, `+` between them."""
    as_of: str
    """ISO date."""
    result: str
    """`pass`, `review` or `reject`: the gravest of the breaches."""
    breaches: tuple[Breach, ...] = ()
    missing: tuple[str, ...] = ()
    """What nobody said of the app, and the rules would have to know."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What rules decide of a target beside the model.

    It may raise a decision, and lowers one only where it is known whose the target is (`clears`).
    """

    decision: Decision = Decision.CLEAR
    """Whatever the model says."""
    backed: Decision = Decision.CLEAR
    """Where the model, too, holds fraud likelier than not; counts if it says more."""
    basis: Basis = Basis.RULES
    """Of `decision`; `backed` rests on rules."""
    fraud_types: Mapping[str, float] = field(default_factory=dict)
    """Share of each type by the rules, likeliest first; where there are any, they stand."""
    policy: PolicyResult | None = None
    clears: bool = False
    """It is known to be genuine: clear whatever the model says, for the reason that `basis` is."""


NO_RULING = Ruling()


@dataclass(frozen=True, slots=True)
class ModelRef:
    """The bundle that gave a score."""

    name: str
    version: str
    sha256: str
    """Digest of the manifest, which names the digest of every other file."""
    thresholds: tuple[float, float] | None = None
    """Lowest scores of `suspicious` and of `fraud`; `None` for a record that does not tell."""
    base_rate: float | None = None
    """Share of fraud at which the scores hold; `None` for a record that does not tell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target that was judged."""

    subject: Subject
    decision: Decision
    score: float
    """Calibrated probability of fraud at the stated base rate, in [0, 1]."""
    model: ModelRef
    fraud_type: str | None = None
    """Most likely type; `None` while the decision is clear."""
    fraud_types: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    """Plain JSON values."""
    basis: Basis = Basis.MODEL
    """What `decision` rests on."""
    policy: PolicyResult | None = None
    """For apps only."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A target that could not be judged, in its place among the outcomes."""

    subject: Subject
    code: str
    message: str


Outcome: TypeAlias = Verdict | Failure
