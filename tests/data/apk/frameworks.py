"""Android's own classes as far as built apps name them: signatures of methods, super classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.data.apk.code import (
    CONSTRUCTOR,
    PUBLIC,
    RETURN_VOID,
    Code,
    Invoke,
    Method,
    MethodRef,
    Raw,
    dotted,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

S, C, U, N = "Ljava/lang/String;", "Landroid/content/Context;", "Landroid/net/Uri;", "I"
INTENT, BUNDLE, COMPONENT = (
    "Landroid/content/Intent;",
    "Landroid/os/Bundle;",
    "Landroid/content/ComponentName;",
)
PENDING, CURSOR, STRINGS = "Landroid/app/PendingIntent;", "Landroid/database/Cursor;", f"[{S}"
EVENT = "Landroid/view/accessibility/AccessibilityEvent;"
NODE = "Landroid/view/accessibility/AccessibilityNodeInfo;"
VIEW, PARAMS = "Landroid/view/View;", "Landroid/view/ViewGroup$LayoutParams;"
OBJECT, CLASS = "Ljava/lang/Object;", "Ljava/lang/Class;"

SIGNATURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "android.telephony.SmsManager.getDefault": ("static", "Landroid/telephony/SmsManager;", ()),
    "android.telephony.SmsManager.sendTextMessage": ("virtual", "V", (S, S, S, PENDING, PENDING)),
    "android.telephony.SmsMessage.getMessageBody": ("virtual", S, ()),
    "android.telephony.SmsMessage.getOriginatingAddress": ("virtual", S, ()),
    "android.telephony.SmsMessage.createFromPdu": (
        "static",
        "Landroid/telephony/SmsMessage;",
        ("[B", S),
    ),
    "android.telephony.TelephonyManager.getDeviceId": ("virtual", S, ()),
    "android.telephony.TelephonyManager.getImei": ("virtual", S, ()),
    "android.telephony.TelephonyManager.getLine1Number": ("virtual", S, ()),
    "android.telephony.TelephonyManager.getSubscriberId": ("virtual", S, ()),
    "android.telephony.TelephonyManager.getSimSerialNumber": ("virtual", S, ()),
    "android.content.ContentResolver.query": ("virtual", CURSOR, (U, STRINGS, S, STRINGS, S)),
    "android.content.Context.startActivity": ("virtual", "V", (INTENT,)),
    "android.content.Context.startService": ("virtual", COMPONENT, (INTENT,)),
    "android.content.Context.getPackageManager": (
        "virtual",
        "Landroid/content/pm/PackageManager;",
        (),
    ),
    "android.content.pm.PackageManager.getInstalledPackages": ("virtual", "Ljava/util/List;", (N,)),
    "android.content.pm.PackageManager.setComponentEnabledSetting": (
        "virtual",
        "V",
        (COMPONENT, N, N),
    ),
    "android.location.LocationManager.getLastKnownLocation": (
        "virtual",
        "Landroid/location/Location;",
        (S,),
    ),
    "android.webkit.WebView.loadUrl": ("virtual", "V", (S,)),
    "android.webkit.WebView.evaluateJavascript": (
        "virtual",
        "V",
        (S, "Landroid/webkit/ValueCallback;"),
    ),
    "android.webkit.WebView.addJavascriptInterface": ("virtual", "V", (OBJECT, S)),
    "android.webkit.WebSettings.setJavaScriptEnabled": ("virtual", "V", ("Z",)),
    "android.media.MediaRecorder.setAudioSource": ("virtual", "V", (N,)),
    "android.media.MediaRecorder.start": ("virtual", "V", ()),
    "android.media.projection.MediaProjectionManager.createScreenCaptureIntent": (
        "virtual",
        INTENT,
        (),
    ),
    "android.hardware.camera2.CameraManager.openCamera": (
        "virtual",
        "V",
        (S, "Landroid/hardware/camera2/CameraDevice$StateCallback;", "Landroid/os/Handler;"),
    ),
    "android.accessibilityservice.AccessibilityService.performGlobalAction": ("virtual", "Z", (N,)),
    "android.accessibilityservice.AccessibilityService.getRootInActiveWindow": (
        "virtual",
        NODE,
        (),
    ),
    "android.accessibilityservice.AccessibilityService.dispatchGesture": (
        "virtual",
        "Z",
        (
            "Landroid/accessibilityservice/GestureDescription;",
            "Landroid/accessibilityservice/AccessibilityService$GestureResultCallback;",
            "Landroid/os/Handler;",
        ),
    ),
    "android.view.accessibility.AccessibilityNodeInfo.performAction": ("virtual", "Z", (N,)),
    "android.view.accessibility.AccessibilityNodeInfo.getText": (
        "virtual",
        "Ljava/lang/CharSequence;",
        (),
    ),
    "android.view.WindowManager.addView": ("interface", "V", (VIEW, PARAMS)),
    "android.app.admin.DevicePolicyManager.lockNow": ("virtual", "V", ()),
    "android.app.admin.DevicePolicyManager.isAdminActive": ("virtual", "Z", (COMPONENT,)),
    "dalvik.system.DexClassLoader.<init>": ("direct", "V", (S, S, S, "Ljava/lang/ClassLoader;")),
    "dalvik.system.DexClassLoader.loadClass": ("virtual", CLASS, (S,)),
    "java.lang.Class.forName": ("static", CLASS, (S,)),
    "java.lang.reflect.Method.invoke": ("virtual", OBJECT, (OBJECT, f"[{OBJECT}")),
    "java.lang.Runtime.getRuntime": ("static", "Ljava/lang/Runtime;", ()),
    "java.lang.Runtime.exec": ("virtual", "Ljava/lang/Process;", (S,)),
    "java.lang.System.loadLibrary": ("static", "V", (S,)),
    "java.net.URL.openConnection": ("virtual", "Ljava/net/URLConnection;", ()),
    "javax.crypto.Cipher.getInstance": ("static", "Ljavax/crypto/Cipher;", (S,)),
    "android.util.Base64.decode": ("static", "[B", (S, N)),
    "android.os.PowerManager$WakeLock.acquire": ("virtual", "V", ("J",)),
    "android.view.Window.setFlags": ("virtual", "V", (N, N)),
    "android.content.ClipboardManager.getPrimaryClip": (
        "virtual",
        "Landroid/content/ClipData;",
        (),
    ),
}
"""Method -> how it is called, what it gives, what it takes. Any other is a virtual `void f()`."""

PARENTS = {
    "activity": "android.app.Activity",
    "service": "android.app.Service",
    "receiver": "android.content.BroadcastReceiver",
    "provider": "android.content.ContentProvider",
}

Duty = tuple[str, str, tuple[str, ...]]
DUTIES: dict[str, tuple[Duty, ...]] = {
    "android.app.Service": (("onBind", "Landroid/os/IBinder;", (INTENT,)),),
    "android.content.BroadcastReceiver": (("onReceive", "V", (C, INTENT)),),
    "android.accessibilityservice.AccessibilityService": (
        ("onAccessibilityEvent", "V", (EVENT,)),
        ("onInterrupt", "V", ()),
    ),
    "android.content.ContentProvider": (
        ("onCreate", "Z", ()),
        ("query", CURSOR, (U, STRINGS, S, STRINGS, S)),
        ("getType", S, (U,)),
        ("insert", U, (U, "Landroid/content/ContentValues;")),
        ("delete", N, (U, S, STRINGS)),
        ("update", N, (U, "Landroid/content/ContentValues;", S, STRINGS)),
    ),
}
"""Super class -> the abstract methods that a class must have; ours do nothing."""


def signature(call: str) -> tuple[str, MethodRef]:
    """Give how a method in Java's spelling is called, and its descriptor."""
    owner, _, name = call.rpartition(".")
    kind, gives, takes = SIGNATURES.get(call, ("virtual", "V", ()))
    return kind, MethodRef(dotted(owner), name, gives, takes)


