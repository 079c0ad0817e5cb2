"""Columns of a few rows, made without a compiler, are bit by bit those of machine code."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fraudlens.kernel import interpreted
from tests.urlguard.addresses import ADDRESSES, anything, pieces, plain
from tests.urlguard.rows import fitted
from urlguard.batch import UrlBatch
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fraudlens.detector import FloatMatrix, ReadResult

DETECTOR = UrlDetector()
LONG = [
    "https://example.com/" + "A%20b/~_x9f8e7d6c" * 100 + "?" + "u=http%3A&e=%40x@" * 50 + "#frag",
    "http://" + "a" * 64 + ".com/",
    "x.example/" + "ab1" * 2000,
    "paypa1-vvells-micr0s0ft.example.co.uk:65535/",
    "." * 300,
    "",
]


def columns(targets: Sequence[str]) -> tuple[ReadResult, FloatMatrix]:
    read = DETECTOR.read(targets)
    return read, DETECTOR.matrix(read.facts, fitted()[1])


def arrays(batch: UrlBatch) -> list[tuple[str, bytes]]:
    """Give kind and bytes of each column."""
    found = [getattr(batch, field.name) for field in fields(UrlBatch)]
    return [(str(array.dtype), array.tobytes()) for array in found]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(pieces, plain, anything), max_size=8))
@example(list(ADDRESSES))
@example(LONG)
def test_columns_are_those_of_machine_code(targets: list[str]) -> None:
    with interpreted():
        read, matrix = columns(targets)
    expected, compiled = columns(targets)

    assert expected.rows.tolist() == read.rows.tolist()
    assert [str(error) for error in expected.failures] == [str(error) for error in read.failures]
    assert arrays(expected.facts) == arrays(read.facts)
    assert np.array_equal(compiled.view(np.uint32), matrix.view(np.uint32))
