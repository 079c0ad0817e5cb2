"""Words of each kind of fraud, and of honest sites, in host and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.features import Block, Feature
from fraudlens.knowledge.words import WORD_KINDS
from urlguard.automaton import Automaton, stands_alone
from urlguard.features.characters import share
from urlguard.features.host import label_end
from urlguard.kernel import kernel

if TYPE_CHECKING:
    from fraudlens.detector import FloatMatrix
    from urlguard.batch import Bytes, Columns

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
    for row in range(len(parts.start)):
        out[row, host : host + N_KINDS] = 0
        out[row, path : path + N_KINDS] = 0
        begin, end = parts.domain[row], label_end(parts, row)
        covered, longest = _count(parts.text, begin, end, words, out[row], host)
        if begin > parts.start[row]:
            _count(parts.text, parts.start[row], begin - 1, words, out[row], host)
        _count(parts.text, parts.host_end[row], parts.end[row], words, out[row], path)
        out[row, cover] = share(covered, end - begin)
        out[row, cover + 1] = longest


@kernel
def _count(
    text: Bytes, begin: int, end: int, words: Automaton, out: FloatMatrix, column: int
) -> tuple[int, int]:
    """Count words by kind; give the bytes they cover and the length of the longest."""
    state = 0
    covered = longest = 0
    covered_to = begin
    for i in range(begin, end):
        state = words.step[state, words.symbols[text[i]]]
        hit = state if words.pattern[state] >= 0 else words.more[state]
        while hit:
            pattern = words.pattern[hit]
            first = i + 1 - words.length[pattern]
            if not words.whole[pattern] or stands_alone(text, first, i + 1, begin, end):
                out[column + words.payload[pattern]] += 1
                longest = max(longest, words.length[pattern])
                covered += i + 1 - max(first, covered_to)
                covered_to = i + 1
            hit = words.more[hit]
    return covered, longest


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
