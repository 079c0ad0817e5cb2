"""What cannot be opened, and what breaks while it is read."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import SourceError
from tests.urlguard.inputs.lists import gather, refusal
from urlguard.inputs import open_targets

if TYPE_CHECKING:
    from collections.abc import Callable


class Torn(io.BytesIO):
    """Gives its bytes once, then fails as a torn cable does."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() == len(self.getbuffer()):
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_missing_file_is_refused() -> None:
    expected = (
        "nowhere/urls.csv: no such file",
        "check the name and the folder you are in",
    )
    assert expected == refusal("nowhere/urls.csv")


def test_file_taken_for_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    assert f"{tmp_path}/a/b.txt: no such file" == refusal(tmp_path / "a/b.txt")[0]


def test_folder_is_refused(tmp_path: Path) -> None:
    expected = f"{tmp_path}: is a folder, not a list", "name a list of URLs inside it"
    assert expected == refusal(tmp_path)


def test_denied_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patched, since nothing is denied to root."""

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)

    expected = "urls.txt: may not be read", "ask its owner for the right to read it"
    assert expected == refusal("urls.txt")


def test_overlong_name_is_refused() -> None:
    name = "x" * 5000

    assert (f"{name}: cannot be opened: File name too long", "") == refusal(name)


def test_name_with_a_nul_is_refused() -> None:
    assert (r"'a\x00b': is no file name", "") == refusal("a\0b")


def test_process_without_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert ("-: there is no standard input", "name a file instead") == refusal("-")


def test_standard_input_is_that_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\n")))

    assert ["a"] == gather(open_targets("-")).targets


def test_standard_input_is_left_open() -> None:
    stdin = io.BytesIO(b"a\n")

    gather(open_targets("-", stdin=stdin))

    assert not stdin.closed


@pytest.mark.parametrize("wanted", [list, lambda chunks: chunks.close()], ids=["end", "close"])
def test_file_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: Callable[[object], object]
) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("a\n" * 100_000)
    streams: list[io.BufferedReader] = []
    real = Path.open

    def watched(self: Path, mode: str) -> io.BufferedReader:
        streams.append(real(self, mode))  # type: ignore[arg-type]  # the mode is "rb"
        return streams[-1]

    monkeypatch.setattr(Path, "open", watched)
    chunks = open_targets(str(path))
    next(chunks)
    wanted(chunks)

    assert [True] == [stream.closed for stream in streams]


def test_reading_that_breaks_off_is_an_error_in_its_place() -> None:
    listing = gather(open_targets("-", stdin=Torn(b"a.example\nb.exa")))

    assert [(1, "a.example"), (2, "b.exa")] == listing.rows
    assert {2: "reading stopped: [Errno 5] Input/output error"} == listing.messages


def test_reading_that_never_begins_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        list(open_targets("-", stdin=Torn()))

    assert "-: reading stopped: [Errno 5] Input/output error" == caught.value.message


def test_closed_standard_input_is_refused() -> None:
    stdin = io.BytesIO()
    stdin.close()

    with pytest.raises(SourceError, match="reading stopped: I/O operation on closed file"):
        list(open_targets("-", stdin=stdin))
