"""The words of the HTML report that no other report has, and the names of facts for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.reports.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "title": "Fraud report",
    "made": "Made {made} UTC with fraudlens {version}",
    "skip": "Parts of this page",
    "summary": "Summary", "all targets": "All targets", "in full": "Targets in full",
    "failures": "Not read",
    "n fraud": "fraud", "n suspicious": "suspicious", "n clear": "clear", "n error": "not read",
    "of targets": "of {count} targets", "of one": "of 1 target",
    "nothing": "There was no target.", "policies": "Store rules: {counts}",
    "chart verdicts": "Verdicts", "chart scores": "Scores", "chart types": "Likely types",
    "said": "{name}: {count}", "score from": "{low} to {high}",
    "score axis": "score, from 0 to 1; numbers above the bars count targets",
    "score note": "A score is a probability of fraud at the base rate of the scan.",
    "model of": "Model", "from": "{verdict} from", "digest": "SHA-256",
    "not told": "not told", "models": "Models",
    "defanged": "Addresses are written with hxxp and [.], so that no program makes a link of them."
    " Fraudlens reads them back as they are.",
    "no script": "With scripts switched off the table cannot be sorted or filtered;"
    " all else is here.",
    "number": "No.", "row target": "Target", "row why": "Why", "row verdict": "Verdict",
    "row score": "Score", "row type": "Type", "row policy": "Store rules",
    "find": "Find", "find hint": "address, app, reason …", "any": "any", "no type": "none",
    "clear filters": "Clear", "sort": "Sort by {name}",
    "shown": "{fit} of {all} rows fit", "more rows": "Show all {count} rows",
    "rows left out": "The table has the worst {shown} of {all} targets; the counts above are of"
    " all.",
    "sections left out": "The worst {shown} of {all} targets are told in full; the others"
    " stand in the table only.",
    "failures left out": "The first {shown} of {all} are listed.",
    "nothing told": "Nothing could be judged.",
    "to table": "to the table",
    "place": "{file}, line {line}",
    "reasons": "What weighed",
    "reasons note": "What weighed: shares of the raw score in log-odds. Bars to the right speak for"
    " fraud, bars to the left against it.",
    "types told": "Likely types: {types}",
    "basis model": "The model's score decided.",
    "certificate": "Certificate", "permissions": "Permissions",
    "addresses": "Addresses in it", "more": "and {count} more",
    "icon": "Icon of the app, drawn anew",
    "share": "{name} {share}",
    "code": "Code", "count": "Count", "message": "Message",
}  # fmt: skip

_ZH = {
    "title": "欺诈检测报告",
    "made": "由 fraudlens {version} 于 {made} UTC 生成",
    "skip": "本页各部分",
    "summary": "概览", "all targets": "全部目标", "in full": "目标详情",
    "failures": "无法读取",
    "n fraud": "欺诈", "n suspicious": "可疑", "n clear": "正常", "n error": "无法读取",
    "of targets": "共 {count} 个目标", "of one": "共 1 个目标",
    "nothing": "没有任何目标。", "policies": "商店规则：{counts}",
    "chart verdicts": "判定", "chart scores": "分数", "chart types": "可能的类型",
    "said": "{name}：{count}", "score from": "{low} 至 {high}",
    "score axis": "分数，0 至 1；柱上数字为目标数",
    "score note": "分数是在扫描所用基准率下的欺诈概率。",
    "model of": "模型", "from": "{verdict}起点", "digest": "SHA-256",
    "not told": "未注明", "models": "模型",
    "defanged": "网址以 hxxp 和 [.] 书写，任何程序都不会将其变成链接；fraudlens 仍可原样读取。",
    "no script": "脚本已关闭，表格不能排序或筛选，其余内容完整。",
    "number": "序号", "row target": "目标", "row why": "原因", "row verdict": "判定",
    "row score": "分数", "row type": "类型", "row policy": "商店规则",
    "find": "查找", "find hint": "网址、应用、原因……", "any": "不限", "no type": "无",
    "clear filters": "清除", "sort": "按{name}排序",
    "shown": "{fit} 行符合，共 {all} 行", "more rows": "显示全部 {count} 行",
    "rows left out": "表格只列出最严重的 {shown} 个目标，共 {all} 个；上方计数包含全部。",
    "sections left out": "只详述最严重的 {shown} 个目标，共 {all} 个；其余仅列于表格。",
    "failures left out": "只列出前 {shown} 个，共 {all} 个。",
    "nothing told": "没有可判断的目标。",
    "to table": "返回表格",
    "place": "{file} 第 {line} 行",
    "reasons": "各项权重",
    "reasons note": "各项权重是原始分数中的份额（对数几率）；向右支持欺诈，向左支持正常。",
    "types told": "可能的类型：{types}",
    "basis model": "由模型分数判定。",
    "certificate": "证书", "permissions": "权限",
    "addresses": "其中的网址", "more": "另有 {count} 项",
    "icon": "应用图标（重新绘制）",
    "share": "{name} {share}",
    "code": "代码", "count": "数量", "message": "说明",
}  # fmt: skip

_FACTS = {
    "package": ("Package", "包名"), "label": ("Label", "名称"), "version": ("Version", "版本"),
    "version_code": ("Version code", "版本号"), "sha256": ("SHA-256", "SHA-256"),
    "bytes": ("Bytes", "字节"), "container": ("Container", "封装"),
    "min_sdk": ("Least API level", "最低 API 级别"),
    "target_sdk": ("Target API level", "目标 API 级别"),
    "certificates": ("SHA-256 of the certificates", "证书 SHA-256"),
    "signer": ("Subject", "主体"), "signature_schemes": ("Signature schemes", "签名方案"),
    "signature_holds": ("Signature holds", "签名有效"), "icon": ("Icon hash", "图标哈希"),
    "packers": ("Packers", "加固产品"), "generators": ("Made with", "生成工具"),
    "urls": ("Addresses", "网址"), "worst_links": ("Worst addresses", "最可疑的网址"),
    "visibility": ("Share that could be seen", "可见比例"), "unseen": ("Not seen", "不可见部分"),
    "host": ("Host", "主机"), "registrable_domain": ("Registrable domain", "注册域名"),
    "suffix": ("Suffix", "后缀"), "path": ("Path", "路径"), "platform": ("Platform", "平台"),
    "ip": ("IP address", "IP 地址"), "unicode_host": ("Host as shown", "显示的主机名"),
    "port": ("Port", "端口"), "permissions": ("Permissions", "权限"),
    "registration": ("Registration", "注册信息"),
    "address_score": ("Score of the address alone", "仅凭网址的评分"),
    "origin": ("Who put it there", "页面来源"), "origin_strength": ("How sure", "把握程度"),
    "origin_reasons": ("Why", "依据"), "responsible": ("Who can act", "可处置方"),
}  # fmt: skip

_EVIDENCE = {
    "brand": "品牌", "place": "位置", "official": "官方", "host": "主机", "score": "分数",
    "signs": "迹象", "permissions": "权限", "words": "词语", "traits": "特征", "name": "名称",
    "paths": "路径", "masvs": "MASVS", "share": "比例", "own classes": "自有类",
    "missing": "未说明", "scope": "适用依据", "target": "目标版本", "entry": "条目", "list": "列表",
    "split": "拆分包",
    "key": "密钥", "schemes": "签名方案", "certificate": "证书", "count": "数量",
    "generator": "生成工具", "cleartext": "明文传输", "verified": "已核实", "domain": "域名",
    "apis": "接口", "finds": "发现", "sdks": "组件", "generators": "生成工具",
    "actions": "事件与动作", "guards": "组件权限", "notes": "读取说明", "features": "硬件功能",
    "fraud": "欺诈", "listing": "商店信息", "label": "应用名称", "package": "包名",
    "official package": "官方包名", "official certificate": "官方证书", "matched": "相似之处",
    "strength": "相似程度", "reason": "理由", "until": "截止日期",
}  # fmt: skip
"""Chinese names of evidence; the English ones are the names themselves."""

PAGE_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}


@dataclass(frozen=True, slots=True)
class Say:
    """Speaks the language of a report."""

    lang: str

    def __call__(self, key: str, **values: str) -> str:
        """Give a word or sentence with its values filled in; an unknown word is itself."""
        found = PAGE_WORDS[self.lang].get(key) or WORDS[self.lang].get(key)
        # Without values nothing is filled in: a name from a record may be that of a sentence.
        return key if found is None else found.format(**values) if values else found

    def fact(self, name: str) -> str:
        """Give the name of a fact for people; one that is not known here as it is."""
        names = _FACTS.get(name)
        return names[1 if self.lang == "zh" else 0] if names else name.replace("_", " ")

    def evidence(self, name: str) -> str:
        """Give the name of a piece of evidence for people; one that is not known here as it is."""
        shown = name.replace("_", " ")
        return _EVIDENCE.get(shown, shown) if self.lang == "zh" else shown

    def listed(self, parts: list[str]) -> str:
        """Join parts with commas."""
        return self("comma").join(parts)
