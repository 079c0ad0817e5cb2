"""Feature sets: order, index, blocks, the digest that guards a bundle, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.features import Block, Feature, FeatureSet

LENGTH = Feature("host_length", "length", "characters", "Length of the host.", (("a.b", 3.0),))
DOTS = Feature("host_dots", "count", "1", "Dots in the host.", (("a.b", 1.0),))
SCORE = Feature("path_score", "score", "log-odds", "Learned score of the path.", learned=True)

SOUND = FeatureSet(
    "url", (Block("host", "Host", "主机", (LENGTH, DOTS)), Block("path", "Path", "路径", (SCORE,)))
)


def one(feature: Feature) -> FeatureSet:
    """Give a set of one column."""
    return FeatureSet("url", (Block("host", "Host", "主机", (feature,)),))


def test_columns_stand_in_the_order_of_their_blocks() -> None:
    assert 3 == len(SOUND)
    assert (LENGTH, DOTS, SCORE) == SOUND.features
    assert ("host_length", "host_dots", "path_score") == SOUND.names
    assert {"host_length": 0, "host_dots": 1, "path_score": 2} == SOUND.index
    assert (0, 0, 1) == SOUND.block_of


def test_empty_set_has_no_columns() -> None:
    assert (0, (), ()) == (len(FeatureSet("url", ())), FeatureSet("url", ()).names, ())


def test_digest_is_stable() -> None:
    """Bundles on disk name it: a change here refuses every model ever trained."""
    expected = "81085bdbbdcd05f1c8e2659f05a716f593872d951ab82d5d4a7ac8090a02a57c"

    assert expected == SOUND.digest


@pytest.mark.parametrize(
    "changed",
    [
        replace(LENGTH, name="host_size"),
        replace(LENGTH, kind="count"),
        replace(LENGTH, unit="bytes"),
        replace(LENGTH, rev=2),
    ],
    ids=["name", "kind", "unit", "rev"],
)
def test_digest_turns_on_what_a_model_relies_on(changed: Feature) -> None:
    assert one(LENGTH).digest != one(changed).digest


def test_digest_turns_on_the_order() -> None:
    turned = FeatureSet("url", tuple(reversed(SOUND.blocks)))

    assert SOUND.digest != turned.digest


def test_digest_does_not_turn_on_words() -> None:
    said = replace(LENGTH, description="How long the host is.", examples=(("ab.c", 4.0),))

    assert one(LENGTH).digest == one(said).digest


def test_sound_set_has_no_problems() -> None:
    assert [] == SOUND.problems()


@pytest.mark.parametrize(
    ("unsound", "problem"),
    [
        (replace(LENGTH, kind="size"), "host_length: unknown kind 'size'"),
        (replace(LENGTH, description=""), "host_length: no description"),
        (replace(LENGTH, examples=()), "host_length: no example"),
    ],
    ids=["kind", "description", "example"],
)
def test_unsound_declaration_is_named(unsound: Feature, problem: str) -> None:
    assert [problem] == one(unsound).problems()


def test_column_that_is_declared_twice_is_named_once() -> None:
    twice = FeatureSet("url", (Block("host", "Host", "主机", (LENGTH, DOTS, LENGTH)),))

    assert ["host_length: declared 2 times"] == twice.problems()
