"""Why a theme weighs on one app, in a sentence for people."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from apkscan.features.matrix import FEATURES, measured
from apkscan.features.permissions import PERSONAL, PLAIN_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apkscan.view import AppView
    from fraudlens.features import Block

_SHOWN = 4
_COMMA = {"en": ", ", "zh": "、"}


def reason_of(app: AppView, block: str, lead: int, lang: str) -> str:
    """Say why the theme `block` weighs; `lead` is its heaviest column."""
    theme = next(found for found in FEATURES.blocks if found.name == block)
    details = _DETAILS.get(block)
    names = details(app) if details else ()
    if names:
        return f"{_title(theme, lang)}: {_COMMA[lang].join(names[:_SHOWN])}"
    if lang == "en":
        return f"{_title(theme, lang)} ({_said(app, lead)})"
    return _title(theme, lang)


def _title(theme: Block, lang: str) -> str:
    return theme.title_zh if lang == "zh" else theme.title


def _said(app: AppView, lead: int) -> str:
    """Give what the heaviest column measures and what it found, as a part of a sentence."""
    column, value = FEATURES.features[lead], measured(app, lead)
    text = column.description.rstrip(".")
    text = text[0].lower() + text[1:] if text[1:2].islower() else text
    if isnan(value):
        return f"{text}: not stated"
    if column.kind == "flag":
        return text if value else f"{text}: no"
    return f"{text}: {value:.0f}" if value.is_integer() else f"{text}: {value:.2f}"


def _asked(app: AppView) -> Sequence[str]:
    """Give the permissions, those on personal data first."""
    personal = frozenset().union(*PERSONAL.values())
    asked = app.permissions & PLAIN_NAMES
    return sorted(asked, key=lambda name: (name not in personal, name))


def _roles(app: AppView) -> Sequence[str]:
    return sorted(name.removeprefix("BIND_").lower().replace("_", " ") for name in app.guards)


def _events(app: AppView) -> Sequence[str]:
    return sorted(action.rpartition(".")[2] for action in app.actions if "." in action)


def _package(app: AppView) -> Sequence[str]:
    return [app.facts.identity.package] if app.facts.identity.package else []


def _label(app: AppView) -> Sequence[str]:
    label = (app.facts.identity.label or "").strip()
    return [" ".join(label.split())[:60]] if label else []


def _signer(app: AppView) -> Sequence[str]:
    subjects = [certificate.subject for certificate in app.facts.signing.certificates]
    return [subject[:80] for subject in subjects[:1] if subject]


def _links(app: AppView) -> Sequence[str]:
    return [found.link.host for found in app.worst_links]


def _words(app: AppView) -> Sequence[str]:
    return list(dict.fromkeys(hit.word for hit in app.facts.words))


def _official(app: AppView) -> Sequence[str]:
    return [app.imitation.app.name[:60]] if app.imitation else []


def _tricks(app: AppView) -> Sequence[str]:
    notes = (*app.facts.archive.notes, *app.facts.manifest_notes)
    return list(dict.fromkeys(note.code for note in notes))


def _apis(app: AppView) -> Sequence[str]:
    return [".".join(name.split(".")[-2:]) for name in app.facts.dex.apis]


_DETAILS: dict[str, Callable[[AppView], Sequence[str]]] = {
    "permissions": _asked,
    "permission_mix": _asked,
    "roles": _roles,
    "events": _events,
    "package_name": _package,
    "label": _label,
    "signer": _signer,
    "links": _links,
    "words": _words,
    "tricks": _tricks,
    "imitation": _official,
    "apis": _apis,
}
