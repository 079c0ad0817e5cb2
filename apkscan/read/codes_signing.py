"""Codes of notes on how an app is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.read.code import Code
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_INFO, _LOW, _MEDIUM, _HIGH = Severity

SIGNING_CODES: Mapping[str, Code] = {
    "certificate-dates": Code(
        "A certificate has odd dates: none, reversed, or centuries ahead",
        "证书日期异常：缺失、颠倒或远至数百年后",
        _LOW,
    ),
    "certificate-short": Code(
        "A certificate ends before 22 October 2033, sooner than Google Play accepts",
        "证书在 2033 年 10 月 22 日之前到期，不符合 Google Play 要求",
        _LOW,
    ),
    "certificate-unreadable": Code("A certificate cannot be read", "证书无法读取", _MEDIUM),
    "digest-mismatch": Code("The content is not what was signed", "内容与签名时不一致", _HIGH),
    "key-mismatch": Code(
        "The signing key is not that of the certificate", "签名密钥与证书不符", _HIGH
    ),
    "known-key": Code(
        "The app is signed with a key that anybody can have",
        "应用使用任何人都可获得的公开密钥签名",
        _MEDIUM,
    ),
    "scheme-stripped": Code(
        "A stronger signature was removed from the app", "应用中更强的签名已被移除", _HIGH
    ),
    "schemes-disagree": Code(
        "The signature schemes name different signers", "不同签名方案的签名者不一致", _HIGH
    ),
    "signature-mismatch": Code("A signature does not hold", "签名验证失败", _HIGH),
    "signature-unreadable": Code("A signature cannot be read", "签名无法读取", _HIGH),
    "signing-block-extra": Code(
        "The signing block holds further data, such as the shop that the app was made for",
        "签名块包含附加数据，例如渠道信息",
        _INFO,
    ),
    "signing-block-odd": Code("The signing block is damaged", "签名块结构异常", _MEDIUM),
    "unsigned": Code(
        "The app is not signed: Android does not install it", "应用未签名，安卓拒绝安装", _HIGH
    ),
    "unsigned-entry": Code("An entry is not signed", "条目未被签名", _HIGH),
    "unsupported-signature": Code(
        "A signature is of a kind that is not checked here", "签名算法不受支持，未验证", _LOW
    ),
    "unverified": Code("The signature was not checked", "签名未验证", _LOW),
    "weak-key": Code("The signing key is shorter than 2,048 bits", "签名密钥短于 2048 位", _LOW),
}
