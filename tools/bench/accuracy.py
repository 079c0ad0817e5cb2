"""Ours and the peer's figures on exactly the same rows, made as training makes its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle, locate
from fraudlens.training.evaluate import Judge, Table, evaluate_rows
from fraudlens.training.score import loaded_model, score_rows
from tools.bench.kept import with_kept_samples
from tools.bench.peer import NAME, Absent, Peer, score
from tools.bench.rows import draw_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.evaluate import Scored


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare on."""

    data: tuple[Path, ...]
    config: Path
    model: Path | None = None
    """Folder of a bundle; without it the shipped one."""
    peer_rows: int = 20_000
    """Rows drawn of each form, class and role; 0 takes all."""
    room: Path | None = None
    """Where samples that the configuration names are made, if they are missing."""


def compare(
    detector: Trainable, what: Comparison, peer: Peer | Absent, say: Callable[[str], None]
) -> Table:
    """Judge the same rows by our model and by the peer, each at its own cuts: plain JSON.

    Raises:
        FraudlensError: there is no usable model, or the data is not as it must be.
        subprocess.CalledProcessError: the peer failed.
    """
    bundle = load_bundle(what.model or locate(detector.kind), detector.features)
    config = what.config
    if what.room is not None:
        config = with_kept_samples(config, what.data[0].parent, what.room, say)
    drawn = draw_rows(detector, what.data, config, what.peer_rows, say)
    say(f"scoring {drawn.frame.height} rows")
    model = loaded_model(detector, bundle)
    rows = score_rows(model, drawn.frame, drawn.config.labels)
    ref = bundle.ref
    return {
        "ours": {"name": f"{ref.name} {ref.version}", **evaluate_rows(rows, model.judge).figures},
        "peer": _peer(rows, model.judge, peer, say),
        "rows": list(drawn.counts),
    }


def _peer(rows: Scored, judge: Judge, peer: Peer | Absent, say: Callable[[str], None]) -> Table:
    if isinstance(peer, Absent):
        return {"absent": peer.reason}
    theirs = score(peer, rows.frame["value"].to_list(), say)
    # It knows no fraud types, so there is no type model to judge.
    scored = replace(rows, score=theirs.score, given_type=None)
    own = Judge(theirs.review, theirs.block, (), judge.forms)
    figures = evaluate_rows(scored, own).figures
    return {"name": f"{NAME} {peer.version}", "refused": theirs.refused, **figures}
