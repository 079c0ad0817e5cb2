"""The network security configuration that a manifest names.

Source: developer.android.com/privacy-and-security/security-config (read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from apkscan.facts import NetworkSecurity
from apkscan.read.element import as_flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.read.element import Element

_MAX_DOMAINS: Final = 200
_MAX_DOMAIN: Final = 253
"""Characters of a host name."""


def read_network_security(root: Element | None) -> NetworkSecurity | None:
    """What the configuration permits; what holds for debug builds only is left out."""
    if root is None or root.tag != "network-security-config":
        return None
    base = root.first("base-config")
    scopes = [*root.all("base-config"), *_domain_configs(root)]
    domains = (
        domain.text.strip()[:_MAX_DOMAIN]
        for scope in _domain_configs(root)
        if _permits_cleartext(scope)
        for domain in scope.all("domain")
    )
    return NetworkSecurity(
        cleartext=_permits_cleartext(base) if base is not None else None,
        user_certificates=any(_trusts_user(scope) for scope in scopes),
        pinned=any(pins.first("pin") for scope in scopes for pins in scope.all("pin-set")),
        cleartext_domains=tuple(sorted({domain for domain in domains if domain}))[:_MAX_DOMAINS],
    )


def _domain_configs(element: Element) -> Iterator[Element]:
    """All domain configurations, those inside others, too; the walk has bounded their depth."""
    waiting = list(element.all("domain-config"))
    while waiting:
        scope = waiting.pop(0)
        yield scope
        waiting += scope.all("domain-config")


def _permits_cleartext(scope: Element) -> bool | None:
    return as_flag(scope.attributes.get("cleartextTrafficPermitted"))


def _trusts_user(scope: Element) -> bool:
    return any(
        item.written("src") == "user"
        for anchors in scope.all("trust-anchors")
        for item in anchors.all("certificates")
    )
