"""Real runs of the shipped models, as the README shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from apkscan.facts_json import facts_to_json
from apkscan.read.app import read_app
from fraudlens.cli.policies import PolicyOptions
from fraudlens.cli.scorers import ScoreRequest, make_scorer
from fraudlens.errors import ModelNotFound
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.formats import body, foot, head
from fraudlens.reports.look import Look
from fraudlens.reports.registry import Format
from fraudlens.reports.tally import tally
from fraudlens.targets import Chunk
from tools import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from fraudlens.scoring import Scorer

TOP = Path(__file__).parent.parent

SHOWN = (
    "https://paypal.com.login-review.oxlorivane.top/webscr",
    "hxxps://metamask-airdrop[.]tazzelwick[.]xyz/connect-wallet",
    "https://www.wikipedia.org/",
)
"""Targets of the README's run: two invented frauds, one honest site."""
SHOWN_APPS = ("examples/apps/quickloan.apk", "examples/apps/calculator.apk")
"""Apps of the README's run: one that is built to look like a fraud, one honest."""
AS_OF = "2026-11-26"
"""Day whose store rules count: a run of today would be another tomorrow."""
_WIDTH = 88


def url_run() -> str:
    """Give a real run of the shipped URL model, or the sentence that says there is none."""
    arguments = " \\\n    ".join(f"'{target}'" for target in SHOWN)
    return _run("url", f"fraudlens scan {arguments}", lambda: Chunk(None, SHOWN, None))


def app_run() -> str:
    """Give a real run of the shipped app model over the examples, or say that there is none."""
    arguments = " ".join(SHOWN_APPS)
    return _run("apk", f"fraudlens apk scan {arguments} \\\n    --as-of {AS_OF}", _apps)


def _apps() -> Chunk:
    facts = [facts_to_json(read_app(TOP / name, DEFAULT_LIMITS)) for name in SHOWN_APPS]
    return Chunk(None, facts, None, names=SHOWN_APPS)


def _run(kind: str, command: str, targets: Callable[[], Chunk]) -> str:
    try:
        scorer = make_scorer(kind, ScoreRequest(policy=PolicyOptions(as_of=AS_OF)))
    except ModelNotFound:
        return figures.no_model(kind)
    return f"```console\n$ {command}\n{_table(scorer, targets())}```\n"


def _table(scorer: Scorer, targets: Chunk) -> str:
    outcomes = tuple(scorer.score_chunk(targets))
    look = Look(_WIDTH)
    shown = (
        head(Format.TABLE, look)
        + body(Format.TABLE, outcomes, look)
        + foot(Format.TABLE, tally(outcomes), look)
    )
    return shown.decode()
