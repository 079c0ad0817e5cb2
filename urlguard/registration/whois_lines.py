"""The lines of a WHOIS answer as fields, whatever way a registry sets them out.

Known ways: `key: value`, with or without leaders; `[key] value`; a heading with values below it;
a sentence that ends in a date. Nothing is looked for across lines, so the cost is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from urlguard.registration.hostnames import is_host_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urlguard.registration.whois_formats import Formats

MOST_LINES = 2000
LONGEST_LINE = 1024
LONGEST_KEY = 80
"""Characters of the longest key that a registry is known to use, and some more."""

_COMMENTS = ("%", "#", ">>>", "--", "//", "==")
_LISTS = ("name_server", "status", "abuse_email")
_BRACKETS = re.compile(r"(?:[a-z]\.? {1,4})?\[([^\]]{1,80})\](.*)")
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Controls, marks that turn the writing around, and signs without a shape."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of an answer."""

    name: str
    """What it tells, as in `Formats.fields`."""
    value: str
    """Not empty, one line, blanks at neither end."""
    section: str
    """`contact`, `registrar`, `name_server`, or empty for the domain itself."""
    weak: bool
    """The key tells of the domain only where `section` is no contact's and no registrar's."""


def decoded(data: bytes) -> str:
    """Give the text of an answer: UTF-8, else Latin-1, without controls; it cannot fail."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return _HOSTILE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_lines(text: str) -> Iterator[str]:
    """Give each line in lower case, blanks as one, without marks of comments."""
    for line in text.split("\n")[:MOST_LINES]:
        yield " ".join(line[:LONGEST_LINE].lower().split()).strip("%#*>.- ")


def entries(text: str, formats: Formats) -> list[Entry]:
    """Give the fields that an answer has, in its order."""
    reader = _Reader(formats)
    for line in text.split("\n")[:MOST_LINES]:
        reader.read(line[:LONGEST_LINE])
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Reads line after line; knows in which part it is, and to which key a bare line belongs."""

    formats: Formats
    found: list[Entry] = field(default_factory=list)
    section: str = ""
    key: str | None = None
    """Key whose values may go on in the next line."""
    filled: bool = False
    """That key has a value already, so that a blank line ends it."""
    block_starts: bool = True
    by_heading: bool = False
    """The part began with a heading, so that a block of its own ends it."""

    def read(self, line: str) -> None:
        stripped = line.strip()
        if not stripped or stripped.startswith(_COMMENTS):
            self.block_starts = True
            if self.filled:
                self.key = None
            return
        if not self._read_phrase(stripped):
            written, value = _split(stripped, self.formats)
            if written is None:
                self._read_bare(stripped, indented=line[0].isspace())
            else:
                self._read_pair(written, value, indented=line[0].isspace())
        self.block_starts = False

    def _read_phrase(self, line: str) -> bool:
        low = " ".join(line.lower().split())
        for phrase, name in self.formats.phrases.items():
            if low.startswith(phrase) and re.match(r" [0-9]", low[len(phrase) :]):
                self.found.append(Entry(name, low[len(phrase) :].strip(), self.section, weak=False))
                return True
        return False

    def _read_pair(self, written: str, value: str, *, indented: bool) -> None:
        key = _normal(written)
        if self.by_heading and self.block_starts and value and not indented:
            self.section = ""
        # Databases of objects begin each one with a small key after a blank line.
        if key in self.formats.sections and (
            not value or (self.block_starts and written.islower())
        ):
            self._begin(key, by_heading=not value)
        self.key, self.filled = key, bool(value)
        self._keep(value)

    def _read_bare(self, line: str, *, indented: bool) -> None:
        key = _normal(line)
        if key in self.formats.sections:
            self._begin(key, by_heading=True)
            in_servers = self.section == "name_server"
            self.key, self.filled = ("name servers" if in_servers else key), False
        elif self.key is not None and (indented or not self.filled or self._is_server(line)):
            self._keep(line, more=self.filled)
            self.filled = True

    def _begin(self, key: str, *, by_heading: bool) -> None:
        kind = self.formats.sections[key]
        self.section, self.by_heading = ("" if kind == "domain" else kind), by_heading

    def _is_server(self, line: str) -> bool:
        return self.section == "name_server" and _is_host(line.split(maxsplit=1)[0])

    def _keep(self, value: str, *, more: bool = False) -> None:
        """Keep a value of the key; `more` of them make sense only where there is a list."""
        key = self.key or ""
        own = self.formats.registrar_fields if self.section == "registrar" else {}
        name = own.get(key) or self.formats.fields.get(key)
        if name and value and not (more and name not in _LISTS):
            self.found.append(Entry(name, value, self.section, weak=key in self.formats.weak))


def _split(line: str, formats: Formats) -> tuple[str | None, str]:
    """Give key and value of a line, the key `None` where it is a value alone."""
    found = _BRACKETS.match(line)
    if found:
        return found[1], found[2].strip()
    left, colon, right = line.partition(":")
    if not colon or len(left) > LONGEST_KEY or right.startswith("//"):
        return None, line
    first = left.split()[:1]
    if first and _is_host(first[0]) and _normal(left) not in formats.fields:
        return None, line  # a server with an address that has colons
    return left.strip(), right.strip()


def _is_host(word: str) -> bool:
    return is_host_name(word.lower().rstrip("."))


def _normal(key: str) -> str:
    return " ".join(key.lower().strip("*.[] \t").split()).rstrip(". ")
