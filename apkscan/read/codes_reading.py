"""Codes of notes on the reading itself: what stopped it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.read.code import Code
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

READING_CODES: Mapping[str, Code] = {
    "limit-memory": Code(
        "Reading it reached the memory bound; what was read before is kept",
        "读取时达到内存上限，保留此前读取的内容",
        Severity.MEDIUM,
    ),
    "reader-died": Code(
        "The process that read it ended; what was read before is kept",
        "读取进程意外结束，保留此前读取的内容",
        Severity.HIGH,
    ),
    "split-alone": Code(
        "It is one part of an app, read without the others",
        "只是应用的一个拆分包，未与其余部分一并读取",
        Severity.MEDIUM,
    ),
    "split-unreadable": Code(
        "One of its APKs could not be opened", "其中一个APK无法打开", Severity.MEDIUM
    ),
    "timeout": Code(
        "Reading it took too long; what was read before is kept",
        "读取超时，保留此前读取的内容",
        Severity.MEDIUM,
    ),
}
