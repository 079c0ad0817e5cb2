"""Which apps are measured: labels that may be believed, sources that the model never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError
from tests.data.apk.apps import CAST
from tools.bench.app_command import _CONFIG
from tools.bench.app_sample import made_apps, real_apps

if TYPE_CHECKING:
    from pathlib import Path

LABELS = """sha256,label,label_trust,source,cluster
A1,malicious,A,github:held/one,1
a2,benign,B,github:held/one,2
a3,malicious,C,github:held/one,3
a4,benign,A,github:train/two,4
a5,benign,A,github:held/three,4
a6,malicious,B,github:held/three,
a7,unsure,A,github:held/three,7
a8,benign,A,github:held/one,8
a9,benign,A,github:held/four,9
absent,malicious,A,github:held/five,10
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of files that are named as apps are."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(1, 11):
        (files / f"a{number}.apk").touch()
    (tmp_path / "config.toml").write_text(
        _CONFIG.read_text("utf-8").replace('"github:f*"', '"github:held/*"'), "utf-8"
    )
    return files


def labelled(folder: Path, text: str) -> list[tuple[str, bool | None]]:
    (folder.parent / "index.csv").write_text(text, "utf-8")
    found = real_apps(folder, folder.parent / "index.csv", folder.parent / "config.toml")
    return [(app.path.stem, app.fraud) for app in found.labelled]


def test_only_what_was_held_out_is_judged(folder: Path) -> None:
    """Left out are guessed labels, other sources, their clusters, and files that are not there."""
    found = labelled(folder, LABELS)

    assert {("a1", True), ("a6", True)} < set(found)
    assert {"a2", "a8", "a9"} > {name for name, fraud in found if not fraud}
    assert 4 == len(found)


def test_honest_and_fraud_stand_in_turn_and_sources_are_spread(folder: Path) -> None:
    found = labelled(folder, LABELS)

    assert [False, True, False, True] == [fraud for _, fraud in found]
    assert "a9" in {name for name, _ in found}


def test_labels_without_sources_are_taken_and_it_is_said(folder: Path) -> None:
    assert {("a1", True), ("a2", False)} == set(
        labelled(folder, "sha256,label\na1,fraud\na2,0\nb,1\n")
    )
    found = real_apps(folder, folder.parent / "index.csv", folder.parent / "config.toml")

    assert "may have trained the model" in found.choice
    assert found.labelled == found.both(40)


def test_draw_is_the_same_again_and_its_head_is_a_draw(folder: Path) -> None:
    first, again = (real_apps(folder, None, _CONFIG) for _ in range(2))

    assert first == again
    assert 10 == len(first.every)
    assert first.every[:3] == first.both(3)
    assert sorted(first.every, key=lambda app: app.path.name) != list(first.every)


@pytest.mark.parametrize(
    ("text", "message"),
    [("sha256\na1\n", "no column 'label'"), ("", "cannot be read")],
    ids=["no label", "empty"],
)
def test_useless_labels_are_an_error(folder: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        labelled(folder, text)


def test_apps_of_the_tests_stand_in(tmp_path: Path) -> None:
    found = made_apps(tmp_path)

    assert len(CAST) == len(found.every)
    assert () == found.labelled
    assert all(app.path.read_bytes().startswith(b"PK") for app in found.every)
