"""Facts of made-up apps, written as short documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from apkscan.facts_json import facts_from_json

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts

ICON = {
    "actions": ["android.intent.action.MAIN"],
    "categories": ["android.intent.category.LAUNCHER"],
}
MAIN = {"kind": "activity", "name": "org.example.Main", "filters": [ICON]}
OWN_KEY = {"certificates": [{"sha256": "a" * 64, "subject": "CN=Somebody"}], "verified": True}


def facts(**parts: Any) -> ApkFacts:  # noqa: ANN401  plain JSON
    """Give facts of an app with an icon, code and a key of its own, but for the `parts` given."""
    document = {
        "identity": {"package": "org.example.notes", "label": "Notes"},
        "manifest": {"components": [MAIN]},
        "signing": OWN_KEY,
        "dex": {"files": 1, "classes": 900, "own_classes": 800},
        **parts,
    }
    return facts_from_json(json.dumps(document))


def manifest(
    *permissions: str, guards: tuple[str, ...] = (), actions: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Give a manifest with an icon, permissions, services with guards, and a receiver."""
    components: list[dict[str, Any]] = [MAIN]
    components += [
        {"kind": "service", "name": f"org.example.{guard}", "permission": _full(guard)}
        for guard in guards
    ]
    if actions:
        filters = [{"actions": list(actions)}]
        components.append({"kind": "receiver", "name": "org.example.Takes", "filters": filters})
    return {"permissions": [_full(name) for name in permissions], "components": components}


def named(label: str, package: str = "org.example.app") -> dict[str, Any]:
    """Give an identity."""
    return {"package": package, "label": label}


def words(kind: str, *hits: str) -> list[dict[str, Any]]:
    """Give hits of fraud words."""
    return [{"kind": kind, "word": word, "place": "classes.dex"} for word in hits]


def url(address: str, place: str = "classes.dex") -> dict[str, str]:
    """Give the find of an address."""
    return {"kind": "url", "value": address, "place": place}


def _full(name: str) -> str:
    return f"android.permission.{name}"
