"""The gate from options to exit code."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.cli.gate_reports import renderers
from fraudlens.cli.messages import tell
from fraudlens.cli.moment import day_of
from fraudlens.cli.options import FailOn
from fraudlens.cli.output import destination
from fraudlens.cli.policies import doubts_of, listing_of, packs_where
from fraudlens.cli.scan_run import run_info, terminal_look
from fraudlens.cli.scorers import ScoreRequest, setup_of
from fraudlens.errors import SourceError
from fraudlens.gate import Step, gated, gravest
from fraudlens.reports.gate import gate_page
from fraudlens.scanning.apps import AppReading
from fraudlens.scanning.judging import judged_apps
from fraudlens.scanning.scorers import Scorers
from fraudlens.scanning.sources import app_units
from fraudlens.verdict import Decision, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fraudlens.verdict import Outcome

_EXITS = {Step.PUBLISH: 0, Step.STOP: 1, Step.UNREAD: 3}
_OUTPUT = Path("-")
_NO_APP = SourceError("there is no app in what was handed in", hint="name the file of the app")


@dataclass(frozen=True, slots=True)
class GateRequest:
    """The options of the gate, as given."""

    apps: tuple[str, ...]
    score: ScoreRequest
    files: Mapping[str, Path] = field(default_factory=dict)
    """Where each report goes, by its name."""
    fail_on: FailOn = FailOn.FRAUD
    review_exit: int = 5
    """Exit code where a person must look."""
    workers: int | None = None
    """`None`: a reading process a core."""


def run_gate(request: GateRequest) -> int:
    """Judge what was handed in, tell it, write the reports, and give the exit code."""
    write = renderers(request.files)
    score = _with_packs(request.score)
    never = request.fail_on is FailOn.NEVER
    fail_on = None if never else Decision(request.fail_on.value)
    with ExitStack() as stack:  # a place that cannot be written is told before apps are read
        places = {
            name: stack.enter_context(destination(path)) for name, path in request.files.items()
        }
        outcomes = tuple(_outcomes(request, score))
        run = run_info(score.lang, score.policy.as_of, request.fail_on)
        for name, put in places.items():
            for piece in write[name](outcomes, run):
                put(piece)
    if not outcomes:
        tell(_NO_APP)
    apps = [gated(outcome, fail_on) for outcome in outcomes]
    if _OUTPUT not in request.files.values():
        with destination(None) as put:
            put(gate_page(apps, terminal_look(None, score.lang)))
    return _EXITS.get(gravest(apps), request.review_exit)


def _with_packs(score: ScoreRequest) -> ScoreRequest:
    """Add the rules of the countries where the app is offered, and say which have none."""
    policy = score.policy
    listing = listing_of(policy.listing)
    stated = listing.get("countries", "") if listing else None
    countries = policy.countries or (stated if isinstance(stated, tuple) else ())
    packs = packs_where(policy.packs, countries)
    for doubt in doubts_of(packs, countries, day_of(policy.as_of)):
        tell(doubt)
    return replace(score, policy=replace(policy, packs=packs))


def _outcomes(request: GateRequest, score: ScoreRequest) -> Iterator[Outcome]:
    scorers = Scorers(setup_of(score), "apk")
    workers = request.workers or os.cpu_count() or 1
    work = app_units(request.apps, tell)
    with closing(judged_apps(work, scorers, AppReading(), workers)) as apps:
        for found in apps:
            yield from [found] if isinstance(found, Failure) else found
