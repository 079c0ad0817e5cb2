"""Events of the system that wake an app."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import Column, count, flag, theme

if TYPE_CHECKING:
    from apkscan.view import AppView

# developer.android.com/reference/android/content/Intent and neighbours, read 2026-11-26.
_EVENTS = (
    ("boot", "the device has started", "android.intent.action.BOOT_COMPLETED"),
    ("locked_boot", "the device has started, still locked",
     "android.intent.action.LOCKED_BOOT_COMPLETED"),
    ("quick_boot", "the device has started quickly", "android.intent.action.QUICKBOOT_POWERON"),
    ("quick_boot_htc", "the device has started quickly (HTC)",
     "com.htc.intent.action.QUICKBOOT_POWERON"),
    ("user_present", "the user has unlocked the screen", "android.intent.action.USER_PRESENT"),
    ("screen_on", "the screen goes on", "android.intent.action.SCREEN_ON"),
    ("screen_off", "the screen goes off", "android.intent.action.SCREEN_OFF"),
    ("dreaming_stopped", "the screen saver ends", "android.intent.action.DREAMING_STOPPED"),
    ("power_connected", "a charger is connected", "android.intent.action.ACTION_POWER_CONNECTED"),
    ("power_disconnected", "a charger is taken off",
     "android.intent.action.ACTION_POWER_DISCONNECTED"),
    ("battery", "the battery changes", "android.intent.action.BATTERY_CHANGED"),
    ("battery_low", "the battery is low", "android.intent.action.BATTERY_LOW"),
    ("battery_okay", "the battery is full enough again", "android.intent.action.BATTERY_OKAY"),
    ("shutdown", "the device goes off", "android.intent.action.ACTION_SHUTDOWN"),
    ("reboot", "the device starts anew", "android.intent.action.REBOOT"),
    ("date_changed", "a new day begins", "android.intent.action.DATE_CHANGED"),
    ("time_set", "the clock is set", "android.intent.action.TIME_SET"),
    ("airplane_mode", "flight mode is switched", "android.intent.action.AIRPLANE_MODE"),
    ("connectivity", "the network changes", "android.net.conn.CONNECTIVITY_CHANGE"),
    ("wifi_state", "the wireless network changes", "android.net.wifi.WIFI_STATE_CHANGED"),
    ("package_added", "an app is installed", "android.intent.action.PACKAGE_ADDED"),
    ("package_removed", "an app is removed", "android.intent.action.PACKAGE_REMOVED"),
    ("package_replaced", "an app is updated", "android.intent.action.PACKAGE_REPLACED"),
    ("package_install", "an app is about to be installed",
     "android.intent.action.PACKAGE_INSTALL"),
    ("own_update", "it is updated itself", "android.intent.action.MY_PACKAGE_REPLACED"),
    ("external_apps", "apps on the card are there",
     "android.intent.action.EXTERNAL_APPLICATIONS_AVAILABLE"),
    ("sms_received", "a text message comes", "android.provider.Telephony.SMS_RECEIVED"),
    ("sms_delivered", "a text message comes, for the default app",
     "android.provider.Telephony.SMS_DELIVER"),
    ("wap_push", "a service message comes", "android.provider.Telephony.WAP_PUSH_DELIVER"),
    ("call_state", "a call comes or ends", "android.intent.action.PHONE_STATE"),
    ("outgoing_call", "the user calls somebody", "android.intent.action.NEW_OUTGOING_CALL"),
    ("admin_enabled", "it becomes administrator", "android.app.action.DEVICE_ADMIN_ENABLED"),
    ("admin_disable_requested", "it shall no longer be administrator",
     "android.app.action.DEVICE_ADMIN_DISABLE_REQUESTED"),
    ("password_failed", "a wrong password is typed",
     "android.app.action.ACTION_PASSWORD_FAILED"),
    ("install_referrer", "it was installed by a store", "com.android.vending.INSTALL_REFERRER"),
    ("push_message", "a push message comes", "com.google.android.c2dm.intent.RECEIVE"),
    ("firebase_message", "a message by Firebase comes", "com.google.firebase.MESSAGING_EVENT"),
    ("send_to", "something shall be sent", "android.intent.action.SENDTO"),
    ("chooser", "a choice of apps is shown", "android.intent.action.CHOOSER"),
)  # fmt: skip


def _filtered(*actions: str) -> str:
    """Give the facts of an app that is woken by these events, as an example."""
    names = ",".join(f'"{action}"' for action in actions)
    return (
        '{"manifest":{"components":[{"kind":"receiver","name":"a.B",'
        f'"filters":[{{"actions":[{names}]}}]}}]}}}}'
    )


def _has(action: str, app: AppView) -> bool:
    return action in app.actions


def _woken(name: str, meaning: str, action: str) -> Column:
    return flag(
        f"event_{name}", f"Is woken when {meaning}.", partial(_has, action), _filtered(action)
    )


def _system(app: AppView) -> int:
    return sum(1 for action in app.actions if action.startswith(("android.", "com.android.")))


EVENTS = theme(
    "events",
    "the events of the system that wake it",
    "会唤醒它的系统事件",
    (
        *(_woken(*row) for row in _EVENTS),
        count("events_named", "events", "Kinds of events and requests that it answers.",
              lambda app: len(app.actions), (_filtered("a.b", "c.d"), 2)),
        count("events_of_system", "events", "Of these, events of Android.",
              _system, (_filtered("a.b", "android.c"), 1)),
    ),
)  # fmt: skip
