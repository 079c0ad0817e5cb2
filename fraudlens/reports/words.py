"""The words of the reports for people, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGS = ("en", "zh")

_EN = {
    "clear": "clear", "suspicious": "suspicious", "fraud": "fraud", "error": "error",
    "phishing": "phishing",
    "fake_investment": "fake investment",
    "crypto_scam": "crypto scam",
    "fake_loan": "fake loan",
    "fake_shop": "fake shop",
    "rebate_job": "rebate job",
    "fake_customer_service": "fake customer service",
    "fake_authority": "fake authority",
    "gambling": "gambling",
    "malware": "malware",
    "other_fraud": "other fraud",
    "info": "info", "low": "low", "medium": "medium", "high": "high",
    "verdict": "VERDICT", "score": "SCORE", "type": "TYPE", "target": "TARGET", "why": "WHY",
    "targets": "{count} targets", "one target": "1 target",
    "not read": "{count} not read", "types": "types",
    "thresholds": "score: probability of fraud where {base} of the targets are fraud;"
    " suspicious from {suspicious}, fraud from {fraud}",
    "thresholds of apk": "apps: suspicious from {suspicious}, fraud from {fraud}",
    "thresholds of registration": (
        "with registration: suspicious from {suspicious}, fraud from {fraud}"
    ),
    "thresholds of url": "URLs: suspicious from {suspicious}, fraud from {fraud}",
    "semicolon": "; ",
    "basis rules": "Rules decided, with more than the score alone would say.",
    "basis visibility": "Too little could be seen to clear it: a person should look.",
    "basis official-app": "It is an official app by its maker's key: score and rules do not count.",
    "basis own-list": "Your own list decided.",
    "explain score": "probability of fraud", "raw score": "raw score",
    "speaks for fraud": "speaks for fraud", "speaks against": "speaks against",
    "themes": "What weighed (log-odds)", "start": "start value of the model",
    "columns": "Every column that mattered", "absent": "absent",
    "yes": "yes", "no": "no",
    "facts": "Facts", "findings": "Findings", "none": "none", "fraud types": "Likely types",
    "change": "What would change the verdict",
    "with typical": "With typical values for {blocks} it would be {verdict} (score {score}).",
    "no change": "No themes, set to typical values, would change the verdict.",
    "own decision": "Your own list decided; the model's score has no part in it.",
    "rules decision": "Rules are enough for it whatever the model says: no theme would change it.",
    "official decision": "By its maker's key it is the official app, whatever the model says.",
    "visibility decision": "Too little can be seen to clear it, whatever the model says: no theme"
    " would change that.",
    "no typical": "The model does not carry the typical values that this needs.",
    "policy": "policy", "pass": "pass", "review": "review", "reject": "reject",
    "policy line": "policy {pack} {day}: {result}", "one rule": " (1 rule)",
    "rules": " ({count} rules)", "since": "since {day}",
    "not stated": "The listing would have to state: {fields}",
    "report title": "Fraud report", "number": "Targets",
    "flagged targets": "Flagged targets", "not read targets": "Not read",
    "column verdict": "Verdict", "column score": "Score", "column type": "Type",
    "column target": "Target", "column why": "Why",
    "left out": "And {count} more.", "policy title": "Policy", "column rules": "Rules",
    "model": "Model", "and": "{first} and {last}", "comma": ", ", "quote": "“{text}”",
}  # fmt: skip

_ZH = {
    "clear": "正常", "suspicious": "可疑", "fraud": "欺诈", "error": "错误",
    "phishing": "钓鱼",
    "fake_investment": "虚假投资",
    "crypto_scam": "加密货币诈骗",
    "fake_loan": "虚假贷款",
    "fake_shop": "虚假商城",
    "rebate_job": "刷单返利",
    "fake_customer_service": "冒充客服",
    "fake_authority": "冒充公检法",
    "gambling": "网络赌博",
    "malware": "恶意软件",
    "other_fraud": "其他欺诈",
    "info": "提示", "low": "低", "medium": "中", "high": "高",
    "verdict": "判定", "score": "分数", "type": "类型", "target": "目标", "why": "原因",
    "targets": "{count} 个目标", "one target": "1 个目标",
    "not read": "{count} 个无法读取", "types": "类型",
    "thresholds": "分数：全部目标中 {base} 为欺诈时的欺诈概率；"
    "{suspicious} 起为可疑，{fraud} 起为欺诈",
    "thresholds of apk": "应用：{suspicious} 起为可疑，{fraud} 起为欺诈",
    "thresholds of registration": "结合注册信息：{suspicious} 起为可疑，{fraud} 起为欺诈",
    "thresholds of url": "网址：{suspicious} 起为可疑，{fraud} 起为欺诈",
    "semicolon": "；",
    "basis rules": "由规则判定，比仅凭分数更严。",
    "basis visibility": "可见内容过少，不能判为正常，请人工复核。",
    "basis official-app": "即收录的官方应用，签名为其开发者所有：分数与规则不计。",
    "basis own-list": "由您自己的列表判定。",
    "explain score": "欺诈概率", "raw score": "原始分数",
    "speaks for fraud": "支持欺诈", "speaks against": "支持正常",
    "themes": "各主题的权重（对数几率）", "start": "模型的起始值",
    "columns": "所有起作用的特征", "absent": "缺失",
    "yes": "是", "no": "否",
    "facts": "事实", "findings": "规则发现", "none": "无", "fraud types": "可能的类型",
    "change": "怎样会改变判定",
    "with typical": "若{blocks}取典型值，判定将为{verdict}（分数 {score}）。",
    "no change": "没有任何主题在取典型值后会改变判定。",
    "own decision": "由您自己的列表决定，与模型分数无关。",
    "rules decision": "仅凭规则即已如此判定，与模型分数无关：没有任何主题会改变判定。",
    "official decision": "签名为官方应用开发者所有，无论模型分数如何都判为正常。",
    "visibility decision": "可见内容过少，无论模型分数如何都不能判为正常：没有任何主题会改变判定。",
    "no typical": "模型未附带所需的典型值。",
    "policy": "政策", "pass": "通过", "review": "人工复核", "reject": "拒绝",
    "policy line": "政策 {pack} {day}：{result}", "one rule": "（1 条规则）",
    "rules": "（{count} 条规则）", "since": "自 {day} 起",
    "not stated": "商店页面还须说明：{fields}",
    "report title": "欺诈检测报告", "number": "目标数",
    "flagged targets": "可疑与欺诈目标", "not read targets": "无法读取",
    "column verdict": "判定", "column score": "分数", "column type": "类型",
    "column target": "目标", "column why": "原因",
    "left out": "另有 {count} 个未列出。", "policy title": "政策", "column rules": "规则",
    "model": "模型", "and": "{first}和{last}", "comma": "、", "quote": "“{text}”",
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}


def enumerate_words(parts: list[str], lang: str) -> str:
    """Join quoted parts as a sentence does; at least one.

    >>> enumerate_words(["a", "b", "c"], "en")
    '“a”, “b” and “c”'
    """
    words = WORDS[lang]
    *before, last = [words["quote"].format(text=part) for part in parts]
    if not before:
        return last
    return words["and"].format(first=words["comma"].join(before), last=last)
