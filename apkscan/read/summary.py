"""The few facts on which two readers of a manifest are held against each other."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from apkscan.facts import Disagreement

if TYPE_CHECKING:
    from apkscan.facts import Identity, Manifest

_KEPT = 200
"""Characters of each side that a disagreement shows."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one reader makes of a manifest; `None` where it sees nothing."""

    package: str | None = None
    label: str | None = None
    version_name: str | None = None
    version_code: int | None = None
    min_sdk: int | None = None
    target_sdk: int | None = None
    permissions: tuple[str, ...] = ()
    """Sorted, without repetition."""
    activities: int = 0
    services: int = 0
    receivers: int = 0
    providers: int = 0


def summarize(identity: Identity, manifest: Manifest) -> Summary:
    """Summary of facts as read."""
    kinds = [component.kind for component in manifest.components]
    return Summary(
        package=identity.package,
        label=identity.label,
        version_name=identity.version_name,
        version_code=identity.version_code,
        min_sdk=identity.min_sdk,
        target_sdk=identity.target_sdk,
        permissions=manifest.permissions,
        activities=kinds.count("activity"),
        services=kinds.count("service"),
        receivers=kinds.count("receiver"),
        providers=kinds.count("provider"),
    )


def without_references(second: Summary, first: Summary) -> Summary:
    """Put what the first reader sees where the second has a reference that it cannot follow."""
    known = {
        field.name: getattr(first, field.name)
        for field in fields(Summary)
        if str(getattr(second, field.name) or "").startswith("@")
    }
    permissions = tuple(name for name in second.permissions if not name.startswith("@"))
    return replace(second, permissions=permissions, **known)


def disagreements(first: Summary | str, second: Summary | str) -> tuple[Disagreement, ...]:
    """Fields that differ; a reader that gave up is one disagreement, with its reason."""
    if isinstance(first, str) or isinstance(second, str):
        return (Disagreement("manifest", _said(first), _said(second)),)
    found = []
    for field in fields(Summary):
        ours, theirs = getattr(first, field.name), getattr(second, field.name)
        if ours != theirs:
            found.append(Disagreement(field.name, *_shown(ours, theirs)))
    return tuple(found)


def _said(read: Summary | str) -> str:
    return read[:_KEPT] if isinstance(read, str) else "read"


def _shown(ours: object, theirs: object) -> tuple[str, str]:
    """Both sides as text; of lists the number and what only this side has."""
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return _only(ours, theirs), _only(theirs, ours)
    return _plain(ours), _plain(theirs)


def _only(these: tuple[str, ...], those: tuple[str, ...]) -> str:
    extra = sorted(set(these) - set(those))
    return f"{len(these)}: {', '.join(extra)}"[:_KEPT]


def _plain(value: object) -> str:
    return "" if value is None else str(value)[:_KEPT]
