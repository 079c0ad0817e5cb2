"""Codes of notes on the ZIP container, and on what reading from it met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.read.code import Code
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_INFO, _LOW, _MEDIUM, _HIGH = Severity

ARCHIVE_CODES: Mapping[str, Code] = {
    "apk-left-out": Code(
        "The bundle holds APKs in other folders, which were not read",
        "安装包的其他目录中有未读取的 APK",
        _MEDIUM,
    ),
    "archive-comment": Code("The archive has a comment", "压缩包带有注释", _INFO),
    "bogus-compression": Code(
        "An entry states a compression method that does not exist, which blinds many analysers",
        "条目声明了不存在的压缩方法，使许多分析工具失效",
        _HIGH,
    ),
    "crc-mismatch": Code(
        "The content of an entry does not match its checksum", "条目内容与校验和不符", _MEDIUM
    ),
    "deflated-all-the-same": Code(
        "An entry is compressed in another way than it states",
        "条目的实际压缩方式与声明不符",
        _HIGH,
    ),
    "duplicate-entry": Code(
        "Two entries have the same name: current Android refuses that, old ones were fooled",
        "存在同名条目；新版安卓拒绝安装，旧版可被欺骗",
        _HIGH,
    ),
    "encrypted-entry": Code(
        "An entry looks encrypted and could not be read", "条目疑似加密，无法读取", _HIGH
    ),
    "entry-count": Code(
        "The archive states another number of entries than it has",
        "压缩包声明的条目数与实际不符",
        _MEDIUM,
    ),
    "extreme-ratio": Code(
        "An entry unpacks to hundreds of times its size", "条目解压后膨胀数百倍", _MEDIUM
    ),
    "fake-encryption": Code(
        "An entry is marked as encrypted and is not: Android ignores that, analysers stop",
        "条目被伪标为加密；安卓忽略该标记，而分析工具会中断",
        _HIGH,
    ),
    "foreign-split": Code(
        "An APK beside the app is of another package or signer: Android installs no such set",
        "附带的 APK 属于其他包名或签名者，安卓不会一并安装",
        _HIGH,
    ),
    "hidden-bytes": Code(
        "Parts of the file belong to no entry", "文件中存在不属于任何条目的数据", _LOW
    ),
    "limit-entry-bytes": Code(
        "An entry is larger than the bound and was not read in full",
        "条目超过大小上限，未完整读取",
        _MEDIUM,
    ),
    "limit-expanded-bytes": Code(
        "The entries together unpack to more than the bound; the rest was not read",
        "解压总量超过上限，其余未读取",
        _MEDIUM,
    ),
    "limit-nested-files": Code(
        "The bundle holds more APKs than are read", "安装包内的 APK 数量超过上限", _MEDIUM
    ),
    "limit-notes": Code("More was found than is listed", "发现的问题多于所列", _INFO),
    "local-header-differs": Code(
        "An entry's own header contradicts the directory of the archive",
        "条目头部与压缩包目录不一致",
        _MEDIUM,
    ),
    "local-header-missing": Code(
        "An entry has no header where the directory says", "目录所指位置没有条目头部", _MEDIUM
    ),
    "long-name": Code("An entry has a name of extreme length", "条目名称过长", _MEDIUM),
    "odd-name": Code(
        "An entry has a name that tries to leave its folder or to confuse readers",
        "条目名称试图越出目录或迷惑读取工具",
        _MEDIUM,
    ),
    "odd-start": Code("The file does not begin as a ZIP file does", "文件开头不是 ZIP 格式", _LOW),
    "overlapping-entries": Code(
        "Entries share the same bytes, as in archive bombs", "条目数据重叠，类似压缩炸弹", _HIGH
    ),
    "prefix-bytes": Code("Bytes stand before the archive", "压缩包之前存在多余数据", _MEDIUM),
    "shadow-entry": Code(
        "An entry uses the name of a core file as a folder, which misleads unpackers",
        "存在以核心文件名为目录的条目，用于误导解包工具",
        _HIGH,
    ),
    "size-lie": Code(
        "An entry states another size than it has", "条目声明的大小与实际不符", _MEDIUM
    ),
    "split-archive": Code(
        "The archive says that it is one part of several", "压缩包声称是分卷之一", _MEDIUM
    ),
    "trailing-bytes": Code("Bytes stand after the archive", "压缩包之后存在多余数据", _MEDIUM),
    "unreadable-entry": Code("An entry could not be read in full", "条目无法完整读取", _MEDIUM),
    "unreadable-split": Code(
        "A further APK of the bundle could not be read", "安装包内的分包无法读取", _MEDIUM
    ),
    "zip64": Code("The archive uses the form for huge files", "压缩包使用 ZIP64 格式", _LOW),
}
