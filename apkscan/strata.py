"""Kinds of apps that look bad and are not: where a classifier of fraud raises false alarms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from apkscan.batch import AppBatch
    from apkscan.view import AppView

_FINANCE = re.compile(
    r"bank|wallet|\bpay|finance|money|credit|loan|budget|invest|trad(e|ing)|crypto|bitcoin|"
    r"银行|钱包|支付|理财|证券|基金|贷",
    re.IGNORECASE,
)
_MANY = 20
"""Permissions; more than nine of ten honest apps ask for fewer."""
_SHOPPING = re.compile(r"shop|store|mall|market|商城|购物", re.IGNORECASE)


def _named(pattern: re.Pattern[str]) -> Callable[[AppView], bool]:
    def found(app: AppView) -> bool:
        identity = app.facts.identity
        return bool(pattern.search(f"{identity.label or ''} {identity.package or ''}"))

    return found


def _guarded(name: str) -> Callable[[AppView], bool]:
    return lambda app: name in app.guards


_STRATA: Mapping[str, Callable[[AppView], bool]] = {
    "finance words in its name": _named(_FINANCE),
    "shopping words in its name": _named(_SHOPPING),
    "SMS permissions": lambda app: bool(app.permissions & {"READ_SMS", "RECEIVE_SMS", "SEND_SMS"}),
    "contacts or call log": lambda app: bool(app.permissions & {"READ_CONTACTS", "READ_CALL_LOG"}),
    "home screen": lambda app: "android.intent.category.HOME" in app.categories,
    "accessibility service": _guarded("BIND_ACCESSIBILITY_SERVICE"),
    "notification listener": _guarded("BIND_NOTIFICATION_LISTENER_SERVICE"),
    "device administrator": _guarded("BIND_DEVICE_ADMIN"),
    "keyboard": _guarded("BIND_INPUT_METHOD"),
    "VPN": _guarded("BIND_VPN_SERVICE"),
    "draws over others": lambda app: "SYSTEM_ALERT_WINDOW" in app.permissions,
    "installs packages": lambda app: "REQUEST_INSTALL_PACKAGES" in app.permissions,
    "packed": lambda app: bool(app.context.signatures.packers),
    "made by an app generator": lambda app: bool(app.context.signatures.generators),
    "20 permissions or more": lambda app: len(app.permissions) >= _MANY,
}


def strata_of(batch: AppBatch) -> dict[str, NDArray[np.bool_]]:
    """Give each kind's rows: bool (apps,). Kinds overlap."""
    return {
        name: np.array([holds(app) for app in batch.apps], np.bool_)
        for name, holds in _STRATA.items()
    }
