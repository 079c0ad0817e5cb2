from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import UsageError
from fraudlens.named_text import named_text

if TYPE_CHECKING:
    from pathlib import Path


def test_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"\xef\xbb\xbfabc\n")

    assert "abc\n" == named_text("--allow", tmp_path / "own")


def test_breaks_stay_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"a,ticket\revil\r\nb\n")

    assert "a,ticket\revil\r\nb\n" == named_text("--allow", tmp_path / "own")


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (None, "No such file or directory", "check the name"),
        (b"\xff", "is no UTF-8 text", "save it as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_option(
    tmp_path: Path, data: bytes | None, message: str, hint: str
) -> None:
    path = tmp_path / "own"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        named_text("--allow", path)

    assert (f"--allow: {path}: {message}", hint) == (caught.value.message, caught.value.hint)


def test_bound_counts_characters(tmp_path: Path) -> None:
    path = tmp_path / "own"
    path.write_text("\u00e4" * 4, "utf-8")

    assert "\u00e4" * 4 == named_text("--listing", path, 5) == named_text("--listing", path, 4)
    with pytest.raises(UsageError) as caught:
        named_text("--listing", path, 3)
    assert f"--listing: {path}: has more than 3 characters" == caught.value.message
