"""The parts of a mail: headers that people read, texts, pages and pictures, however nested.

The one place that calls the mail parser of the standard library. What it costs is bounded before
it is called: size, lines, and how many parts the mail could have.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING

from fraudlens.errors import LimitExceeded, MalformedInput
from urlguard.extract.places import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fraudlens.limits import Limits

_TRANSPORT = re.compile(
    r"(?:received|x-received|received-spf|dkim-signature|domainkey-signature|authentication-results"
    r"|x-google-.*|arc-.*|message-id|in-reply-to|references|return-path|mime-version|content-.*"
    r"|date|delivered-to|feedback-id)\Z",
    re.IGNORECASE,
)
"""Headers that machines write for machines; their host names are relays, not links."""
_MARKS = re.compile(rb"boundary|message/", re.IGNORECASE)
_CHARSET = re.compile(
    r"(?:utf|iso|us-ascii|ascii|cp|windows|koi8|gb|hz|big5|euc|ks|shift|sjis|mac|latin|tis|johab)"
    r"[\w.:\-]*\Z",
    re.IGNORECASE,
)
"""Character sets; Python would take `punycode` and others too, which are quadratic or no text."""
_MAX_HEADERS = 500
_MAX_HEADER = 16_384
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class MailPart:
    """A piece of a mail that may hold addresses."""

    name: str
    """`header Subject`, `part 2 text/html`, `part 3 image/png`, `part 4 name`."""
    text: str = ""
    page: bool = False
    """The text is HTML."""
    picture: bytes | None = None
    """Of a picture, with `file` for its name."""
    file: str = ""


def mail_parts(data: bytes, limits: Limits) -> Iterator[MailPart | Fault]:
    """Give the parts of a mail, in order; attachments by their names only, but for pictures.

    Raises:
        LimitExceeded: it is larger, longer or more nested than a bound.
        MalformedInput: the parser cannot make anything of it.
    """
    _check(data, limits)
    try:
        # The old policy keeps headers as they are: the new one parses all of each, at any cost.
        mail = message_from_bytes(data, policy=policy.compat32)
    except Exception as exc:  # the parser has raised half a dozen kinds on odd mails
        raise MalformedInput("is no mail that can be read", hint="save it again as .eml") from exc
    yield from _walk(mail)


def _check(data: bytes, limits: Limits) -> None:
    lines = data.count(b"\n") + data.count(b"\r")
    if lines > 2 * limits.max_mail_lines:  # CRLF counts twice
        raise LimitExceeded(f"the mail has more than {limits.max_mail_lines} lines")
    marks = sum(1 for _ in _MARKS.finditer(data))
    if marks > limits.max_mail_parts:
        raise LimitExceeded(f"the mail names {marks} parts, the limit is {limits.max_mail_parts}")


def _walk(mail: Message) -> Iterator[MailPart | Fault]:
    waiting: list[tuple[str, Message]] = [("", mail)]
    number = 0
    while waiting:
        prefix, part = waiting.pop()
        if part is mail or prefix:
            yield from _headers(prefix, part)
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            inside = part.get_content_maintype() == "message"
            number += inside
            head = f"part {number} {_kind(part)} " if inside else ""
            waiting += [(head, each) for each in reversed(inner) if isinstance(each, Message)]
            continue
        number += 1
        yield from _leaf(f"part {number} {_kind(part)}", part)


def _headers(prefix: str, part: Message) -> Iterator[MailPart]:
    for name, value in part.items()[:_MAX_HEADERS]:
        if not _TRANSPORT.match(name):
            yield MailPart(f"{prefix}header {name[:_MAX_NAME]}", _decoded(value))


def _leaf(name: str, part: Message) -> Iterator[MailPart | Fault]:
    file = _file_name(part)
    if file:
        yield MailPart(f"{name} name", file)
    kind = part.get_content_maintype()
    if kind not in {"text", "image"}:
        return
    try:
        data = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001  of broken transfer encodings, of which there are many
        data = None
    if not isinstance(data, bytes):
        yield Fault(name, MalformedInput(f"{name}: cannot be decoded"))
    elif kind == "image":
        yield MailPart(name, picture=data, file=file)
    else:
        page = part.get_content_subtype() in {"html", "xhtml", "xml"}
        yield MailPart(name, data.decode(_charset(part), "replace"), page)


def _kind(part: Message) -> str:
    return part.get_content_type()[:_MAX_NAME]


def _charset(part: Message) -> str:
    try:
        name = part.get_content_charset() or "utf-8"
        if _CHARSET.match(name):
            return codecs.lookup(name).name
    except Exception:  # noqa: BLE001  a parameter may be coded in ways that its parser trips over
        return "utf-8"
    return "utf-8"


def _file_name(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except Exception:  # noqa: BLE001  as above
        return ""


def _decoded(value: object) -> str:
    """Decode a header; what cannot be decoded stays as it is."""
    raw = str(value)[:_MAX_HEADER]
    if "=?" not in raw:
        return raw
    if any(not _CHARSET.match(found) for found in re.findall(r"=\?([^?]{1,40})\?", raw)):
        return raw
    try:
        return str(make_header(decode_header(raw)))
    except Exception:  # noqa: BLE001  as above
        return raw
