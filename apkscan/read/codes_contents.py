"""Codes of notes on code, hidden files and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.read.code import Code
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_INFO, _LOW, _MEDIUM, _HIGH = Severity

CONTENTS_CODES: Mapping[str, Code] = {
    "dex-bad-checksum": Code(
        "A code file does not match its checksum, as after patching", "代码文件与其校验和不符", _LOW
    ),
    "dex-odd-endian": Code(
        "A code file states a byte order that Android does not run",
        "代码文件声明了安卓不支持的字节序",
        _MEDIUM,
    ),
    "dex-odd-header": Code(
        "A code file has a header of unusual length", "代码文件头长度异常", _MEDIUM
    ),
    "dex-odd-size": Code(
        "A code file has another length than it states", "代码文件的实际长度与声明不符", _LOW
    ),
    "dex-shared-strings": Code(
        "Strings of a code file share their bytes, which blows up when it is read",
        "代码文件的字符串共用字节，读取时会急剧膨胀",
        _MEDIUM,
    ),
    "dex-truncated": Code(
        "A code file states more than it holds", "代码文件声明的内容多于实际内容", _MEDIUM
    ),
    "dex-unreadable": Code(
        "A file named as code is no code that can be read: it may be encrypted",
        "名为代码的文件无法作为代码读取，可能已加密",
        _HIGH,
    ),
    "files-partly-read": Code(
        "Web pages, scripts or XML files were not read to the end",
        "网页、脚本或XML文件未能全部读取",
        _INFO,
    ),
    "limit-strings": Code(
        "The code has more strings than the bound", "代码中的字符串数量超过上限", _MEDIUM
    ),
    "more-finds": Code(
        "There are more addresses of a kind than are listed", "同类地址多于所列", _INFO
    ),
    "native-partly-read": Code(
        "Native libraries were not read to the end", "原生库未能全部读取", _INFO
    ),
    "nested-unread": Code(
        "A file or archive inside was not looked into", "内嵌的文件或压缩包未被检查", _LOW
    ),
}
