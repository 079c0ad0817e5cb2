"""Words of each kind of fraud, and of honest sites, in host and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.features import Block, Feature
from fraudlens.knowledge.words import WORD_KINDS
from urlguard.automaton import HIT, PLACE, SYMBOLS, Automaton, stands_alone
from urlguard.features.characters import share
from urlguard.features.host import label_ends
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns, Offsets

N_KINDS = len(WORD_KINDS)

_MEANING = {
    "credential": ("signing in and confirming an account", "登录与账户验证", "login"),
    "delivery": ("parcels and customs", "快递与清关", "parcel"),
    "invest": ("investment and trading", "投资与交易", "forex"),
    "crypto": ("crypto wallets and tokens", "加密货币与钱包", "airdrop"),
    "loan": ("loans", "贷款", "pinjaman"),
    "shop": ("shops and sales", "购物与促销", "outlet"),
    "rebate_job": ("rebate and task jobs", "刷单返利与兼职", "shuadan"),
    "service": ("customer service", "客服", "helpdesk"),
    "authority": ("police, courts, taxes and fines", "公检法与税务", "police"),
    "gambling": ("gambling", "赌博", "casino"),
    "download": ("downloads and programs", "下载与软件", "download"),
    "adult": ("adult content", "成人内容", "porn"),
    "bonus": ("gifts and prizes", "赠品与奖励", "giveaway"),
    "urgency": ("urgency", "紧急催促", "dringend"),
    "tech_host": ("technical hosts", "技术性主机", "cdn"),
    "neutral": ("honest everyday sites", "日常正规网站", "library"),
}  # fmt: skip


def _block(place: str, title: str, title_zh: str, target: str) -> Block:
    features = tuple(
        Feature(
            f"{place}_words_{kind}",
            "count",
            "words",
            f"Words of {_MEANING[kind][0]} in the {place}.",
            ((target.format(_MEANING[kind][2]), 1), (target.format("qqq"), 0)),
        )
        for kind in WORD_KINDS
    )
    return Block(f"{place}_words", title, title_zh, features)


HOST_WORDS = _block("host", "words in the host name", "主机名中的词", "{}.example")
PATH_WORDS = _block("path", "words in the path", "路径中的词", "qqq.example/{}")
COVER = Block(
    "domain_words",
    "how much of the registered name is made of known words",
    "注册域名由已知词汇构成的比例",
    (
        Feature("domain_word_share", "ratio", "1",
                "Share of the registrable label that known words and honest words cover.",
                (("casino.example", 1), ("qqq.example", 0))),
        Feature("domain_longest_word", "length", "characters",
                "Longest known word in the registrable label.",
                (("casino.example", 6), ("qqq.example", 0))),
    ),
)  # fmt: skip


def meaning(kind: str, lang: str) -> str:
    """Say in `en` or `zh` what words of a kind are about."""
    return _MEANING[kind][1 if lang == "zh" else 0]


@kernel
def fill_words(
    parts: Columns, words: Automaton, out: FloatMatrix, host: int, path: int, cover: int
) -> None:
    """Fill the columns of the three blocks of this module from the given columns on."""
    rows = len(parts.start)
    covered, longest = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    out[:, host : host + N_KINDS] = 0
    out[:, path : path + N_KINDS] = 0
    # The registrable label comes last: its cover is what the last block tells.
    _count(parts.text, parts.host_end, parts.end, words, out, path, covered, longest)
    left = np.maximum(parts.start, parts.domain - 1)
    _count(parts.text, parts.start, left, words, out, host, covered, longest)
    end = label_ends(parts)
    _count(parts.text, parts.domain, end, words, out, host, covered, longest)
    for row in range(rows):
        out[row, cover] = share(covered[row], end[row] - parts.domain[row])
        out[row, cover + 1] = longest[row]


@kernel
def _count(
    text: Bytes,
    begin: Offsets,
    end: Offsets,
    words: Automaton,
    out: FloatMatrix,
    column: int,
    covered: Offsets,
    longest: Offsets,
) -> None:
    """Count the words of each span by kind, the bytes they cover, the length of the longest."""
    quick, symbols, pattern, more = words.quick, words.symbols, words.pattern, words.more
    length, whole, payload = words.length, words.whole, words.payload
    for row in range(len(begin)):
        low, high = begin[row], end[row]
        place = np.uint32(0)
        bytes_covered = most = 0
        covered_to = low
        for i in range(low, high):
            step = quick[place + symbols[text[i]]]
            place = step & PLACE
            if step < HIT:
                continue
            state = np.int64(place // np.uint32(SYMBOLS))
            hit = state if pattern[state] >= 0 else np.int64(more[state])
            while hit:
                which = pattern[hit]
                first = i + 1 - length[which]
                if not whole[which] or stands_alone(text, first, i + 1, low, high):
                    out[row, column + payload[which]] += 1
                    most = max(most, length[which])
                    bytes_covered += i + 1 - max(first, covered_to)
                    covered_to = i + 1
                hit = np.int64(more[hit])
        covered[row], longest[row] = bytes_covered, most


@kernel
def first_word(text: Bytes, begin: int, end: int, words: Automaton, kind: int) -> tuple[int, int]:
    """Give where the longest word of a kind stands in a span; an empty span if there is none."""
    state = 0
    best_begin = best_end = begin
    for i in range(begin, end):
        state = words.step[state, words.symbols[text[i]]]
        hit = state if words.pattern[state] >= 0 else words.more[state]
        while hit:
            pattern = words.pattern[hit]
            first = i + 1 - words.length[pattern]
            alone = not words.whole[pattern] or stands_alone(text, first, i + 1, begin, end)
            if words.payload[pattern] == kind and alone and i + 1 - first > best_end - best_begin:
                best_begin, best_end = first, i + 1
            hit = words.more[hit]
    return best_begin, best_end
