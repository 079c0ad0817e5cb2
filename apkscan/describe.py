"""The facts of one app that a record shows: plain JSON, bounded, the telling ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.view import AppView

_MOST_URLS = 100
_ADDRESSES = ("url", "domain", "ip")


def facts_of(app: AppView) -> dict[str, object]:
    """Give identity, signer, addresses and what could be seen of an app."""
    facts, identity = app.facts, app.facts.identity
    icon, visibility = identity.icon, app.context.visibility
    return {
        "package": identity.package,
        "label": identity.label,
        "version": identity.version_name,
        "version_code": identity.version_code,
        "sha256": facts.file.sha256 or None,
        "bytes": facts.file.bytes or None,
        "container": facts.file.container,
        "min_sdk": identity.min_sdk,
        "target_sdk": identity.target_sdk,
        "certificates": [certificate.sha256 for certificate in facts.signing.certificates],
        "signer": facts.signing.certificates[0].subject if facts.signing.certificates else None,
        "signature_schemes": list(facts.signing.schemes),
        "signature_holds": facts.signing.verified,
        "icon": icon.perceptual_hash if icon else None,
        "icon_png": (icon.picture or None) if icon else None,
        "permissions": list(facts.manifest.permissions),
        "packers": [found.name for found in app.context.signatures.packers],
        "generators": [found.name for found in app.context.signatures.generators],
        "urls": _urls(facts),
        "worst_links": [
            {"url": found.link.url, "place": found.link.place, "score": found.score}
            for found in app.worst_links
        ],
        "visibility": round(visibility.share, 3),
        "unseen": [" ".join(filter(None, (n.code, n.place))) for n in visibility.reasons],
    }


def _urls(facts: ApkFacts) -> list[str]:
    found = dict.fromkeys(
        find.value for kind in _ADDRESSES for find in facts.finds if find.kind == kind
    )
    return list(found)[:_MOST_URLS]
