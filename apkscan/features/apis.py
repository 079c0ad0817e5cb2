"""Framework methods that the code refers to, by what they are for."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from apkscan.features.column import Column, count, flag, theme
from apkscan.knowledge.apis import API_FAMILIES, load_apis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apkscan.view import AppView

# One method of each family that stands for it in the examples, as in datasets/reference/apis.csv.
_EXAMPLES = {
    "sms": "android.content.BroadcastReceiver.abortBroadcast",
    "telephony": "android.telecom.Call.answer",
    "device_ids": "android.media.MediaDrm.getPropertyByteArray",
    "contacts": "android.content.ContentProviderOperation.newDelete",
    "provider": "android.content.ContentResolver.applyBatch",
    "call_log": "android.provider.CallLog$Calls.getLastOutgoingCall",
    "location": "android.location.Geocoder.getFromLocation",
    "camera": "android.hardware.Camera.open",
    "audio": "android.media.AudioManager.setMicrophoneMute",
    "accessibility": "android.accessibilityservice.AccessibilityService.<init>",
    "device_admin": "android.app.admin.DeviceAdminReceiver.<init>",
    "overlay": "android.app.AppOpsManager.checkOpNoThrow",
    "usage": "android.app.ActivityManager.getRecentTasks",
    "packages": "android.content.pm.LauncherApps.getActivityList",
    "install": "android.app.DownloadManager.enqueue",
    "accounts": "android.accounts.AccountManager.addAccountExplicitly",
    "clipboard": "android.content.ClipboardManager.addPrimaryClipChangedListener",
    "notifications": "android.app.Notification$Builder.setFullScreenIntent",
    "projection": "android.hardware.display.DisplayManager.createVirtualDisplay",
    "storage": "android.content.Context.createPackageContext",
    "network": "android.net.ConnectivityManager.bindProcessToNetwork",
    "webview": "android.webkit.CookieManager.getCookie",
    "reflection": "java.lang.Class.forName",
    "dynamic_code": "android.app.AppComponentFactory.<init>",
    "native": "java.lang.Runtime.load",
    "shell": "android.os.Process.killProcess",
    "root_checks": "android.hardware.SensorManager.getSensorList",
    "crypto": "android.security.keystore.KeyGenParameterSpec$Builder.setUserAuthenticationRequired",
    "base64": "android.util.Base64.decode",
    "alarms": "android.app.AlarmManager.set",
    "jobs": "android.app.job.JobInfo$Builder.setPeriodic",
    "keyguard": "android.app.Activity.finishAndRemoveTask",
    "vpn": "android.net.VpnService.<init>",
    "bluetooth": "android.bluetooth.BluetoothAdapter.enable",
    "calendar": "android.provider.CalendarContract$Attendees.query",
    "nfc": "android.nfc.NfcAdapter.enableForegroundDispatch",
    "integrity": "android.content.pm.Signature.toByteArray",
    "input": "android.app.Instrumentation.callApplicationOnCreate",
}
_MEANINGS = {
    "sms": "text messages", "telephony": "calls", "device_ids": "identifiers of the device",
    "contacts": "contacts", "provider": "data of other apps", "call_log": "the call log",
    "location": "location", "camera": "the camera", "audio": "recording sound",
    "accessibility": "accessibility services", "device_admin": "administering the device",
    "overlay": "drawing over other apps", "usage": "which apps are in use",
    "packages": "which apps are installed", "install": "installing apps",
    "accounts": "accounts", "clipboard": "the clipboard", "notifications": "notifications",
    "projection": "recording the screen", "storage": "shared storage", "network": "the network",
    "webview": "web pages inside the app", "reflection": "calling by name",
    "dynamic_code": "loading code later", "native": "native libraries", "shell": "commands",
    "root_checks": "whether the device is rooted", "crypto": "encryption", "base64": "Base64",
    "alarms": "waking up later", "jobs": "jobs in the background", "keyguard": "the lock screen",
    "vpn": "VPN", "bluetooth": "Bluetooth", "calendar": "the calendar", "nfc": "NFC",
    "integrity": "the integrity of the device", "input": "touch and keys",
}  # fmt: skip
_SINGLE = (
    ("sends_sms", "Sends text messages.", "android.telephony.SmsManager.sendTextMessage"),
    ("loads_page", "Shows web pages.", "android.webkit.WebView.loadUrl"),
    ("page_calls_app", "Lets web pages call the app.",
     "android.webkit.WebView.addJavascriptInterface"),
    ("runs_javascript", "Runs scripts in web pages.",
     "android.webkit.WebView.evaluateJavascript"),
    ("loads_code", "Loads code from files.", "dalvik.system.DexClassLoader.<init>"),
    ("loads_code_from_memory", "Loads code from memory.",
     "dalvik.system.InMemoryDexClassLoader.<init>"),
    ("runs_commands", "Runs commands.", "java.lang.Runtime.exec"),
    ("global_actions", "Presses back, home and other keys for the user.",
     "android.accessibilityservice.AccessibilityService.performGlobalAction"),
    ("locks_screen", "Locks the screen as administrator.",
     "android.app.admin.DevicePolicyManager.lockNow"),
    ("wipes_device", "Deletes all data as administrator.",
     "android.app.admin.DevicePolicyManager.wipeData"),
    ("hides_icon", "Switches its own components on and off, such as its icon.",
     "android.content.pm.PackageManager.setComponentEnabledSetting"),
    ("lists_apps", "Lists the installed apps.",
     "android.content.pm.PackageManager.getInstalledPackages"),
    ("takes_screenshots", "Records the screen.",
     "android.media.projection.MediaProjectionManager.createScreenCaptureIntent"),
    ("reads_notifications", "Reads notifications.",
     "android.service.notification.NotificationListenerService.getActiveNotifications"),
    ("records_sound", "Records sound.", "android.media.MediaRecorder.start"),
    ("reads_subscriber", "Reads the number of the SIM card.",
     "android.telephony.TelephonyManager.getSubscriberId"),
    ("reads_phone_number", "Reads the telephone number.",
     "android.telephony.TelephonyManager.getLine1Number"),
    ("aborts_broadcast", "Keeps events from other apps.",
     "android.content.BroadcastReceiver.abortBroadcast"),
)  # fmt: skip


@lru_cache(maxsize=1)
def families() -> Mapping[str, frozenset[str]]:
    """Give the watched methods of each family."""
    found: dict[str, set[str]] = {family: set() for family in API_FAMILIES}
    for api in load_apis():
        found[api.family].add(api.name)
    return {family: frozenset(names) for family, names in found.items()}


def _in_family(family: str, app: AppView) -> int:
    return len(families()[family] & app.apis)


def _calls(name: str, app: AppView) -> bool:
    return name in app.apis


def _facts(name: str) -> str:
    return f'{{"dex":{{"apis":["{name}"]}}}}'


def _family(family: str) -> Column:
    return count(
        f"apis_{family}",
        "methods",
        f"Watched methods for {_MEANINGS[family]} that its code refers to.",
        partial(_in_family, family),
        (_facts(_EXAMPLES[family]), 1),
    )


def _single(name: str, description: str, method: str) -> Column:
    return flag(f"code_{name}", description, partial(_calls, method), _facts(method))


APIS = theme(
    "apis",
    "what its code can do",
    "代码具备的能力",
    (
        *map(_family, API_FAMILIES),
        count("apis_watched", "methods", "All watched methods that its code refers to.",
              lambda app: len(app.apis), (_facts("a.b.C.d"), 1)),
        *(_single(*row) for row in _SINGLE),
    ),
)  # fmt: skip
