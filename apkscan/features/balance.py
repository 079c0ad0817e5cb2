"""How rights, screens, background parts and code go together.

A trojan asks for much behind few screens, and works from parts that were put into an app beside
its own. Proportions say so of small and large, old and new apps alike, where counts do not.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from apkscan.features.apis import families
from apkscan.features.column import NAN, count, flag, ratio, share, theme
from apkscan.knowledge.support_methods import load_support_methods

if TYPE_CHECKING:
    from apkscan.facts import Component
    from apkscan.view import AppView

WEIGHTY = frozenset(
    (
        "ACCESS_FINE_LOCATION", "CALL_PHONE", "GET_ACCOUNTS", "GET_TASKS", "INSTALL_PACKAGES",
        "MODIFY_PHONE_STATE", "MOUNT_UNMOUNT_FILESYSTEMS", "PROCESS_OUTGOING_CALLS",
        "READ_CALL_LOG", "READ_CONTACTS", "READ_PHONE_STATE", "READ_SMS",
        "RECEIVE_BOOT_COMPLETED", "RECEIVE_SMS", "RECORD_AUDIO", "REQUEST_INSTALL_PACKAGES",
        "SEND_SMS", "SYSTEM_ALERT_WINDOW", "WRITE_APN_SETTINGS", "WRITE_SMS",
    )
)  # fmt: skip
"""Permissions that let an app act, or learn of its user, without being looked at."""
SENSITIVE = (
    "sms", "telephony", "device_ids", "contacts", "call_log", "location", "device_admin",
    "accessibility", "overlay", "usage", "packages", "install", "accounts", "dynamic_code",
    "shell", "keyguard", "projection", "notifications",
)  # fmt: skip
"""Families of watched methods whose use a person would want to know of."""
IDENTIFIERS = frozenset(
    f"android.telephony.TelephonyManager.{name}"
    for name in (
        "getDeviceId", "getImei", "getLine1Number", "getMeid", "getSimSerialNumber",
        "getSubscriberId",
    )
)  # fmt: skip
"""Methods that name the device, its SIM card or its number for good."""
_SENDS = frozenset(
    f"android.telephony.{manager}.{name}"
    for manager in ("SmsManager", "gsm.SmsManager")
    for name in ("sendTextMessage", "sendMultipartTextMessage")
)
_ADDRESSES = ("url", "domain", "ip")
_BOOT = "BOOT_COMPLETED"


def _rights_a_screen(app: AppView) -> float:
    """Give the weighty permissions for each screen; one screen more keeps it finite."""
    manifest = app.facts.manifest
    if not manifest.permissions and not manifest.components:
        return NAN
    return len(WEIGHTY & app.permissions) / (len(app.of_kind("activity")) + 1)


def _background(app: AppView) -> tuple[Component, ...]:
    return (*app.of_kind("service"), *app.of_kind("receiver"))


def _background_share(app: AppView) -> float:
    parts = len(_background(app))
    return share(parts, parts + len(app.of_kind("activity")))


def _is_outside(component: Component, app: AppView) -> bool:
    """Whether its class lies outside the first two parts of the app's own package."""
    return not component.name.startswith(_owner(app.facts.identity.package or ""))


