"""An official app, and the tables that ship with fraudlens."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import one_of, read_table, split_cell

APPS_FILE = "official_apps.csv"
CERTS_FILE = "official_certs.csv"
_APP_COLUMNS = ("package", "labels", "weak_labels", "kind", "country", "vendor", "source")
_CERT_COLUMNS = ("package", "cert_sha256", "role", "source")


@dataclass(frozen=True, slots=True)
class OfficialIcon:
    """An icon that an official app has or had, by its hashes of 16 hex digits."""

    perceptual_hash: str
    difference_hash: str = ""


@dataclass(frozen=True, slots=True)
class OfficialApp:
    """An app that others may pass for."""

    package: str
    labels: tuple[str, ...] = ()
    """Names under its icon."""
    weak_labels: tuple[str, ...] = ()
    """Names that say nothing alone: ordinary words, abbreviations."""
    kind: str = ""
    """What it is: `bank`, `wallet`, `government`, ..."""
    country: str = ""
    vendor: str = ""
    """Package prefix below which only its maker publishes; empty if there is none."""
    certificates: tuple[str, ...] = ()
    """SHA-256 of its maker's certificates; empty if they are not known."""
    rebuilds: tuple[str, ...] = ()
    """SHA-256 of those who build the same package honestly."""
    icons: tuple[OfficialIcon, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """The name that people know."""
        return next(iter((*self.labels, *self.weak_labels)), self.package)


def read_official(apps: str, certs: str) -> tuple[OfficialApp, ...]:
    """Read official apps from the texts of an `official_apps.csv` and an `official_certs.csv`.

    Raises:
        DataError: a row is broken, or a certificate is of no app; the message names its line.
    """
    found = {cells[0]: _official(cells) for _, cells in read_table(apps, APPS_FILE, _APP_COLUMNS)}
    for place, (package, digest, role, _) in read_table(certs, CERTS_FILE, _CERT_COLUMNS):
        if package not in found:
            raise DataError(f'{place}: "{package}" is no app of {APPS_FILE}')
        app = found[package]
        if one_of(role, ("maker", "rebuild"), place) == "maker":
            found[package] = replace(app, certificates=(*app.certificates, digest))
        else:
            found[package] = replace(app, rebuilds=(*app.rebuilds, digest))
    return tuple(found.values())


def _official(cells: list[str]) -> OfficialApp:
    package, labels, weak, kind, country, vendor, source = cells
    return OfficialApp(
        package, split_cell(labels), split_cell(weak), kind, country, vendor, source=source
    )
