"""The parts of made-up mails, whole, coded, nested and hostile."""

from __future__ import annotations

import time
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import InputError, LimitExceeded, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from urlguard.extract import email as module
from urlguard.extract.email import MailPart, mail_parts
from urlguard.extract.places import Fault

PNG = b"\x89PNG\r\n\x1a\n"


def told(data: bytes) -> list[str]:
    return [f"{part.name}: {part.text}" for part in mail_parts(data, DEFAULT_LIMITS) if
            isinstance(part, MailPart)]  # fmt: skip


def test_headers_that_people_read_are_parts() -> None:
    data = (
        b"Received: from relay.example\r\nMessage-ID: <x@y.example>\r\nDKIM-Signature: d=a.com\r\n"
        b"Subject: =?utf-8?b?6K+354K55Ye7IGV2aWwuY29t?=\r\n"
        b"From: =?gb2312?B?xOO6ww==?= <a@b.example>\r\n"
        b"List-Unsubscribe: <https://u.example/>\r\n\r\nbody\r\n"
    )

    assert [
        "header Subject: 请点击 evil.com",
        "header From: 你好 <a@b.example>",
        "header List-Unsubscribe: <https://u.example/>",
        "part 1 text/plain: body\r\n",
    ] == told(data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?x-unknown?q?a?=", "=?x-unknown?q?a?="),
        ("=?punycode?q?a?=", "=?punycode?q?a?="),
        ("=?utf-8?q?a=20b?=", "a b"),
        ("=?utf-99?q?a?=", "=?utf-99?q?a?="),
        ("=?utf-8?b?!!!?=", ""),
        ("x" * 20_000, "x" * 16_384),
    ],
    ids=["unknown", "no character set", "coded", "no such one", "broken", "long"],
)
def test_headers_are_decoded_where_they_can_be(value: str, expected: str) -> None:
    assert [f"header Subject: {expected}"] == told(f"Subject: {value}\n\n".encode())[:1]


CODED = {
    "quoted": (
        b"quoted-printable",
        b"utf-8",
        b"http://a.exam=\nple/=E4=BD=A0",
        "http://a.example/你",
    ),
    "base64": (b"base64", b"utf-8", b"aHR0cDovL2EuZXhhbXBsZQ==", "http://a.example"),
    "gbk": (b"8bit", b"gbk", "你好 a.com".encode("gbk"), "你好 a.com"),
    "no such set": (b"8bit", b"x-none", b"a.com", "a.com"),
    "no such utf": (b"8bit", b"utf-99", b"a.com", "a.com"),
    "no character set": (b"8bit", b"unicode_escape", b"a\\x2ecom", "a\\x2ecom"),
    "no base64": (b"base64", b"utf-8", b"!!!", ""),
}


@pytest.mark.parametrize(("coding", "charset", "body", "expected"), CODED.values(), ids=CODED)
def test_bodies_are_decoded(coding: bytes, charset: bytes, body: bytes, expected: str) -> None:
    data = (
        b"Content-Type: text/plain; charset=" + charset
        + b"\nContent-Transfer-Encoding: " + coding + b"\n\n" + body
    )  # fmt: skip

    assert [f"part 1 text/plain: {expected}"] == told(data)


def nested() -> EmailMessage:
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("deep\n")
    mail = EmailMessage()
    mail["Subject"] = "outer"
    mail.set_content("plain\n")
    mail.add_alternative("<p>page</p>\n", subtype="html")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"PK", maintype="application", subtype="zip", filename="www.evil.com.zip")
    mail.add_attachment(inner)
    mail.add_attachment("last\n")
    return mail


def test_parts_are_walked_however_nested() -> None:
    found = list(mail_parts(nested().as_bytes(), DEFAULT_LIMITS))

    assert [
        MailPart("header Subject", "outer"),
        MailPart("part 1 text/plain", "plain\n"),
        MailPart("part 2 text/html", "<p>page</p>\n", page=True),
        MailPart("part 3 image/png name", "logo.png"),
        MailPart("part 3 image/png", picture=PNG, file="logo.png"),
        MailPart("part 4 application/zip name", "www.evil.com.zip"),
        MailPart("part 5 message/rfc822 header Subject", "inner"),
        MailPart("part 6 text/plain", "deep\n"),
        MailPart("part 7 text/plain", "last\n"),
    ] == found


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (replace(DEFAULT_LIMITS, max_mail_lines=10), "the mail has more than 10 lines"),
        (replace(DEFAULT_LIMITS, max_mail_parts=2), "the mail names 3 parts, the limit is 2"),
    ],
)
def test_mail_beyond_a_bound_is_refused(limits: object, message: str) -> None:
    data = nested().as_bytes()
    with pytest.raises(LimitExceeded) as caught:
        list(mail_parts(data, limits))  # type: ignore[arg-type]  # a Limits in a table

    assert message == caught.value.message


def bomb(depth: int) -> bytes:
    """Give multiparts in multiparts, whose lines each ask all of them."""
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(depth)
    )
    return heads + b"\nx\n" * 20_000


def inner_mails(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: deep\n\nhttp://a.example/"


@pytest.mark.parametrize("make", [bomb, inner_mails])
def test_nesting_up_to_the_bound_is_read_and_beyond_it_refused(make: object) -> None:
    assert callable(make)
    begin = time.process_time()
    list(mail_parts(make(DEFAULT_LIMITS.max_mail_parts), DEFAULT_LIMITS))

    assert time.process_time() - begin < 20
    with pytest.raises(LimitExceeded):
        list(mail_parts(make(DEFAULT_LIMITS.max_mail_parts + 1), DEFAULT_LIMITS))


def fail(*_args: object, **_options: object) -> object:
    raise RecursionError


def test_what_the_parser_trips_over_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "message_from_bytes", fail)
    with pytest.raises(MalformedInput) as caught:
        list(mail_parts(b"Subject: x\n\n", DEFAULT_LIMITS))

    assert "is no mail that can be read" == caught.value.message


@pytest.mark.parametrize(
    ("method", "lost"),
    [
        ("get_payload", "part 1 text/plain: cannot be decoded"),
        ("get_content_charset", None),
        ("get_filename", None),
    ],
)
def test_part_that_the_library_trips_over_is_told(
    monkeypatch: pytest.MonkeyPatch, method: str, lost: str | None
) -> None:
    monkeypatch.setattr(f"email.message.Message.{method}", fail)
    (part,) = mail_parts(b"\nhello", DEFAULT_LIMITS)

    assert lost == (part.error.message if isinstance(part, Fault) else None)


@given(
    st.lists(
        st.sampled_from([
            b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=x", b"text/html",
            b"message/rfc822", b"image/png; name=", b"; charset=", b"utf-8", b"punycode", b"\n",
            b"\n\n", b"--x\n", b"--x--\n", b"Content-Transfer-Encoding: ", b"base64", b"x-uuencode",
            b"quoted-printable", b"=?utf-8?q?=41?=", b"=?", b"\xff", b"a.com", b"begin 644 x\n",
            b'"', b"filename*=utf-8''%41", b"\0", b"\r",
        ]),
        max_size=25,
    ).map(b"".join)
)  # fmt: skip
def test_any_mail_is_parts_or_an_error(data: bytes) -> None:
    try:
        parts = list(mail_parts(data, DEFAULT_LIMITS))
    except InputError:
        return
    assert all(part.name for part in parts if isinstance(part, MailPart))
