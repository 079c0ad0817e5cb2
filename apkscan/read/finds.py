"""Strings of interest in the texts of an app: each kind, its search, and where it is searched."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from apkscan.facts import Find, Note
from apkscan.read import contacts, links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apkscan.read.haystack import Haystack

    Search: TypeAlias = Callable[[Haystack], Iterator[tuple[int, str]]]


class Source(StrEnum):
    """Where texts come from; what is searched for depends on it."""

    DEX = "dex"
    RESOURCES = "resources"
    FILES = "files"
    NATIVE = "native"


class FindCollector:
    """Finds of an app, each once, with the place where it was met first."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` finds of each kind."""
        self.most = most
        self._found: dict[str, dict[str, str]] = {kind: {} for kind, _, _ in _SEARCHES}
        self._cut: set[str] = set()

    def search(self, hay: Haystack, source: Source) -> None:
        """Look for all kinds that make sense in texts of `source`."""
        for kind, search, where in _SEARCHES:
            if source in where:
                self._take(kind, hay, search(hay))

    def finds(self) -> tuple[Find, ...]:
        """Give the finds by kind, in the order in which they were met."""
        return tuple(
            Find(kind, value, place)
            for kind, found in self._found.items()
            for value, place in found.items()
        )

    def notes(self) -> tuple[Note, ...]:
        """Say which kinds had more than are kept."""
        return tuple(
            Note("more-finds", "", f"more than {self.most} of kind {kind}")
            for kind in sorted(self._cut)
        )

    def _take(self, kind: str, hay: Haystack, matches: Iterable[tuple[int, str]]) -> None:
        found = self._found[kind]
        for at, value in matches:
            if value in found:
                continue
            if len(found) >= self.most:
                self._cut.add(kind)
                return
            found[value] = hay.place(at)


_ALL = frozenset(Source)
_TEXTS = _ALL - {Source.NATIVE}
_CODED = frozenset({Source.DEX, Source.FILES})
_SEARCHES: tuple[tuple[str, Search, frozenset[Source]], ...] = (
    ("url", links.urls, _ALL),
    ("url", links.hidden_urls, _CODED),
    ("domain", links.domains, _TEXTS),
    ("ip", links.ips, _ALL),
    ("email", links.emails, _ALL),
    ("firebase", links.firebases, _ALL),
    ("phone", contacts.phones, _TEXTS),
    ("telegram-token", contacts.telegram_tokens, _ALL),
    ("telegram-chat", contacts.telegram_chats, _ALL),
    ("crypto-btc", contacts.bitcoins, _ALL),
    ("crypto-eth", contacts.ethers, _TEXTS),
    ("crypto-tron", contacts.trons, _ALL),
    ("onion", contacts.onions, _ALL),
)
"""Kind, search, and the sources in which a match is no accident."""
