"""Small pieces of a page that its larger parts share: badges, evidence, names of targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.defang import defanged
from fraudlens.reports.page.markup import LONGEST, NOTHING, Html, element, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fraudlens.reports.page.words import Say

ADDRESSES = frozenset({"host", "registrable_domain", "unicode_host", "ip", "domain", "urls", "url"})
"""Names of facts and evidence whose values are addresses from end to end."""
_MOST = 100
"""Entries of one list or mapping."""
_BADGES = frozenset({
    "fraud", "suspicious", "clear", "error", "high", "medium", "low", "info", "reject", "review",
    "pass",
})  # fmt: skip


def badge(name: str, say: Say) -> Html:
    """Give a word in the colour of its meaning; a word that is not known has none."""
    kind = f"badge {name}" if name in _BADGES else "badge"
    return element("span", text(say(name), most=80), class_=kind)


def outside(words: str, most: int = LONGEST) -> Html:
    """Give a text of strangers, set apart from what stands around it."""
    return element("span", text(words, most), class_="outside")


def address(words: str, most: int = LONGEST) -> Html:
    """Give an address or a host, so that it is no link."""
    return element("span", text(defanged(words), most), class_="outside")


def target_of(kind: str, target: str, most: int = LONGEST) -> Html:
    """Give a target: an address, or the name of a file."""
    return address(target, most) if kind == "url" else outside(target, most)


def value_of(name: str, value: object, say: Say) -> Html:
    """Give a fact or a piece of evidence, whatever plain JSON value it is."""
    match value:
        case bool():
            return text(say("yes" if value else "no"))
        case float():
            return text(f"{value:.4g}")
        case int():
            return text(f"{value:,}" if name == "bytes" else str(value))
        case list() | tuple():
            shown = [element("li", value_of(name, each, say)) for each in value[:_MOST]]
            return element("ul", *shown, _more(len(value), "li", say))
        case dict():
            return pairs(value, say)
        case _:
            words = str(value)
            return address(words) if name in ADDRESSES else outside(words)


def evidence(values: Mapping[str, str], say: Say) -> Html:
    """Give what a finding rests on."""
    return _definitions([(say.evidence(key), key, value) for key, value in values.items()], say)


def pairs(values: Mapping[str, object], say: Say) -> Html:
    """Give facts with their names; nothing if there are none."""
    return _definitions([(say.fact(key), key, value) for key, value in values.items()], say)


def _definitions(values: Sequence[tuple[str, str, object]], say: Say) -> Html:
    if not values:
        return NOTHING
    shown = [
        element(
            "div",
            element("dt", text(name, most=200)),
            text(" "),
            element("dd", value_of(key, value, say)),
        )
        for name, key, value in values[:_MOST]
    ]
    left = element("div", _more(len(values), "dd", say)) if len(values) > _MOST else NOTHING
    return element("dl", *shown, left)


def _more(count: int, name: str, say: Say) -> Html:
    if count <= _MOST:
        return NOTHING
    return element(name, text(say("more", count=f"{count - _MOST:,}")), class_="note")
