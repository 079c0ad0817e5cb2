"""Hostile apps: what Android installs is read as if nothing were wrong, the rest never crashes.

`make fuzz` reads 10,000 mutants; here stand a few of them, every trick and every bomb.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from apkscan.facts_json import facts_from_json, facts_to_json
from apkscan.read.app import read_app
from fraudlens.errors import InputError
from fraudlens.limits import DEFAULT_LIMITS
from tests.apkscan.mutate import Mutant, mutant
from tests.data.apk import frauds, tricks
from tests.data.apk.apps import CAST, built
from tests.data.apk.bombs import BOMBS
from tests.data.apk.build import build_apk
from tools.fuzz import FINE, try_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from apkscan.facts import ApkFacts

READABLE = {**tricks.INSTALLED, **tricks.AXML}
MUTANTS = 100


def facts_of(data: bytes, folder: Path) -> ApkFacts:
    """Give the facts of an APK."""
    path = folder / "app.apk"
    path.write_bytes(data)
    return read_app(path, DEFAULT_LIMITS)


def codes(facts: ApkFacts) -> set[str]:
    """Give the codes of all notes."""
    parts = (
        facts.archive.notes,
        facts.manifest_notes,
        facts.dex.notes,
        facts.signing.notes,
        facts.unseen,
    )
    return {note.code for part in parts for note in part}


@pytest.mark.parametrize("name", CAST)
def test_app_of_the_cast_is_read_and_nothing_is_odd(name: str, tmp_path: Path) -> None:
    spec, facts = CAST[name](), facts_of(built(name), tmp_path)

    assert spec.package == facts.identity.package
    assert spec.label == facts.identity.label
    assert sorted(spec.permissions) == list(facts.manifest.permissions)
    assert spec.schemes == facts.signing.schemes
    assert facts.signing.verified
    assert ({"known-key"} if spec.key == "debug" else set()) == codes(facts)
    assert () == facts.disagreements


@pytest.mark.parametrize("name", READABLE)
def test_trick_hides_nothing_and_is_a_note(name: str, tmp_path: Path) -> None:
    plain = facts_of(built("loan"), tmp_path)
    facts = facts_of(build_apk(frauds.loan(), READABLE[name]), tmp_path)

    assert plain.identity.package == facts.identity.package
    assert plain.manifest == facts.manifest
    assert plain.dex.apis == facts.dex.apis
    assert facts.signing.verified
    assert codes(facts) or name == "local-zeros"  # which is how streaming tools write


@pytest.mark.parametrize("name", [*tricks.TRICKS, *tricks.AFTER])
def test_trick_gives_facts_or_an_input_error(name: str, tmp_path: Path) -> None:
    after: Callable[[bytes], bytes] | None = tricks.AFTER.get(name)
    apk = after(built("loan")) if after else build_apk(frauds.loan(), tricks.TRICKS[name])

    assert outcome(apk, tmp_path) in FINE


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_gives_facts_or_an_input_error(name: str, tmp_path: Path) -> None:
    assert outcome(BOMBS[name](), tmp_path) in FINE


@pytest.mark.parametrize("part", range(4))
def test_mutants_give_facts_or_an_input_error(part: int, tmp_path: Path) -> None:
    bases = tuple(built(name) for name in ("bank", "loan", "exchange", "packed"))
    made = [mutant(11, number, bases) for number in range(part, MUTANTS, 4)]
    seen = {each.number: outcome(each.data, tmp_path) for each in made}

    assert {} == {number: what for number, what in seen.items() if what not in FINE}


def outcome(data: bytes, folder: Path) -> str:
    """Give what becomes of the bytes; the facts must survive their JSON, too."""

    def read(path: Path) -> None:
        facts = read_app(path, DEFAULT_LIMITS)
        assert facts == facts_from_json(facts_to_json(facts))

    return try_one(read, Mutant(0, "", data), folder / "app.apk", slow_s=math.inf).what


def test_file_that_is_no_archive_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        facts_of(b"no archive", tmp_path)
