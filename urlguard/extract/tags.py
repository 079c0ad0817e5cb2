"""HTML and its kin as tags, texts and comments, with places; forgiving, and linear in its input.

The parser of the standard library has been quadratic on hostile pages more than once. Here each
step moves forward: what never closes ends with the page, as in browsers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = re.compile(r"<(?:[A-Za-z/!?])")
_NAME = re.compile(r"</?([^\s/>]*+)")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?""")
"""An opening quote fails only if it is the last of its kind: the costly way is gone once."""
_REST = re.compile(r"[\s/]*+>?")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_MOST_NAME = 64


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that opens or closes an element."""

    start: int
    end: int
    name: str
    """In lower case."""
    closes: bool
    attributes: tuple[tuple[str, int, int], ...] = ()
    """Name in lower case, and the slice of the value without its quotes."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between tags."""

    start: int
    end: int
    inside: str = ""
    """`script`, `style` or `comment`; empty for what is shown."""


Token: TypeAlias = Tag | Text


def tokens(page: str) -> Iterator[Token]:
    """Cut a page into tags and texts, in order.

    >>> [type(token).__name__ for token in tokens("a<b>c</b><!-- d -->")]
    ['Text', 'Tag', 'Text', 'Tag', 'Text']
    """
    at = 0
    while found := _OPENS.search(page, at):
        start = found.start()
        if start > at:
            yield Text(at, start)
        if page[start + 1] in "!?":
            token: Token = _comment(page, start)
            yield token
        else:
            token = _tag(page, start)
            yield token
            if token.name in _RAW and not token.closes:
                closing = _RAW[token.name].search(page, token.end)
                token = Text(token.end, closing.start() if closing else len(page), token.name)
                yield token
        at = token.end
    if at < len(page):
        yield Text(at, len(page))


def _comment(page: str, start: int) -> Text:
    is_comment = page.startswith("<!--", start)
    close = "-->" if is_comment else ">"
    end = page.find(close, start + 4 if is_comment else start)
    inside = "comment" if is_comment else "declaration"
    return Text(start, len(page) if end < 0 else end + len(close), inside)


def _tag(page: str, start: int) -> Tag:
    found = _NAME.match(page, start)
    name, at = (found[1], found.end()) if found else ("", start + 1)
    attributes = []
    while attribute := _ATTRIBUTE.match(page, at):
        at = attribute.end()
        if attribute[2]:
            begin, end = attribute.span(2)
            if attribute[2][0] in "\"'" and attribute[2][-1] == attribute[2][0] and end - begin > 1:
                begin, end = begin + 1, end - 1
            attributes.append((attribute[1][:_MOST_NAME].lower(), begin, end))
    rest = _REST.match(page, at)
    end = rest.end() if rest else at
    return Tag(
        start, end, name[:_MOST_NAME].lower(), page.startswith("</", start), tuple(attributes)
    )
