"""A user's official apps: JSON Lines as `fraudlens apk register` writes them, or a store's CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from apkscan.imitation.official import OfficialApp, OfficialIcon
from apkscan.imitation.registry import merged
from fraudlens.errors import InputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.facts import ApkFacts

MOST_APPS = 1_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ICON = re.compile(r"[0-9a-f]{16}")
_PACKAGE = re.compile(r"[A-Za-z]\w*(\.\w+)+", re.ASCII)
_CATALOGUE = ("package", "label")
_TEXTS = ("kind", "country", "vendor", "source")
_HINT = "write it with `fraudlens apk register`, or give a CSV with the columns package and label"


def read_own_registry(text: str, name: str) -> tuple[OfficialApp, ...]:
    """Read official apps from the text of a user's file.

    JSON Lines have an app a line. A CSV has the columns `package` and `label`, and maybe
    `cert_sha256`, `icon_hash` (the perceptual hash that a scan prints as `icon`), `kind`; several
    values of a cell are joined by `;`. Rows of one package are put together.

    Raises:
        SourceError: a line is no official app; the message names it.
    """
    rows = _json_rows(text, name) if text.lstrip().startswith("{") else _csv_rows(text, name)
    found: dict[str, OfficialApp] = {}
    for place, row in rows:
        app = _official(row, place)
        known = found.get(app.package)
        found[app.package] = app if known is None else merged(known, app)
        if len(found) > MOST_APPS:
            raise SourceError(f"{place}: more than {MOST_APPS:,} apps", hint="name a smaller file")
    return tuple(found.values())


def official_of(facts: ApkFacts, *, name: str | None, kind: str, source: str) -> OfficialApp:
    """Make an official app of the facts of its APK.

    Raises:
        InputError: it has no package, or no key that tells its maker from others.
    """
    identity, signing = facts.identity, facts.signing
    if not identity.package:
        raise InputError("it has no package name")
    if not _PACKAGE.fullmatch(identity.package):
        raise InputError(f"'{identity.package[:80]}' is no package name that Android takes")
    if not signing.certificates or signing.verified is not True:
        raise InputError("its signature does not hold, so that its maker is not known")
    public = next((c.known for c in signing.certificates if c.known), None)
    if public:
        raise InputError(f"it is signed with a key that anybody has ({public})")
    labels = (name or "", identity.label or "", *(label for _, label in identity.labels))
    icon = identity.icon
    icons = (OfficialIcon(icon.perceptual_hash, icon.difference_hash),) if icon else ()
    return OfficialApp(
        identity.package,
        tuple(label for label in dict.fromkeys(text.strip() for text in labels) if label),
        kind=kind,
        certificates=tuple(certificate.sha256 for certificate in signing.certificates),
        icons=icons,
        source=source,
    )


def official_line(app: OfficialApp) -> str:
    """Write an official app as a line of JSON, without what is empty."""
    document = {key: value for key, value in asdict(app).items() if value}
    return orjson.dumps(document).decode() + "\n"


def _json_rows(text: str, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    # A text in JSON may hold other line breaks, at which `splitlines` would cut it.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{name}: line {number}"
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as exc:
            raise SourceError(f"{place}: is no JSON", hint=_HINT) from exc
        if not isinstance(row, dict):
            raise SourceError(f"{place}: is no JSON object", hint=_HINT)
        yield place, row


def _csv_rows(text: str, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if not set(_CATALOGUE) <= set(reader.fieldnames or ()):
        raise SourceError(f"{name}: has no columns package and label", hint=_HINT)
    try:
        for row in reader:
            yield f"{name}: line {reader.line_num}", _catalogue(row)
    except csv.Error as exc:
        raise SourceError(f"{name}: line {reader.line_num}: {exc}", hint=_HINT) from exc


def _catalogue(row: dict[str, str]) -> dict[str, object]:
    """Give a row of a CSV as a line of JSON would have it."""
    icons = [{"perceptual_hash": text} for text in _cell(row, "icon_hash")]
    return {
        "package": (row["package"] or "").strip(),
        "labels": _cell(row, "label"),
        "certificates": _cell(row, "cert_sha256"),
        "icons": icons,
        "kind": "".join(_cell(row, "kind")[:1]),
        "source": "catalogue",
    }


def _cell(row: dict[str, str], column: str) -> list[str]:
    return [part.strip() for part in (row.get(column) or "").split(";") if part.strip()]


def _official(row: dict[str, object], place: str) -> OfficialApp:
    package = row.get("package")
    if not isinstance(package, str) or not _PACKAGE.fullmatch(package):
        raise SourceError(f"{place}: '{str(package)[:80]}' is no package name", hint=_HINT)
    texts = {key: _text(row.get(key, ""), key, place) for key in _TEXTS}
    digests = (text.lower().replace(":", "") for text in _texts(row, "certificates", place))
    return OfficialApp(
        package,
        _texts(row, "labels", place),
        _texts(row, "weak_labels", place),
        certificates=tuple(_checked(text, _DIGEST, place) for text in digests),
        rebuilds=tuple(_checked(t, _DIGEST, place) for t in _texts(row, "rebuilds", place)),
        icons=tuple(_icon(icon, place) for icon in _list(row, "icons", place)),
        **texts,
    )


def _icon(icon: object, place: str) -> OfficialIcon:
    if not isinstance(icon, dict):
        raise SourceError(f"{place}: an icon is no JSON object", hint=_HINT)
    hashes = (_text(icon.get(key, ""), key, place) for key in OfficialIcon.__slots__)
    perceptual, difference = (text and _checked(text.lower(), _ICON, place) for text in hashes)
    return OfficialIcon(perceptual, difference)


def _list(row: dict[str, object], key: str, place: str) -> list[object]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise SourceError(f"{place}: {key} is no list", hint=_HINT)
    return value


def _texts(row: dict[str, object], key: str, place: str) -> tuple[str, ...]:
    return tuple(_text(value, key, place) for value in _list(row, key, place))


def _text(value: object, key: str, place: str) -> str:
    if not isinstance(value, str):
        raise SourceError(f"{place}: {key} is no text", hint=_HINT)
    return value


def _checked(text: str, pattern: re.Pattern[str], place: str) -> str:
    if not pattern.fullmatch(text):
        what = "SHA-256 of a certificate" if pattern is _DIGEST else "hash of an icon"
        raise SourceError(f"{place}: '{text[:80]}' is no {what}", hint=_HINT)
    return text
