"""Honest apps of the cast, among them those whose trade needs what fraud asks for, too."""

from __future__ import annotations

from tests.data.apk import icon, invented
from tests.data.apk.spec import MAIN, AppSpec, ComponentSpec, FilterSpec, NetworkSpec, ask

BLUE, NAVY, GREEN = (30, 90, 200), (10, 30, 90), (20, 140, 80)
P = "android.permission."
DEFAULT = "android.intent.category.DEFAULT"
SMS_COMPONENTS = (
    MAIN,
    ComponentSpec(
        kind="receiver",
        name=".SmsReceiver",
        exported=True,
        permission=f"{P}BROADCAST_SMS",
        actions=("android.provider.Telephony.SMS_DELIVER",),
    ),
    ComponentSpec(
        kind="receiver",
        name=".MmsReceiver",
        exported=True,
        permission=f"{P}BROADCAST_WAP_PUSH",
        actions=("android.provider.Telephony.WAP_PUSH_DELIVER",),
        mime_types=("application/vnd.wap.mms-message",),
    ),
    ComponentSpec(
        kind="service",
        name=".RespondService",
        exported=True,
        permission=f"{P}SEND_RESPOND_VIA_MESSAGE",
        actions=("android.intent.action.RESPOND_VIA_MESSAGE",),
        schemes=("sms", "smsto", "mms", "mmsto"),
    ),
    ComponentSpec(
        name=".ComposeActivity",
        exported=True,
        actions=("android.intent.action.SENDTO",),
        categories=(DEFAULT,),
        schemes=("sms", "smsto"),
    ),
)
HOME_COMPONENTS = (
    ComponentSpec(
        name=".HomeActivity",
        exported=True,
        actions=("android.intent.action.MAIN",),
        categories=(
            "android.intent.category.LAUNCHER",
            "android.intent.category.HOME",
            DEFAULT,
        ),
    ),
    ComponentSpec(
        kind="receiver",
        name=".BootReceiver",
        exported=True,
        filters=(
            FilterSpec(actions=("android.intent.action.BOOT_COMPLETED",)),
            FilterSpec(actions=("android.intent.action.PACKAGE_ADDED",), schemes=("package",)),
        ),
    ),
)


def calculator() -> AppSpec:
    """Give a calculator: no permission, no network."""
    return AppSpec(
        package="org.kestrelfen.calculator",
        label="Calculator",
        labels={"de": "Taschenrechner", "zh": "计算器", "zh-rTW": "計算機"},
        version_name="2.3.1",
        version_code=231,
        allow_backup=True,
        classes=(
            "org.kestrelfen.calculator.Expression",
            "org.kestrelfen.calculator.Parser",
            "org.kestrelfen.calculator.History",
        ),
        strings=("sin", "cos", "Cannot divide by zero", invented.HONEST_URL),
        icon=icon.png(icon.KEYPAD, (GREEN, icon.WHITE, NAVY)),
        key="alpha",
    )


def bank() -> AppSpec:
    """Give the app of a bank that does not exist: "Tidewater Bank"; the fake one copies it."""
    return AppSpec(
        package="nl.tidewaterbank.mobile",
        label="Tidewater Bank",
        labels={"nl": "Tidewater Bank", "zh": "潮水银行"},
        version_name="8.14.0",
        version_code=81400,
        permissions=ask("INTERNET ACCESS_NETWORK_STATE USE_BIOMETRIC CAMERA POST_NOTIFICATIONS"),
        components=(
            MAIN,
            ComponentSpec(
                name=".LinkActivity",
                exported=True,
                actions=("android.intent.action.VIEW",),
                categories=(DEFAULT, "android.intent.category.BROWSABLE"),
                schemes=("https",),
                hosts=("www.tidewaterbank.example",),
            ),
            ComponentSpec(kind="service", name=".push.PushService", exported=False),
        ),
        application=".BankApplication",
        allow_backup=False,
        cleartext=False,
        network=NetworkSpec(
            cleartext=False,
            pins=(("www.tidewaterbank.example", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),),
        ),
        calls=("javax.crypto.Cipher.getInstance", "java.net.URL.openConnection"),
        classes=tuple(f"nl.tidewaterbank.mobile.{name}" for name in ("Login", "Pin", "Transfer")),
        strings=("https://www.tidewaterbank.example/api", "Transfer money", "IBAN"),
        icon=icon.pillars(BLUE, NAVY),
        key="bank",
    )


def sms() -> AppSpec:
    """Give an SMS app: reads, sends and receives messages, as the default handler must."""
    return AppSpec(
        package="org.kestrelfen.messages",
        label="Kestrel Messages",
        labels={"zh": "信使短信"},
        version_name="1.9",
        version_code=19,
        permissions=ask(
            "READ_SMS SEND_SMS RECEIVE_SMS RECEIVE_MMS READ_CONTACTS POST_NOTIFICATIONS"
        ),
        components=SMS_COMPONENTS,
        calls=(
            "android.telephony.SmsManager.getDefault",
            "android.telephony.SmsManager.sendTextMessage",
            "android.telephony.SmsMessage.getMessageBody",
            "android.content.ContentResolver.query",
        ),
        strings=("content://sms", "New message", "Conversation"),
        key="beta",
    )


def launcher() -> AppSpec:
    """Give a launcher: sees all packages and starts with the phone."""
    return AppSpec(
        package="org.kestrelfen.home",
        label="Kestrel Home",
        labels={"zh": "红隼桌面"},
        version_name="4.0",
        version_code=40,
        permissions=ask(
            "QUERY_ALL_PACKAGES RECEIVE_BOOT_COMPLETED EXPAND_STATUS_BAR "
            "REQUEST_DELETE_PACKAGES SET_WALLPAPER"
        ),
        components=HOME_COMPONENTS,
        query_actions=("android.intent.action.MAIN",),
        calls=(
            "android.content.Context.getPackageManager",
            "android.content.pm.PackageManager.getInstalledPackages",
            "android.content.Context.startActivity",
        ),
        strings=("Widgets", "Wallpaper", "Hidden apps"),
        key="beta",
    )


def screen_reader() -> AppSpec:
    """Give an accessibility tool: reads the screen aloud, which is what the service is for."""
    guard = f"{P}BIND_ACCESSIBILITY_SERVICE"
    return AppSpec(
        package="org.kestrelfen.readaloud",
        label="Read Aloud",
        version_name="1.2",
        version_code=12,
        permissions=ask("FOREGROUND_SERVICE VIBRATE"),
        components=(
            MAIN,
            ComponentSpec(
                kind="service",
                name=".ReaderService",
                exported=True,
                permission=guard,
                actions=("android.accessibilityservice.AccessibilityService",),
            ),
        ),
        accessibility=("canRetrieveWindowContent",),
        calls=("android.view.accessibility.AccessibilityNodeInfo.getText",),
        strings=("Speech rate", "Read from top"),
        key="gamma",
    )
