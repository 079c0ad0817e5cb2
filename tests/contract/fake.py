"""A tiny analyzer of address-like text: real enough to train, score and explain in a test."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from fraudlens.detector import FloatMatrix, Labels, ReadResult, Weights
from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.features import Block, Feature, FeatureSet
from fraudlens.verdict import Basis, Decision, Finding, Ruling, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

_BUCKETS = 16
_MOST = 500
_RULED = "ruled"
_GENUINE = "genuine"
"""A path with this word is suspicious by rule."""
_HIDDEN = "hidden"
"""A path with this word cannot be seen."""
_BACKED = "backed"
"""A path with this word is fraud by rule where the model holds fraud likelier than not."""
_WORDS = ("login", "verify", "bonus")

HOST = Block(
    "host",
    "the host",
    "主机",
    (
        Feature("host_length", "length", "characters", "Length of the host.",
                (("example.com", 11), ("http://a.b/c", 3))),
        Feature("host_digits", "count", "characters", "Digits in the host.",
                (("example.com", 0), ("a1b2.com/33", 2))),
        Feature("suffix_score", "score", "log-odds", "How often the suffix is fraud.",
                learned=True),
    ),
)  # fmt: skip
PATH = Block(
    "path",
    "the path",
    "路径",
    (
        Feature("path_length", "length", "characters", "Length of the path; absent without one.",
                (("example.com", float("nan")), ("example.com/ab", 3))),
        Feature("path_words", "count", "words", "Words in the path that ask for trust.",
                (("example.com", 0), ("example.com/login/verify", 2))),
    ),
)  # fmt: skip
FEATURES = FeatureSet("fake", (HOST, PATH))


@dataclass(frozen=True, slots=True)
class FakeFacts:
    """Canonical parts of each row."""

    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    queries: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.hosts)


@dataclass(frozen=True, slots=True)
class FakeDetector:
    """Implements `fraudlens.detector.Trainable` on strings alone."""

    kind: str = "url"
    features: FeatureSet = FEATURES
    forms: tuple[str, ...] = ("bare", "full")
    reference: ClassVar[tuple[str, ...]] = ("words.csv",)
    depends: ClassVar[Mapping[str, str]] = {}

    def read(self, targets: Sequence[str]) -> ReadResult:
        parts: list[tuple[str, str, str]] = []
        rows: list[int] = []
        failures: list[tuple[int, InputError]] = []
        for position, target in enumerate(targets):
            try:
                parts.append(_split(target))
                rows.append(position)
            except InputError as error:
                failures.append((position, error))
        hosts, paths, queries = zip(*parts, strict=True) if parts else ((), (), ())
        facts = FakeFacts(hosts, paths, queries)
        return ReadResult(facts, np.array(rows, np.int64), tuple(failures))

    def matrix(self, facts: FakeFacts, weights: Weights) -> FloatMatrix:
        table = weights.get("suffix_log_odds")
        matrix = np.empty((len(facts), len(FEATURES)), np.float32)
        for row, (host, path) in enumerate(zip(facts.hosts, facts.paths, strict=True)):
            matrix[row] = (
                len(host),
                sum(map(str.isdigit, host)),
                np.nan if table is None else table[_bucket(host)],
                len(path) or np.nan,
                sum(map(path.count, _WORDS)),
            )
        return matrix

    def describe(self, facts: FakeFacts, row: int) -> dict[str, object]:
        host = facts.hosts[row]
        return {
            "host": host,
            "registrable_domain": _domain(host),
            "path": facts.paths[row],
            "query": facts.queries[row],
        }

    def findings(self, facts: FakeFacts, row: int, lang: str) -> tuple[Finding, ...]:
        if "paypal" not in facts.hosts[row]:
            return ()
        text = {"en": "the host imitates PayPal", "zh": "主机仿冒 PayPal"}[lang]
        return (Finding("imitates-brand", Severity.HIGH, text, {"brand": "PayPal"}),)

    def rulings(self, facts: FakeFacts, lang: str) -> Mapping[int, Ruling]:
        del lang
        found = {}
        for row, path in enumerate(facts.paths):
            if _RULED in path:
                found[row] = Ruling(Decision.SUSPICIOUS, fraud_types={"other_fraud": 1.0})
            elif _HIDDEN in path:
                found[row] = Ruling(Decision.SUSPICIOUS, basis=Basis.VISIBILITY)
            elif _BACKED in path:
                found[row] = Ruling(backed=Decision.FRAUD)
            elif _GENUINE in path:
                found[row] = Ruling(basis=Basis.OFFICIAL_APP, clears=True)
        return found

    def reason_text(self, facts: FakeFacts, row: int, block: str, lead: int, lang: str) -> str:
        what = next(b for b in FEATURES.blocks if b.name == block)
        feature = FEATURES.features[lead].description.rstrip(".").lower()
        if lang == "zh":
            return f"{what.title_zh}可疑: {facts.hosts[row]}"
        return f"{what.title} is unusual ({feature}): {facts.hosts[row]}"

    def groups(self, facts: FakeFacts) -> NDArray[np.uint64]:
        return _keys([_domain(host) for host in facts.hosts])

    def duplicates(self, facts: FakeFacts) -> NDArray[np.uint64]:
        return _keys(map("".join, zip(facts.hosts, facts.paths, facts.queries, strict=True)))

    def shared(self, facts: FakeFacts) -> NDArray[np.bool_]:
        return np.array([_domain(host) == "pages.test" for host in facts.hosts], np.bool_)

    def form(self, facts: FakeFacts) -> NDArray[np.int8]:
        return np.array([bool(path) for path in facts.paths], np.int8)

    def cells(self, facts: FakeFacts) -> NDArray[np.int8]:
        return (self.form(facts) + 2 * self.shared(facts)).astype(np.int8)

    def fit(
        self, facts: FakeFacts, labels: Labels, *, seed: int, progress: Callable[[str], None]
    ) -> tuple[FloatMatrix, dict[str, NDArray[Any]]]:
        progress(f"suffixes, seed {seed}")
        buckets = np.array([_bucket(host) for host in facts.hosts], np.int64)
        matrix = self.matrix(facts, {})
        for fold in np.unique(labels.fold):
            seen = labels.fold != fold
            table = _log_odds(buckets[seen], labels.fraud[seen])
            matrix[~seen, 2] = table[buckets[~seen]]
        return matrix, {"suffix_log_odds": _log_odds(buckets, labels.fraud)}

    def cross(self, one: str, other: str) -> str | None:
        try:
            (host, _, _), (_, path, _) = _split(one), _split(other)
        except InputError:
            return None
        return f"{host}{path}"

    def twins(self, target: str) -> tuple[str, ...]:
        bare = target.partition("://")[2] or target
        return (f"http://{bare}", f"https://{bare}", bare.upper())

    def strata(self, facts: FakeFacts) -> Mapping[str, NDArray[np.bool_]]:
        words = [any(word in path for word in _WORDS) for path in facts.paths]
        return {"login words": np.array(words, np.bool_)}


def _split(target: str) -> tuple[str, str, str]:
    if len(target) > _MOST:
        raise LimitExceeded(f"longer than {_MOST} characters")
    text = target.lower()
    rest = text.partition("://")[2] if "://" in text else text
    before, _, query = rest.partition("?")
    host, slash, path = before.partition("/")
    if not host or not host.isprintable() or " " in host or "." not in host.strip("."):
        raise MalformedInput("no host in it")
    return host.removeprefix("www."), (slash + path).rstrip("/"), query


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _bucket(host: str) -> int:
    return zlib.crc32(host.rpartition(".")[2].encode("utf-8", "surrogatepass")) % _BUCKETS


def _keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    return np.array(
        [zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts], np.uint64
    )


def _log_odds(buckets: NDArray[np.int64], fraud: NDArray[np.int8]) -> NDArray[np.float32]:
    bad = np.bincount(buckets, weights=fraud, minlength=_BUCKETS)
    total = np.bincount(buckets, minlength=_BUCKETS)
    odds: NDArray[np.float32] = np.log((bad + 0.5) / (total - bad + 0.5)).astype(np.float32)
    return odds
