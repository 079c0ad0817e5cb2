"""The words of a case's summary, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "title": "Case",
    "target": "Target",
    "verdict": "Verdict",
    "score": "Score",
    "type": "Likely type",
    "cuts": "suspicious from {suspicious:.4f}, fraud from {fraud:.4f}",
    "basis": "Rests on",
    "model": "the model",
    "rules": "rules, beyond the score",
    "visibility": "too little being visible: a person must look",
    "official-app": "the key of an official app's maker",
    "own-list": "a list of the user",
    "why": "Why",
    "findings": "Findings",
    "facts": "Facts",
    "nothing": "nothing to tell",
    "policy": "Policy",
    "inputs": "Inputs",
    "tool": "Made with",
    "made": "Pack made",
    "judged": "Judged",
    "from a run": "in an earlier run",
    "given": "time given by the user, not by the clock",
    "absent": "not at hand any more; the digest is that of the record",
    "bytes": "bytes",
    "act": "Who can act",
    "registration": "Registration",
    "registered": "registered {day}",
    "registrar": "by {name}",
    "sample": "This pack holds the app itself, as `sample.bin`. It may do harm: do not install it,"
    " and do not send the pack to people who do not expect it.",
    "proves": "What this pack proves",
    "limits": "Its digests prove that no member has changed since it was made, if the SHA-256 of"
    " the whole pack was noted elsewhere. It bears no signature: it does not prove who made it or"
    " when. The verdict is that of an automated classifier, which opened no page and ran no app.",
    "other language": "Reasons and findings are in the language of the run that gave them.",
}
_ZH = {
    "title": "案件",
    "target": "目标",
    "verdict": "判定",
    "score": "分数",
    "type": "可能类型",
    "cuts": "{suspicious:.4f} 起为可疑，{fraud:.4f} 起为欺诈",
    "basis": "判定依据",
    "model": "模型",
    "rules": "规则（比分数更严）",
    "visibility": "可见内容过少，须人工复核",
    "official-app": "官方应用开发者的签名",
    "own-list": "用户自己的列表",
    "why": "原因",
    "findings": "规则发现",
    "facts": "事实",
    "nothing": "无",
    "policy": "政策",
    "inputs": "输入",
    "tool": "生成工具",
    "made": "证据包生成时间",
    "judged": "判定时间",
    "from a run": "在此前的一次运行中",
    "given": "时间由用户指定，并非系统时钟",
    "absent": "文件已不在；摘要取自记录",
    "bytes": "字节",
    "act": "可处置方",
    "registration": "注册信息",
    "registered": "注册于 {day}",
    "registrar": "注册商 {name}",
    "sample": "本证据包含有该应用本身（`sample.bin`），可能造成危害：请勿安装，"
    "也不要发给没有准备的人。",
    "proves": "本证据包能证明什么",
    "limits": "若整个证据包的 SHA-256 已另行记录，其中的摘要可证明自生成以来没有任何成员被改动。"
    "本证据包没有签名，不能证明由谁、在何时生成。判定由自动分类器给出，"
    "分类器没有打开任何网页，也没有运行任何应用。",
    "other language": "原因和规则发现使用给出判定的那次运行的语言。",
}

CASE_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}
