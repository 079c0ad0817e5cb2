"""All DEX files of an app as facts, and their strings for the search in texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.facts import Dex, Note
from apkscan.knowledge.libraries import load_libraries
from apkscan.read.dex_apis import watched_apis
from apkscan.read.dex_constants import count_encoded, string_constants, string_lengths
from apkscan.read.dex_names import count_names
from apkscan.read.dex_natives import native_methods
from apkscan.read.dex_tables import read_table
from apkscan.read.haystack import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apkscan.read.dex_tables import DexTable
    from fraudlens.limits import Limits


@dataclass(frozen=True, slots=True)
class DexReading:
    """What the code files of an app hold."""

    dex: Dex
    texts: tuple[Text, ...] = ()
    """String constants of each file, joined by zeros."""
    unseen: tuple[Note, ...] = ()


def read_dex(
    files: Sequence[tuple[str, bytes]], limits: Limits, hidden: Sequence[str] = ()
) -> DexReading:
    """Read (place, bytes) of DEX files in the order in which Android loads them.

    Nothing is raised: what cannot be read is a note. `hidden` are the places that the facts
    shall name, of files elsewhere.
    """
    tables, unseen = _tables(files, limits.max_strings)
    constants = [string_constants(table) for table in tables]
    lengths = [string_lengths(table) for table in tables]
    classes = [name for table in tables for name in table.class_names()]
    names = count_names(classes, load_libraries())
    dex = Dex(
        files=len(tables),
        bytes=sum(len(table.data) for table in tables),
        strings=sum(len(table.strings.start) for table in tables),
        types=sum(len(table.types) for table in tables),
        prototypes=sum(len(table.prototypes) for table in tables),
        fields=sum(len(table.fields) for table in tables),
        methods=sum(len(table.methods) for table in tables),
        classes=len(classes),
        own_classes=names.own,
        short_names=names.short,
        odd_names=names.odd,
        native_methods=sum(map(native_methods, tables)),
        string_characters=sum(characters for characters, _ in lengths),
        long_strings=sum(long for _, long in lengths),
        encoded_strings=sum(map(count_encoded, constants)),
        packages=names.packages,
        apis=tuple(sorted({api for table in tables for api in watched_apis(table)})),
        hidden=tuple(hidden),
        notes=tuple(note for table in tables for note in table.notes),
    )
    texts = (
        Text(table.place, b"\0".join(raws)) for table, raws in zip(tables, constants, strict=True)
    )
    return DexReading(dex, tuple(texts), tuple(unseen))


def _tables(files: Sequence[tuple[str, bytes]], most: int) -> tuple[list[DexTable], list[Note]]:
    tables: list[DexTable] = []
    unseen: list[Note] = []
    left = most
    for place, data in files:
        table = read_table(place, data, left)
        if table is None:
            unseen.append(Note("dex-unreadable", place, f"starts with {data[:8].hex()}"))
            continue
        left -= len(table.strings.start)
        tables.append(table)
    if any(table.strings_cut for table in tables):
        unseen.append(Note("limit-strings", "", f"{most} strings were read"))
    return tables, unseen
