"""Addresses in pages: where links, forms and frames lead, and what is written to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from urlguard.extract.labels import shown_address
from urlguard.extract.places import Find, Lines, joined, pieces_of
from urlguard.extract.tags import Tag, tokens
from urlguard.extract.text import MAX_ADDRESS, hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urlguard.extract.places import Piece, Rewritten

LINKS = frozenset({
    "href", "src", "action", "formaction", "data", "poster", "background", "cite", "longdesc",
    "ping", "xlink:href", "lowsrc", "codebase", "manifest",
})  # fmt: skip
"""Attributes whose value is an address; source: the HTML Standard's table of attributes."""
_NAMES = ("xmlns", "itemtype", "vocab", "prefix", "typeof", "property")
"""Attributes whose addresses are names, that nobody opens."""
_INLINE = frozenset({
    "abbr", "acronym", "b", "bdi", "bdo", "big", "code", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
})  # fmt: skip
"""Elements that do not break a word in two."""
_PLAIN_TEXTS = frozenset({"body"})
"""Attributes that hold a message: `body` of the SMS exports of Android."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"[\t\r\n]+")
_WEB = re.compile(r"(?:(?:https?|ftp|wss?):|[/\\]{2}[^/\\])", re.IGNORECASE)
_HAS_HOST = re.compile(r"(?:[A-Za-z]+:)?[/\\]*[^/\\?#]*(?:[.。．｡\[%]|[0-9]{8})")
_REFRESH = re.compile(r"[\d.;,\s]*(?:url\s*=\s*)?[\"']?", re.IGNORECASE)


@dataclass(slots=True)
class _Link:
    target: str
    begin: int
    end: int
    part: str
    words_begin: int = 0
    """In the visible text."""
    words_end: int = 0


@dataclass(slots=True)
class _Page:
    source: str
    visible: list[Piece] = field(default_factory=list)
    size: int = 0
    """Of the visible text."""
    links: list[_Link] = field(default_factory=list)
    spots: list[tuple[int, Find]] = field(default_factory=list)
    """Finds with their places; lines are filled in later."""
    open: _Link | None = None
    """The link whose words are being read."""


def html_finds(source: str) -> Iterator[Find]:
    """Find addresses in a page, in the order of their places.

    >>> [f"{f.part}: {f.target}" for f in html_finds('<a href="//evil.com">www.bank.com</a>')]
    ['a href: //evil.com', 'text: www.bank.com']
    """
    page = _Page(source)
    for token in tokens(source):
        if isinstance(token, Tag):
            _take_tag(page, token)
        elif token.inside:
            _take_hidden(page, token.start, token.end, token.inside)
        else:
            _show(page, token.start, token.end)
    _close(page)
    _take_visible(page)
    lines = Lines(source)
    for place, find in sorted(page.spots, key=_place):
        line, column = lines.of(place)
        yield Find(find.target, find.text, line, column, find.part, find.shown)


def _place(spot: tuple[int, Find]) -> int:
    return spot[0]


def _take_tag(page: _Page, tag: Tag) -> None:
    if tag.name not in _INLINE:
        _add(page, "\n", tag.start, tag.start)
    if tag.name == "a":
        _close(page)
    if tag.closes:
        return
    refresh = tag.name == "meta" and any(
        name == "http-equiv" and page.source[begin:end].strip().lower() == "refresh"
        for name, begin, end in tag.attributes
    )
    for name, first, last in tag.attributes:
        begin, end = first, last
        if refresh and name == "content":
            skipped = _REFRESH.match(page.source, begin, end)
            begin = skipped.end() if skipped else begin
            end = begin + len(page.source[begin:end].rstrip(" \"'"))
            _take_link(page, "meta refresh", begin, end)
        elif name in LINKS:
            link = _take_link(page, f"{tag.name} {name}", begin, end)
            if link and (tag.name, name) == ("a", "href"):
                page.open = link
        elif not name.startswith(_NAMES):
            _take_value(page, f"{tag.name} {name}", begin, end, bare=name in _PLAIN_TEXTS)


def _take_link(page: _Page, part: str, begin: int, end: int) -> _Link | None:
    value = _BLANKS.sub("", unescape(page.source[begin : min(end, begin + MAX_ADDRESS)])).strip(
        " \"'"
    )
    if not _WEB.match(value):
        _take_value(page, part, begin, end, bare=False)
    elif _HAS_HOST.match(value):
        link = _Link(value, begin, end, part, page.size, page.size)
        page.links.append(link)
        return link
    return None


def _take_value(page: _Page, part: str, begin: int, end: int, *, bare: bool) -> None:
    """Look for addresses in the value of an attribute that may hold more than one."""
    _search(page, joined(_unescaped(page.source, begin, end)), part, bare=bare)


def _take_hidden(page: _Page, begin: int, end: int, inside: str) -> None:
    if inside != "declaration":
        _search(page, joined([(page.source[begin:end], begin, end)]), inside, bare=False)


def _show(page: _Page, begin: int, end: int) -> None:
    for piece in _unescaped(page.source, begin, end):
        _add(page, *piece)


def _add(page: _Page, text: str, begin: int, end: int) -> None:
    page.visible.append((text, begin, end))
    page.size += len(text)


def _close(page: _Page) -> None:
    if page.open:
        page.open.words_end = page.size
    page.open = None


def _take_visible(page: _Page) -> None:
    visible = joined(page.visible) if page.visible else joined([("", 0, 0)])
    _search(page, visible, "text", bare=True)
    for link in page.links:
        words = visible.text[link.words_begin : link.words_end]
        shown = shown_address(link.target, words) if words else None
        text = page.source[link.begin : min(link.end, link.begin + MAX_ADDRESS)]
        page.spots.append((link.begin, Find(link.target, text, 0, 0, link.part, shown)))


def _search(page: _Page, made: Rewritten, part: str, *, bare: bool) -> None:
    for hit in hits(made.text, bare=bare):
        begin, end = made.span(hit.start, hit.end)
        # An address may be split by tags; what is too long to keep is told without them.
        short = end - begin <= MAX_ADDRESS
        text = page.source[begin:end] if short else made.text[hit.start : hit.end]
        page.spots.append((begin, Find(hit.target, text, 0, 0, part)))


def _unescaped(source: str, begin: int, end: int) -> Iterator[Piece]:
    raw = source[begin:end]
    if "&" in raw:
        yield from pieces_of(raw, _ENTITY, unescape, begin)
    else:
        yield raw, begin, end
