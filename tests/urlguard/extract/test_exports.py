from __future__ import annotations

import pytest

from fraudlens.errors import MalformedInput
from urlguard.extract.exports import export_finds, is_telegram, load_json

CHAT = {
    "name": "group",
    "messages": [
        {
            "id": 5,
            "text": [
                "see ",
                {"type": "link", "text": "http://a.example/x"},
                {"type": "text_link", "text": "www.bank.com", "href": "http://evil.example"},
            ],
            "text_entities": [{"type": "link", "text": "http://a.example/x"}],
        },
        {"id": 6, "text": "one\ntwo evil[.]com", "buttons": [[{"data": "http://b.example"}]]},
        {"text": "no number: c.com", "href": 7},
    ],
}


def test_messages_are_called_by_their_numbers() -> None:
    found = [(find.part, find.target, find.shown) for find in export_finds(CHAT)]

    assert [
        ("message 5 text 2 text", "http://a.example/x", None),
        ("message 5 text 3 href", "http://evil.example", "www.bank.com"),
        ("message 5 text 3 text", "www.bank.com", None),
        ("message 6 text", "evil.com", None),
        ("message 6 buttons 1 1 data", "http://b.example", None),
        ("messages 3 text", "c.com", None),
    ] == found


def test_lines_are_those_of_the_message() -> None:
    places = [(find.line, find.column, find.text) for find in export_finds(CHAT)]

    assert (2, 5, "evil[.]com") == places[3]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("at a.com", [(None, "a.com")]),
        ({"a": {"b": ["x.com", 1, None]}}, [("a b", "x.com")]),
        ({"href": "http://a.example/", "text": 5}, [("href", "http://a.example/")]),
        ([], []),
    ],
)
def test_any_json_is_searched(value: object, expected: list[tuple[str | None, str]]) -> None:
    assert expected == [(find.part, find.target) for find in export_finds(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(CHAT, True), ({"chats": {"list": []}}, True), ({"messages": 1}, False), ([], False)],
)
def test_telegram_is_told_by_its_keys(value: object, expected: bool) -> None:
    assert expected is is_telegram(value)


@pytest.mark.parametrize("data", [b"{", b"", b"[" * 100_000], ids=["open", "empty", "deep"])
def test_broken_json_is_said(data: bytes) -> None:
    with pytest.raises(MalformedInput, match=r"^is no JSON: "):
        load_json(data)


def test_lines_of_json_are_read_one_by_one() -> None:
    """Databases and loggers write them under the ending of JSON."""
    value = load_json(b'{"u":"http://a.com"}\r\n\n{"u":"http://b.com"}\n')

    assert [("1 u", "http://a.com"), ("2 u", "http://b.com")] == [
        (find.part, find.target) for find in export_finds(value)
    ]


def test_long_keys_are_cut() -> None:
    (find,) = export_finds({"k" * 1000: {"end": "a.com"}})

    assert "k" * 196 + " end" == find.part
