"""What every SARIF report must be, whatever it tells of: fits the published schema, and GitHub."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jsonschema import Draft4Validator

from fraudlens.reports.run import RunInfo
from fraudlens.reports.sarif import sarif
from fraudlens.reports.sarif_limits import GITHUB
from fraudlens.reports.sarif_rules import NO_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.reports.sarif_limits import SarifLimits
    from fraudlens.reports.sarif_rules import Catalogue
    from fraudlens.verdict import Outcome

SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "sarif-schema-2.1.0.json"
RUN = RunInfo("1.2.3", datetime(2026, 11, 26, 12, 0, 5, tzinfo=UTC))
URI = re.compile(r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-F]{2})+")


def written(
    outcomes: Iterable[Outcome],
    run: RunInfo = RUN,
    catalogue: Catalogue = NO_TEXTS,
    limits: SarifLimits = GITHUB,
) -> bytes:
    """Give the bytes of a report."""
    return b"".join(sarif(outcomes, run, catalogue, limits))


def run_of(data: bytes) -> dict[str, Any]:
    """Give the one run of a report that is as it must be."""
    document = json.loads(data)
    (run,) = document["runs"]

    assert [] == list(faults(document))
    return dict(run)


def faults(document: dict[str, Any]) -> Iterator[str]:
    """Give what is wrong with a report, by the schema and by what GitHub asks for."""
    for error in _validator().iter_errors(document):
        yield f"{list(error.path)}: {error.message[:200]}"
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        yield from (f"{rule['id']}: no help" for rule in rules if not rule["help"]["text"])
        yield from (f"{rule['id']}: tags" for rule in rules if len(_tags(rule)) > GITHUB.tags)
        yield from _misplaced(run, [rule["id"] for rule in rules])
        yield from (f"{uri}: no URI" for uri in _uris(run) if not URI.fullmatch(uri))
        yield from (f"{uri}: scheme" for uri in _uris(run) if urlsplit(uri).scheme not in _SCHEMES)


_SCHEMES = ("", "file", "https")


@lru_cache(maxsize=1)
def _validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def _tags(rule: dict[str, Any]) -> list[str]:
    return list(rule["properties"]["tags"])


def _misplaced(run: dict[str, Any], rules: list[str]) -> Iterator[str]:
    """Give indices that lead to something else than what stands beside them."""
    files = [file["location"] for file in run["artifacts"]]
    for result in run["results"]:
        if rules[result["ruleIndex"]] != result["ruleId"]:
            yield f"{result['ruleId']}: index of the rule"
        for location in result["locations"]:
            place = location.get("physicalLocation", {}).get("artifactLocation")
            if place and files[place["index"]] != place:
                yield f"{place}: index of the file"


def _uris(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key in ("uri", "helpUri"))
        yield from (uri for each in value.values() for uri in _uris(each))
    elif isinstance(value, list):
        yield from (uri for each in value for uri in _uris(each))
