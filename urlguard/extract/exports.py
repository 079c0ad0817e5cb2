"""JSON exports of messengers, and any other JSON: all texts in them, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from fraudlens.errors import MalformedInput
from urlguard.extract.labels import shown_address
from urlguard.extract.places import Find, Lines
from urlguard.extract.text import hits

if TYPE_CHECKING:
    from collections.abc import Iterator

_TWICE = "text_entities"
"""Telegram writes each text twice: as `text`, and cut up under this key."""
_CHAT = ("messages", "chats")
_MOST_PART = 200


def load_json(data: bytes) -> object:
    """Read one JSON value, or one a line as a list; orjson bounds its depth.

    Raises:
        MalformedInput: it is neither.
    """
    try:
        value: object = orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        if values := _values(data):
            return values
        raise MalformedInput(f"is no JSON: {exc}", hint="export it again") from exc
    return value


def is_telegram(value: object) -> bool:
    """Tell an export of Telegram, of one chat or of all, from other JSON."""
    return isinstance(value, dict) and any(
        isinstance(value.get(key), (list, dict)) for key in _CHAT
    )


def export_finds(value: object) -> Iterator[Find]:
    """Find addresses in all texts of a JSON value, in order; a message is called by its number.

    >>> [(f.part, f.target) for f in export_finds({"messages": [{"id": 7, "text": "at evil.com"}]})]
    [('message 7 text', 'evil.com')]
    """
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        part, one = waiting.pop()
        if isinstance(one, str):
            lines = Lines(one)
            for hit in hits(one):
                text = one[hit.start : hit.end]
                yield Find(hit.target, text, *lines.of(hit.start), part.lstrip() or None)
        elif isinstance(one, list):
            named = enumerate(one, 1)
            waiting += [(_member(part, number, each), each) for number, each in reversed([*named])]
        elif isinstance(one, dict):
            yield from _link(part, one)
            skip = _TWICE if "text" in one else None
            inner = [
                (_key(part, key), each) for key, each in one.items() if key not in {skip, "href"}
            ]
            waiting += reversed(inner)


def _values(data: bytes) -> list[object]:
    try:
        return [orjson.loads(line) for line in data.splitlines() if line.strip()]
    except orjson.JSONDecodeError:
        return []


def _link(part: str, entity: dict[str, object]) -> Iterator[Find]:
    """Give the address of a link whose words are beside it."""
    target, words = entity.get("href"), entity.get("text")
    if isinstance(target, str):
        for hit in hits(target):
            shown = shown_address(hit.target, words) if isinstance(words, str) else None
            text = target[hit.start : hit.end]
            place = _key(part, "href").lstrip()
            yield Find(hit.target, text, *Lines(target).of(hit.start), place, shown)


def _member(part: str, number: int, value: object) -> str:
    if part.endswith(" messages") and isinstance(value, dict) and isinstance(value.get("id"), int):
        return f"{part.removesuffix(' messages')} message {value['id']}"
    return part if isinstance(value, str) else f"{part} {number}"


def _key(part: str, key: object) -> str:
    return f"{part} {key}"[-_MOST_PART:]
