"""Keccak is held against hashlib where both have a name for it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apkscan.read.keccak import keccak256


@given(st.binary(max_size=135))
def test_permutation_is_that_of_sha3(data: bytes) -> None:
    assert hashlib.sha3_256(data).digest() == keccak256(data, padding=6)


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_padding_is_the_older_one(data: bytes, digest: str) -> None:
    assert digest == keccak256(data).hex()
