"""Sentences of the app analyzer's findings in English and Chinese, by key."""

from __future__ import annotations

from fraudlens.reports.escape import cut
from fraudlens.verdict import FraudType

EVIDENCE_CHARACTERS = 300
"""Of one value of the evidence."""

_PHRASES: dict[str, tuple[str, str]] = {
    FraudType.PHISHING: (
        "behaves like an app that steals log-ins or one-time codes",
        "行为类似窃取登录信息或验证码的应用",
    ),
    FraudType.FAKE_INVESTMENT: ("looks like a fake investment app", "疑似虚假投资应用"),
    FraudType.CRYPTO_SCAM: ("looks like a crypto scam", "疑似虚拟币骗局应用"),
    FraudType.FAKE_LOAN: ("looks like a fake or predatory loan app", "疑似虚假或掠夺性贷款应用"),
    FraudType.FAKE_SHOP: ("looks like a fake shop", "疑似虚假购物应用"),
    FraudType.REBATE_JOB: ("looks like a scam of paid tasks", "疑似刷单返利骗局应用"),
    FraudType.FAKE_CUSTOMER_SERVICE: (
        "looks like a fake customer service", "疑似冒充客服的应用",
    ),
    FraudType.FAKE_AUTHORITY: (
        "looks like a fake app of an authority", "疑似冒充政府机关的应用",
    ),
    FraudType.GAMBLING: ("looks like an illegal gambling app", "疑似非法赌博应用"),
    FraudType.MALWARE: ("behaves like malware", "行为类似恶意软件"),
    FraudType.OTHER_FRAUD: ("looks like fraud", "疑似诈骗应用"),
    "because": ("{}: it {}", "{}：{}"),
    "and": ("; it ", "；"),
    "public-key": (
        "is signed with a key that anybody has: {}", "使用任何人都可获得的密钥签名：{}",
    ),
    "debug-key": (
        "is signed with a key for debugging, as builds for developers are",
        "使用调试密钥签名，属于开发版本",
    ),
    "no-signature": ("has no signature that could be read", "未发现可读取的签名"),
    "signature-broken": (
        "has a signature that does not hold: the file was changed after signing, or is damaged",
        "签名校验不通过：文件在签名后被改动或已损坏",
    ),
    "split-alone": (
        "is one part of an app: no phone installs it without the main part",
        "只是应用的一个拆分包，缺少主包时手机无法安装",
    ),
    "test-only": (
        "is marked as a test build: phones install it by a developer's tool alone",
        "标记为测试版，手机仅能通过开发者工具安装",
    ),
    "packed": ("hides its code behind a packer: {}", "使用加固或加壳隐藏代码：{}"),
    "app-shell": (
        "is little more than a frame around web pages, which may stand at {}",
        "基本只是网页的外壳，网页可能位于 {}",
    ),
    "bad-link": (
        "holds an address that is more likely fraud than not: {}",
        "包含更可能是诈骗的网址：{}",
    ),
    "low-visibility": (
        "could be seen only in part, so that a clear verdict rests on little: {}",
        "仅能看到部分内容，结论依据有限：{}",
    ),
    "seen-packed": ("the code is packed", "代码被加固"),
    "seen-dex-unreadable": ("code could not be read", "代码无法读取"),
    "seen-manifest-unreadable": ("the manifest could not be read", "清单无法读取"),
    "seen-encrypted": ("parts are encrypted", "部分内容被加密"),
    "seen-timeout": ("reading took too long", "读取超时"),
    "seen-limit": ("a bound was reached", "达到读取上限"),
    "seen-limit-manifest": (
        "the manifest lists more than any honest app does", "清单内容远多于任何正常应用",
    ),
    "seen-foreign-split": (
        "an APK beside it is of another app, which was not judged",
        "附带的 APK 属于另一个应用，未作判定",
    ),
    "seen-split-alone": (
        "it is one part of an app, and the others were not given",
        "只是应用的一个拆分包，未提供其余部分",
    ),
    "seen-hidden-dex": ("code stands outside the usual place", "代码位于常规位置之外"),
    "seen-no-code": ("there is no code to read", "没有可读取的代码"),
    "seen-little-code": ("there is little code beside large contents", "代码极少而资源庞大"),
    "seen-code-elsewhere": (
        "most runs from scripts or native libraries", "主要逻辑位于脚本或原生库中",
    ),
    "seen-dynamic-code": ("code can be loaded later", "可动态加载代码"),
    "seen-partly-read": ("some files were not read to the end", "部分文件未能全部读取"),
    "seen-unseen": ("some of it could not be read", "部分内容无法读取"),
}  # fmt: skip


def evidence_text(text: str) -> str:
    """Give a text no longer than evidence may be."""
    return cut(text, EVIDENCE_CHARACTERS)


def phrase(key: str, lang: str, *values: str) -> str:
    """Give a sentence in `en` or `zh` with its values filled in.

    >>> phrase("packed", "en", "Bangcle")
    'hides its code behind a packer: Bangcle'
    """
    return _PHRASES[key][1 if lang == "zh" else 0].format(*values)


def said(texts: tuple[str, str], lang: str) -> str:
    """Give the one of two texts, English and Chinese, that the language asks for."""
    return texts[1 if lang == "zh" else 0]
