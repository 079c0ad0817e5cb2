"""The official apps that a scan knows: those that ship with fraudlens, and the user's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from apkscan.imitation.official import APPS_FILE, CERTS_FILE, OfficialApp, read_official
from apkscan.imitation.search import Index
from fraudlens.knowledge.reference import reference_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Registry:
    """Official apps with the tables to find them; the tables are made when first asked for."""

    apps: tuple[OfficialApp, ...]

    @cached_property
    def index(self) -> Index:
        """Tables over the apps."""
        return Index(self.apps)


@lru_cache(maxsize=1)
def load_registry() -> Registry:
    """Read the official apps that ship with fraudlens.

    Raises:
        DataError: a file is missing or broken.
    """
    return Registry(read_official(reference_text(APPS_FILE), reference_text(CERTS_FILE)))


def with_own(registry: Registry, own: Sequence[OfficialApp]) -> Registry:
    """Add a user's official apps; what is known of the same package is put together."""
    apps = {app.package: app for app in registry.apps}
    for app in own:
        known = apps.get(app.package)
        apps[app.package] = merged(known, app) if known else app
    return Registry(tuple(apps.values()))


def merged(known: OfficialApp, further: OfficialApp) -> OfficialApp:
    """Put together what two sources say of one package; the further one's name stands first."""
    labels = _all(further.labels, known.labels)
    return replace(
        known,
        labels=labels,
        weak_labels=tuple(w for w in known.weak_labels if w not in labels),
        kind=further.kind or known.kind,
        country=further.country or known.country,
        vendor=further.vendor or known.vendor,
        certificates=_all(known.certificates, further.certificates),
        rebuilds=_all(known.rebuilds, further.rebuilds),
        icons=tuple(dict.fromkeys((*known.icons, *further.icons))),
        source="+".join(_all((known.source,), (further.source,))),
    )


def _all(some: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in dict.fromkeys((*some, *more)) if text)
