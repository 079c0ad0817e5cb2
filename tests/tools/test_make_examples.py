"""The example apps are what the builder makes, so that a reader may trust what is in them."""

from __future__ import annotations

import pytest

from tools.make_examples import FOLDER, examples

COMMAND = "python -m tools.make_examples"
LARGEST = 60_000


@pytest.mark.parametrize("name", ["calculator.apk", "quickloan.apk"])
def test_example_is_what_the_builder_makes(name: str) -> None:
    built = examples()[name]

    assert built == (FOLDER / name).read_bytes(), f"to refresh: {COMMAND}"
    assert len(built) < LARGEST


def test_folder_holds_nothing_else() -> None:
    assert sorted(examples()) == sorted(path.name for path in FOLDER.iterdir())
