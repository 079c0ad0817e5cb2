"""The work of `fraudlens data registrations`: labelled rows with registrations to samples."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING

import orjson

from fraudlens.cli.output import destination
from fraudlens.errors import DataError, InputError, UsageError
from fraudlens.training.dataset import read_table
from urlguard.describe import facts_of
from urlguard.read import read_urls
from urlguard.registration.sample import from_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_VALUES = ("value", "url", "domain", "registrable_domain")
_KEPT = ("label", "category", "source", "weak", "cluster")
_TEXTS = {
    "created": ("created", "whois_created"),
    "changed": ("changed",),
    "expires": ("expires", "whois_expires"),
    "observed": ("observed",),
    "registrar": ("registrar",),
    "registrar_id": ("registrar_id",),
    "country": ("country",),
}
_LISTS = ("statuses", "name_servers")
_FLAGS = ("dnssec", "privacy")
_TRUE, _FALSE = {"1", "true", "yes"}, {"0", "false", "no"}


def make_samples(data: tuple[Path, ...], out: Path) -> Iterator[str]:
    """Write a sample for each row that has a date and a registration; give lines that sum up.

    Raises:
        DataError: a file cannot be read, has no column of addresses or dates, or no row is left.
        UsageError: `out` has another ending, or cannot be written.
    """
    if not out.name.endswith((".jsonl", ".jsonl.gz")):
        raise UsageError(
            f"--out: {out} is no name of samples", hint="end it in .jsonl or .jsonl.gz"
        )
    counts: Counter[str] = Counter()
    rows = [row for path in data for row in _samples(path, counts)]
    if not rows:
        why = "; ".join(f"{why} ({count})" for why, count in sorted(counts.items()))
        raise DataError(
            f"no row makes a sample{why and f': {why}'}",
            hint="a row needs an address, 'first_seen' and 'created'",
        )
    text = b"".join(rows)
    with destination(out) as write:
        write(gzip.compress(text, mtime=0) if out.suffix == ".gz" else text)
    yield f"{len(rows)} samples"
    yield from (f"{count} rows left out: {why}" for why, count in sorted(counts.items()))


def _samples(path: Path, counts: Counter[str]) -> Iterator[bytes]:
    table = read_table(path)
    value = next((name for name in _VALUES if name in table.columns), None)
    if value is None or "first_seen" not in table.columns:
        raise DataError(
            f'{path}: needs a column "value", "url" or "domain", and "first_seen"',
            hint="a registration is judged as of the date of the label",
        )
    plain = table.to_dicts()
    urls = [str(row[value] or "") for row in plain]
    read = read_urls(urls)
    counts["no address"] += len(read.failures)
    for at, place in enumerate(read.rows.tolist()):
        domain = facts_of(read.facts, at)["registrable_domain"]
        row, url = plain[place], urls[place]
        if not domain:
            counts["no registrable domain"] += 1
        elif not row["first_seen"]:
            counts["no date"] += 1
        elif why := _refused(text := _sample(row, domain, url)):
            counts[why] += 1
        else:
            yield _row(row, text, url)
    counts += Counter()  # drops what was never counted


def _sample(row: Mapping[str, object], domain: object, url: str) -> str:
    sample = {"url": url, "at": str(row["first_seen"]), "registration": _facts(row, domain)}
    return orjson.dumps(sample).decode()


def _refused(text: str) -> str:
    """Say why a sample cannot be trained on; empty if it can.

    Which domains have a record says more of who looked it up, and when, than of fraud: so the
    model learns from those alone whose date of creation is known.
    """
    try:
        known = from_text(text).registration.created is not None
    except InputError as error:
        return error.message
    return "" if known else "no date of creation"


def _row(row: Mapping[str, object], text: str, url: str) -> bytes:
    kept = {name: row[name] for name in _KEPT if row.get(name) is not None}
    plain = {"value": text, "url": url, "name": url, "first_seen": str(row["first_seen"]), **kept}
    return orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)


def _facts(row: Mapping[str, object], domain: object) -> dict[str, object]:
    """Give the registration of a row: as it stands, or put together of its columns."""
    given = row.get("registration")
    if isinstance(given, str):
        try:
            given = orjson.loads(given)
        except orjson.JSONDecodeError:
            given = None
    if isinstance(given, dict):
        return {key: value for key, value in given.items() if value is not None}
    facts: dict[str, object] = {"domain": domain, "state": "ok"}
    for name, columns in _TEXTS.items():
        found = next((row[column] for column in columns if row.get(column)), None)
        if found is not None:
            facts[name] = str(found)
    for name in _LISTS:
        given = row.get(name)
        parts = given if isinstance(given, list) else str(given or "").split("|")
        if found := [str(part).strip() for part in parts if str(part).strip()]:
            facts[name] = found
    for name in _FLAGS:
        text = str(row.get(name)).lower()
        if text in _TRUE | _FALSE:
            facts[name] = text in _TRUE
    return facts
