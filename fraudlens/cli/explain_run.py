"""`explain`: one target, one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.cli.messages import tell
from fraudlens.cli.output import destination
from fraudlens.cli.scan_run import ScoreRequest, make_look, make_scorer
from fraudlens.errors import InputError
from fraudlens.explaining import explain
from fraudlens.reports.explain import explanation
from fraudlens.verdict import Decision, Failure

if TYPE_CHECKING:
    from fraudlens.scoring import Scorer


def run_explain(target: str, request: ScoreRequest) -> int:
    """Explain one verdict; 1 if it is not clear, 3 if the target cannot be read."""
    scorer: Scorer = make_scorer("url", request)
    found = explain(scorer, target)
    if isinstance(found, Failure):
        tell(InputError(f"{target}: {found.message}"))
        return 3
    with destination(None) as write:
        write(explanation(found, make_look(None, scorer.bundle, request)))
    return 0 if found.verdict.decision is Decision.CLEAR else 1
