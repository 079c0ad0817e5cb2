"""How host, registrable label and subdomain are built, whatever their words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from urlguard.batch import (
    IPV4,
    IPV6,
    NO_PORT,
    PUNYCODE,
    SUFFIX_ITSELF,
    USER_INFO,
    Bytes,
    Columns,
)
from urlguard.features.characters import measure, share
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fraudlens.detector import FloatMatrix

_PLAIN = "example.com"
_DEEP = "https://a1-login.secure.x9y8z7.shop/"
_IP = "http://192.0.2.7:8080/x"

HOST = Block(
    "host_shape",
    "the build of the host name",
    "主机名的结构",
    (
        Feature("host_length", "length", "characters", "Length of the host without `www.`.",
                ((_PLAIN, 11), (_DEEP, 27))),
        Feature("host_labels", "count", "labels", "Labels of the host.", ((_PLAIN, 2), (_DEEP, 4))),
        Feature("host_digits", "count", "characters", "Digits in the host.",
                ((_PLAIN, 0), (_DEEP, 4))),
        Feature("host_hyphens", "count", "characters", "Hyphens in the host.",
                ((_PLAIN, 0), (_DEEP, 1))),
        Feature("host_entropy", "bits", "bits/character", "Entropy of the host's characters.",
                (("aaaa.aa", 0.592), (_PLAIN, 3.096))),
        Feature("host_is_ip", "flag", "1", "The host is an IP address.", ((_IP, 1), (_PLAIN, 0))),
        Feature("host_is_idn", "flag", "1", "The host has letters beyond ASCII.",
                (("bücher.example", 1), (_PLAIN, 0))),
        Feature("host_port_given", "flag", "1", "A port other than 80 and 443 is given.",
                ((_IP, 1), ("http://example.com:80/", 0))),
        Feature("host_user_info", "length", "characters",
                "Text before an `@` in front of the host.",
                (("http://paypal.com@evil.example/", 10), (_PLAIN, 0))),
        Feature("host_is_suffix", "flag", "1", "The host is itself a public suffix.",
                (("co.uk", 1), (_PLAIN, 0))),
    ),
)  # fmt: skip

DOMAIN = Block(
    "domain_shape",
    "the build of the registered name",
    "注册域名的结构",
    (
        Feature("domain_length", "length", "characters", "Length of the registrable label.",
                ((_PLAIN, 7), (_DEEP, 6))),
        Feature("domain_digits", "count", "characters", "Digits in the registrable label.",
                ((_PLAIN, 0), (_DEEP, 3))),
        Feature("domain_digit_share", "ratio", "1", "Share of digits in the registrable label.",
                ((_PLAIN, 0), (_DEEP, 0.5))),
        Feature("domain_hyphens", "count", "characters", "Hyphens in the registrable label.",
                (("a-b-c.com", 2), (_PLAIN, 0))),
        Feature("domain_entropy", "bits", "bits/character", "Entropy of the registrable label.",
                ((_PLAIN, 2.522), ("aaa.com", 0))),
        Feature("domain_vowel_share", "ratio", "1", "Share of vowels among its letters.",
                ((_PLAIN, 0.4286), ("xkcd.com", 0))),
        Feature("domain_digit_run", "count", "characters", "Longest run of digits in it.",
                (("bet365x12.com", 3), (_PLAIN, 0))),
        Feature("domain_consonant_run", "count", "characters", "Longest run of consonants in it.",
                (("xkcdq.com", 5), (_PLAIN, 3))),
        Feature("domain_same_run", "count", "characters", "Longest run of one character in it.",
                (("www8888.com", 4), (_PLAIN, 1))),
        Feature("domain_switches", "count", "times", "Changes between letter and digit in it.",
                (("a1b2.com", 3), (_PLAIN, 0))),
        Feature("domain_distinct_share", "ratio", "1", "Distinct characters over its length.",
                (("aaaa.com", 0.25), (_PLAIN, 0.8571))),
        Feature("domain_hex_share", "ratio", "1", "Share of hexadecimal digits in it.",
                (("deadbeef01.com", 1), ("xyz.com", 0))),
        Feature("domain_starts_digit", "flag", "1", "It starts with a digit.",
                (("7-shop.com", 1), (_PLAIN, 0))),
        Feature("domain_ends_digit", "flag", "1", "It ends with a digit.",
                (("shop7.com", 1), (_PLAIN, 0))),
        Feature("domain_all_digits", "flag", "1", "It has no letter.",
                (("8888.vip", 1), (_PLAIN, 0))),
    ),
)  # fmt: skip

SUBDOMAIN = Block(
    "subdomain_shape",
    "the build of the subdomain",
    "子域名的结构",
    (
        Feature("subdomain_labels", "count", "labels", "Labels left of the registrable domain.",
                ((_DEEP, 2), ("www.example.com", 0))),
        Feature("subdomain_length", "length", "characters", "Length of the subdomain.",
                ((_DEEP, 15), (_PLAIN, 0))),
        Feature("subdomain_longest", "length", "characters", "Longest label of the subdomain.",
                ((_DEEP, 8), (_PLAIN, 0))),
        Feature("subdomain_digit_share", "ratio", "1", "Share of digits in the subdomain.",
                (("a1.example.com", 0.5), (_PLAIN, 0))),
        Feature("subdomain_hyphens", "count", "characters", "Hyphens in the subdomain.",
                ((_DEEP, 1), (_PLAIN, 0))),
        Feature("subdomain_entropy", "bits", "bits/character", "Entropy of the subdomain.",
                (("aa.example.com", 0), (_PLAIN, 0))),
        Feature("subdomain_vowel_share", "ratio", "1", "Share of vowels among its letters.",
                (("news.example.com", 0.25), (_PLAIN, 0))),
        Feature("subdomain_consonant_run", "count", "characters",
                "Longest run of consonants in it.",
                (("xkcdq.example.com", 5), (_PLAIN, 0))),
        Feature("subdomain_suffix_words", "count", "labels",
                "Labels of the subdomain that look like a suffix (com, net, org, gov, ...).",
                (("paypal.com.example.net", 1), (_PLAIN, 0))),
        Feature("domain_hides_suffix", "flag", "1",
                "The registrable label starts or ends with `com-` or `-com` (or gov, net, org).",
                (("dhl.com-track.top", 1), (_PLAIN, 0))),
    ),
)  # fmt: skip


@kernel
def fill_host(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `HOST` from `column` on."""
    counts = np.zeros(256, np.int32)
    for row in range(len(parts.start)):
        span = measure(parts.text, parts.start[row], parts.host_end[row], counts)
        flags = parts.flags[row]
        out[row, column] = span.length
        out[row, column + 1] = span.dots + 1
        out[row, column + 2] = span.digits
        out[row, column + 3] = span.hyphens
        out[row, column + 4] = span.entropy
        out[row, column + 5] = (flags & (IPV4 | IPV6)) != 0
        out[row, column + 6] = (flags & PUNYCODE) != 0
        out[row, column + 7] = parts.port[row] != NO_PORT
        out[row, column + 8] = parts.user_info[row] if flags & USER_INFO else 0
        out[row, column + 9] = (flags & SUFFIX_ITSELF) != 0


