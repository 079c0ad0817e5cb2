"""The sentences in the comments of blocklists, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "tool": "Made by fraudlens {version}",
    "model": "Model: {name} {version} {digest}",
    "cuts": ", suspicious from score {suspicious:.4f}, fraud from {fraud:.4f}",
    "no model": "Model: none, for nothing was flagged",
    "level fraud": "Verdicts: fraud", "level suspicious": "Verdicts: suspicious and fraud",
    "level clear": "Verdicts: all",
    "until": "Valid until: {day}",
    "wide": "Listed: {count}, each with all names below it",
    "narrow": "Listed: {count}, each exactly as it stands",
    "held": "Held back: {count}, named with reasons at the end",
    "apps": "Apps left out, for they have no name: {count}",
    "held back": "held back", "more": "{count} more are held back",
    "colon": ": ",
    "no_host": "the record states no host",
    "shape": "is no host name of letters, digits and hyphens",
    "ip": "is an IP address, and this is a list of names",
    "special": "is a name of local networks or steers resolvers",
    "suffix": "is a public suffix, under which strangers register",
    "platform": "is a shared platform, under which strangers publish",
    "own_name": "is a name that the platform {by} keeps to itself",
    "above": "stands above shared or well-known names such as {by}",
    "service": "belongs to {by}, a service that half of the net needs",
    "brand": "belongs to {by}, an official domain of a known name",
    "official": "stands below {by}, where names are given out after a check",
    "allowed": "your allow list names {by}",
    "long": "is too long for a zone that has a name itself",
}  # fmt: skip

_ZH = {
    "tool": "由 fraudlens {version} 生成",
    "model": "模型：{name} {version} {digest}",
    "cuts": "，{suspicious:.4f} 分起为可疑，{fraud:.4f} 分起为欺诈",
    "no model": "模型：无（没有任何目标被标记）",
    "level fraud": "判定：欺诈", "level suspicious": "判定：可疑和欺诈",
    "level clear": "判定：全部",
    "until": "有效期至：{day}",
    "wide": "列入：{count} 个，各含其下所有域名",
    "narrow": "列入：{count} 个，仅限所写域名本身",
    "held": "未列入：{count} 个，末尾列出原因",
    "apps": "略去的应用（没有域名）：{count} 个",
    "held back": "未列入", "more": "另有 {count} 个未列入",
    "colon": "：",
    "no_host": "记录中没有主机名",
    "shape": "不是由字母、数字和连字符组成的主机名",
    "ip": "是 IP 地址，而本列表只含域名",
    "special": "属于本地网络的名称，或会操纵解析器",
    "suffix": "是公共后缀，他人可在其下注册",
    "platform": "是共享平台，他人可在其下发布内容",
    "own_name": "是平台 {by} 自用的域名",
    "above": "其下有共享平台或知名域名，例如 {by}",
    "service": "属于 {by}，互联网广泛依赖的服务",
    "brand": "属于 {by}，知名名称的官方域名",
    "official": "位于 {by} 之下，该后缀须经审核才可注册",
    "allowed": "您的允许列表中有 {by}",
    "long": "对于自身有名称的区域而言过长",
}  # fmt: skip

BLOCK_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}
