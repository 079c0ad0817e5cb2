"""The words of the gate, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "publish": "PUBLISH", "look": "A PERSON MUST LOOK", "stop": "STOP", "unread": "NOT READ",
    "app": "app", "fraud": "fraud", "imitation": "imitation", "policy": "policy",
    "next": "next",
    "identity": "{label} {version}, {package}, signer {signer}", "unknown": "unknown",
    "verdict": "{verdict}{type}, score {score}", "type": " ({type})",
    "no imitation": "passes for no official app that is known here",
    "no policy": "no rules were asked", "policy line": "{pack}, {day}: {result}",
    "breaks": "breaks", "open": "open", "missing": "missing",
    "breach": "{rule}: {text}", "more": "and {count} more, in the reports",
    "next publish": "Nothing stands in the way.",
    "next verdict": "Do not publish. Read 'fraudlens apk explain' on it; if the developer can"
    " show that it is honest, put the SHA-256 of its file, or of its signer if nobody else has that"
    " key, on a list for --allow, with a reason.",
    "next altered": "Ask the developer for the file as it was signed, by v2 or later: current"
    " phones refuse this one, or it was changed after signing.",
    "next unfit": "It is one part of an app, or marked as a build for tests. Ask the developer for"
    " the whole app as users will install it: all its parts in one folder or bundle, built for"
    " release.",
    "next imitation": "Ask the maker of {official} whether the app is theirs. If it is, add it with"
    " 'fraudlens apk register' and hand that file in with --registry.",
    "next rejected": "Send the broken rules to the developer: the app or its listing must change.",
    "next unread": "Ask for the file again: nothing is known of it.",
    "next flagged": "A person must read the findings ('fraudlens apk explain') and decide.",
    "next likeness": "A person must compare it with {official}: name, icon, developer.",
    "next tricks": "A person must ask why it is built to mislead whoever checks it"
    " ('fraudlens apk explain'); an ordinary build has nothing of the kind.",
    "next hidden": "Too little of it could be seen: ask for a build without packer, or for what"
    " it loads later.",
    "next review": "A person must answer the open rules at their sources.",
    "next missing": "State in the listing: {fields}. Then run the gate again.",
    "total": "{count} apps: {steps}", "one app": "1 app: {steps}", "step": "{step} {count}",
    "of publish": "publish", "of look": "look", "of stop": "stop", "of unread": "not read",
    "none": "nothing was judged", "comma": ", ",
}  # fmt: skip

_ZH = {
    "publish": "可以发布", "look": "需人工复核", "stop": "停止发布", "unread": "无法读取",
    "app": "应用", "fraud": "欺诈", "imitation": "仿冒", "policy": "政策",
    "next": "下一步",
    "identity": "{label} {version}，{package}，签名 {signer}", "unknown": "未知",
    "verdict": "{verdict}{type}，分数 {score}", "type": "（{type}）",
    "no imitation": "未发现冒充已收录的官方应用",
    "no policy": "未指定规则", "policy line": "{pack}，{day}：{result}",
    "breaks": "违反", "open": "未决", "missing": "缺少",
    "breach": "{rule}：{text}", "more": "另有 {count} 条，见报告",
    "next publish": "没有阻碍。",
    "next verdict": "不要发布。请阅读 fraudlens apk explain 的结果；若开发者能证明其正常，"
    "请将其文件（或仅其开发者持有的签名证书）的 SHA-256 连同理由写入 --allow 列表。",
    "next altered": "请向开发者索取以 v2 或更高方案签名的原文件：当前手机拒绝安装该文件，"
    "或其签名后被改动。",
    "next unfit": "这只是应用的一个拆分包，或被标记为测试版。请向开发者索取用户将安装的完整应用："
    "全部拆分包放在同一文件夹或安装包内，且为正式发布版本。",
    "next imitation": "请向{official}的开发者确认该应用是否出自其手。若是，请用"
    " fraudlens apk register 登记，并以 --registry 传入该文件。",
    "next rejected": "请将违反的规则告知开发者：须修改应用或其商店信息。",
    "next unread": "请重新索取文件：对其一无所知。",
    "next flagged": "须由人工阅读规则发现（fraudlens apk explain）后决定。",
    "next likeness": "须由人工与{official}比对：名称、图标、开发者。",
    "next tricks": "须由人工查明其为何构造得误导检查工具（fraudlens apk explain）；"
    "正常构建不会如此。",
    "next hidden": "可见内容过少：请索取未加固的版本，或其后续加载的内容。",
    "next review": "须由人工按来源核对未决规则。",
    "next missing": "请在商店信息中说明：{fields}。然后重新运行。",
    "total": "{count} 个应用：{steps}", "one app": "1 个应用：{steps}", "step": "{step} {count}",
    "of publish": "可以发布", "of look": "需人工复核", "of stop": "停止发布",
    "of unread": "无法读取",
    "none": "未作任何判断", "comma": "，",
}  # fmt: skip

GATE_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}
