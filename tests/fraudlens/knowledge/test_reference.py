"""Tables are read with their place, and what is broken is said with file and line."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge import reference

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an empty folder in the place of the packaged reference data."""
    monkeypatch.setattr(reference, "_PACKAGED", tmp_path)
    reference.reference_text.cache_clear()
    return tmp_path


def test_checkout_is_used_where_nothing_is_packaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "_PACKAGED", tmp_path / "absent")

    assert reference._CHECKOUT == reference.reference_folder()
    assert (reference.reference_folder() / "brands.csv").is_file()


def test_packaged_data_goes_before_the_checkout(folder: Path) -> None:
    (folder / "a.csv").write_text("é", "utf-8")

    assert folder == reference.reference_folder()
    assert "é" == reference.reference_text("a.csv")


def test_digest_is_that_of_the_bytes(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"a\r\nb")

    digests = {"a.csv": hashlib.sha256(b"a\r\nb").hexdigest()}
    assert digests == reference.reference_digests(["a.csv"])
    assert digests == reference.deciding_digests(["a.csv"])


_RULE = '[[rule]]\nweight = 0.5\nwhen = { permissions_all = ["READ_SMS"] }\nen = "reads SMS"\n'


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (f"# why\n{_RULE}", True),
        (_RULE.replace("reads SMS", "can read SMS"), True),
        (f'{_RULE}zh = "读取短信"\nsource = "own"\n', True),
        (_RULE.replace("0.5", "0.4"), False),
        (_RULE.replace("READ_SMS", "SEND_SMS"), False),
        (f"{_RULE}strong = true\n", False),
        (_RULE * 2, False),
    ],
)
def test_texts_and_comments_decide_nothing(folder: Path, text: str, *, same: bool) -> None:
    (folder / "a.toml").write_text(_RULE, "utf-8")
    before = reference.deciding_digests(["a.toml"])
    (folder / "a.toml").write_text(text, "utf-8")
    reference.reference_text.cache_clear()

    assert same == (before == reference.deciding_digests(["a.toml"]))


@pytest.mark.usefixtures("folder")
def test_missing_file_is_a_data_error() -> None:
    with pytest.raises(DataError) as caught:
        reference.reference_text("a.csv")

    assert 'no reference file "a.csv"' == caught.value.message
    assert "install fraudlens again" in caught.value.hint


def test_broken_bytes_are_a_data_error(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"\xff")

    with pytest.raises(DataError, match=r"^a\.csv: not UTF-8$"):
        reference.reference_text("a.csv")


def test_rows_come_with_file_and_line() -> None:
    text = '# facts\n\na,b\n"1,2",3\n# more\n4,5\n'

    rows = list(reference.read_table(text, "t.csv", ("a", "b")))

    assert [("t.csv:4", ["1,2", "3"]), ("t.csv:6", ["4", "5"])] == rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a,c\n", "t.csv:1: expected the columns a,b", id="header"),
        pytest.param("# x\na,b\n1\n", "t.csv:3: expected 2 cells, not 1", id="cells"),
    ],
)
def test_broken_table_names_its_line(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        list(reference.read_table(text, "t.csv", ("a", "b")))

    assert message == caught.value.message


def test_unknown_value_names_its_place() -> None:
    with pytest.raises(DataError) as caught:
        reference.one_of("x", ("a", "b"), "t.csv:3")

    assert 't.csv:3: "x" is none of a, b' == caught.value.message


def test_broken_table_of_signs_is_a_data_error(folder: Path) -> None:
    (folder / "a.toml").write_text("[[rule]\n", "utf-8")

    with pytest.raises(DataError, match=r"^a\.toml: ") as caught:
        reference.deciding_digests(["a.toml"])
    assert "install fraudlens again" in caught.value.hint
