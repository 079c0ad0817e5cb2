"""The options of scoring, read and checked; what they ask for is made by `fraudlens.scanning`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fraudlens.cli.messages import tell
from fraudlens.cli.moment import day_of
from fraudlens.cli.policies import DEFAULT_POLICY, PolicyOptions, policy_request
from fraudlens.cli.registries import own_registry
from fraudlens.errors import UsageError
from fraudlens.named_text import named_text
from fraudlens.ownlists import ListText
from fraudlens.scanning import scorers
from fraudlens.scanning.own_lists import OwnTexts
from fraudlens.scanning.scorers import Setup

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.scoring import Scorer


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """The options of scoring, as given."""

    model: Path | None = None
    reasons: int = 3
    base_rate: float | None = None
    lang: str = "en"
    allow: Path | None = None
    block: Path | None = None
    policy: PolicyOptions = DEFAULT_POLICY
    """For apps only."""
    registry: Path | None = None
    """For apps only."""


def make_scorer(kind: str, request: ScoreRequest) -> Scorer:
    """Load analyzer, model and own lists.

    Raises:
        FraudlensError: an option makes no sense, or there is no usable model.
    """
    return scorers.make_scorer(kind, setup_of(request))


def setup_of(request: ScoreRequest) -> Setup:
    """Check the options, and read the files that they name; those on apps only when one comes.

    Raises:
        UsageError: an option makes no sense.
    """
    if request.base_rate is not None and not 0 < request.base_rate < 1:
        raise UsageError(
            f"--base-rate: {request.base_rate:g} is no share above 0 and below 1",
            hint="give the share of fraud that you expect, such as 0.01",
        )
    return Setup(
        model=request.model,
        reasons=request.reasons,
        base_rate=request.base_rate,
        lang=request.lang,
        own=OwnTexts(
            _list_text("--allow", request.allow),
            _list_text("--block", request.block),
            day_of(request.policy.as_of),
        ),
        policy=partial(policy_request, request.policy),
        registry=partial(own_registry, request.registry),
        tell=tell,
    )


def _list_text(option: str, path: Path | None) -> ListText | None:
    return None if path is None else ListText(str(path), named_text(option, path))
