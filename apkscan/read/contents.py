"""What stands inside an app beside its manifest and signature: code, texts, hidden code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.read.dex import read_dex
from apkscan.read.hidden import read_hidden
from apkscan.read.survey import survey
from apkscan.read.texts import Part, collect_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apkscan.facts import Dex, Find, Note, WordHit
    from apkscan.read.archive import ApkArchive
    from fraudlens.limits import Limits


@dataclass(frozen=True, slots=True)
class Contents:
    """Code and texts of an app and its splits."""

    dex: Dex
    finds: tuple[Find, ...]
    words: tuple[WordHit, ...]
    unseen: tuple[Note, ...]


def read_contents(archives: Sequence[tuple[str, ApkArchive]], limits: Limits) -> Contents:
    """Read (name, archive) of an app, whose name is empty, and of its splits.

    Nothing is raised: what cannot be read is a note.
    """
    parts = [
        Part(archive, survey(archive), f"{name}!" if name else "") for name, archive in archives
    ]
    code: list[tuple[str, bytes]] = []
    places: list[str] = []
    unseen: list[Note] = []
    for part in parts:
        code += [(part.prefix + one.name, part.archive.read(one)) for one in part.found.code]
    for part in parts:
        hidden = read_hidden(part.archive, part.found, limits)
        code += [(part.prefix + place, data) for place, data in hidden.files]
        places += [part.prefix + place for place in hidden.places]
        unseen += hidden.unseen
    reading = read_dex(code, limits, places)
    texts = collect_texts(parts, reading.texts, limits)
    return Contents(
        reading.dex, texts.finds, texts.words, (*unseen, *reading.unseen, *texts.unseen)
    )
