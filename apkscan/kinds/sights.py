"""An app laid out for conditions: each set that a sign may ask about, its values with places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apkscan.kinds.conditions import Sights, plain_text
from apkscan.knowledge.hosts import SET_ASIDE, host_kind, load_hosts
from apkscan.links import host_of
from apkscan.permission_names import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apkscan.facts import ApkFacts
    from apkscan.signatures import Signature, Signatures

_PATH_WORD = re.compile(r"[a-z]{3,24}")
_MANY = 6
"""Different words of one kind that no text has by chance."""
_KINDS_OF_A_DICTIONARY = 6
"""Kinds of fraud words that only a dictionary, as of a keyboard, has all at once."""
_COMMON_PARTS = frozenset({"com", "org", "net", "app", "android", "io"})


def sights_of(facts: ApkFacts, signatures: Signatures, traits: Mapping[str, str]) -> Sights:
    """Lay an app out; permissions of the platform lose `android.permission.`."""
    components = facts.manifest.components
    fields: dict[str, Mapping[str, str]] = {
        "permissions": {short_name(p): "" for p in facts.manifest.permissions},
        "apis": _apis(facts),
        "finds": {find.kind: f"{find.value} {find.place}".strip() for find in facts.finds},
        "paths": _paths(facts),
        "sdks": _products((*signatures.sdks, *signatures.trackers)),
        "generators": _products(signatures.generators),
        "actions": {
            action: component.name
            for component in components
            for found in component.filters
            for action in found.actions
        },
        "guards": {short_name(c.permission): c.name for c in components if c.permission},
        "notes": {note.code: note.place for note in (*facts.archive.notes, *facts.manifest_notes)},
        "traits": traits,
    }
    labels = frozenset(plain_text(label).strip() for label in _labels(facts))
    return Sights(fields, _words(facts), _name(facts, labels), labels)


def _apis(facts: ApkFacts) -> dict[str, str]:
    """Give watched methods and their classes."""
    found = {api.rpartition(".")[0]: "" for api in facts.dex.apis}
    found.update(dict.fromkeys(facts.dex.apis, ""))
    return found


def _paths(facts: ApkFacts) -> dict[str, str]:
    """Give the words in the paths of addresses whose host is on nobody's list."""
    found: dict[str, str] = {}
    for find in facts.finds:
        host = host_of(find.value) if find.kind == "url" else ""
        if not host or host_kind(host, load_hosts()) in SET_ASIDE:
            continue
        path = find.value.partition("://")[2].partition("/")[2].lower()
        for word in _PATH_WORD.findall(path):
            found.setdefault(word, find.value)
    return found


def _products(signatures: Iterable[Signature]) -> dict[str, str]:
    """Give products and their groups."""
    found: dict[str, str] = {}
    for signature in signatures:
        found.setdefault(signature.group, signature.name)
        found[signature.name] = signature.places[0]
    return found


def _words(facts: ApkFacts) -> dict[str, dict[str, str]]:
    """Give the words of each kind; none of an app that holds a dictionary, where all stand."""
    found: dict[str, dict[str, str]] = {}
    for hit in facts.words:
        found.setdefault(hit.kind, {}).setdefault(hit.word, hit.place)
    full = [kind for kind, words in found.items() if len(words) >= _MANY and kind != "neutral"]
    return {} if len(full) >= _KINDS_OF_A_DICTIONARY else found


def _labels(facts: ApkFacts) -> tuple[str, ...]:
    identity = facts.identity
    return (identity.label or "", *(label for _, label in identity.labels))


def _name(facts: ApkFacts, labels: Iterable[str]) -> str:
    """Give labels and telling parts of the package as one plain text."""
    parts = (facts.identity.package or "").split(".")
    telling = [part for part in parts if part not in _COMMON_PARTS]
    return plain_text(" ".join((*sorted(labels), *telling)))
