"""Words of each kind of fraud in label, resources, pages and code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import Column, count, flag, theme
from apkscan.knowledge.app_words import APP_WORD_KINDS

if TYPE_CHECKING:
    from apkscan.view import AppView

_MEANINGS = {
    "loan": "loans", "invest": "investment and trading", "crypto": "crypto wallets and coins",
    "rebate_job": "rebate and task jobs", "service": "customer service",
    "authority": "police, courts, taxes and fines", "gambling": "gambling",
    "bank_credential": "card numbers, PINs and one-time codes",
    "sms_steal": "taking text messages", "remote_control": "remote control",
    "adult": "adult content", "prize": "gifts and prizes",
    "neutral": "honest everyday apps",
}  # fmt: skip


def _example(kind: str, place: str = "classes.dex") -> str:
    return f'{{"words":[{{"kind":"{kind}","word":"x","place":"{place}"}}]}}'


def _of_kind(kind: str, app: AppView) -> int:
    return len({hit.word for hit in app.facts.words if hit.kind == kind})


def _kind(kind: str) -> Column:
    return count(f"words_{kind}", "words", f"Different words about {_MEANINGS[kind]}.",
                 partial(_of_kind, kind), (_example(kind), 1))  # fmt: skip


def _fraud_kinds(app: AppView) -> int:
    return len({hit.kind for hit in app.facts.words} - {"neutral"})


WORDS = theme(
    "words",
    "words that it holds",
    "内含的词语",
    (
        *map(_kind, APP_WORD_KINDS),
        count("words_fraud_kinds", "kinds", "Kinds of fraud that it has words of.",
              _fraud_kinds, (_example("loan"), 1)),
        flag("words_in_pages", "Words of fraud stand in its pages and scripts.",
             lambda app: any(hit.place.startswith("assets/") and hit.kind != "neutral"
                             for hit in app.facts.words),
             _example("loan", "assets/a.js"), _example("loan")),
    ),
)  # fmt: skip
