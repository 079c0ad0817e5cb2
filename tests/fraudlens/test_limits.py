"""Limits: the defaults that docs state, and that no part of a run can move them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from fraudlens.limits import DEFAULT_LIMITS, Limits


def test_defaults_are_those_that_were_reasoned() -> None:
    assert Limits(max_line_bytes=1_048_576, max_url_bytes=8192, max_ratio=1000) == DEFAULT_LIMITS


def test_an_address_fits_in_a_line() -> None:
    assert DEFAULT_LIMITS.max_url_bytes < DEFAULT_LIMITS.max_line_bytes


def test_limits_change_only_as_a_copy() -> None:
    limits = Limits()

    with pytest.raises(FrozenInstanceError):
        limits.max_ratio = 1  # type: ignore[misc]  # the point of the test

    assert 1 == replace(limits, max_ratio=1).max_ratio
