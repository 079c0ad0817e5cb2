"""Every end that a query can take, by what a server on loopback answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.urlguard.registration.answers import FULL, changed
from tests.urlguard.registration.querying import NOW, end
from tests.urlguard.registration.server import (
    RDAP,
    Reply,
    json_reply,
)
from urlguard.registration.client import MOST_BYTES
from urlguard.registration.facts import State

if TYPE_CHECKING:
    from tests.urlguard.registration.certificates import (
        Certificates,
    )
    from urlguard.registration.options import LookupOptions

pytestmark = pytest.mark.usefixtures("loopback")


HTML = {"content-type": "text/html; charset=utf-8"}
QUOTA_PAGE = b"<HTML><TITLE>Number of allowed queries exceeded.</TITLE></HTML>"
QUOTA_JSON = {"errorCode": 422, "title": "Forbidden", "description": ["Your access is too fast"]}
NOT_FOUND = {"errorCode": 404, "title": "Not Found"}
WHOLE = json.dumps(FULL).encode()
CUT_SHORT = (
    "RemoteProtocolError: peer closed connection without sending complete message body"
    f" (received {len(WHOLE)} bytes, expected {len(WHOLE) + 10})"
)
DEEP = b"[" * 5_000 + b"]" * 5_000


@pytest.mark.parametrize(
    "case",
    [
        (json_reply(FULL), "ok", "", False),
        (
            json_reply(FULL, content_type="Application/JSON; charset=utf-8"),
            "ok",
            "",
            False,
        ),
        (
            json_reply(changed(events=[])),
            "redacted",
            "the registry withholds the date of creation",
            False,
        ),
        (json_reply(NOT_FOUND, 404), "no_record", "no such domain", False),
        (json_reply(NOT_FOUND), "no_record", "Not Found", False),
        (Reply(b"", 404), "no_record", "no such domain", False),
        (Reply(b"", 404, {}), "no_record", "no such domain", False),
        (
            Reply(b"<h1>gone</h1>", 404, HTML),
            "error",
            '404: the answer is no JSON but "text/html"',
            False,
        ),
        (Reply(b"{", 404), "error", "404: the answer is no JSON, or not whole", False),
        (json_reply({}, 429), "rate_limited", "429: too many queries", True),
        (Reply(QUOTA_PAGE, 403, HTML), "rate_limited", "403: too many queries", True),
        (Reply(QUOTA_PAGE, 200, HTML), "rate_limited", "200: too many queries", True),
        (json_reply(QUOTA_JSON, 422), "rate_limited", "422: too many queries", True),
        (json_reply(QUOTA_JSON), "rate_limited", "Forbidden Your access is too fast", True),
        (Reply(b"no", 403, HTML), "error", "the server answers 403", False),
        (Reply(b"", 302), "error", "the server answers 302", False),
        (Reply(b"later", 503, HTML), "error", "the server answers 503", True),
        (Reply(b"ok", 200, HTML), "error", '200: the answer is no JSON but "text/html"', False),
        (Reply(b"ok", 200, {}), "error", '200: the answer is no JSON but ""', False),
        (Reply(b'{"objectClass'), "error", "200: the answer is no JSON, or not whole", False),
        (Reply(b"\xff\xfe"), "error", "200: the answer is no JSON, or not whole", False),
        (Reply(DEEP), "error", "200: the answer is no JSON, or not whole", False),
        (Reply(b"null"), "error", "200: the answer is no JSON, or not whole", False),
        (Reply(b"[]"), "error", "the answer is no JSON object", False),
        (json_reply({}), "error", "no domain in the answer: no reason given", False),
        (
            json_reply(changed(ldhName="other.com")),
            "error",
            "the answer is about another domain",
            False,
        ),
        (
            Reply(b"x" * (MOST_BYTES + 1)),
            "error",
            f"the answer has more than {MOST_BYTES} bytes",
            False,
        ),
        (
            Reply(b"x", headers={"content-type": RDAP, "content-encoding": "gzip"}),
            "error",
            "the answer is packed, though nobody asked for it",
            False,
        ),
        (
            Reply(WHOLE, cut=10),
            "error",
            CUT_SHORT,
            True,
        ),
    ],
    ids=lambda case: f"{case[0].status} {case[1]}",
)
def test_each_answer_has_its_end(
    options: LookupOptions, certificates: Certificates, case: tuple[Reply, str, str, bool]
) -> None:
    reply, state, message, again = case
    found = end(options, certificates, lambda _: reply)

    assert (State(state), message) == (found.facts.state, found.facts.message)
    assert again is found.again
    assert ("rdap:localhost", "localhost", NOW) == (
        found.facts.source.rpartition(":")[0],
        (found.facts.registry or "").partition(":")[0],
        found.facts.observed,
    )


def test_an_answer_of_the_largest_size_is_read(
    options: LookupOptions, certificates: Certificates
) -> None:
    body = json.dumps(FULL).encode().ljust(MOST_BYTES)

    assert State.OK is end(options, certificates, lambda _: Reply(body)).facts.state


def test_a_server_that_says_nothing_is_not_waited_for(
    options: LookupOptions, certificates: Certificates
) -> None:
    found = end(replace(options, read_s=0.1), certificates, lambda _: Reply(after_s=9))

    assert (State.TIMEOUT, "no answer in time (ReadTimeout)", True) == (
        found.facts.state,
        found.facts.message,
        found.again,
    )
