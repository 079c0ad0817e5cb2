"""Files of every kind as chunks of finds, and what cannot be searched."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudlens.errors import SourceError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.verdict import Where
from tests.urlguard.extract.pictures import LINK, huge_png, qr_png
from urlguard.extract import open_finds

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.targets import Chunk

Row = tuple[str, int, Where]


def mail() -> bytes:
    made = EmailMessage()
    made["Subject"] = "evil[.]com"
    made.set_content("hi\nsee b.com\n")
    made.add_alternative('<a href="http://evil.example/">bank.com</a>', subtype="html")
    made.add_attachment(qr_png(), maintype="image", subtype="png", filename="a/logo.png")
    made.add_attachment(b"GIF89a", maintype="image", subtype="gif")
    return made.as_bytes()


def rows(chunk: Chunk) -> list[Row]:
    assert chunk.lines is not None
    assert chunk.places is not None
    return list(zip(chunk.targets, chunk.lines, chunk.places, strict=True))


CASES: dict[str, tuple[str, bytes, list[Row]]] = {
    "text": ("x.txt", "好\n看http://a.example/，".encode(),
             [("http://a.example/", 2, Where("text", "http://a.example/", None, 2))]),
    "packed": ("x.txt.gz", gzip.compress(b"\na.com"),
               [("a.com", 2, Where("text", "a.com", None, 1))]),
    "utf-16": ("x.txt", "see a.com now".encode("utf-16"),
               [("a.com", 1, Where("text", "a.com", None, 5))]),
    "chat": ("x.txt", b"[31.12.23, 22:15:10] Name: a[.]com\n",
             [("a.com", 1, Where("whatsapp", "a[.]com", None, 28))]),
    "page": ("x", b"<html>\n<a href='//a.example/x'>bank.com",
             [("//a.example/x", 2, Where("html", "//a.example/x", "a href", 10, "bank.com")),
              ("bank.com", 2, Where("html", "bank.com", "text", 25))]),
    "messages": ("x.xml", b"<smses><sms body='a.com'/></smses>",
                 [("a.com", 1, Where("sms", "a.com", "sms body", 19))]),
    "markdown": ("x.md", b"[bank.com](http://a.example)",
                 [("bank.com", 1, Where("markdown", "bank.com", None, 2)),
                  ("http://a.example", 1,
                   Where("markdown", "http://a.example", "link", 12, "bank.com"))]),
    "json": ("x.json", b'{"a": "b.com"}', [("b.com", 1, Where("json", "b.com", "a", 1))]),
    "telegram": ("x.json", b'{"messages": [{"id": 1, "text": "b.com"}]}',
                 [("b.com", 1, Where("telegram", "b.com", "message 1 text", 1))]),
    "picture": ("x.png", qr_png(), [(LINK, 1, Where("image", LINK, "qr code 1 of x.png", 1))]),
    "nothing": ("x.txt", b"", []),
    "empty page": ("x.html", b"", []),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_finds_of_a_file(tmp_path: Path, name: str, data: bytes, expected: list[Row]) -> None:
    (tmp_path / name).write_bytes(data)
    found = list(open_finds(str(tmp_path / name)))

    assert expected == [row for chunk in found for row in rows(chunk)]
    assert {str(tmp_path / name)} >= {chunk.file for chunk in found}


def test_finds_of_a_mail(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(mail())
    (found,) = open_finds(str(tmp_path / "x.eml"))
    shown = [(target, line, w.part, w.column, w.text, w.shown) for target, line, w in rows(found)]
    link = "http://evil.example/"

    assert [
        ("evil.com", 1, "header Subject", 1, "evil[.]com", None),
        ("b.com", 2, "part 1 text/plain", 5, "b.com", None),
        (link, 1, "part 2 text/html a href", 10, link, "bank.com"),
        ("bank.com", 1, "part 2 text/html text", 32, "bank.com", None),
        (LINK, 1, "part 3 image/png qr code 1 of logo.png", 1, LINK, None),
        ("part 4 image/gif", 1, "part 4 image/gif", None, None, None),
    ] == shown
    ((place, error),) = found.errors
    assert (5, "part 4 image/gif: the picture is broken") == (place, error.message)


def test_standard_input_is_searched_as_a_stream() -> None:
    (found,) = open_finds("-", stdin=io.BytesIO(b"x" * 100_000 + b" a.com"))

    assert ("-", ["a.com"], [1]) == (found.file, found.targets, found.lines)


def test_part_of_a_mail_that_cannot_be_decoded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("email.message.Message.get_payload", lambda *_a, **_o: None)
    (found,) = open_finds("-", stdin=io.BytesIO(b"Subject: b.com\n\na.com"))

    assert ["b.com", "part 1 text/plain"] == found.targets
    assert "part 1 text/plain: cannot be decoded" == found.errors[0][1].message


NO_TEXT = "{}: not text that can be searched for addresses: looks like "
REFUSED = {
    "missing": ("nothere", None, "{}: no such file"),
    "zip": ("x.txt", b"PK\3\4", f"{NO_TEXT}a zip archive"),
    "binary": ("x.txt", bytes(range(32)) * 9, f"{NO_TEXT}binary data"),
    "broken picture": ("x.png", b"GIF89a", "{}: the picture is broken"),
    "huge picture": ("x.png", huge_png(9999, 9999),
                     "{}: the picture has 9999 x 9999 pixels, the limit is 16777216 in all"),
    "broken json": ("x.json", b'"a', "{}: is no JSON: unexpected end of data: line 1 column 3"),
    "packed badly": ("x.html", gzip.compress(b"a.com")[:-9], "{}: the gzip data ends early"),
    "large": ("x.html", b"x" * 101, "{}: is larger than 100 bytes"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_searched_is_said(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    limits = replace(DEFAULT_LIMITS, max_document_bytes=100 if name == "x.html" else 1 << 20)
    with pytest.raises(SourceError) as caught:
        list(open_finds(str(path), limits=limits))

    assert caught.value.message.startswith(message.format(path))


@pytest.mark.parametrize(("most", "expected"), [(1, 2), (2, 2), (3, 2)])
def test_finds_beyond_the_bound_are_one_error(tmp_path: Path, most: int, expected: int) -> None:
    (tmp_path / "x.html").write_text("a.com b.com")
    limits = replace(DEFAULT_LIMITS, max_document_finds=most)
    (found,) = open_finds(str(tmp_path / "x.html"), limits=limits)

    assert expected == len(found.targets)
    assert (["holds more than 1 addresses; the rest is left out"] if most == 1 else []) == [
        error.message for _, error in found.errors
    ]


def test_finds_before_the_data_breaks_are_kept(tmp_path: Path) -> None:
    (tmp_path / "x.txt.gz").write_bytes(gzip.compress(b"a.com\n" + b"x" * 99)[:-8])
    found = open_finds(str(tmp_path / "x.txt.gz"))

    assert ["a.com"] == next(found).targets
    with pytest.raises(SourceError, match=r"x\.txt\.gz: the gzip data ends early$"):
        next(found)


def test_long_text_is_many_chunks(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("a.com\n" * 20_000)
    found = list(open_finds(str(tmp_path / "x.txt")))

    assert [16_384, 3_616] == [len(chunk.targets) for chunk in found]
    assert 20_000 == list(found[1].lines or ())[-1]


@settings(max_examples=60)
@given(
    st.sampled_from(["x.txt", "x.html", "x.eml", "x.md", "x.json", "x.xml", "-"]),
    st.binary(max_size=200) | st.text(st.characters(codec="utf-8"), max_size=99).map(str.encode),
)  # fmt: skip
def test_any_bytes_are_finds_or_a_source_error(name: str, data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("urlguard.extract.reading.opened", _opened(data))
        try:
            found = [row for chunk in open_finds(name) for row in rows(chunk)]
        except SourceError:
            return
    assert all(line >= 1 for _, line, _ in found)


def _opened(data: bytes) -> object:
    from contextlib import nullcontext  # noqa: PLC0415  only here

    return lambda _source, _stdin: nullcontext(io.BytesIO(data))
