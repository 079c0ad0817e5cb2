"""Activities, services, receivers and providers: how many, how open, and which roles they take."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import NAN, Column, count, flag, ratio, share, theme
from apkscan.view import LAUNCHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.facts import Component, Filter
    from apkscan.view import AppView

_KINDS = {
    "activity": ("activities", "Screens"),
    "alias": ("aliases", "Further names of screens"),
    "service": ("services", "Services"),
    "receiver": ("receivers", "Receivers of events"),
    "provider": ("providers", "Providers of data"),
}
HIGH_PRIORITY = 900
"""From here on a receiver wants to be before the user's own apps; 1,000 is the most allowed."""


def _component(fields: str, *, kind: str = "activity", package: str = "a.c") -> str:
    """Give the facts of an app with one component, as an example."""
    rest = f",{fields}" if fields else ""
    component = f'{{"kind":"{kind}","name":"a.B"{rest}}}'
    return f'{{"identity":{{"package":"{package}"}},"manifest":{{"components":[{component}]}}}}'


def _filtered(fields: str, *, kind: str = "activity") -> str:
    return _component(f'"filters":[{{{fields}}}]', kind=kind)


def is_open(component: Component) -> bool:
    """Whether other apps may reach it: as stated, or by the old default of having a filter."""
    stated = component.exported
    return bool(component.filters) if stated is None else stated


def filters_of(app: AppView) -> Iterator[Filter]:
    """Give the intent filters of all components."""
    return (found for component in app.facts.manifest.components for found in component.filters)


def _kind(kind: str) -> Column:
    name, meaning = _KINDS[kind]
    return count(
        f"components_{name}",
        "components",
        f"{meaning} in the manifest.",
        lambda app: len(app.of_kind(kind)),
        (_component("", kind=kind), 1),
    )


def _open_share(app: AppView) -> float:
    components = app.facts.manifest.components
    return share(sum(map(is_open, components)), len(components))


def _unguarded(app: AppView) -> int:
    components = app.facts.manifest.components
    return sum(1 for c in components if is_open(c) and not c.permission and c.kind != "activity")


def _guarded_by(name: str, app: AppView) -> bool:
    return name in app.guards


def _acts_on(names: frozenset[str], app: AppView) -> bool:
    return bool(names & app.actions)


def _top_priority(app: AppView) -> int:
    return max((found.priority for found in filters_of(app)), default=0)


def _no_launcher(app: AppView) -> bool:
    return bool(app.facts.manifest.components) and LAUNCHER not in app.categories


def _disabled(app: AppView) -> int:
    return sum(1 for c in app.facts.manifest.components if not c.enabled)


def _outside_package(app: AppView) -> float:
    """Give the share of components whose class does not lie below the package name."""
    package, components = app.facts.identity.package, app.facts.manifest.components
    if not package or not components:
        return NAN
    root = ".".join(package.split(".")[:2])
    return share(sum(1 for c in components if not c.name.startswith(root)), len(components))


def _own_schemes(app: AppView) -> int:
    usual = {"http", "https", "file", "content", "sms", "smsto", "mms", "mmsto", "tel", "package"}
    return len({scheme for found in filters_of(app) for scheme in found.schemes} - usual)


def _service_type(name: str, app: AppView) -> bool:
    return any(name in component.service_types for component in app.of_kind("service"))


def _default_sms(app: AppView) -> bool:
    """Whether it offers all that Android asks of a default app for text messages."""
    needed = {"android.provider.Telephony.SMS_DELIVER", "android.intent.action.RESPOND_VIA_MESSAGE"}
    return needed <= app.actions


def _role(name: str, description: str, guard: str) -> Column:
    example = _component(f'"permission":"android.permission.{guard}"', kind="service")
    return flag(f"role_{name}", description, partial(_guarded_by, guard), example)


def _role_of_action(name: str, description: str, *actions: str) -> Column:
    example = _filtered(f'"actions":["{actions[0]}"]')
    return flag(f"role_{name}", description, partial(_acts_on, frozenset(actions)), example)


def _role_of_category(name: str, description: str, category: str) -> Column:
    example = _filtered(f'"categories":["{category}"]')
    return flag(f"role_{name}", description, lambda app: category in app.categories, example)


