"""Counts over spans of bytes, against plain Python."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urlguard.features.characters import Span, measure, share

texts = st.text("abcdeoxyzABZ0189-._/%~", max_size=30)


def counted(text: str) -> Span:
    """Count as the fields of `Span` say."""
    low = text.lower()
    kinds = ["l" if c.isalpha() else "d" if c.isdigit() else "o" for c in low]
    counts = Counter(low)
    return Span(
        length=len(low),
        letters=kinds.count("l"),
        digits=kinds.count("d"),
        hyphens=low.count("-"),
        dots=low.count("."),
        vowels=sum(low.count(vowel) for vowel in "aeiouy"),
        upper=sum(map(str.isupper, text)),
        hex_digits=len(re.findall("[0-9a-f]", low)),
        digit_run=max(map(len, re.findall("[0-9]+", low)), default=0),
        consonant_run=max(map(len, re.findall("[b-df-hj-np-tv-xz]+", low)), default=0),
        same_run=max((len(list(run)) for _, run in groupby(low)), default=0),
        switches=sum({"l", "d"} == {a, b} for a, b in pairwise(kinds)),
        distinct=len(counts),
        entropy=-sum(n / len(low) * log2(n / len(low)) for n in counts.values()),
    )


@settings(max_examples=500)
@given(texts, texts)
def test_span_is_counted_as_plain_python_counts_it(before: str, text: str) -> None:
    scratch = np.zeros(256, np.int32)
    data = np.frombuffer(f"{before}{text}{before}".encode("ascii"), np.uint8)
    span = measure(data, len(before), len(before) + len(text), scratch)

    assert pytest.approx(counted(text)) == tuple(span)
    assert not scratch.any()


def test_share_of_nothing_is_nothing() -> None:
    assert (0.25, 0.0) == (share(1, 4), share(0, 0))
