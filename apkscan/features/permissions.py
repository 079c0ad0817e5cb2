"""Permissions that an app asks for: single ones, and combinations that say what it could do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import Column, count, flag, theme, words

if TYPE_CHECKING:
    from apkscan.view import AppView

# Android's own names (developer.android.com/reference/android/Manifest.permission, read
# 2026-11-26) that at least 20 of the apps that were looked at ask for, or that a rule of a store
# names. Those of old systems (write sms, browser history, ...) say little but the year: left out.
PLAIN = (
    "ACCESS_BACKGROUND_LOCATION", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION",
    "ACCESS_NETWORK_STATE", "ACCESS_NOTIFICATION_POLICY", "ACCESS_WIFI_STATE",
    "ACTIVITY_RECOGNITION", "ANSWER_PHONE_CALLS", "AUTHENTICATE_ACCOUNTS", "BATTERY_STATS",
    "BIND_ACCESSIBILITY_SERVICE", "BIND_NOTIFICATION_LISTENER_SERVICE", "BLUETOOTH",
    "BLUETOOTH_CONNECT", "BODY_SENSORS", "BROADCAST_SMS", "BROADCAST_STICKY", "CALL_PHONE",
    "CAMERA", "CHANGE_NETWORK_STATE", "CHANGE_WIFI_STATE", "CLEAR_APP_CACHE", "DELETE_PACKAGES",
    "DISABLE_KEYGUARD", "EXPAND_STATUS_BAR", "FOREGROUND_SERVICE",
    "FOREGROUND_SERVICE_MEDIA_PROJECTION", "FOREGROUND_SERVICE_SPECIAL_USE", "GET_ACCOUNTS",
    "GET_PACKAGE_SIZE", "GET_TASKS", "INSTALL_PACKAGES", "INTERNET", "KILL_BACKGROUND_PROCESSES",
    "MANAGE_ACCOUNTS", "MANAGE_EXTERNAL_STORAGE", "MANAGE_OWN_CALLS", "MODIFY_AUDIO_SETTINGS",
    "MODIFY_PHONE_STATE", "MOUNT_UNMOUNT_FILESYSTEMS", "NFC", "PACKAGE_USAGE_STATS",
    "POST_NOTIFICATIONS", "PROCESS_OUTGOING_CALLS", "QUERY_ALL_PACKAGES", "READ_CALENDAR",
    "READ_CALL_LOG", "READ_CONTACTS", "READ_EXTERNAL_STORAGE", "READ_LOGS", "READ_MEDIA_IMAGES",
    "READ_MEDIA_VIDEO", "READ_PHONE_NUMBERS", "READ_PHONE_STATE", "READ_SMS", "READ_SYNC_SETTINGS",
    "RECEIVE_BOOT_COMPLETED", "RECEIVE_MMS", "RECEIVE_SMS", "RECEIVE_WAP_PUSH", "RECORD_AUDIO",
    "REORDER_TASKS", "REQUEST_COMPANION_RUN_IN_BACKGROUND", "REQUEST_DELETE_PACKAGES",
    "REQUEST_IGNORE_BATTERY_OPTIMIZATIONS", "REQUEST_INSTALL_PACKAGES", "RESTART_PACKAGES",
    "SCHEDULE_EXACT_ALARM", "SEND_SMS", "SET_WALLPAPER", "SYSTEM_ALERT_WINDOW", "USE_BIOMETRIC",
    "USE_EXACT_ALARM", "USE_FINGERPRINT", "USE_FULL_SCREEN_INTENT", "VIBRATE", "WAKE_LOCK",
    "WRITE_CALENDAR", "WRITE_CALL_LOG", "WRITE_CONTACTS", "WRITE_EXTERNAL_STORAGE",
    "WRITE_SECURE_SETTINGS", "WRITE_SETTINGS", "WRITE_SYNC_SETTINGS",
)  # fmt: skip
_OTHERS = (
    ("com.android.vending.BILLING", "play_billing", "Google Play's payments"),
    ("com.android.launcher.permission.INSTALL_SHORTCUT", "install_shortcut", "adding shortcuts"),
    ("com.google.android.c2dm.permission.RECEIVE", "push_messages", "push messages by Google"),
    (
        "com.google.android.finsky.permission.BIND_GET_INSTALL_REFERRER_SERVICE",
        "install_referrer",
        "learning where it was installed from",
    ),
)

PLAIN_NAMES = frozenset(PLAIN)
SMS = frozenset({"READ_SMS", "RECEIVE_SMS", "SEND_SMS", "RECEIVE_MMS", "RECEIVE_WAP_PUSH"})
PERSONAL = {
    "contacts": frozenset({"READ_CONTACTS", "GET_ACCOUNTS"}),
    "call_log": frozenset({"READ_CALL_LOG", "PROCESS_OUTGOING_CALLS"}),
    "sms": frozenset({"READ_SMS", "RECEIVE_SMS"}),
    "photos": frozenset(
        {
            "READ_EXTERNAL_STORAGE",
            "READ_MEDIA_IMAGES",
            "READ_MEDIA_VIDEO",
            "MANAGE_EXTERNAL_STORAGE",
        }
    ),
    "location": frozenset({"ACCESS_FINE_LOCATION", "ACCESS_BACKGROUND_LOCATION"}),
    "camera": frozenset({"CAMERA"}),
    "microphone": frozenset({"RECORD_AUDIO"}),
    "calendar": frozenset({"READ_CALENDAR"}),
    "phone_identity": frozenset({"READ_PHONE_STATE", "READ_PHONE_NUMBERS"}),
}
"""Kinds of personal data, with the permissions that open each."""
DANGEROUS = frozenset().union(*PERSONAL.values(), SMS) | {
    "ACTIVITY_RECOGNITION", "ANSWER_PHONE_CALLS", "BODY_SENSORS", "CALL_PHONE", "WRITE_CALENDAR",
    "WRITE_CALL_LOG", "WRITE_CONTACTS", "WRITE_EXTERNAL_STORAGE", "ACCESS_COARSE_LOCATION",
}  # fmt: skip
SPECIAL = frozenset(
    {
        "SYSTEM_ALERT_WINDOW", "WRITE_SETTINGS", "PACKAGE_USAGE_STATS", "REQUEST_INSTALL_PACKAGES",
        "MANAGE_EXTERNAL_STORAGE", "ACCESS_NOTIFICATION_POLICY", "QUERY_ALL_PACKAGES",
        "REQUEST_DELETE_PACKAGES", "USE_FULL_SCREEN_INTENT", "REQUEST_IGNORE_BATTERY_OPTIMIZATIONS",
        "SCHEDULE_EXACT_ALARM",
    }
)  # fmt: skip
"""What a user grants on a page of its own in the settings."""
RESERVED = frozenset(
    {
        "INSTALL_PACKAGES", "DELETE_PACKAGES", "WRITE_SECURE_SETTINGS", "READ_LOGS",
        "MODIFY_PHONE_STATE", "BROADCAST_SMS", "CLEAR_APP_CACHE", "BATTERY_STATS",
        "WRITE_APN_SETTINGS", "MOUNT_UNMOUNT_FILESYSTEMS", "DUMP", "REBOOT", "STATUS_BAR",
    }
)  # fmt: skip
"""What only apps of the system get; asking all the same is odd."""


MALWARE_LIST = frozenset(
    {
        "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION", "ACCESS_NETWORK_STATE",
        "ACCESS_WIFI_STATE", "CAMERA", "GET_ACCOUNTS", "GET_TASKS", "INTERNET", "READ_CALL_LOG",
        "READ_CONTACTS", "READ_EXTERNAL_STORAGE", "READ_PHONE_STATE", "READ_SMS",
        "RECEIVE_BOOT_COMPLETED", "RECEIVE_SMS", "RECORD_AUDIO", "REQUEST_INSTALL_PACKAGES",
        "SEND_SMS", "SET_WALLPAPER", "SYSTEM_ALERT_WINDOW", "VIBRATE", "WAKE_LOCK",
        "WRITE_CONTACTS", "WRITE_EXTERNAL_STORAGE", "WRITE_SETTINGS",
    }
)  # fmt: skip
"""The 25 permissions that MobSF calls widely abused by malware: a floor that a model must beat."""


def facts_with(*permissions: str) -> str:
    """Give the facts of an app that asks for these permissions of Android, as an example.

    >>> facts_with("CAMERA")
    '{"manifest":{"permissions":["android.permission.CAMERA"]}}'
    """
    names = ",".join(f'"android.permission.{name}"' for name in permissions)
    return f'{{"manifest":{{"permissions":[{names}]}}}}'


def personal_kinds(app: AppView) -> int:
    """Count the kinds of personal data that the permissions open."""
    return sum(1 for names in PERSONAL.values() if names & app.permissions)


def _has(name: str, app: AppView) -> bool:
    return name in app.permissions


def _all_of(names: frozenset[str], app: AppView) -> bool:
    return names <= app.permissions


def _sum(names: frozenset[str], app: AppView) -> int:
    return len(names & app.permissions)


def _plain(name: str) -> Column:
    return flag(
        f"permission_{words(name)}",
        f"Asks for the permission {name}.",
        partial(_has, name),
        facts_with(name),
    )


def _other(full: str, name: str, meaning: str) -> Column:
    return flag(
        f"permission_{name}",
        f"Asks for {meaning}.",
        partial(_has, full),
        f'{{"manifest":{{"permissions":["{full}"]}}}}',
    )


def _together(name: str, description: str, *names: str) -> Column:
    wanted = frozenset(names)
    return flag(f"asks_{name}", description, partial(_all_of, wanted), facts_with(*names))


def _foreign(app: AppView) -> int:
    """Count permissions of other makers that steer their launchers and settings."""
    marks = ("launcher", "badge", "oppo", "oplus", "huawei", "miui", "sony", "htc", "vivo")
    return sum(1 for name in app.permissions if "." in name and any(m in name for m in marks))


def _made_up(app: AppView) -> int:
    """Count names below `android.` that are written as no permission of Android is."""
    names = app.facts.manifest.permissions
    return sum(
        1
        for name in names
        if name.lower().startswith("android.")
        and not name.startswith(("android.permission.", "android.permission-group."))
    )


PERMISSIONS = theme(
    "permissions",
    "the permissions it asks for",
    "所申请的权限",
    (*map(_plain, PLAIN), *(_other(*row) for row in _OTHERS)),
)
PERMISSION_MIX = theme(
    "permission_mix",
    "what the permissions allow together",
    "权限组合所允许的行为",
    (
        count(
            "permissions_requested", "permissions", "Permissions that it asks for.",
            lambda app: len(app.facts.manifest.permissions), (facts_with("CAMERA", "NFC"), 2),
        ),
        count(
            "permissions_dangerous", "permissions", "Permissions that Android calls dangerous.",
            partial(_sum, DANGEROUS), (facts_with("CAMERA", "NFC"), 1),
        ),
        count(
            "permissions_special", "permissions", "Permissions granted on a page of their own.",
            partial(_sum, SPECIAL), (facts_with("SYSTEM_ALERT_WINDOW", "NFC"), 1),
        ),
        count(
            "permissions_reserved", "permissions", "Permissions that only apps of the system get.",
            partial(_sum, RESERVED), (facts_with("INSTALL_PACKAGES", "NFC"), 1),
        ),
        count(
            "permissions_sms", "permissions", "Permissions on text messages.",
            partial(_sum, SMS), (facts_with("READ_SMS", "NFC"), 1),
        ),
        count(
            "permissions_malware_list", "permissions",
            "Permissions that are common in malware, of a list of 25.",
            partial(_sum, MALWARE_LIST), (facts_with("READ_SMS", "NFC"), 1),
        ),
        count(
            "permissions_repeated", "permissions", "Requests for a permission already asked for.",
            lambda app: app.facts.manifest.permissions_repeated,
            ('{"manifest":{"permissions_repeated":2}}', 2),
        ),
        count(
            "permissions_defined", "permissions", "Permissions that it defines itself.",
            lambda app: len(app.facts.manifest.permissions_defined),
            ('{"manifest":{"permissions_defined":[["a.b","normal"]]}}', 1),
        ),
        count(
            "permissions_foreign", "permissions", "Permissions of makers' launchers and settings.",
            _foreign, ('{"manifest":{"permissions":["com.oppo.launcher.READ"]}}', 1),
        ),
        count(
            "permissions_made_up", "permissions", "Permissions written as Android has none.",
            _made_up, ('{"manifest":{"permissions":["android.Manifest.permission.READ_SMS"]}}', 1),
        ),
        count(
            "personal_data_kinds", "kinds",
            "Kinds of personal data that the permissions open: contacts, messages, photos, ...",
            personal_kinds, (facts_with("READ_SMS", "CAMERA"), 2),
        ),
        _together("contacts_and_sms", "Asks for contacts and text messages.",
                  "READ_CONTACTS", "READ_SMS"),
        _together("contacts_and_calls", "Asks for contacts and the call log.",
                  "READ_CONTACTS", "READ_CALL_LOG"),
        _together("sms_in_and_out", "Asks to receive and to send text messages.",
                  "RECEIVE_SMS", "SEND_SMS"),
        _together("sms_and_network", "Asks to receive text messages and for the network.",
                  "RECEIVE_SMS", "INTERNET"),
        _together("sms_and_boot", "Asks for text messages and to start with the device.",
                  "RECEIVE_SMS", "RECEIVE_BOOT_COMPLETED"),
        _together("overlay_and_boot", "Asks to draw over others and to start with the device.",
                  "SYSTEM_ALERT_WINDOW", "RECEIVE_BOOT_COMPLETED"),
        _together("install_and_network", "Asks to install packages and for the network.",
                  "REQUEST_INSTALL_PACKAGES", "INTERNET"),
        _together("camera_and_contacts", "Asks for camera, microphone and contacts.",
                  "CAMERA", "RECORD_AUDIO", "READ_CONTACTS"),
        flag("asks_no_network", "Does not ask for the network.",
             lambda app: bool(app.permissions) and "INTERNET" not in app.permissions,
             facts_with("CAMERA"), facts_with("INTERNET")),
        flag("asks_nothing", "Asks for no permission at all.",
             lambda app: not app.permissions, "{}", facts_with("CAMERA")),
    ),
)  # fmt: skip
