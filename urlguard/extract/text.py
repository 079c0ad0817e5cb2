"""Addresses in running text of any language, defanged or not.

A search looks for what every address has, a dot or the colon of a scheme, and only there asks for
more; so honest prose costs little. All patterns are possessive or bounded, a tail is read only of
what is an address, and the search goes on behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urlguard.extract.hosts import USUAL, is_bare_host, is_ipv4, top_levels
from urlguard.extract.refang import COLON, DOT, MARKED_DOT, SCHEME, fold, refanged

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ADDRESS = 16_384
"""Characters; twice what the detector reads, which then says that it is too long."""

_SPACED = "\u00c0-\u024f\u0370-\u0dff\u1e00-\u1fff"
"""Letters of scripts that put blanks between words; others are often glued to an address."""
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
)
_LETTERS = f"A-Za-z0-9{_SPACED}"
_LABEL = rf"[{_LETTERS}][{_LETTERS}\-]{{0,62}}+"
_ANY_LABEL = r"\w[\w\-]{0,62}+"
_SAFE = rf"{_LETTERS}\-._~:/?#@!$&*+=%"
_MORE = rf"[{_SAFE},;]{{0,300}}+"
_WORD_DOT = r"\s(?:\.|[dD][oO][tT])\s"

_SIGN = (
    r"(?<=\.)(?=[\w\]]|(?<=\s.)\s\w)"  # a dot in a name, or one between blanks
    r"|(?<=:)(?=[/\\\[])"  # the colon of a scheme
    r"|(?<=[\[({])(?=\s?(?:[.:]|[dD][oO][tT])|//)"  # a bracket that marks either
)
_PIVOT = re.compile(rf"[.:\[({{](?:{_SIGN})")
_PIVOT_OR_WORD = re.compile(rf"[.:\[({{dD](?:{_SIGN}|(?<=\s[dD])(?=[oO][tT]\s\w))")
_COLON_PIVOT = re.compile(r"[:\[](?:(?<=:)(?=[/\\\[])|(?<=\[)(?=:|//))")
_COLON_SIGN = re.compile(r":|\[:|\[//")

_SCHEME_BACK = re.compile(
    r"[sS]?[pP](?:[tT]{2}|[xX]{2}|\*\*)[hH]|[sS]?[pP][tTxX][fF]|[sS]?[wW][oO0][eE][mM]"
)
_LABEL_BACK = re.compile(rf"\s?([{_LETTERS}\-]{{1,63}}+)(?![{_LETTERS}\-])")
_NAME_BACK = re.compile(r"([A-Za-z0-9.\-]{1,253}+)(?![A-Za-z0-9.\-])")
_NO_HOST_BEFORE = re.compile(
    r"(?:[@$%\\_]|[A-Za-z0-9.~/_\-]/|[^*\s]\.|\w-|(?:@|[aA][tT])[\])]\s?)\Z"
)
"""What makes a name part of a mail address, a path, a variable or a longer word."""
_SCHEME_BEFORE = re.compile(rf"{SCHEME}{COLON}\Z")

_AFTER_SCHEME = re.compile(
    rf"{COLON}(?:[A-Za-z0-9._~%!$&*+,;=:\\\-]{{1,256}}+@)?"
    rf"(\[[0-9A-Fa-f:.]{{2,45}}\]|{_ANY_LABEL}(?:{DOT}{_ANY_LABEL}){{0,126}}+)"
)
_BARE = re.compile(rf"{_LABEL}(?:{DOT}{_LABEL}){{1,126}}+")
_NO_HOST_AFTER = re.compile(rf"[{_LETTERS}_@]|-\w|\s?[\[(](?:@|[aA][tT])[\])]")
_APART = re.compile(
    rf"[A-Za-z0-9.\-]{{1,253}}+(?:(?:{_WORD_DOT}|{MARKED_DOT})[A-Za-z0-9\-]{{1,63}}+){{1,6}}+"
    r"(?![\w@])"
)
_PORT = r"(?:(?::|\[:\])[0-9]{1,5}+(?![0-9]))?"
_TAIL = re.compile(
    rf"\.?{_PORT}(?:(?:[/?#]|\[/\])(?:[{_SAFE}]++"
    rf"|[,;](?=[\w%/=&+\-])(?!{SCHEME}[:\[])"
    rf"|\((?:{_MORE}\({_MORE}\)){{0,4}}{_MORE}\)|\[{_MORE}\]|\{{{_MORE}\}})*+)?"
)
_ESCAPED_TAIL = re.compile(rf"{_PORT}(?:(?:\\?/|[?#])(?:[{_SAFE}]|\\/)*+)?")
"""Behind `http:\\/\\/`, as scripts and JSON write addresses."""
_PATH = re.compile(rf"{_PORT}(?:/|\[/\])[^\s]")
_MASK = re.compile(r"/[0-9]{1,2}(?![\w/]|\.\w)")
_MARK = re.compile(MARKED_DOT)
_GLUED = re.compile(rf"(?:\.|[\])}}]\s?)[A-Za-z0-9\-]+(?=[{_UNSPACED}])")
_GLUED_SCHEME = re.compile(rf"(?<=[A-Za-z0-9]){SCHEME}(?=://)")
_WHOLE_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]{8}|[0-9]{8,10})\Z")
_MIXED = re.compile(r"[A-Za-z][0-9]|[0-9][A-Za-z]|-")
_ENDS = ".,;:!?*~"
_BACK = 256
_SCHEME_SIZE = 6
_COLON_SIZE = 16
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """An address in a text."""

    start: int
    end: int
    target: str
    """The slice, folded and refanged."""


def hits(text: str, *, bare: bool = True) -> Iterator[Hit]:
    """Find addresses, in order; `bare`: also hosts without a scheme, as `hosts.py` tells them.

    >>> [hit.target for hit in hits("看这里http://a.example/b，谢谢 evil[.]com me@example.com")]
    ['http://a.example/b', 'evil.com']
    """
    folded = fold(text)
    for start, end in _spans(folded.text, bare=bare):
        yield Hit(*folded.span(start, end), refanged(folded.text[start:end]))


def _spans(text: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    search = _pivot(text, bare=bare).search
    at = floor = 0
    while pivot := search(text, at):
        place = pivot.start()
        if _COLON_SIGN.match(text, place):
            start, end = _with_scheme(text, place, floor)
        elif text[place] in "dD" or (text[place] == "." and text[place + 1].isspace()):
            start, end = _apart(text, place - 1, floor)
        else:
            start, end = _without(text, place, floor)
        at = end
        if start >= 0:
            yield start, end
            floor = end


def _pivot(text: str, *, bare: bool) -> re.Pattern[str]:
    """Give the pattern of what is looked for: `dot` as a word only where there is any."""
    if not bare:
        return _COLON_PIVOT
    words = any(word in text for word in (" dot ", " DOT ", " Dot "))
    return _PIVOT_OR_WORD if words else _PIVOT


def _with_scheme(text: str, colon: int, floor: int) -> tuple[int, int]:
    """Give the span of the address that has its scheme before `colon`.

    Where there is none, -1 and the place to go on from.
    """
    back = _SCHEME_BACK.match(text[max(floor, colon - _SCHEME_SIZE) : colon][::-1])
    found = back and _AFTER_SCHEME.match(text, colon)
    if not (back and found):
        return -1, colon + 1
    host, begin = found[1], found.start(1)
    cut = len(host) if host.isascii() else _unglued(host)
    if cut < len(host):
        return colon - back.end(), begin + cut
    if "." in host or host[0] == "[" or _MARK.search(host) or _WHOLE_NUMBER.match(host):
        start = colon - back.end()
        return start, _end(text, start, found.end())
    return -1, found.end()


def _without(text: str, dot: int, floor: int) -> tuple[int, int]:
    """Do the same for a host without a scheme, by its first dot."""
    back = _LABEL_BACK.match(text[max(floor, dot - _BACK) : dot][::-1])
    if not back:
        return -1, dot + 1
    start = dot - back.end() + len(back[1]) - len(back[1].rstrip("-"))
    found = _BARE.match(text, start)
    if not found:
        return -1, dot + 1
    host = found[0].rstrip("-")
    end = start + len(host)
    if _NO_HOST_AFTER.match(text, end) or _NO_HOST_BEFORE.search(
        text[max(0, start - _BEFORE) : start]
    ):
        return -1, end
    if _is_host(host, text, end):
        return start, _end(text, start, end)
    sentence, _, last = host.rpartition(".")
    usual = sentence.rpartition(".")[2].lower() in USUAL
    if usual and last[:1].isupper() and is_bare_host(refanged(sentence), sure=False):
        return start, start + len(sentence)
    return -1, end


def _apart(text: str, blank: int, floor: int) -> tuple[int, int]:
    """Do the same for dots with blanks around, where it is clear that they are meant as dots."""
    back = _NAME_BACK.match(text[max(floor, blank - _BACK) : blank][::-1])
    found = back and _APART.match(text, blank - back.end())
    if not found:
        return -1, blank + 2
    start, end, host = found.start(), found.end(), refanged(found[0])
    scheme = _SCHEME_BEFORE.search(text[max(floor, start - _COLON_SIZE) : start])
    clear = (
        scheme
        or _MARK.search(found[0])
        or len(found[0].split()) > len(("a", "dot", "com"))
        or host.lower().startswith("www.")
        or _PATH.match(text, end)
        or _MIXED.search(host)
    )
    if not clear or host.rpartition(".")[2].istitle() or not is_bare_host(host, sure=True):
        return -1, blank + 2
    start -= len(scheme[0]) if scheme else 0
    return start, _end(text, start, end)


def _is_host(raw: str, text: str, end: int) -> bool:
    host = refanged(raw)
    path = _PATH.match(text, end) is not None
    if is_ipv4(host):
        return path and not _MASK.match(text, end)
    return is_bare_host(host, sure=path or host != raw)


def _unglued(host: str) -> int:
    """Give the length of a host without words of a script without blanks that are glued to it."""
    glued = _GLUED.search(host)
    if glued:
        return glued.end()
    name, dot, last = host.rpartition(".")
    if dot and last not in top_levels():
        for size in range(len(last) - 1, 1, -1):
            if last[:size] in top_levels():
                return len(name) + 1 + size
    return len(host)


def _end(text: str, start: int, host_end: int) -> int:
    """Give where an address ends, without what is glued to it and the punctuation around it."""
    pattern = _ESCAPED_TAIL if ":\\/" in text[start:host_end] else _TAIL
    found = pattern.match(text, host_end, host_end + MAX_ADDRESS)
    tail = found[0] if found else ""
    if "://" in tail and (glued := _GLUED_SCHEME.search(tail)):
        tail = tail[: glued.start()]
    ends = _ENDS + "_" if text[start - 1 : start] == "_" else _ENDS
    return host_end + len(tail.rstrip(ends))
