"""What was read of a target: who made an app, what it may do, where it leads, and all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.reports.page.markup import NOTHING, Html, element, text
from fraudlens.reports.page.picture import picture_address
from fraudlens.reports.page.pieces import pairs, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.reports.page.words import Say
    from fraudlens.verdict import Verdict

_CERTIFICATE = ("signer", "certificates", "signature_schemes", "signature_holds")
_ADDRESSES = ("worst_links", "urls")
_PERMISSIONS = "permissions"
_PICTURE = "icon_png"
_ANDROID = "android.permission."
_SHARES = ("visibility",)
_MOST_PERMISSIONS = 200
_EMPTY: tuple[object, ...] = (None, "", [], {}, ())


def app_icon(verdict: Verdict, say: Say) -> Html:
    """Give the icon of an app, if the record has one that may be shown."""
    address = picture_address(verdict.facts.get(_PICTURE))
    if address is None:
        return NOTHING
    return element("img", src=address, alt=say("icon"), width=48, height=48)


def facts_of(verdict: Verdict, say: Say) -> Html:
    """Give the facts of a target in groups; empty ones are left out."""
    facts = {
        name: value
        for name, value in verdict.facts.items()
        if value not in _EMPTY and name != _PICTURE
    }
    grouped = (*_CERTIFICATE, *_ADDRESSES, _PERMISSIONS)
    rest = {name: value for name, value in facts.items() if name not in grouped}
    groups = (
        _group("facts", _definitions(rest, say), say),
        _group("certificate", _definitions(_chosen(facts, _CERTIFICATE), say), say),
        _group("permissions", _permissions(facts.get(_PERMISSIONS), say), say),
        _group("addresses", _definitions(_chosen(facts, _ADDRESSES), say), say),
    )
    return element("div", *groups, class_="groups")


def _chosen(facts: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: facts[name] for name in names if name in facts}


def _definitions(facts: dict[str, object], say: Say) -> Html:
    return pairs(
        {
            name: f"{value:.0%}" if name in _SHARES and isinstance(value, float) else value
            for name, value in facts.items()
        },
        say,
    )


def _permissions(names: object, say: Say) -> Html:
    if not isinstance(names, list | tuple):
        return NOTHING if names is None else value_of(_PERMISSIONS, names, say)
    shown = [
        element("li", element("code", text(str(name).removeprefix(_ANDROID), most=200)))
        for name in names[:_MOST_PERMISSIONS]
    ]
    left = len(names) - len(shown)
    more = element("li", text(say("more", count=f"{left:,}")), class_="note") if left else NOTHING
    return element("ul", *shown, more, class_="permissions")


def _group(key: str, content: Html, say: Say) -> Html:
    if not content:
        return NOTHING
    return element("section", element("h4", text(say(key))), content, class_=key)
