"""Fraud apps of the cast that are a frame around somebody's web page, and packed ones."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.data.apk import icon, invented
from tests.data.apk.spec import MAIN, AppSpec, ComponentSpec, ask

P = "android.permission."
NAVY, GREEN, RED, GOLD = (10, 30, 90), (20, 160, 90), (200, 30, 40), (240, 190, 40)
DCLOUD = tuple(
    f"io.dcloud.{name}"
    for name in ("PandoraEntryActivity", "common.core.Core", "feature.ui.NView", "WebAppActivity")
)
WEB_CALLS = (
    "android.webkit.WebView.loadUrl",
    "android.webkit.WebView.evaluateJavascript",
    "android.webkit.WebView.addJavascriptInterface",
    "android.webkit.WebSettings.setJavaScriptEnabled",
)
EXCHANGE_CODE = f"""
var api = "{invented.EXCHANGE_URL}"; var kf = "https://chat.brindlefen-global.top/kefu";
var usdt = {{trc20: "{invented.tron_address("exchange")}",
             erc20: "{invented.ethereum_address("exchange")}",
             btc: "{invented.bitcoin_address("exchange")}"}};
var text = ["K线", "充币", "提币", "合约交易", "秒合约", "杠杆", "跟单老师", "稳赚不赔",
            "USDT deposit", "Withdraw", "Futures", "Leverage 100x", "Guaranteed profit"];
"""


def exchange() -> AppSpec:
    """Give a fake exchange: a uni-app shell with K-line words and deposit addresses."""
    page = {"id": "__UNI__F4A5E00", "name": "Brindle Global", "launch_path": invented.EXCHANGE_URL}
    www = "assets/apps/__UNI__F4A5E00/www"
    return AppSpec(
        package="uni.UNIF4A5E00",
        label="Brindle Global",
        labels={"zh": "布林国际交易所"},
        version_name="3.2.0",
        version_code=320,
        target_sdk=30,
        permissions=ask(
            "INTERNET CAMERA READ_EXTERNAL_STORAGE WRITE_EXTERNAL_STORAGE READ_PHONE_STATE "
            "REQUEST_INSTALL_PACKAGES"
        ),
        components=(
            replace(MAIN, name="io.dcloud.PandoraEntry"),
            ComponentSpec(name="io.dcloud.PandoraEntryActivity"),
        ),
        application="io.dcloud.application.DCloudApplication",
        meta_data={"dcloud_appkey": "00000000000000000000000000000000"},
        cleartext=True,
        calls=WEB_CALLS,
        classes=DCLOUD,
        files={
            f"{www}/manifest.json": json.dumps(page).encode(),
            f"{www}/app-service.js": EXCHANGE_CODE.encode(),
            "assets/data/dcloud_control.xml": b'<hbuilder><apps><app appid="__UNI__F4A5E00"/>'
            b"</apps></hbuilder>",
            "assets/data/dcloud_properties.xml": b"<properties><features/></properties>",
            "assets/uni-jsframework.js": b"var uni = {};",
        },
        native={"libweexjsb.so": invented.library("libweexjsb.so")},
        abis=("arm64-v8a", "armeabi-v7a"),
        icon=icon.png(icon.CANDLES, (NAVY, RED, GREEN)),
        key="gamma",
    )


def gambling() -> AppSpec:
    """Give a gambling shell: one activity, one page, words of the lobby in the resources."""
    return AppSpec(
        package="com.kaiyuan.quillmarrow.game",
        label="开元棋牌",
        labels={"en": "Lucky Slots Casino", "vi": "Nổ hũ đổi thưởng"},
        version_name="6.6.6",
        version_code=666,
        target_sdk=29,
        permissions=ask("INTERNET ACCESS_NETWORK_STATE WRITE_EXTERNAL_STORAGE"),
        cleartext=True,
        calls=WEB_CALLS,
        strings=(invented.GAMBLING_URL, "百家乐", "真人视讯", "捕鱼", "上分", "彩金", "返水"),
        resources={"bonus": "首充送彩金", "slots": "Jackpot slots, baccarat, roulette"},
        icon=icon.png(icon.COIN, (RED, GOLD, RED)),
        key="gamma",
    )


def rebate() -> AppSpec:
    """Give a rebate-job app: Cordova around a page of tasks with a deposit."""
    page = f'<html><script src="cordova.js"></script><script>location="{invented.REBATE_URL}"'
    return AppSpec(
        package="com.dianzan.brindlefen.task",
        label="点赞兼职",
        labels={"en": "Task Earn"},
        version_name="1.3",
        version_code=13,
        target_sdk=30,
        permissions=ask("INTERNET READ_EXTERNAL_STORAGE"),
        calls=WEB_CALLS,
        classes=("org.apache.cordova.CordovaActivity", "org.apache.cordova.CordovaWebViewImpl"),
        strings=(
            "刷单返利",
            "垫付",
            "做任务 佣金",
            "日结",
            "Complete tasks, earn commission daily",
        ),
        files={
            "assets/www/index.html": f"{page}</script></html>".encode(),
            "assets/www/cordova.js": b"var cordova = {};",
            "assets/www/cordova_plugins.js": b"module.exports = [];",
        },
        key="gamma",
    )


def packed() -> AppSpec:
    """Give an app in the shape that a packer leaves: a stub, libraries, and what it unpacks.

    The manifest names classes that the one small DEX does not define.
    """
    return AppSpec(
        package="com.wealth.tazzelwick.app",
        label="Wealth Plus",
        version_name="1.0",
        version_code=1,
        target_sdk=29,
        permissions=ask("INTERNET READ_SMS READ_CONTACTS CAMERA"),
        components=(
            replace(MAIN, name=".ui.Splash", defined=False),
            *(
                ComponentSpec(name=f".ui.{name}", exported=False, defined=False)
                for name in ("Home", "Login", "Deposit")
            ),
        ),
        application="com.stub.StubApp",
        calls=("java.lang.System.loadLibrary", "dalvik.system.DexClassLoader.<init>"),
        files={
            "assets/libjiagu.so": invented.library("libjiagu.so"),
            "assets/libjiagu_a64.so": invented.library("libjiagu_a64.so"),
            "assets/.appkey": invented.noise("appkey", 32),
            "assets/payload.bin": invented.noise("payload", 20_000),
        },
        key="delta",
    )


def packed_tencent() -> AppSpec:
    """Give an app in the shape of another packer, with its own stub and library names."""
    return AppSpec(
        package="com.reward.quillmarrow.plus",
        label="Bonus Plus",
        target_sdk=29,
        permissions=ask("INTERNET RECEIVE_SMS"),
        components=(replace(MAIN, name="com.reward.quillmarrow.plus.Main", defined=False),),
        application="com.tencent.StubShell.TxAppEntry",
        files={"assets/0OO00l111l1l": invented.noise("tencent", 8_000), "tencent_stub": b"stub"},
        native={
            "libshella-4.1.0.so": invented.library("libshella-4.1.0.so"),
            "libtup.so": invented.library("libtup.so"),
        },
        key="delta",
    )
