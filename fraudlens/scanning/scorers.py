"""Analyzers with their models, loaded when the first target of their kind comes."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fraudlens.bundle import check_kind, load_bundle, locate, read_manifest
from fraudlens.errors import ModelError, ModelNotFound
from fraudlens.kernel import interpreted, is_loaded
from fraudlens.scanning.analyzers import ANALYZERS, load_analyzer
from fraudlens.scanning.own_lists import NO_TEXTS, OwnTexts, own_lists
from fraudlens.scoring import ScoreOptions, Scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from apkscan.imitation.registry import Registry
    from apkscan.policy.request import PolicyRequest
    from fraudlens.bundle import Bundle
    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Trainable
    from fraudlens.errors import FraudlensError
    from urlguard.batch import UrlBatch
    from urlguard.registered.detector import RegisteredDetector

_FEW_LINKS = 10_000
"""Addresses that are scored without a compiler, which would save a tenth of the time of a scan of
apps and double the memory that it takes. Some 5,000 apps hold as many."""
_KEPT_LINKS = 50_000
"""Scores that are kept: two of five addresses in apps stand in an app before, too."""


def _ignore(_: FraudlensError) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How targets are judged: checked and read, whatever it was given as."""

    model: Path | None = None
    """`None`: the one that ships with fraudlens."""
    reasons: int = 3
    base_rate: float | None = None
    """Above 0 and below 1."""
    lang: str = "en"
    own: OwnTexts = NO_TEXTS
    policy: Callable[[], PolicyRequest | None] = lambda: None
    """For apps only; called when the first one is judged."""
    registry: Callable[[], Registry | None] = lambda: None
    """Official apps, as `policy`; `None` for those that ship with fraudlens."""
    tell: Callable[[FraudlensError], None] = _ignore
    """Hears of what makes scores doubtful."""


DEFAULT_SETUP = Setup()


def make_scorer(kind: str, setup: Setup = DEFAULT_SETUP) -> Scorer:
    """Load analyzer, model and own lists.

    Raises:
        FraudlensError: an own list holds what is no target, or there is no usable model.
    """
    detector = make_detector(kind, setup)
    path = setup.model or locate(kind)
    check_kind(path, kind)
    bundle = load_bundle(path, detector.features)
    check_depends(detector, bundle, setup.tell)
    lists = own_lists(kind, detector, setup.own, setup.tell)
    options = ScoreOptions(setup.reasons, setup.lang, setup.base_rate, lists)
    return Scorer(detector, bundle, options)


def make_detector(kind: str, setup: Setup = DEFAULT_SETUP) -> Detector:
    """Make an analyzer as scans use it; that of apps holds them against a policy, if asked to."""
    return make_trainable(kind, setup)


def make_trainable(kind: str, setup: Setup = DEFAULT_SETUP) -> Trainable:
    """Make an analyzer as training uses it: that of apps scores addresses by the URL model."""
    if kind == "registration":
        return registered_detector()
    if kind != "apk":
        return load_analyzer(ANALYZERS[kind])
    from apkscan.detector import ApkDetector  # noqa: PLC0415  numpy; only for apps
    from apkscan.view import Surroundings  # noqa: PLC0415  as above

    around = Surroundings(policy=setup.policy(), registry=setup.registry())
    try:
        digest = read_manifest(locate("url"))[1].sha256
    except ModelNotFound:
        return ApkDetector(around)
    return ApkDetector(replace(around, score_links=LinkScorer(), depends={"url": digest}))


def registered_detector() -> RegisteredDetector:
    """Make the analyzer of addresses with their registration; the URL model judges them alone."""
    from urlguard.registered.detector import RegisteredDetector  # noqa: PLC0415  numpy

    try:
        digest = read_manifest(locate("url"))[1].sha256
    except ModelNotFound:
        return RegisteredDetector()
    return RegisteredDetector(AddressScorer(), {"url": digest})


