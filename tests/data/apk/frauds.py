"""Fraud apps of the cast that ask the phone for its data. None can do harm: no code of theirs runs.

Words, permissions and shapes follow what is published about each kind of fraud; hosts, addresses
and tokens are invented.
"""

from __future__ import annotations

from tests.data.apk import icon, invented
from tests.data.apk.spec import MAIN, AppSpec, ComponentSpec, NetworkSpec, ask

P = "android.permission."
RED, GOLD, BLUE, NAVY = (200, 30, 40), (240, 190, 40), (30, 90, 200), (10, 30, 90)

BOOT = ComponentSpec(
    kind="receiver",
    name=".BootReceiver",
    exported=True,
    actions=("android.intent.action.BOOT_COMPLETED",),
)
SMS_FIRST = ComponentSpec(
    kind="receiver",
    name=".SmsReceiver",
    exported=True,
    permission=f"{P}BROADCAST_SMS",
    actions=("android.provider.Telephony.SMS_RECEIVED",),
    priority=2147483647,
)
"""Sees messages before any other app does."""
HIDDEN_HELP = ComponentSpec(
    kind="service",
    name=".HelpService",
    exported=True,
    permission=f"{P}BIND_ACCESSIBILITY_SERVICE",
    actions=("android.accessibilityservice.AccessibilityService",),
)
LOAN_TEXTS = (
    invented.LOAN_URL,
    "https://api.kredit-cepat-tazzelwick.vip/upload/contacts",
    "content://sms/inbox",
    "content://call_log/calls",
    "Instant loan approved, low interest, no credit check",
    "Repay today or we call all your contacts",
    "秒到账 低息贷款 无需征信 立即借款",
    "逾期还款 通讯录 授信额度 放款 提额",
    "pinjaman online cepat cair tanpa jaminan",
)


def loan() -> AppSpec:
    """Give a fake loan app: contacts, messages, call log and photos against a small loan."""
    return AppSpec(
        package="com.quickcash.tazzelwick.loan",
        label="QuickLoan 极速贷",
        labels={"zh": "极速贷", "in": "Pinjaman Cepat", "hi": "तुरंत लोन"},
        version_name="1.0.7",
        version_code=107,
        target_sdk=28,
        permissions=ask(
            "INTERNET READ_CONTACTS READ_SMS READ_CALL_LOG READ_PHONE_STATE "
            "ACCESS_FINE_LOCATION CAMERA READ_EXTERNAL_STORAGE READ_MEDIA_IMAGES "
            "QUERY_ALL_PACKAGES"
        ),
        components=(
            MAIN,
            ComponentSpec(name=".WebActivity", exported=False),
            ComponentSpec(kind="service", name=".UploadService", exported=False),
        ),
        cleartext=True,
        calls=(
            "android.content.ContentResolver.query",
            "android.telephony.TelephonyManager.getDeviceId",
            "android.telephony.TelephonyManager.getLine1Number",
            "android.location.LocationManager.getLastKnownLocation",
            "android.content.pm.PackageManager.getInstalledPackages",
            "android.webkit.WebView.loadUrl",
            "android.webkit.WebView.addJavascriptInterface",
            "android.webkit.WebSettings.setJavaScriptEnabled",
        ),
        strings=LOAN_TEXTS,
        resources={"apply": "立即申请贷款", "repay": "还款", "limit": "Credit limit 50,000"},
        icon=icon.png(icon.COIN, (RED, GOLD, icon.WHITE)),
        key="gamma",
    )


def fake_bank() -> AppSpec:
    """Give an imitation of `honest.bank`: its label and icon, another package and another key."""
    return AppSpec(
        package="com.tidewaterbank.mobile.secure",
        label="Tidewаter Bank",  # the second a is Cyrillic
        version_name="8.14.1",
        version_code=81401,
        target_sdk=29,
        permissions=ask("INTERNET READ_SMS RECEIVE_SMS READ_PHONE_STATE SYSTEM_ALERT_WINDOW"),
        components=(MAIN, SMS_FIRST),
        cleartext=True,
        network=NetworkSpec(cleartext=True, user_certificates=True),
        calls=(
            "android.telephony.SmsMessage.getMessageBody",
            "android.webkit.WebView.loadUrl",
            "android.view.WindowManager.addView",
        ),
        strings=(invented.BANK_URL, "Enter card number, CVV and PIN", "otp", "Verify your account"),
        icon=icon.pillars((34, 92, 196), NAVY),
        key="delta",
    )