@kernel
def label_end(parts: Columns, row: int) -> int:
    """Give one past the registrable label."""
    if parts.suffix[row] > parts.domain[row] and parts.suffix[row] < parts.host_end[row]:
        return int(parts.suffix[row] - 1)
    return int(parts.suffix[row])


@kernel
def label_ends(parts: Columns) -> NDArray[np.int64]:
    """Give one past the registrable label of each row: int64 (rows,)."""
    shorter = (parts.suffix > parts.domain) & (parts.suffix < parts.host_end)
    return np.where(shorter, parts.suffix - 1, parts.suffix)


@kernel
def fill_domain(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `DOMAIN` from `column` on."""
    counts = np.zeros(256, np.int32)
    for row in range(len(parts.start)):
        begin, end = parts.domain[row], label_end(parts, row)
        span = measure(parts.text, begin, end, counts)
        out[row, column] = span.length
        out[row, column + 1] = span.digits
        out[row, column + 2] = share(span.digits, span.length)
        out[row, column + 3] = span.hyphens
        out[row, column + 4] = span.entropy
        out[row, column + 5] = share(span.vowels, span.letters)
        out[row, column + 6] = span.digit_run
        out[row, column + 7] = span.consonant_run
        out[row, column + 8] = span.same_run
        out[row, column + 9] = span.switches
        out[row, column + 10] = share(span.distinct, span.length)
        out[row, column + 11] = share(span.hex_digits, span.length)
        out[row, column + 12] = end > begin and 48 <= parts.text[begin] <= 57
        out[row, column + 13] = end > begin and 48 <= parts.text[end - 1] <= 57
        out[row, column + 14] = end > begin and span.letters == 0


@kernel
def fill_subdomain(parts: Columns, out: FloatMatrix, column: int) -> None:
    """Fill the columns of `SUBDOMAIN` from `column` on."""
    counts = np.zeros(256, np.int32)
    for row in range(len(parts.start)):
        begin, end = parts.start[row], max(parts.start[row], parts.domain[row] - 1)
        span = measure(parts.text, begin, end, counts)
        longest, suffixes = _labels(parts.text, begin, end)
        out[row, column] = span.dots + 1 if end > begin else 0
        out[row, column + 1] = span.length
        out[row, column + 2] = longest
        out[row, column + 3] = share(span.digits, span.length)
        out[row, column + 4] = span.hyphens
        out[row, column + 5] = span.entropy
        out[row, column + 6] = share(span.vowels, span.letters)
        out[row, column + 7] = span.consonant_run
        out[row, column + 8] = suffixes
        out[row, column + 9] = _hides_suffix(parts.text, parts.domain[row], label_end(parts, row))


@kernel
def _labels(text: Bytes, begin: int, end: int) -> tuple[int, int]:
    """Give the length of the longest label and the number of labels that look like a suffix."""
    longest = 0
    suffixes = 0
    label = begin
    for i in range(begin, end + 1):
        if i < end and text[i] != 46:
            continue
        longest = max(longest, i - label)
        suffixes += i - label == 3 and suffix_word(text, label)
        label = i + 1
    return longest, suffixes


@kernel
def suffix_word(text: Bytes, i: int) -> bool:
    """Tell whether three bytes are com, net, org, gov or edu."""
    a, b, c = text[i], text[i + 1], text[i + 2]
    return bool(
        (a == 99 and b == 111 and c == 109)
        or (a == 110 and b == 101 and c == 116)
        or (a == 111 and b == 114 and c == 103)
        or (a == 103 and b == 111 and c == 118)
        or (a == 101 and b == 100 and c == 117)
    )


@kernel
def _hides_suffix(text: Bytes, begin: int, end: int) -> bool:
    if end - begin < 5:
        return False
    front = text[begin + 3] == 45 and suffix_word(text, begin)
    return bool(front or (text[end - 4] == 45 and suffix_word(text, end - 3)))