def check_depends(detector: Detector, bundle: Bundle, tell: Callable[[ModelError], None]) -> None:
    """Say aloud where a model was trained beside another model than the one at hand.

    One that it was judged beside later is as good (tools/judge_beside.py).
    """
    training = bundle.manifest.training
    trained = training.get("depends")
    judged = training.get("judged_beside")
    for kind, digest in (trained if isinstance(trained, dict) else {}).items():
        known = {digest, judged.get(kind) if isinstance(judged, dict) else None}
        if detector.depends.get(kind) not in known - {None}:
            tell(
                ModelError(
                    f"the model of kind '{bundle.manifest.kind}' was trained with another model of"
                    f" kind '{kind}' than the one that is installed: its scores may be off",
                    hint=f"train it anew, or install the '{kind}' model {digest[:12]}",
                )
            )


class Scorers:
    """The scorers of a scan by kind; each is loaded at most once."""

    def __init__(self, setup: Setup, main: str) -> None:
        """Load nothing yet.

        Own lists are about targets of the kind `main`; a named model serves the kind it is of.
        """
        self._setup = setup
        self._main = main
        self._loaded: dict[str, Scorer] = {}

    def get(self, kind: str) -> Scorer:
        """Give the scorer of a kind.

        Raises:
            FraudlensError: an own list makes no sense, or there is no usable model.
        """
        if kind not in self._loaded:
            self._loaded[kind] = make_scorer(kind, self._for(kind))
        return self._loaded[kind]

    @property
    def loaded(self) -> dict[str, Scorer]:
        """Scorers that were needed, by kind, that of the main kind first."""
        return dict(sorted(self._loaded.items(), key=lambda item: item[0] != self._main))

    def _for(self, kind: str) -> Setup:
        setup = self._setup
        if kind == self._main:
            return setup
        other = setup.model is not None and read_manifest(setup.model)[0].kind == kind
        model = setup.model if other else None
        return replace(setup, model=model, own=NO_TEXTS)


class LinkScorer:
    """Gives the probability of fraud of addresses by a URL model, loaded at first use.

    The first ones are scored without a compiler: most apps hold next to none.
    """

    def __init__(self, model: Path | None = None) -> None:
        """Load nothing yet; `model` is the folder of the URL model, `None` for the shipped one."""
        self._model = model
        self._scorer: Scorer | None = None
        self._scored = 0
        self._known: dict[str, float | None] = {}

    def __call__(self, urls: Sequence[str]) -> list[float | None]:
        """Score addresses; `None` for one that cannot be read."""
        new = [url for url in dict.fromkeys(urls) if url not in self._known]
        if len(self._known) + len(new) > _KEPT_LINKS:
            self._known, new = {}, list(dict.fromkeys(urls))
        if new:
            self._known.update(zip(new, self._score(new), strict=True))
        return [self._known[url] for url in urls]

    def _score(self, urls: Sequence[str]) -> list[float | None]:
        if self._scorer is None:
            self._scorer = make_scorer("url", Setup(model=self._model, reasons=0))
        detector, bundle = self._scorer.detector, self._scorer.bundle
        self._scored += len(urls)
        with interpreted() if self._scored <= _FEW_LINKS and not is_loaded() else nullcontext():
            read = detector.read(urls)
            scores, _ = self._scorer.judge(detector.matrix(read.facts, bundle.weights))
        found: list[float | None] = [None] * len(urls)
        for row, score in zip(read.rows.tolist(), scores.tolist(), strict=True):
            found[row] = score
        return found


class AddressScorer:
    """Gives the same of addresses that were read already."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._scorer: Scorer | None = None

    def __call__(self, urls: UrlBatch) -> FloatArray:
        """Score addresses: float64 (rows,)."""
        if self._scorer is None:
            self._scorer = make_scorer("url", Setup(reasons=0))
        matrix = self._scorer.detector.matrix(urls, self._scorer.bundle.weights)
        return self._scorer.judge(matrix)[0]
