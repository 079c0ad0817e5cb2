"""One app from file to facts: every reader in turn, and what each could not see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apkscan.facts import ApkFacts, FileFacts, Note
from apkscan.read.archive import open_archive
from apkscan.read.bundle import open_app
from apkscan.read.dex import read_dex
from apkscan.read.hidden import read_hidden
from apkscan.read.manifest import read_manifest
from apkscan.read.signing import read_signing
from apkscan.read.splits import foreign_split
from apkscan.read.survey import survey
from apkscan.read.texts import Part, collect_texts
from fraudlens.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from apkscan.read.archive import ApkArchive
    from apkscan.read.bundle import AppFile
    from fraudlens.limits import Limits

_MAX_TEXT = 200


def read_app(
    path: Path, limits: Limits, tell: Callable[[ApkFacts], None] = lambda _: None
) -> ApkFacts:
    """Read the app at `path`; `tell` hears of partial facts before each costly step.

    Raises:
        MalformedInput: it is no app that any Android would take.
        LimitExceeded: it is over a bound before anything of it could be read.
    """
    file = open_app(path, limits)
    archive = file.base
    facts = ApkFacts(
        file=FileFacts(
            file.sha256, file.bytes, file.container, tuple(name for name, _ in file.splits)
        ),
        unseen=file.unseen,
    )
    tell(facts)
    facts = _with_manifest(facts, archive, limits)
    facts = replace(facts, signing=read_signing(archive))
    tell(facts)
    parts, lost = _parts(archive, file, facts, limits)
    facts = _with_code(facts, parts, limits)
    unseen = [*facts.unseen, *lost]
    for part in parts:
        unseen += part.archive.unseen
    return replace(facts, archive=archive.facts(), unseen=tuple(dict.fromkeys(unseen)))


def _with_manifest(facts: ApkFacts, archive: ApkArchive, limits: Limits) -> ApkFacts:
    reading = read_manifest(archive, limits)
    return replace(
        facts,
        identity=reading.identity,
        manifest=reading.manifest,
        manifest_notes=reading.notes,
        disagreements=reading.disagreements,
        unseen=(*facts.unseen, *reading.unseen),
    )


def _with_code(facts: ApkFacts, parts: Sequence[Part], limits: Limits) -> ApkFacts:
    """Read code, hidden code and texts of all APKs of the app."""
    files: list[tuple[str, bytes]] = []
    places: list[str] = []
    unseen: list[Note] = []
    for part in parts:
        hidden = read_hidden(part.archive, part.found, limits)
        code = [(entry.name, part.archive.read(entry)) for entry in part.found.code]
        files += [(f"{part.prefix}{name}", data) for name, data in (*code, *hidden.files)]
        places += [f"{part.prefix}{place}" for place in hidden.places]
        unseen += hidden.unseen
    reading = read_dex(files, limits, places)
    texts = collect_texts(parts, reading.texts, limits)
    return replace(
        facts,
        dex=reading.dex,
        finds=texts.finds,
        words=texts.words,
        unseen=(*facts.unseen, *unseen, *reading.unseen, *texts.unseen),
    )


def _parts(
    base: ApkArchive, file: AppFile, facts: ApkFacts, limits: Limits
) -> tuple[list[Part], list[Note]]:
    """Open the further APKs; one that cannot be opened, or is of another app, is said."""
    parts, unseen = [Part(base, survey(base))], []
    for name, data in file.splits:
        try:
            archive = open_archive(data, limits)
        except InputError as error:
            unseen.append(Note("split-unreadable", name[:_MAX_TEXT], error.message[:_MAX_TEXT]))
            continue
        foreign = foreign_split(name[:_MAX_TEXT], archive, facts, limits)
        unseen += [foreign] if foreign else []
        parts.append(Part(archive, survey(archive), f"{name}!"))
    return parts, unseen
