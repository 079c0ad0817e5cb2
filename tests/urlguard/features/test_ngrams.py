"""n-grams of host and path, against a plain reference; a bundle's tables are keyed by them."""

from __future__ import annotations

import re
from itertools import groupby

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.urlguard.rows import batch_of
from urlguard.features.host import label_end
from urlguard.features.ngrams import MAX_GRAMS, host_grams, path_grams
from urlguard.hashing import _MASK, _MIX, _PRIME

SLOTS = 1 << 18
labels = st.text("abz019-_", min_size=1, max_size=9)
paths = st.text("abZ019-./?#=%", max_size=20)


def grown(zone: int, data: bytes | list[int]) -> int:
    key = zone
    for byte in data:
        key = ((key ^ (byte + 1)) * _PRIME) & _MASK
    return key


def grams(zone: int, text: str) -> list[int]:
    """Give 3- to 5-grams, with one mark at each border."""
    if not text:
        return []
    marked = [0, *text.lower().encode("ascii"), 0]
    return [
        grown(zone, marked[i : i + n])
        for i in range(len(marked))
        for n in (3, 4, 5)
        if i + n <= len(marked)
    ]


def tokens(zone: int, text: str) -> list[int]:
    return [grown(zone, run.encode()) for run in re.findall("[a-z]{2,}|[0-9]{2,}", text.lower())]


def kind(letter: str) -> int:
    return 2 if letter.isdigit() else 1 if letter.isalpha() else 0


def shape(text: str) -> int:
    runs = [(which, len(list(run))) for which, run in groupby(text, kind)]
    return grown(6, [3 * min(length, 16) + which for which, length in runs])


def of_host(subdomain: str | None, label: str, suffix: str) -> list[int]:
    keys = grams(1, label) + tokens(5, label)
    if subdomain is not None:
        keys += grams(2, subdomain) + tokens(66, subdomain)
    tail, form = grown(3, suffix.encode()), shape(label)
    return [*keys, tail, grown(4, label.encode()), form, form ^ (tail * 31 & _MASK)]


def of_path(path: str, tail: str) -> list[int]:
    return grams(7, path + tail) + tokens(8, path) + tokens(72, tail)


def slots(keys: list[int]) -> list[int]:
    mixed = [((key ^ (key >> 32)) * _MIX) & _MASK for key in keys]
    return [(key ^ (key >> 29)) & (SLOTS - 1) for key in mixed]


@settings(max_examples=300)
@given(st.lists(labels, min_size=1, max_size=3), paths)
def test_grams_are_those_of_the_reference(listed: list[str], rest: str) -> None:
    *left, label = [part.strip("-_") or "a" for part in listed]
    batch = batch_of(".".join([*left, label, "co", "uk"]) + f"/{rest}")
    parts = batch.columns()
    bag = np.empty(MAX_GRAMS, np.uint32)
    start, domain = int(batch.start[0]), int(batch.domain[0])
    host_end, path_end, end = int(batch.host_end[0]), int(batch.path_end[0]), int(batch.end[0])
    n = host_grams(batch.text, start, domain, batch.suffix[0], host_end, SLOTS - 1, bag)
    subdomain = batch.slice_text(start, domain - 1) if domain > start else None

    label = batch.slice_text(domain, label_end(parts, 0))
    assert slots(of_host(subdomain, label, "co.uk")) == bag[:n].tolist()

    n = path_grams(batch.text, host_end, path_end, end, SLOTS - 1, bag)
    path, tail = batch.slice_text(host_end, path_end), batch.slice_text(path_end, end)
    assert slots(of_path(path, tail)) == bag[:n].tolist()


def test_host_without_suffix_or_label_has_grams() -> None:
    for target, label, suffix in (("192.0.2.7", "192.0.2.7", ""), ("co.uk", "", "co.uk")):
        batch = batch_of(target)
        bag = np.empty(MAX_GRAMS, np.uint32)
        n = host_grams(
            batch.text,
            batch.start[0],
            batch.domain[0],
            batch.suffix[0],
            batch.host_end[0],
            SLOTS - 1,
            bag,
        )

        assert slots(of_host(None, label, suffix)) == bag[:n].tolist()


def test_grams_beyond_the_bag_are_left_out() -> None:
    text = np.frombuffer(b"/" + b"ab" * 40, np.uint8)
    bag = np.empty(10, np.uint32)

    assert 10 == path_grams(text, 0, len(text), len(text), SLOTS - 1, bag)
    assert slots(of_path("/" + "ab" * 40, ""))[:10] == bag.tolist()
