"""Apps side by side: what the analyzer hands from reading to columns, findings and keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from apkscan.facts_json import facts_from_json, facts_to_json
from apkscan.view import AppView
from fraudlens.detector import ReadResult
from fraudlens.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from apkscan.facts import ApkFacts
    from apkscan.view import Surroundings

_FEWEST_APIS = 5
"""With fewer watched methods two apps may be alike by chance."""


@dataclass(frozen=True, slots=True)
class AppBatch:
    """Some apps."""

    apps: tuple[AppView, ...]

    def __len__(self) -> int:
        """Give the number of apps."""
        return len(self.apps)


def read_facts(targets: Sequence[str], surroundings: Surroundings) -> ReadResult:
    """Read apps from the JSON of their facts; one that is broken is a failure in its place."""
    apps, rows, failures = [], [], []
    for position, target in enumerate(targets):
        try:
            apps.append(AppView(facts_from_json(target), surroundings))
        except InputError as error:
            failures.append((position, error.bare()))
        else:
            rows.append(position)
    return ReadResult(AppBatch(tuple(apps)), np.array(rows, np.int64), tuple(failures))


def sample_keys(batch: AppBatch) -> NDArray[np.uint64]:
    """Give a key of each app: by the digest of its file, else by all its facts."""
    texts = (app.facts.file.sha256 or facts_to_json(app.facts) for app in batch.apps)
    return np.fromiter(map(_hash, texts), np.uint64, len(batch))


def group_keys(batch: AppBatch) -> NDArray[np.uint64]:
    """Give the same key to apps that share a signer, a package name or their make.

    The link is followed through: of three apps, two may have nothing in common but the third.
    The key is the least of the group's digests, so it does not hang on the order of the apps.
    """
    parent = list(range(len(batch)))
    seen: dict[Hashable, int] = {}
    for row, app in enumerate(batch.apps):
        for trait in _traits(app.facts):
            first = seen.setdefault(trait, row)
            parent[_root(parent, row)] = _root(parent, first)
    keys = sample_keys(batch)
    roots = np.array([_root(parent, row) for row in range(len(batch))], np.int64)
    least = np.full(len(batch), np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, roots, keys)
    found: NDArray[np.uint64] = least[roots]
    return found


def _traits(facts: ApkFacts) -> Iterable[Hashable]:
    """Give what must not stand in two parts of the data: signer, name, make."""
    for certificate in facts.signing.certificates:
        if not certificate.known:  # a key that anybody has tells nobody apart
            yield "signer", certificate.sha256
    if facts.identity.package:
        yield "package", facts.identity.package
    dex, manifest = facts.dex, facts.manifest
    if len(dex.apis) >= _FEWEST_APIS:
        yield "make", dex.apis, manifest.permissions, dex.classes
        yield "kit", dex.apis, manifest.permissions, _shape(facts)


def _shape(facts: ApkFacts) -> tuple[tuple[str, int], ...]:
    """Give how many components of each kind there are, with how many filters."""
    shape: dict[str, int] = {}
    for component in facts.manifest.components:
        key = f"{component.kind}{len(component.filters)}"
        shape[key] = shape.get(key, 0) + 1
    return tuple(sorted(shape.items()))


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


def _hash(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")
