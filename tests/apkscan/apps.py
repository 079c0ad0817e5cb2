"""Facts and views of apps for tests, from a few words of JSON."""

from __future__ import annotations

from dataclasses import replace

from apkscan.batch import AppBatch
from apkscan.facts import ApkFacts, Dex, Identity
from apkscan.facts_json import facts_from_json
from apkscan.view import NOTHING, AppView, Surroundings


def view(text: str, surroundings: Surroundings = NOTHING) -> AppView:
    """Look at an app whose facts are `text`."""
    return AppView(facts_from_json(text), surroundings)


def batch(*texts: str) -> AppBatch:
    """Put apps side by side."""
    return AppBatch(tuple(map(view, texts)))


def coded(package: str, **fields: object) -> ApkFacts:
    """Give an app with code."""
    return ApkFacts(identity=Identity(package=package), dex=replace(Dex(files=1), **fields))  # type: ignore[arg-type]
