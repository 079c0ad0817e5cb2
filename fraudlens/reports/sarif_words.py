"""The words of a SARIF report, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "url/fraud": "address that is judged as fraud",
    "url/suspicious": "address that looks suspicious",
    "apk/fraud": "app that is judged as fraud",
    "apk/suspicious": "app that looks suspicious",
    "finding": "finding on an app: {name}",
    "policy": "rule of a store or country: {name}",
    "about url/fraud": "The score of the address is at or above the threshold of fraud, or a list"
    " of your own names it.",
    "about url/suspicious": "The score of the address is at or above the threshold of suspicion"
    " and below that of fraud.",
    "about apk/fraud": "The score of the app is at or above the threshold of fraud, or rules or a"
    " list of your own decided so; the property basis says which.",
    "about apk/suspicious": "The app looks suspicious by its score or by rules, or too little of"
    " it could be seen to clear it; the property basis says which.",
    "about finding": "A statement of a rule on the file of an app, with the evidence that it rests"
    " on; the model has no part in it.",
    "about policy": "The app breaks this rule (error), or it cannot be decided from file and"
    " listing, so that a person must look (warning). The verdict on fraud does not depend on it.",
    "help url": "Do not publish the address and do not open it. If it is honest, put its host on"
    " a list for --allow, with a reason.",
    "help apk": "Do not publish the app before a person has read the findings"
    " (fraudlens apk explain). If it is honest, put the SHA-256 of its file, or of its signer if"
    " nobody else has that key, on a list for --allow.",
    "help finding": "Look at the evidence and its place in the file. A finding alone does not make"
    " an app fraud.",
    "help policy": "Change the app or its listing. Where statements are missing, add them to the"
    " listing file and run again.",
    "source": "Source",
    "since": "In force since {day}.",
    "verdict": "{verdict} ({type}, score {score}): {target}",
    "plain verdict": "{verdict} (score {score}): {target}",
    "breach": "{text} ({pack}, {day}: {result})",
    "stop": ".", "join": " ", "comma": "; ",
    "base": "The folder in which fraudlens ran.",
    "target-not-read": "A target could not be read, and nothing is said of it.",
    "results-left-out": "Not all results are in this file.",
    "cut": "{count} of {total} results were left out, the least grave ones: this file keeps to"
    " the bounds of its readers. The other formats of fraudlens have them all.",
    "more": "{count} more targets could not be read.",
}  # fmt: skip

_ZH = {
    "url/fraud": "被判定为欺诈的网址",
    "url/suspicious": "可疑网址",
    "apk/fraud": "被判定为欺诈的应用",
    "apk/suspicious": "可疑应用",
    "finding": "应用的规则发现：{name}",
    "policy": "商店或国家的规则：{name}",
    "about url/fraud": "网址的分数达到或超过欺诈阈值，或被您自己的列表命中。",
    "about url/suspicious": "网址的分数达到或超过可疑阈值，低于欺诈阈值。",
    "about apk/fraud": "应用的分数达到或超过欺诈阈值，或由规则或您自己的列表判定；"
    "属性 basis 说明依据。",
    "about apk/suspicious": "应用的分数或规则显示可疑，或可见内容过少而不能判为正常；"
    "属性 basis 说明依据。",
    "about finding": "规则对应用文件的陈述，附有其依据；与模型无关。",
    "about policy": "应用违反该规则（error），或仅凭文件和商店信息无法判断，需人工复核（warning）。"
    "是否欺诈的判定与此无关。",
    "help url": "不要发布，也不要打开该网址。若确属正常，请将其主机名连同理由写入 --allow 列表。",
    "help apk": "在人工阅读规则发现（fraudlens apk explain）之前不要发布该应用。若确属正常，"
    "请将其文件（或仅其开发者持有的签名证书）的 SHA-256 写入 --allow 列表。",
    "help finding": "请查看依据及其在文件中的位置。单独一条发现并不能说明应用是欺诈。",
    "help policy": "请修改应用或其商店信息。缺少说明时，请补入商店信息文件后重新运行。",
    "source": "来源",
    "since": "自 {day} 起生效。",
    "verdict": "{verdict}（{type}，分数 {score}）：{target}",
    "plain verdict": "{verdict}（分数 {score}）：{target}",
    "breach": "{text}（{pack}，{day}：{result}）",
    "stop": "。", "join": "", "comma": "；",
    "base": "运行 fraudlens 的文件夹。",
    "target-not-read": "有目标无法读取，对其不作判断。",
    "results-left-out": "本文件未包含全部结果。",
    "cut": "共 {total} 条结果，略去其中最轻的 {count} 条，以符合读取方的上限；"
    "fraudlens 的其他格式包含全部结果。",
    "more": "另有 {count} 个目标无法读取。",
}  # fmt: skip

SARIF_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}
