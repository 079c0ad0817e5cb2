"""`explain`: one target, one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.cli.messages import tell
from fraudlens.cli.one_app import one_app
from fraudlens.cli.output import destination
from fraudlens.cli.policies import policy_met
from fraudlens.cli.scan_run import make_look
from fraudlens.cli.scorers import ScoreRequest, make_scorer
from fraudlens.errors import InputError, UsageError
from fraudlens.explaining import explain
from fraudlens.presence import exists
from fraudlens.reports.explain import explanation
from fraudlens.targets import Chunk
from fraudlens.verdict import Decision, Failure

if TYPE_CHECKING:
    from fraudlens.scoring import Scorer


def run_explain(target: str, request: ScoreRequest, kind: str = "url") -> int:
    """Explain one verdict; 1 if it is not clear, 3 if the target cannot be read.

    Raises:
        UsageError: the target is a file or folder, where an address is wanted.
    """
    if kind == "url" and exists(target):
        raise UsageError(
            f"{target}: is a file or folder, and one address is wanted",
            hint="'fraudlens scan' judges all that are in it",
        )
    scorer: Scorer = make_scorer(kind, request)
    try:
        chunk = Chunk(None, [target], None) if kind == "url" else one_app(target)
    except InputError as error:
        tell(error)
        return 3
    found = explain(scorer, chunk)
    if isinstance(found, Failure):
        tell(InputError(f"{target}: {found.message}"))
        return 3
    with destination(None) as write:
        write(explanation(found, make_look(request.lang, scorer)))
    policy = found.verdict.policy
    if policy and policy_met({policy.result: 1}, request.policy.fail_on):
        return 1
    return 0 if found.verdict.decision is Decision.CLEAR else 1
