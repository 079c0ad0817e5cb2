"""The objects of a SARIF report: results, the files that they are in, and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from fraudlens.reports.escape import cut
from fraudlens.reports.sarif_places import (
    APP_TYPE,
    artifact_location,
    file_of,
    logical_locations,
    region_of,
)
from fraudlens.reports.sarif_results import common_properties, print_of
from fraudlens.reports.sarif_text import message_text
from fraudlens.reports.sarif_words import SARIF_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fraudlens.reports.sarif_limits import SarifLimits
    from fraudlens.reports.sarif_results import Found
    from fraudlens.verdict import Failure, Subject, Verdict

Entry: TypeAlias = dict[str, object]
"""An object of SARIF, as plain JSON values."""

FINGERPRINT = "fraudlensTarget/v1"
UNREAD, LEFT_OUT = "target-not-read", "results-left-out"
"""Ids of notifications."""


def artifacts(kept: Sequence[Found], unread: Iterable[Failure]) -> dict[str, Entry]:
    """Describe each file that something is said of, by the name that the user gave it."""
    files: dict[str, Entry] = {}
    for subject in (*(found.verdict.subject for found in kept), *(f.subject for f in unread)):
        name = file_of(subject)
        if name is not None and name not in files:
            location = artifact_location(name, len(files))
            files[name] = {"location": location, "roles": ["analysisTarget"]}
            files[name] |= {"mimeType": APP_TYPE} if name.lower().endswith(".apk") else {}
    for found in kept:
        digest = _digest(found.verdict)
        if digest:
            files[found.verdict.subject.target]["hashes"] = {"sha-256": digest}
    return files


def result_entries(
    kept: Iterable[Found],
    rules: Iterable[str],
    files: Mapping[str, Entry],
    limits: SarifLimits,
) -> Iterator[Entry]:
    """Give the results in order; `rules` are the ids in the order of their descriptions."""
    indices = {rule: index for index, rule in enumerate(rules)}
    for found in kept:
        prints, region = print_of(found), region_of(found.verdict.subject)
        # GitHub tells results apart by this key alone; it makes one from the text of a line, and
        # none for what has no line.
        own = {} if region else {"primaryLocationLineHash": f"{prints}:1"}
        yield {
            "ruleId": found.rule,
            "ruleIndex": indices[found.rule],
            "level": found.level,
            "message": {"text": found.message},
            "locations": [_location(found, files)],
            "partialFingerprints": {FINGERPRINT: prints, **own},
            "properties": common_properties(found, limits),
        }


def unread_entries(
    unread: Sequence[Failure],
    count: int,
    files: Mapping[str, Entry],
    lang: str,
    limits: SarifLimits,
) -> list[Entry]:
    """Give a notification for each target of `unread`, and one for the rest of `count`."""
    notes = [_unread_entry(failure, files, limits) for failure in unread]
    if count > len(unread):
        text = SARIF_WORDS[lang]["more"].format(count=count - len(unread))
        notes.append(_note(UNREAD, "error", text))
    return notes


def left_out(count: int, total: int, lang: str) -> Entry:
    """Give the notification that results were left out."""
    text = SARIF_WORDS[lang]["cut"].format(count=count, total=total)
    return _note(LEFT_OUT, "warning", text)


def _location(found: Found, files: Mapping[str, Entry]) -> Entry:
    subject = found.verdict.subject
    location = _physical(subject, files)
    if region_of(subject) is None:
        location["logicalLocations"] = logical_locations(subject, found.verdict.facts, found.place)
    return location


def _physical(subject: Subject, files: Mapping[str, Entry]) -> Entry:
    name, region = file_of(subject), region_of(subject)
    if name is None:
        return {}
    place = {"artifactLocation": files[name]["location"]}
    return {"physicalLocation": {**place, **({"region": region} if region else {})}}


def _unread_entry(failure: Failure, files: Mapping[str, Entry], limits: SarifLimits) -> Entry:
    said = f"{cut(failure.subject.target, limits.characters // 2)}: {failure.message}"
    note = _note(UNREAD, "error", message_text(said, limits.characters))
    note["properties"] = {"code": cut(failure.code, limits.characters)}
    location = _physical(failure.subject, files)
    if location:
        note["locations"] = [location]
    return note


def _note(name: str, level: str, text: str) -> Entry:
    return {"descriptor": {"id": name}, "level": level, "message": {"text": text}}


def _digest(verdict: Verdict) -> str:
    """Give the SHA-256 of an app's file; that of a folder of splits is of no single file."""
    digest, subject = verdict.facts.get("sha256"), verdict.subject
    whole = file_of(subject) is not None and verdict.facts.get("container") != "folder"
    return digest if whole and subject.kind == "apk" and isinstance(digest, str) else ""
