"""The pages that list what a model reads: each column with unit, kind, meaning and examples."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import orjson

from apkscan.features.matrix import FEATURES as APP_FEATURES
from tools.markdown import code, table
from urlguard.features.matrix import FEATURES as URL_FEATURES
from urlguard.features.registered import FEATURES as REGISTRATION_FEATURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fraudlens.features import Feature, FeatureSet

_COLUMNS = ("column", "kind", "unit", "what it says", "examples")
_MOST = 90
"""Characters of an example's facts."""
_PREFIXES = ("android.permission.", "android.intent.action.", "android.intent.category.")


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """What the page of one model says that the declarations do not."""

    title: str
    folder: str
    """Where the columns are declared."""
    features: FeatureSet
    remarks: str
    """Whole lines."""
    show: Callable[[str], str]
    """Makes the target of an example readable."""


def facts_in_brief(facts: str) -> str:
    """Give the facts of an app without brackets and quotes that a reader can do without.

    >>> facts_in_brief('{"manifest":{"permissions":["android.permission.NFC","a.B"]}}')
    'manifest: permissions: NFC, a.B'
    >>> facts_in_brief("{}")
    'nothing known'
    """
    return _cut("; ".join(_pairs(orjson.loads(facts))) or "nothing known")


def sample_in_brief(sample: str) -> str:
    """Give what a sample tells: its registration, and the address if it is not the domain alone.

    >>> sample_in_brief('{"url":"a.b","registration":{"domain":"a.b","state":"ok","dnssec":true}}')
    'dnssec: true'
    >>> sample_in_brief('{"url":"a.b/c","registration":{"domain":"a.b","state":"timeout"}}')
    'a.b/c; state: timeout'
    """
    plain = orjson.loads(sample)
    url, facts = plain["url"], plain["registration"]
    told = [key for key in facts if key != "domain" and (key, facts[key]) != ("state", "ok")]
    found = _pairs({key: facts[key] for key in told})
    return _cut("; ".join(found if found and url == facts["domain"] else [url, *found]))


URL_COLUMNS = ColumnsPage(
    "Columns of the URL model",
    "urlguard/features/",
    URL_FEATURES,
    "`fraudlens url features URL` prints the values for any address.\n"
    "No column turns on the scheme, on `www.` or on the last slash: "
    "the text that is measured has none of them.\n",
    str,
)
APP_COLUMNS = ColumnsPage(
    "Columns of the app model",
    "apkscan/features/",
    APP_FEATURES,
    "`fraudlens apk features APP` prints the values for any app.\n"
    "No column holds a date, the size of the file, an SDK level, a signature scheme or whether "
    "the key is a well-known one: they tell collections of samples apart, not frauds.\n"
    "Examples are facts (`apkscan/facts.py`), in brief.\n",
    facts_in_brief,
)
REGISTRATION_COLUMNS = ColumnsPage(
    "Columns of the model of addresses with their registration",
    "urlguard/features/",
    REGISTRATION_FEATURES,
    "The model reads them only where the date of creation is known; elsewhere the score of the "
    "URL model stands.\n"
    "Examples are samples of the address `shop.example` on 2026-11-26 with the registration in "
    "brief; what is not told is absent.\n"
    "Of an address on a platform no column of the registration is read: it is the platform's.\n"
    "`address_score` is absent in the examples, for no URL model is asked there.\n",
    sample_in_brief,
)


def feature_page(page: ColumnsPage) -> str:
    """Give the page of one model; it ends with a line feed."""
    features = page.features
    learned = sum(feature.learned for feature in features.features)
    come = f"; {learned} of them come from tables that training fits" if learned else ""
    text = (
        f"# {page.title}\n\n"
        f"Printed from the declarations in `{page.folder}` by `make docs`; do not edit.\n\n"
        f"The model reads {len(features)} columns in {len(features.blocks)} blocks{come}.\n"
        "A reason that a user sees sums up one block.\n"
        f"{page.remarks}\n"
        f"Digest of names, kinds, units and revisions: `{features.digest}`.\n"
    )
    blocks = [
        f"\n## {block.title[0].upper()}{block.title[1:]} (`{block.name}`)\n\n"
        + table(_COLUMNS, (_row(feature, page.show) for feature in block.features))
        for block in features.blocks
    ]
    return text + "".join(blocks)


def _row(feature: Feature, show: Callable[[str], str]) -> tuple[str, ...]:
    unit = "" if feature.unit == "1" else feature.unit
    return code(feature.name), feature.kind, unit, feature.description, _examples(feature, show)


def _examples(feature: Feature, show: Callable[[str], str]) -> str:
    if feature.learned:
        return "learned"
    return ", ".join(
        f"{code(show(target))} {'absent' if isnan(value) else f'{value:g}'}"
        for target, value in feature.examples
    )


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _pairs(facts: dict[str, object]) -> list[str]:
    return [f"{key}: {_brief(value)}" for key, value in facts.items()]


def _brief(value: object) -> str:
    match value:
        case dict():
            return ", ".join(_pairs(value))
        case list():
            return ", ".join(map(_brief, value))
        case str():
            return next((value.removeprefix(p) for p in _PREFIXES if value.startswith(p)), value)
        case _:
            return str(value).lower()
