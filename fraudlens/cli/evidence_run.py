"""`evidence make`: from a target, or the record of one, to a pack on the disk."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.cli.evidence_input import app_chunk, app_inputs, one_target, run_record, target_input
from fraudlens.cli.messages import tell
from fraudlens.cli.moment import made_at
from fraudlens.cli.output import destination
from fraudlens.cli.policies import DEFAULT_POLICY
from fraudlens.cli.scorers import ScoreRequest, make_scorer
from fraudlens.cli.share_options import NOBODY, ReporterRequest
from fraudlens.errors import InputError, SourceError, UsageError
from fraudlens.evidence import write_pack
from fraudlens.knowledge.reference import reference_digests
from fraudlens.reports.case import Case, Input, case_members
from fraudlens.reports.jsonl import json_text, record
from fraudlens.reports.run import RunInfo
from fraudlens.reports.words import LANGS
from fraudlens.scanning.sources import AppFile
from fraudlens.targets import Chunk
from fraudlens.verdict import Failure, Verdict
from fraudlens.version import __version__

if TYPE_CHECKING:
    from fraudlens.detector import Detector
    from fraudlens.reports.reporter import Reporter

_NOT_AT_HAND = {"depends": None, "reference": None, "policies": None}
"""Of a saved run: what stood beside its model is not in its records."""


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """The options of `evidence make`, as given."""

    target: str
    out: Path
    run: Path | None = None
    as_of: str | None = None
    model: Path | None = None
    lang: str = "en"
    include_sample: bool = False
    who: ReporterRequest = NOBODY


def make_case(request: CaseRequest) -> str:
    """Write the pack and give the line that says so, with its digest.

    Raises:
        FraudlensError: the target cannot be judged, or an option makes no sense.
    """
    who = request.who.checked()
    info = RunInfo(__version__, made_at(request.as_of), request.lang)
    case = _judged(request, who, info) if request.run is None else _told(request, who)
    members = case_members(case, info)
    if who is not None and "xarf.json" not in members:
        tell(InputError(f"{request.target}: no abuse report: it is clear, or has no address"))
    data = write_pack(members)
    with destination(request.out) as write:
        write(data)
    if case.sample is not None:
        tell(InputError(f"{request.out}: holds the app itself, which may do harm"))
    return f"{request.out}: SHA-256 {hashlib.sha256(data).hexdigest()}"


def _judged(request: CaseRequest, who: Reporter | None, info: RunInfo) -> Case:
    """Judge the target now, in both languages: the second time nothing is read anew."""
    target = one_target(request.target)
    is_app = isinstance(target, AppFile)
    kind = "apk" if is_app else "url"
    policy = replace(DEFAULT_POLICY, as_of=info.made.date().isoformat())
    scorer = make_scorer(kind, ScoreRequest(request.model, lang=request.lang, policy=policy))
    chunk = app_chunk(request.target) if is_app else Chunk(None, [request.target], None)
    verdicts = {}
    for lang in dict.fromkeys((request.lang, *LANGS)):
        outcome = replace(scorer, options=replace(scorer.options, lang=lang)).score_chunk(chunk)[0]
        if isinstance(outcome, Failure):
            raise InputError(f"{request.target}: {outcome.message}")
        verdicts[lang] = outcome
    verdict = verdicts[request.lang]
    inputs = app_inputs(request.target, verdict) if is_app else (target_input(request.target),)
    tool = {**_tool(), "model": _model(verdict), **_rules(scorer.detector, verdict)}
    line = json_text(record(verdict))
    sample = _sample(request, inputs)
    return Case(line, verdicts, inputs, tool, info.made, request.as_of is None, who, sample)


def _told(request: CaseRequest, who: Reporter | None) -> Case:
    """Take the record from a saved run: what judged it may be another release than this."""
    run = request.run or Path()
    line, outcome, run_input = run_record(run, request.target)
    if isinstance(outcome, Failure):
        raise InputError(f"{request.target}: {outcome.message}")
    if outcome.subject.kind == "apk":
        inputs = app_inputs(request.target, outcome)
    else:
        inputs = (target_input(request.target),)
    tool = {**_tool(), "model": _model(outcome), **_NOT_AT_HAND}
    sample = _sample(request, inputs)
    by_clock = request.as_of is None
    return Case(line, {"": outcome}, (*inputs, run_input), tool, None, by_clock, who, sample)


def _sample(request: CaseRequest, inputs: tuple[Input, ...]) -> bytes | None:
    if not request.include_sample:
        return None
    if [one.role for one in inputs if one.present].count("app") != 1:
        raise UsageError(
            "--include-sample: the target is no single file of an app that is at hand",
            hint="leave the option out, or name the file",
        )
    data = Path(request.target).read_bytes()
    if hashlib.sha256(data).hexdigest() != inputs[0].sha256:
        raise SourceError(f"{request.target}: changed while it was read", hint="run it again")
    return data


def _tool() -> dict[str, object]:
    return {"fraudlens": __version__, "python": platform.python_version()}


def _model(verdict: Verdict) -> dict[str, object]:
    model = verdict.model
    return {"name": model.name, "version": model.version, "sha256": model.sha256}


def _rules(detector: Detector, verdict: Verdict) -> dict[str, object]:
    """Give the digests of what the verdict rests on beside the model."""
    packs = verdict.policy.pack.split("+") if verdict.policy else []
    return {
        "depends": dict(detector.depends),
        "reference": reference_digests(detector.reference),
        "policies": reference_digests(f"policies/{pack}.toml" for pack in packs),
    }
