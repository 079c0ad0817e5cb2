"""The words of a comparison of two runs, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EN = {
    "new": "new", "changed": "changed", "gone": "gone", "unchanged": "unchanged",
    "change": "CHANGE", "verdict": "VERDICT", "score": "SCORE", "target": "TARGET",
    "before": "BEFORE",
    "was": "was {state}", "file": "another file of the same app", "error": "another error",
    "wobble": "{count} of them moved across a threshold by next to nothing",
    "comma": ", ", "bracket": " ({text})",
    "left out one": "1 target that the baseline knows was left out",
    "left out": "{count} targets that the baseline knows were left out",
}  # fmt: skip

_ZH = {
    "new": "新增", "changed": "变化", "gone": "消失", "unchanged": "未变",
    "change": "变动", "verdict": "判定", "score": "分数", "target": "目标",
    "before": "此前",
    "was": "此前为{state}", "file": "同一应用的另一文件", "error": "另一错误",
    "wobble": "其中 {count} 个仅以极小幅度越过阈值",
    "comma": "，", "bracket": "（{text}）",
    "left out one": "略去基线中已有的 1 个目标",
    "left out": "略去基线中已有的 {count} 个目标",
}  # fmt: skip

CHANGE_WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH}


def left_out(count: int, lang: str) -> str:
    """Say how many targets a baseline kept out of a report; at least one."""
    key = "left out one" if count == 1 else "left out"
    return CHANGE_WORDS[lang][key].format(count=f"{count:,}")
