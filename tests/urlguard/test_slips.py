"""Slips: the table finds what the definition of a slip says, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urlguard.slips import build_names, may_be_near, near_name

if TYPE_CHECKING:
    import random

NAMES = (
    "paypal",
    "google",
    "amazon",
    "microsoft",
    "coinbase",
    "aaaaaaaa",
    "abcdefghijklmnopqrstuvwxyz12",
)
TABLES = build_names(NAMES, range(1, len(NAMES) + 1))
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def slip_apart(one: str, other: str) -> bool:
    """Tell by the definition whether one slip leads from one text to the other."""
    spots = range(len(one) + 1)
    dropped = {one[:i] + one[i + 1 :] for i in spots}
    inserted = {other[:i] + other[i + 1 :] for i in range(len(other) + 1)}
    swapped = {one[:i] + one[i + 1 : i + 2] + one[i : i + 1] + one[i + 2 :] for i in spots}
    changed = len(one) == len(other) and 1 == sum(a != b for a, b in zip(one, other, strict=True))
    return one != other and (changed or other in dropped | swapped or one in inserted)


def found(token: str) -> int:
    text = np.frombuffer(f"x{token}y".encode("ascii"), np.uint8)
    if not may_be_near(text, 1, 1 + len(token), TABLES.heads, TABLES.tails):
        return 0
    return int(near_name(text, 1, 1 + len(token), TABLES))


@pytest.mark.parametrize("name", NAMES)
def test_each_slip_of_a_name_is_found(name: str) -> None:
    slips = {name[:i] + name[i + 1 :] for i in range(len(name))}
    slips |= {name[:i] + c + name[i:] for i in range(len(name) + 1) for c in LETTERS}
    slips |= {name[:i] + c + name[i + 1 :] for i in range(len(name)) for c in LETTERS}
    slips |= {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    slips -= set(NAMES)

    assert all(slip_apart(slip, NAMES[found(slip) - 1]) for slip in slips if found(slip))
    assert set() == {slip for slip in slips if not found(slip)}


@pytest.mark.parametrize("token", [*NAMES, "", "pay", "palpay", "goggles", "p" * 30, "p" * 31])
def test_name_itself_and_what_is_far_away_is_no_slip(token: str) -> None:
    assert 0 == found(token)


@settings(max_examples=600)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_what_is_found_is_one_slip_away(name: str, draw: random.Random) -> None:
    token = name
    for _ in range(draw.randint(1, 3)):
        i = draw.randrange(len(token) + 1)
        token = (
            token[:i] + draw.choice(("", draw.choice(LETTERS))) + token[i + draw.randint(0, 1) :]
        )
    number = found(token)

    assert token not in NAMES or not number
    assert not number or slip_apart(token, NAMES[number - 1])
    assert number or token in NAMES or not any(slip_apart(token, other) for other in NAMES)


def test_names_that_are_two_slips_apart_share_what_lies_between() -> None:
    """The first one is looked at alone there: the table has one entry for each text."""
    names = build_names(["paypals", "paypalz"], [1, 2])
    text = np.frombuffer(b"paypal", np.uint8)

    assert 1 == near_name(text, 0, 6, names)


def test_of_equal_names_the_last_wins() -> None:
    names = build_names(["paypal", "paypal"], [7, 9])
    text = np.frombuffer(b"paypall", np.uint8)

    assert 9 == near_name(text, 0, 7, names)


def test_word_is_no_slip_however_near_it_is() -> None:
    names = build_names(["chaser"], [1], ["chased"])

    assert 1 == near_name(np.frombuffer(b"chasen", np.uint8), 0, 6, build_names(["chaser"], [1]))
    assert 0 == near_name(np.frombuffer(b"chased", np.uint8), 0, 6, names)
