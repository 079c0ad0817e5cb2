"""Addresses, contacts and accounts that stand in an app, and what the URL model says of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apkscan.features.column import EMPTY, NAN, Column, count, ratio, share, theme
from fraudlens.features import Feature

if TYPE_CHECKING:
    from collections.abc import Callable

    from apkscan.view import AppView

_FINDS = {
    "url": "addresses", "domain": "host names", "ip": "IP addresses", "email": "e-mail addresses",
    "phone": "telephone numbers", "telegram-token": "tokens of Telegram bots",
    "telegram-chat": "Telegram chats", "crypto-btc": "Bitcoin addresses",
    "crypto-eth": "Ethereum addresses", "crypto-tron": "Tron addresses",
    "onion": "addresses in the Tor network", "firebase": "Firebase projects",
}  # fmt: skip
_BAD = 0.5
_WORST = 3


def _found(kind: str, value: str = "x") -> str:
    return f'{{"finds":[{{"kind":"{kind}","value":"{value}","place":"classes.dex"}}]}}'


def _of_kind(kind: str, app: AppView) -> int:
    return sum(1 for find in app.facts.finds if find.kind == kind)


def _kind(kind: str) -> Column:
    return count(f"finds_{kind.replace('-', '_')}", "texts", f"{_FINDS[kind].capitalize()} in it.",
                 partial(_of_kind, kind), (_found(kind), 1))  # fmt: skip


def _urls(app: AppView) -> list[str]:
    return [find.value for find in app.facts.finds if find.kind == "url"]


def _plain_share(app: AppView) -> float:
    urls = _urls(app)
    return share(sum(url.startswith("http:") for url in urls), len(urls))


def _hosts(app: AppView) -> int:
    return len(app.context.links)


def _scores(app: AppView) -> list[float]:
    scores = [found.score for found in app.context.links if found.score is not None]
    return sorted(scores, reverse=True)


def _of_scores(measure: Callable[[list[float]], float]) -> Callable[[AppView], float]:
    def measured(app: AppView) -> float:
        scores = _scores(app)
        return measure(scores) if scores else NAN

    return measured


def _scored(name: str, description: str, measure: Callable[[list[float]], float]) -> Column:
    feature = Feature(name, "score", "1", description, ((EMPTY, NAN),))
    return Column(feature, _of_scores(measure))


ADDRESSES = theme(
    "addresses",
    "addresses and accounts in it",
    "内含的网址、联系方式与账户",
    (
        *map(_kind, _FINDS),
        ratio("urls_plain_share", "Share of its addresses without encryption.", _plain_share,
              (_found("url", "http://a.example/"), 1.0)),
        count("link_hosts", "hosts", "Hosts in it that are no well-known service.", _hosts,
              (_found("url", "http://a.example/"), 1)),
    ),
)  # fmt: skip
LINKS = theme(
    "links",
    "addresses in it that look like fraud",
    "内含疑似诈骗网址",
    (
        _scored("link_worst", "Highest score of an address in it.", lambda scores: scores[0]),
        _scored("link_worst_mean", "Mean of the three highest scores of addresses in it.",
                lambda scores: sum(scores[:_WORST]) / len(scores[:_WORST])),
        _scored("link_mean", "Mean score of the addresses in it.",
                lambda scores: sum(scores) / len(scores)),
        _scored("link_bad_share", "Share of the addresses in it that are more likely bad than not.",
                lambda scores: sum(score >= _BAD for score in scores) / len(scores)),
    ),
)  # fmt: skip