def inherited(name: str, parent: str) -> Iterator[Method]:
    """Give the methods that a class `name` under `parent` (both in Java's spelling) must have."""
    own, above = dotted(name), dotted(parent)
    construct = Invoke("direct", MethodRef(above, "<init>"), 0, 1)
    yield Method(
        MethodRef(own, "<init>"), PUBLIC | CONSTRUCTOR, Code(1, 1, (construct, RETURN_VOID))
    )
    if parent == "android.app.Activity":
        only = (BUNDLE,)
        create = Invoke("super", MethodRef(above, "onCreate", "V", only), 0, 2)
        yield Method(
            MethodRef(own, "onCreate", "V", only), PUBLIC, Code(2, 2, (create, RETURN_VOID))
        )
    for duty, gives, takes in DUTIES.get(parent, ()):
        yield Method(MethodRef(own, duty, gives, takes), PUBLIC, _nothing(gives, takes))


def _nothing(gives: str, takes: tuple[str, ...]) -> Code:
    """Give code that returns null, zero or nothing."""
    incoming = 1 + words(takes)
    if gives == "V":
        return Code(incoming, incoming, (RETURN_VOID,))
    back = 0x11 if gives[0] in "L[" else 0x0F
    return Code(1 + incoming, incoming, (Raw(bytes([0x12, 0, back, 0])),))
