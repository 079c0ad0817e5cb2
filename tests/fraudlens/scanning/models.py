"""Small models of addresses, and of addresses with their registration."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fraudlens.bundle import load_bundle
from fraudlens.scoring import ScoreOptions, Scorer
from tests.contract.bundles import made_up_rows, save_small_bundle
from tests.contract.samples import made_up_samples
from urlguard.detector import UrlDetector
from urlguard.registered.detector import RegisteredDetector

ROWS = 400


@cache
def folders() -> dict[str, tuple[Path, ...]]:
    """Train both once in a run; give their folders by kind."""
    top = Path(mkdtemp(prefix="fraudlens-models-"))
    _, labels, types = made_up_rows(ROWS)
    url = save_small_bundle(top / "url", UrlDetector())
    registered = save_small_bundle(
        top / "registration",
        RegisteredDetector(),
        keep=("model.txt", "weights.npz"),
        rows=(made_up_samples(ROWS), labels, types),
    )
    return {"url": (url,), "registration": (registered,), "apk": ()}


def scorer(kind: str, options: ScoreOptions) -> Scorer:
    """Load one of them."""
    detector = RegisteredDetector() if kind == "registration" else UrlDetector()
    return Scorer(detector, load_bundle(folders()[kind][0], detector.features), options)
