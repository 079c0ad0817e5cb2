"""Mutants are repeatable, many-sided, and reach into the files of an app."""

from __future__ import annotations

import zipfile
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.apkscan import mutate, mutate_parts
from tests.data.apk import tricks
from tests.data.apk.apps import built
from tests.data.apk.container import layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random as Draws

    from tests.data.apk.container import Draft

BASES = (built("calculator"), built("loan"))


def test_same_number_gives_the_same_mutant() -> None:
    first = [mutate.mutant(1, number, BASES) for number in range(40)]

    assert first == [mutate.mutant(1, number, BASES) for number in range(40)]
    assert first != [mutate.mutant(2, number, BASES) for number in range(40)]


def test_mutants_differ_from_their_bases_and_use_every_way() -> None:
    made = [mutate.mutant(3, number, BASES) for number in range(200)]
    ways = {way for each in made for way in each.recipe.split("+")}

    assert set(mutate.WAYS) == ways
    assert 180 < len({each.data for each in made} - set(BASES))


@pytest.mark.parametrize("name", ["AndroidManifest.xml", "classes.dex", "resources.arsc"])
def test_entries_that_matter_are_mutated(name: str) -> None:
    draft = mutate_parts.entries_of(BASES[0])
    changed = [mutate_parts.mutate_entry(draft, Random(number)) for number in range(60)]

    assert any(draft.entry(name).data != each.entry(name).data for each in changed)


@pytest.mark.parametrize(
    "change", [mutate_parts.mutate_headers, mutate_parts.mutate_names, mutate_parts.swapped_stream]
)
def test_changed_draft_can_be_laid_out(change: Callable[[Draft, Draws], Draft]) -> None:
    draft = mutate_parts.entries_of(BASES[0])

    for number in range(40):
        assert layout(change(draft, Random(number))).whole().endswith(b"\0\0")


def test_entries_survive_being_read_and_laid_out() -> None:
    draft = mutate_parts.entries_of(BASES[1])
    again = mutate_parts.entries_of(layout(draft).whole())

    assert draft == again
    assert tricks.MANIFEST == draft.entries[0].name


def test_broken_archive_has_no_entries_to_mutate() -> None:
    with pytest.raises(zipfile.BadZipFile):
        mutate_parts.entries_of(BASES[0][:-200])
