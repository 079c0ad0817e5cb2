"""What the references of a manifest mean: texts in every language, numbers, files of the app.

Every manifest value goes through here, for any of them may be a reference: an SDK level, a flag,
a name. References are followed a few steps, so a ring of them ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from apkscan.facts import Note
from apkscan.read.axml import walk_axml
from apkscan.read.element import as_flag, as_integer, as_text
from apkscan.read.resource_table import ResourceTable

if TYPE_CHECKING:
    from apkscan.read.archive import ApkArchive
    from apkscan.read.element import Element, Value
    from apkscan.read.resource_table import Configuration
    from apkscan.read.zip_records import Entry
    from fraudlens.limits import Limits

TABLE_PLACE: Final = "resources.arsc"
_MAX_STEPS = 8
MAX_LOCALES: Final = 200
MAX_TEXT: Final = 200
"""Characters kept of a label or a value."""


@dataclass(slots=True)
class Resources:
    """The table and the files of an app, and what was odd while they were read."""

    archive: ApkArchive
    limits: Limits
    table: ResourceTable | None = None
    notes: list[Note] = field(default_factory=list)
    unseen: list[Note] = field(default_factory=list)
    _plain: dict[int, Value | None] = field(default_factory=dict)

    def apart(self) -> Resources:
        """Give the same resources with notes of their own, for a reading that does not count."""
        return replace(self, notes=[], unseen=[])

    def variants(self, value: Value | None) -> list[tuple[Configuration, Value]]:
        """Plain values behind a reference with their configurations."""
        identifier = value.reference if value is not None else None
        if identifier is None or self.table is None:
            return []
        return self.table.variants(identifier)

    def resolve(self, value: Value | None) -> Value | None:
        """Value itself, or what its reference means on a plain device in the default language."""
        identifier = value.reference if value is not None else None
        if identifier is None:
            return value
        if identifier not in self._plain:
            self._plain[identifier] = self._follow(value)
        return self._plain[identifier]

    def _follow(self, value: Value | None) -> Value | None:
        for _ in range(_MAX_STEPS):
            variants = self.variants(value)
            if not variants:
                return None
            _, value = min(variants, key=lambda pair: _plainness(pair[0]))
            if value.reference is None:
                return value
        return None

    def text(self, value: Value | None) -> str | None:
        """Text that a value means; `None` for an empty one."""
        value = self.resolve(value)
        text = as_text(value) if value is not None else None
        return text[:MAX_TEXT] if text is not None else None

    def flag(self, value: Value | None) -> bool | None:
        """Truth that a value means."""
        return as_flag(self.resolve(value))

    def number(self, value: Value | None) -> int | None:
        """Number that a value means."""
        return as_integer(self.resolve(value))

    def texts(self, value: Value | None) -> dict[str, str]:
        """Text by locale; the default's locale is empty."""
        if value is None:
            return {}
        if value.reference is None:
            text = self.text(value)
            return {"": text} if text else {}
        found: dict[str, str] = {}
        for configuration, variant in sorted(
            self.variants(value), key=lambda pair: _plainness(pair[0])
        ):
            text = self.text(variant)
            if text and configuration.locale not in found and len(found) < MAX_LOCALES:
                found[configuration.locale] = text
        return found

    def files(self, value: Value | None) -> list[tuple[Configuration, str]]:
        """Paths behind a reference, following references, with their configurations."""
        found: list[tuple[Configuration, str]] = []
        waiting = self.variants(value)
        for _ in range(_MAX_STEPS):
            found += [(when, item.text) for when, item in waiting if item.text]
            further = [(when, item) for when, item in waiting if item.reference][:MAX_LOCALES]
            waiting = [
                (replace(inner, density=inner.density or when.density), item)
                for when, reference in further
                for inner, item in self.variants(reference)
            ][:MAX_LOCALES]
            if not waiting:
                break
        return found

    def xml(self, place: str) -> Element | None:
        """Root of a binary XML file of the app, if it is there and within bounds."""
        entry = self.archive.find(place)
        if entry is None:
            self.unseen.append(Note("file-missing", place[:MAX_TEXT]))
            return None
        data = self.xml_bytes(entry)
        walked = walk_axml(data, self.limits)
        self.add_oddities(walked.oddities, place)
        return walked.root

    def xml_bytes(self, entry: Entry) -> bytes:
        """Content of a binary XML file up to its bound; that there is more is a thing not seen."""
        most = self.limits.max_manifest_bytes
        data = self.archive.read(entry, most=most + 1)
        if len(data) > most:
            self.add_oddities((("limit-xml-bytes", f"more than {most}"),), entry.name)
        return data[:most]

    def xml_of(self, value: Value | None) -> Element | None:
        """Root of the binary XML file that a reference means."""
        place = self.text(value)
        return self.xml(place) if place else None

    def add_oddities(self, oddities: tuple[tuple[str, str], ...], place: str) -> None:
        """Keep what was odd in a file: bounds that were hit are things not seen."""
        for code, detail in oddities:
            kept = self.unseen if code.startswith("limit-") else self.notes
            kept.append(Note(code, place[:MAX_TEXT], detail[:MAX_TEXT]))


def open_resources(archive: ApkArchive, limits: Limits) -> Resources:
    """Resources of an app; without a table its references mean nothing."""
    entry = archive.find(TABLE_PLACE)
    data = archive.read(entry) if entry is not None else b""
    return Resources(archive, limits, ResourceTable(data) if data else None)


def _plainness(configuration: Configuration) -> tuple[bool, int, int]:
    return bool(configuration.locale), configuration.other, configuration.density