COMPONENTS = theme(
    "components",
    "how its parts are declared",
    "组件声明方式",
    (
        *map(_kind, _KINDS),
        ratio("components_open_share", "Share of the components that other apps may reach.",
              _open_share, (_component('"exported":true'), 1.0)),
        count("components_unguarded", "components",
              "Services, receivers and providers that any app may reach.",
              _unguarded, (_component('"exported":true', kind="service"), 1)),
        count("components_disabled", "components", "Components that start out switched off.",
              _disabled, (_component('"enabled":false'), 1)),
        ratio("components_outside_package",
              "Share of the components whose class lies outside the app's own package.",
              _outside_package,
              (_component("", package="x.y"), 1.0)),
        count("receiver_priority", "priority", "Highest priority of a receiver of events.",
              _top_priority, (_filtered('"priority":999', kind="receiver"), 999)),
        flag("receiver_before_user", "A receiver wants events before the user's own apps.",
             lambda app: _top_priority(app) >= HIGH_PRIORITY,
             _filtered('"priority":999', kind="receiver")),
        flag("launcher_absent", "No icon to start it by.", _no_launcher, _component("")),
        count("link_schemes", "schemes", "Schemes of links that only this app opens.",
              _own_schemes, (_filtered('"schemes":["https","loanpay"]'), 1)),
        count("libraries_used", "libraries", "Libraries of the system that it names.",
              lambda app: len(app.facts.manifest.libraries),
              ('{"manifest":{"libraries":["org.apache.http.legacy"]}}', 1)),
        count("queries_packages", "packages", "Other apps by name that it wants to see.",
              lambda app: len(app.facts.manifest.queries),
              ('{"manifest":{"queries":["com.bank.app"]}}', 1)),
        count("manifest_meta_data", "entries", "Settings of the application in the manifest.",
              lambda app: len(app.facts.manifest.meta_data),
              ('{"manifest":{"meta_data":[["a","b"]]}}', 1)),
    ),
)  # fmt: skip
ROLES = theme(
    "roles",
    "the roles it takes on the device",
    "在设备上承担的角色",
    (
        _role("accessibility", "Offers an accessibility service, which sees and taps all screens.",
              "BIND_ACCESSIBILITY_SERVICE"),
        _role("device_admin", "Wants to administer the device.", "BIND_DEVICE_ADMIN"),
        _role("notification_listener", "Reads all notifications.",
              "BIND_NOTIFICATION_LISTENER_SERVICE"),
        _role("keyboard", "Offers a keyboard.", "BIND_INPUT_METHOD"),
        _role("vpn", "Offers a VPN.", "BIND_VPN_SERVICE"),
        _role("job_service", "Has jobs that the system starts.", "BIND_JOB_SERVICE"),
        _role("wallpaper", "Offers a live wallpaper.", "BIND_WALLPAPER"),
        _role("quick_settings", "Offers a tile in the quick settings.",
              "BIND_QUICK_SETTINGS_TILE"),
        _role("call_screening", "Screens calls.", "BIND_SCREENING_SERVICE"),
        _role("autofill", "Fills in forms of other apps.", "BIND_AUTOFILL_SERVICE"),
        _role("wap_push_guarded", "Takes service messages as a default message app does.",
              "BROADCAST_WAP_PUSH"),
        flag("role_default_sms", "Offers to be the default app for text messages.", _default_sms,
             _filtered('"actions":["android.provider.Telephony.SMS_DELIVER",'
                       '"android.intent.action.RESPOND_VIA_MESSAGE"]')),
        _role_of_action("dialler", "Offers to be the telephone app.", "android.intent.action.DIAL"),
        _role_of_action("browser_links", "Opens links.", "android.intent.action.VIEW"),
        _role_of_action("share_target", "Takes what other apps share.",
                        "android.intent.action.SEND", "android.intent.action.SEND_MULTIPLE"),
        _role_of_action("widget", "Offers a widget.",
                        "android.appwidget.action.APPWIDGET_UPDATE"),
        _role_of_category("home_screen", "Offers to be the home screen.",
                          "android.intent.category.HOME"),
        _role_of_category("television", "Offers itself on televisions.",
                          "android.intent.category.LEANBACK_LAUNCHER"),
        _role_of_category("settings_entry", "Hides in the settings instead of the icons.",
                          "android.intent.category.INFO"),
        flag("service_projection", "Has a service that records the screen.",
             partial(_service_type, "mediaProjection"),
             _component('"service_types":["mediaProjection"]', kind="service")),
        flag("service_special_use", "Has a lasting service of no usual kind.",
             partial(_service_type, "specialUse"),
             _component('"service_types":["specialUse"]', kind="service")),
        flag("accessibility_gestures", "Its accessibility service may tap for the user.",
             lambda app: "perform-gestures" in app.facts.manifest.accessibility,
             '{"manifest":{"accessibility":["perform-gestures"]}}'),
        flag("accessibility_reads_windows", "Its accessibility service reads other apps' screens.",
             lambda app: "retrieve-window-content" in app.facts.manifest.accessibility,
             '{"manifest":{"accessibility":["retrieve-window-content"]}}'),
        flag("accessibility_and_sms", "Offers an accessibility service and asks for messages.",
             lambda app: "BIND_ACCESSIBILITY_SERVICE" in app.guards
             and bool(app.permissions & {"READ_SMS", "RECEIVE_SMS"}),
             '{"manifest":{"permissions":["android.permission.READ_SMS"],"components":'
             '[{"kind":"service","name":"a.B",'
             '"permission":"android.permission.BIND_ACCESSIBILITY_SERVICE"}]}}'),
        flag("accessibility_and_overlay", "Offers an accessibility service and draws over others.",
             lambda app: "BIND_ACCESSIBILITY_SERVICE" in app.guards
             and "SYSTEM_ALERT_WINDOW" in app.permissions,
             '{"manifest":{"permissions":["android.permission.SYSTEM_ALERT_WINDOW"],"components":'
             '[{"kind":"service","name":"a.B",'
             '"permission":"android.permission.BIND_ACCESSIBILITY_SERVICE"}]}}'),
    ),
)  # fmt: skip
