"""The texts of an app, source by source: searched for strings of interest and fraud words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.facts import Find, Note, WordHit
from apkscan.read.finds import FindCollector, Source
from apkscan.read.haystack import Text, stack
from apkscan.read.native import choose_libraries
from apkscan.read.pool_text import pool_text
from apkscan.read.script_text import unescaped
from apkscan.read.words import WordCounter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from apkscan.read.archive import ApkArchive
    from apkscan.read.haystack import Haystack
    from apkscan.read.survey import Survey
    from apkscan.read.zip_records import Entry
    from fraudlens.limits import Limits

RESOURCES = "resources.arsc"
_SUFFIX_LIST = b"===BEGIN ICANN DOMAINS==="
"""Stands in the Public Suffix List, whose 300 mailboxes many apps carry along."""


@dataclass(frozen=True, slots=True)
class TextReading:
    """What the texts of an app hold."""

    finds: tuple[Find, ...] = ()
    words: tuple[WordHit, ...] = ()
    unseen: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The app itself or one of its splits."""

    archive: ApkArchive
    found: Survey
    prefix: str = ""
    """Stands before places: empty for the app itself, `split.apk!` for a split."""


class _Budget:
    """Bytes that may still be read of one kind of entries, over all parts."""

    def __init__(self, most: int, most_of_one: int, code: str) -> None:
        self.left = most
        self.most_of_one = most_of_one
        self.code = code
        self.cut: list[str] = []

    def texts(self, part: Part, entries: Iterable[Entry]) -> Iterator[Text]:
        """Read entries, each up to its bound."""
        for entry in entries:
            wanted = min(self.most_of_one, self.left)
            if entry.size > wanted:
                self.cut.append(part.prefix + entry.name)
            if wanted > 0:
                data = part.archive.read(entry, most=wanted)
                self.left -= len(data)
                yield Text(part.prefix + entry.name, data)

    def notes(self) -> tuple[Note, ...]:
        """Say once that not all was read."""
        if not self.cut:
            return ()
        return (Note(self.code, self.cut[0][:200], f"{len(self.cut)} files not read to the end"),)


def collect_texts(parts: Sequence[Part], code: Sequence[Text], limits: Limits) -> TextReading:
    """Search `code`, the string constants of DEX files, and what `parts` hold beside code.

    Sources come one by one, so that the largest alone decides how much memory it takes.
    """
    finds = FindCollector(limits.max_finds)
    words = WordCounter()
    files = _Budget(limits.max_text_bytes, limits.max_text_entry_bytes, "files-partly-read")
    native = _Budget(limits.max_native_bytes, limits.max_text_entry_bytes, "native-partly-read")
    sources: tuple[tuple[Source, Callable[[], Iterable[Text]]], ...] = (
        (Source.DEX, lambda: code),
        (Source.RESOURCES, lambda: _resources(parts, files)),
        (Source.FILES, lambda: _files(parts, files)),
        (Source.NATIVE, lambda: _libraries(parts, native)),
    )
    for source, texts in sources:
        _search(stack(tuple(texts())), source, finds, words)
    unseen = (*finds.notes(), *files.notes(), *native.notes())
    return TextReading(finds.finds(), words.hits(), unseen)


def _search(hay: Haystack, source: Source, finds: FindCollector, words: WordCounter) -> None:
    finds.search(hay, source)
    if source is not Source.NATIVE:
        words.search(hay)


def _resources(parts: Sequence[Part], budget: _Budget) -> Iterator[Text]:
    for part in parts:
        table = part.archive.find(RESOURCES)
        if table is not None:
            yield Text(part.prefix + RESOURCES, pool_text(part.archive.read(table)))
        for text in budget.texts(part, _small_first(part.found.binary_xml)):
            yield Text(text.place, pool_text(text.data))


def _files(parts: Sequence[Part], budget: _Budget) -> Iterator[Text]:
    for part in parts:
        for text in budget.texts(part, _small_first(part.found.text)):
            if _SUFFIX_LIST not in text.data:
                yield Text(text.place, unescaped(text.data))


def _libraries(parts: Sequence[Part], budget: _Budget) -> Iterator[Text]:
    for part in parts:
        yield from budget.texts(part, choose_libraries(part.found.native))


def _small_first(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries so that one large one keeps no other from being read."""
    return sorted(entries, key=lambda entry: (entry.size, entry.name))
