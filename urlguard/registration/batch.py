"""A batch of addresses with the registrations of their domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fraudlens.detector import ReadResult
from fraudlens.errors import InputError
from urlguard.read import read_urls
from urlguard.registration.sample import Sample, from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from urlguard.batch import UrlBatch

    AddressScorer = Callable[[UrlBatch], NDArray[np.float64]]
    """Gives the probability of fraud by the address alone: float64 (rows,)."""


@dataclass(frozen=True, slots=True, eq=False)
class RegisteredBatch:
    """Rows of a batch; all have one entry a row."""

    urls: UrlBatch
    samples: tuple[Sample, ...]
    scores: NDArray[np.float64]
    """Probability of fraud by the address alone; NaN where nobody scored it."""

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.samples)


def read_samples(targets: Sequence[str], scorer: AddressScorer | None) -> ReadResult:
    """Read samples from their JSON; what is none becomes a failure in its place."""
    samples: list[Sample] = []
    places: list[int] = []
    failures: list[tuple[int, InputError]] = []
    for place, text in enumerate(targets):
        try:
            samples.append(from_text(text))
        except InputError as error:
            failures.append((place, error.bare()))
        else:
            places.append(place)
    read = read_urls([sample.url for sample in samples])
    failures += [(places[row], error) for row, error in read.failures]
    kept = read.rows.tolist()
    return ReadResult(
        make_batch(read.facts, tuple(samples[row] for row in kept), scorer),
        np.array([places[row] for row in kept], np.int64),
        tuple(sorted(failures, key=lambda failure: failure[0])),
    )


def make_batch(
    urls: UrlBatch, samples: tuple[Sample, ...], scorer: AddressScorer | None
) -> RegisteredBatch:
    """Join addresses that were read with their samples, and score them by the address alone."""
    scores = np.full(len(samples), np.nan) if scorer is None else scorer(urls)
    return RegisteredBatch(urls, samples, scores)
