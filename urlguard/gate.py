"""The quick road for plain addresses: split them where a browser would, in one pass over the bytes.

A target passes if its canonical form is evident: http(s) or no scheme, a host of lower or upper
case letters, digits, `-`, `_` and dots whose last label starts with a letter, no A-label, printable
ASCII without characters that a browser would escape, no dot segments. All else takes the slow road
(`urlguard.whatwg`). Tests hold both roads against each other.
"""

from __future__ import annotations

import numpy as np

from urlguard.batch import NO_PORT, WWW, Bytes, Offsets
from urlguard.kernel import kernel

HOST, PATH = 1, 2
"""Bits of the table: the byte may stand in a plain host, in a plain path, query or fragment."""

MAX_HOST = 253
MAX_LABEL = 63

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"


def byte_classes() -> Bytes:
    """Give the class bits of each byte value: uint8 (256,)."""
    table = np.zeros(256, np.uint8)
    for byte in _LETTERS + _LETTERS.upper() + b"0123456789-_.":
        table[byte] |= HOST
    for byte in range(0x21, 0x7F):
        if byte not in b"\"<>\\^`{|}'":
            table[byte] |= PATH
    return table


@kernel
def split_plain(
    raw: Bytes,
    raw_start: Offsets,
    raw_end: Offsets,
    classes: Bytes,
    text: Bytes,
    rows: Offsets,
    ports: Offsets,
) -> int:
    """Write canonical texts of plain targets and their offsets; give the bytes written.

    Shape: raw uint8 (m,); raw_start and raw_end int64 (n,); text uint8 (>= m,);
    rows int64 (n, 5): start, host end, path end, end, flags; start is -1 for a target that is not
    plain. ports int64 (n,).
    """
    at = 0
    for row in range(len(raw_start)):
        begin = at
        at = _one(raw, raw_start[row], raw_end[row], classes, text, at, rows[row], ports, row)
        if at < 0:
            rows[row, 0] = -1
            at = begin
    return at


@kernel
def _one(
    raw: Bytes,
    i: int,
    end: int,
    classes: Bytes,
    text: Bytes,
    at: int,
    out: Offsets,
    ports: Offsets,
    row: int,
) -> int:
    """Split one target; -1 if it is not plain."""
    i = _after_scheme(raw, i, end)
    host = i
    while i < end and classes[raw[i]] & HOST:
        i += 1
    if not _plain_host(raw, host, i):
        return -1
    flags = 0
    if i - host > 6 and _is_www(raw, host, i):
        host += 4
        flags = WWW
    start = at
    for k in range(host, i):
        byte = raw[k]
        text[at] = byte + 32 if 65 <= byte <= 90 else byte
        at += 1
    host_end = at
    ports[row] = NO_PORT
    if i < end and raw[i] == 58:
        i = _port(raw, i + 1, end, ports, row)
        if i < 0:
            return -1
    if i < end and raw[i] != 47 and raw[i] != 63 and raw[i] != 35:
        return -1
    at, path_end = _rest(raw, i, end, classes, text, at)
    if at < 0:
        return -1
    out[0], out[1], out[2], out[3], out[4] = start, host_end, path_end, at, flags
    return at


@kernel
def _after_scheme(raw: Bytes, i: int, end: int) -> int:
    """Step over `http://` or `https://` in any case."""
    if end - i < 7 or (raw[i] | 32) != 104 or (raw[i + 1] | 32) != 116:
        return i
    if (raw[i + 2] | 32) != 116 or (raw[i + 3] | 32) != 112:
        return i
    j = i + 4
    if (raw[j] | 32) == 115:
        j += 1
    if end - j > 2 and raw[j] == 58 and raw[j + 1] == 47 and raw[j + 2] == 47:
        return j + 3
    return i


@kernel
def _is_www(raw: Bytes, begin: int, end: int) -> bool:
    """Tell whether `www.` can go and a host with a dot remains."""
    for i in range(begin, begin + 3):
        if raw[i] | 32 != 119:
            return False
    if raw[begin + 3] != 46:
        return False
    for i in range(begin + 4, end):
        if raw[i] == 46:
            return True
    return False


@kernel
def _plain_host(raw: Bytes, begin: int, end: int) -> bool:
    """Tell whether the host reads the same to every parser and has a dot."""
    if end - begin > MAX_HOST or end - begin < 3:
        return False
    label = begin
    dots = 0
    for i in range(begin, end + 1):
        if i < end and raw[i] != 46:
            continue
        length = i - label
        if length == 0 or length > MAX_LABEL:
            return False
        if length > 3 and raw[label + 2] == 45 and raw[label + 3] == 45:
            return False
        if label == begin and _is_masked_scheme(raw, label, i):
            return False
        if i < end:
            dots += 1
            label = i + 1
    first = raw[label] | 32
    return dots > 0 and 97 <= first <= 122


@kernel
def _is_masked_scheme(raw: Bytes, begin: int, end: int) -> bool:
    """Tell whether a label may begin with `hxxp__`, for the slow road to find out."""
    for i in range(begin, end - 1):
        if raw[i] == 95 and raw[i + 1] == 95:
            return True
    return False


@kernel
def _port(raw: Bytes, i: int, end: int, ports: Offsets, row: int) -> int:
    """Read a port; give where it ends, -1 if it is none."""
    value = 0
    digits = 0
    while i < end and 48 <= raw[i] <= 57:
        value = value * 10 + (raw[i] - 48)
        i += 1
        digits += 1
        if digits > 5:
            return -1
    if digits == 0 or value > 65535:
        return -1
    if value not in (80, 443):
        ports[row] = value
    return i


@kernel
def _rest(raw: Bytes, i: int, end: int, classes: Bytes, text: Bytes, at: int) -> tuple[int, int]:
    """Copy path, query and fragment; give the end of all and of the path, -1 if not plain."""
    path_end = -1
    begin = at
    while i < end:
        byte = raw[i]
        if not classes[byte] & PATH or _rewritten(raw, i, end):
            return -1, -1
        if path_end < 0:
            if byte in (63, 35):
                path_end = _trim(text, begin, at)
                at = path_end
                if byte == 63 and (i + 1 == end or raw[i + 1] == 35):
                    return -1, -1  # an empty query leaves no trace
            elif raw[i - 1] == 47 and (byte == 37 or _dot_segment(raw, i, end)):
                return -1, -1
        text[at] = byte
        at += 1
        i += 1
    if path_end < 0:
        path_end = _trim(text, begin, at)
        at = path_end
    return at, path_end


@kernel
def _rewritten(raw: Bytes, i: int, end: int) -> bool:
    """Tell whether the slow road drops or rewrites a byte: a last `#`, or `[.]`, `(dot)`, ..."""
    byte = raw[i]
    if byte in (91, 40) and i + 1 < end:
        return raw[i + 1] in (46, 58, 68, 100)
    return (byte == 93 and raw[i - 1] == 46) or (byte == 35 and i + 1 == end)


@kernel
def _trim(text: Bytes, begin: int, end: int) -> int:
    """Leave out the last slash of a path."""
    return end - 1 if end > begin and text[end - 1] == 47 else end


@kernel
def _dot_segment(raw: Bytes, i: int, end: int) -> bool:
    """Tell whether a byte after a slash starts `.`, `..` or something like them."""
    if raw[i] != 46:
        return False
    if i + 1 >= end:
        return True
    return raw[i + 1] in (46, 47, 37, 63, 35)