def _owner(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _background_outside(app: AppView) -> float:
    parts = _background(app)
    return share(sum(_is_outside(c, app) for c in parts), len(parts))


def _boot_outside(app: AppView) -> bool:
    return any(
        _is_outside(component, app)
        for component in app.facts.manifest.components
        for found in component.filters
        if any(_BOOT in action for action in found.actions)
    )


def _owners(app: AppView) -> int:
    return len({_owner(component.name) for component in app.facts.manifest.components})


def _events_a_receiver(app: AppView) -> float:
    if not app.facts.manifest.components:
        return NAN
    return len(app.actions) / (len(app.of_kind("receiver")) + 1)


def _sensitive_families(app: AppView) -> int:
    return sum(1 for family in SENSITIVE if families()[family] & app.apis)


def _sensitive_share(app: AppView) -> float:
    used = sum(len(families()[family] & app.apis) for family in SENSITIVE)
    return share(used, len(app.apis))


@lru_cache(maxsize=1)
def _sensitive() -> frozenset[str]:
    """Give the sensitive methods, without those that the support library brings."""
    known = (families()[family] for family in SENSITIVE)
    return frozenset().union(*known) - load_support_methods()


def _own_sensitive(app: AppView) -> int:
    return len(_sensitive() & app.apis)


def _own_sensitive_share(app: AppView) -> float:
    return share(_own_sensitive(app), len(app.apis - load_support_methods()))


def _own_sensitive_a_screen(app: AppView) -> float:
    if not app.apis:
        return NAN
    return _own_sensitive(app) / (len(app.of_kind("activity")) + 1)


def _sends_unasked(app: AppView) -> bool:
    return bool(_SENDS & app.apis) and "SEND_SMS" not in app.permissions


def _numbers_share(app: AppView) -> float:
    kinds = [find.kind for find in app.facts.finds if find.kind in _ADDRESSES]
    return share(kinds.count("ip"), len(kinds))


def _parts(*components: str, package: str = "a.b.c") -> str:
    """Give the facts of an app with these components, as an example."""
    listed = ",".join(components)
    return f'{{"identity":{{"package":"{package}"}},"manifest":{{"components":[{listed}]}}}}'


def _part(kind: str, name: str, *actions: str) -> str:
    named = ",".join(f'"{action}"' for action in actions)
    return f'{{"kind":"{kind}","name":"{name}","filters":[{{"actions":[{named}]}}]}}'


_BESIDE = _parts(_part("activity", "a.b.Main"), _part("receiver", "x.y.Boot", f"z.{_BOOT}"))
_SMS_CODE = '{"dex":{"apis":["android.telephony.SmsManager.sendTextMessage","a.B.c"]}}'
_NUMBER_AND_NAME = (
    '{"finds":[{"kind":"ip","value":"198.18.3.4","place":"x"},'
    '{"kind":"domain","value":"a.example","place":"x"}]}'
)

BALANCE = theme(
    "balance",
    "how its rights, screens and code go together",
    "权限、界面与代码是否相称",
    (
        ratio("rights_a_screen", "Permissions to act or learn unseen, for each screen.",
              _rights_a_screen,
              ('{"manifest":{"permissions":["android.permission.READ_SMS"]}}', 1.0),
              unit="permissions/screen"),
        ratio("background_share", "Share of its parts that work without a screen.",
              _background_share, (_BESIDE, 0.5)),
        ratio("background_outside",
              "Share of the parts without a screen whose class lies outside its own package.",
              _background_outside, (_BESIDE, 1.0)),
        flag("boot_outside", "A part outside its own package starts with the device.",
             _boot_outside, _BESIDE, _parts(_part("receiver", "a.b.Boot", _BOOT))),
        count("component_owners", "owners", "Packages, by two parts, that its components lie in.",
              _owners, (_BESIDE, 2)),
        ratio("events_a_receiver", "Kinds of events and requests for each receiver.",
              _events_a_receiver, (_BESIDE, 0.5), unit="events/receiver"),
        count("identifiers_read", "methods",
              "Methods in use that name device, SIM card or number for good.",
              lambda app: len(IDENTIFIERS & app.apis),
              ('{"dex":{"apis":["android.telephony.TelephonyManager.getDeviceId"]}}', 1)),
        count("sensitive_families", "families",
              "Kinds of sensitive abilities that its code has.",
              _sensitive_families, (_SMS_CODE, 1)),
        ratio("sensitive_share", "Share of the watched methods in use that are sensitive.",
              _sensitive_share, (_SMS_CODE, 0.5)),
        flag("sends_unasked", "Its code sends text messages, and it does not ask for that.",
             _sends_unasked, _SMS_CODE),
        ratio("numbers_share", "Share of its addresses that are bare IP addresses.",
              _numbers_share,
              (_NUMBER_AND_NAME, 0.5)),
        count("own_sensitive", "methods",
              "Sensitive methods in use, without those that the support library brings.",
              _own_sensitive, (_SMS_CODE, 1)),
        ratio("own_sensitive_share",
              "Share of the watched methods in use, without those, that are sensitive.",
              _own_sensitive_share, (_SMS_CODE, 0.5)),
        ratio("own_sensitive_a_screen", "The same methods for each screen.",
              _own_sensitive_a_screen, (_SMS_CODE, 1.0), unit="methods/screen"),
    ),
)  # fmt: skip