def police() -> AppSpec:
    """Give an impersonator of the police: "安全防护" takes over messages and calls."""
    return AppSpec(
        package="com.gongan.fanghu.oxlorivane",
        label="公安防护",
        labels={"en": "Security Protection"},
        version_name="2.0",
        version_code=2,
        target_sdk=26,
        permissions=ask(
            "INTERNET READ_SMS RECEIVE_SMS SEND_SMS READ_CONTACTS READ_CALL_LOG "
            "PROCESS_OUTGOING_CALLS RECORD_AUDIO CAMERA SYSTEM_ALERT_WINDOW "
            "RECEIVE_BOOT_COMPLETED"
        ),
        components=(MAIN, BOOT, SMS_FIRST, HIDDEN_HELP),
        accessibility=("canRetrieveWindowContent", "canPerformGestures"),
        cleartext=True,
        calls=(
            "android.telephony.SmsMessage.getMessageBody",
            "android.media.MediaRecorder.setAudioSource",
            "android.media.MediaRecorder.start",
            "android.accessibilityservice.AccessibilityService.performGlobalAction",
            "android.webkit.WebView.loadUrl",
        ),
        strings=(
            invented.POLICE_URL,
            "国家反诈中心 安全防护 正在检测",
            "公安部 案件编号 通缉令 资金核查 安全账户",
            "最高人民检察院 冻结管制令",
            "请输入银行卡号 交易密码 验证码",
        ),
        icon=icon.shield(NAVY, GOLD),
        key="delta",
    )


def support() -> AppSpec:
    """Give a fake customer service: refund words and remote control of the screen."""
    return AppSpec(
        package="com.kefu.refund.oxlorivane",
        label="官方客服退款",
        labels={"en": "Refund Customer Support"},
        version_name="1.1",
        version_code=11,
        target_sdk=30,
        permissions=ask(
            "INTERNET FOREGROUND_SERVICE FOREGROUND_SERVICE_MEDIA_PROJECTION "
            "SYSTEM_ALERT_WINDOW RECORD_AUDIO REQUEST_INSTALL_PACKAGES"
        ),
        components=(
            MAIN,
            HIDDEN_HELP,
            ComponentSpec(
                kind="service", name=".ScreenService", exported=False, service_types=0x20
            ),
        ),
        accessibility=("canRetrieveWindowContent", "canPerformGestures"),
        calls=(
            "android.media.projection.MediaProjectionManager.createScreenCaptureIntent",
            "android.accessibilityservice.AccessibilityService.dispatchGesture",
            "android.view.WindowManager.addView",
        ),
        strings=(
            invented.SUPPORT_URL,
            "在线客服 退款理赔 取消会员 百万保障",
            "屏幕共享 远程协助 请勿挂断",
            "Refund department: share your screen with our agent",
        ),
        icon=icon.icon_for("support"),
        key="delta",
    )


def stealer() -> AppSpec:
    """Give a banker: forwards messages to a Telegram bot and clicks through accessibility."""
    return AppSpec(
        package="com.rewards.point.quillmarrow",
        label="Reward Points",
        version_name="1.0",
        version_code=1,
        target_sdk=29,
        permissions=ask(
            "INTERNET READ_SMS RECEIVE_SMS SEND_SMS READ_PHONE_NUMBERS READ_CONTACTS "
            "RECEIVE_BOOT_COMPLETED REQUEST_IGNORE_BATTERY_OPTIMIZATIONS FOREGROUND_SERVICE"
        ),
        components=(MAIN, BOOT, SMS_FIRST, HIDDEN_HELP),
        accessibility=("canRetrieveWindowContent", "canPerformGestures"),
        calls=(
            "android.telephony.SmsManager.getDefault",
            "android.telephony.SmsManager.sendTextMessage",
            "android.telephony.SmsMessage.createFromPdu",
            "android.telephony.SmsMessage.getMessageBody",
            "android.telephony.SmsMessage.getOriginatingAddress",
            "android.content.pm.PackageManager.setComponentEnabledSetting",
            "android.accessibilityservice.AccessibilityService.getRootInActiveWindow",
            "android.view.accessibility.AccessibilityNodeInfo.performAction",
            "java.net.URL.openConnection",
        ),
        strings=(
            invented.TELEGRAM_URL,
            invented.TELEGRAM_TOKEN,
            "Card number",
            "CVV",
            "ATM PIN",
            "Enter the OTP to get 5,000 points",
        ),
        icon=icon.icon_for("points"),
        key="debug",
    )
