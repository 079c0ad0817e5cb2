"""An app as rules of a policy look at it: the sets of signs, and a few more facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apkscan.kinds.conditions import find
from apkscan.permission_names import short_name
from apkscan.policy.requirements import app_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apkscan.context import Context
    from apkscan.facts import ApkFacts
    from apkscan.kinds.conditions import Condition, Found, Sights
    from apkscan.policy.rules import Scope

MANIFEST = "AndroidManifest.xml"
_TLS_BY_DEFAULT = 28
"""From this target API level on the platform refuses connections without TLS unless told so
(developer.android.com, `android:usesCleartextTraffic`)."""
_IN_MANIFEST = ("permissions", "guards", "actions", "features", "target")


@dataclass(frozen=True, slots=True)
class PolicyApp:
    """What rules ask of an app."""

    sights: Sights
    target: int | None
    """Target API level as the platform takes it; `None` if nothing is stated."""
    cleartext: str
    """Where connections without TLS are permitted; empty if they are not."""
    keys: Mapping[str, frozenset[str]]
    readable: bool
    """Its manifest could be read at all."""


def policy_app(facts: ApkFacts, context: Context) -> PolicyApp:
    """Lay an app out for rules."""
    manifest, identity = facts.manifest, facts.identity
    capped = dict(manifest.permissions_capped)
    fields: dict[str, Mapping[str, str]] = {
        **context.sights.fields,
        "permissions": {
            short_name(name): f"up to API {capped[name]}" if name in capped else ""
            for name in manifest.permissions
        },
        "features": dict.fromkeys(manifest.features, ""),
        "fraud": {
            severity.value: score.kind.value
            for score in reversed(context.kinds)
            if (severity := score.severity()) is not None
        },
    }
    target = identity.min_sdk if identity.target_sdk is None else identity.target_sdk
    return PolicyApp(
        replace(context.sights, fields=fields),
        target,
        _cleartext(facts, target),
        app_keys(facts),
        readable=bool(identity.package or manifest.permissions or manifest.components),
    )


def found_of(conditions: Sequence[Condition], app: PolicyApp) -> Found | None:
    """Give what makes all conditions hold, `None` if one does not."""
    found: list[tuple[str, str]] = []
    for condition in conditions:
        part = found_by(condition, app)
        if not part:
            return None
        found += part
    return tuple(found)


def found_by(condition: Condition, app: PolicyApp) -> Found:
    """Give what makes one condition hold, empty if it does not."""
    match condition.field:
        case "target":
            return _target(condition, app)
        case "cleartext":
            return (("cleartext", app.cleartext),) if app.cleartext else ()
        case _:
            return find(condition, app.sights)


def permissions_of(conditions: Sequence[Condition], app: PolicyApp) -> frozenset[str]:
    """Give the permissions of the app that conditions speak of."""
    there = app.sights.fields["permissions"]
    return frozenset(
        value
        for condition in conditions
        if condition.field == "permissions" and condition.mode == "any"
        for value in condition.values
        if value in there
    )


def raised(scope: Scope, app: PolicyApp, context: Context) -> Found:
    """Give what raises the question whether an app is of a kind, empty if nothing does."""
    for score in context.kinds:
        if score.kind in scope.kinds and score.severity() is not None:
            return tuple(pair for hit in score.signs for pair in hit.found)
    for signs in scope.signs:
        found = found_of(signs, app)
        if found:
            return found
    return ()


def evidence_of(found: Found) -> dict[str, str]:
    """Join what was found by field, each value once, and say where in the file it stands."""
    values: dict[str, dict[str, None]] = {}
    for name, value in found:
        values.setdefault(name, {})[value] = None
    evidence = {name: ", ".join(each) for name, each in values.items()}
    if any(name in values for name in _IN_MANIFEST):
        evidence["place"] = MANIFEST
    return evidence


def _target(condition: Condition, app: PolicyApp) -> Found:
    bound = int(condition.values[0])
    level = app.target or 1  # the platform's default
    holds = level < bound if condition.mode == "below" else level >= bound
    said = "not stated" if app.target is None else str(app.target)
    return (("target", said),) if holds else ()


def _cleartext(facts: ApkFacts, target: int | None) -> str:
    network, manifest = facts.manifest.network, facts.manifest
    if network is not None:  # it has the last word where there is one
        stated, place = network.cleartext, "network security configuration"
    else:
        stated, place = manifest.cleartext, MANIFEST
    if stated is None and (target or 1) < _TLS_BY_DEFAULT:
        return f"by default below API {_TLS_BY_DEFAULT}"
    return place if stated else ""
