"""Analyzers with their models, loaded when the first target of their kind comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fraudlens.bundle import load_bundle, locate, read_manifest
from fraudlens.cli.analyzers import ANALYZERS, load_analyzer
from fraudlens.cli.messages import tell
from fraudlens.cli.own_lists import ListFiles, own_lists
from fraudlens.cli.policies import DEFAULT_POLICY, PolicyOptions, policy_request
from fraudlens.cli.registries import own_registry
from fraudlens.errors import ModelError, ModelNotFound, UsageError
from fraudlens.scoring import ScoreOptions, Scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fraudlens.bundle import Bundle
    from fraudlens.calibration import FloatArray
    from fraudlens.detector import Detector, Trainable
    from urlguard.batch import UrlBatch
    from urlguard.registered.detector import RegisteredDetector


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
    """For apps only, but for its day, which is that of the own lists, too."""
    registry: Path | None = None
    """For apps only."""


def make_scorer(kind: str, request: ScoreRequest) -> Scorer:
    """Load analyzer, model and own lists.

    Raises:
        FraudlensError: an option makes no sense, or there is no usable model.
    """
    if request.base_rate is not None and not 0 < request.base_rate < 1:
        raise UsageError(
            f"--base-rate: {request.base_rate:g} is no share above 0 and below 1",
            hint="give the share of fraud that you expect, such as 0.01",
        )
    detector = make_detector(kind, request.policy, request.registry)
    bundle = load_bundle(request.model or locate(kind), detector.features)
    check_depends(detector, bundle, tell)
    files = ListFiles(request.allow, request.block, request.policy.as_of)
    lists = own_lists(kind, detector, files)
    options = ScoreOptions(request.reasons, request.lang, request.base_rate, lists)
    return Scorer(detector, bundle, options)


def make_detector(
    kind: str, policy: PolicyOptions | None = None, registry: Path | None = None
) -> Detector:
    """Make an analyzer as scans use it; that of apps holds them against a policy, if asked to."""
    return make_trainable(kind, policy, registry)


def make_trainable(
    kind: str, policy: PolicyOptions | None = None, registry: Path | None = None
) -> Trainable:
    """Make an analyzer as training uses it: that of apps scores addresses by the URL model."""
    if kind == "registration":
        return registered_detector()
    if kind != "apk":
        return load_analyzer(ANALYZERS[kind])
    from apkscan.detector import ApkDetector  # noqa: PLC0415  numpy; only for apps
    from apkscan.view import Surroundings  # noqa: PLC0415  as above

    around = Surroundings(
        policy=policy_request(policy) if policy else None, registry=own_registry(registry)
    )
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
    """Say aloud where a model was trained beside another model than the one at hand."""
    trained = bundle.manifest.training.get("depends")
    for kind, digest in (trained if isinstance(trained, dict) else {}).items():
        if detector.depends.get(kind) != digest:
            tell(
                ModelError(
                    f"the model of kind '{bundle.manifest.kind}' was trained with another model of"
                    f" kind '{kind}' than the one that is installed: its scores may be off",
                    hint=f"train it anew, or install the '{kind}' model {digest[:12]}",
                )
            )


class Scorers:
    """The scorers of a scan by kind; each is loaded at most once."""

    def __init__(self, request: ScoreRequest, main: str) -> None:
        """Load nothing yet.

        Own lists are about targets of the kind `main`; a `--model` serves the kind it is of.
        """
        self._request = request
        self._main = main
        self._loaded: dict[str, Scorer] = {}

    def get(self, kind: str) -> Scorer:
        """Give the scorer of a kind.

        Raises:
            FraudlensError: an option makes no sense, or there is no usable model.
        """
        if kind not in self._loaded:
            self._loaded[kind] = make_scorer(kind, self._for(kind))
        return self._loaded[kind]

    @property
    def loaded(self) -> dict[str, Scorer]:
        """Scorers that were needed, by kind, that of the main kind first."""
        return dict(sorted(self._loaded.items(), key=lambda item: item[0] != self._main))

    def _for(self, kind: str) -> ScoreRequest:
        request = self._request
        if kind == self._main:
            return request
        other = request.model is not None and read_manifest(request.model)[0].kind == kind
        model = request.model if other else None
        return replace(request, model=model, allow=None, block=None)


class LinkScorer:
    """Gives the probability of fraud of addresses by the shipped URL model, loaded at first use."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._scorer: Scorer | None = None

    def __call__(self, urls: Sequence[str]) -> list[float | None]:
        """Score addresses; `None` for one that cannot be read."""
        if self._scorer is None:
            self._scorer = make_scorer("url", ScoreRequest(reasons=0))
        detector, bundle = self._scorer.detector, self._scorer.bundle
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
            self._scorer = make_scorer("url", ScoreRequest(reasons=0))
        matrix = self._scorer.detector.matrix(urls, self._scorer.bundle.weights)
        return self._scorer.judge(matrix)[0]
