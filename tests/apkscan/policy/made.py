"""Apps, packs and listings for the tests of the policy gate, from a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from apkscan.context import context_of
from apkscan.facts import (
    ApkFacts,
    Certificate,
    Component,
    Filter,
    Identity,
    Manifest,
    Signing,
    WordHit,
)
from apkscan.policy.evaluate import policy_of
from apkscan.policy.listing import read_listing
from apkscan.policy.packs import load_pack, read_pack
from apkscan.policy.request import PolicyRequest

if TYPE_CHECKING:
    from apkscan.policy.rules import Pack
    from fraudlens.verdict import Breach, PolicyResult

TODAY = date(2026, 11, 26)
HEAD = '[pack]\nen = "E"\nzh = "Z"\nread = 2026-11-26\n'
RULE = """
[[rule]]
id = "r"
title_en = "T"
title_zh = "标题"
en = "must not"
zh = "不得"
source = "https://example.org/policy"
verified = true
effective_from = 2024-01-01
severity = "reject"
"""


def app(
    *permissions: str,
    target: int | None = 36,
    label: str = "Calculator",
    words: int = 0,
    **manifest: object,
) -> ApkFacts:
    """Give an app that asks for permissions of the platform."""
    return ApkFacts(
        identity=Identity(package="org.example.app", label=label, target_sdk=target),
        manifest=Manifest(
            permissions=tuple(f"android.permission.{name}" for name in permissions),
            **manifest,  # type: ignore[arg-type]
        ),
        words=tuple(WordHit("loan", f"loan{number}", "classes.dex") for number in range(words)),
    )


def signed(facts: ApkFacts) -> ApkFacts:
    """Give the app with a signer."""
    certificate = Certificate("aa" * 32, md5="bb" * 16, public_key_md5="cc" * 16)
    return replace(facts, signing=Signing(("v2",), (certificate,)))


def guarded(name: str, guard: str, *actions: str) -> Component:
    """Give a service behind a guard, with the actions that it handles."""
    filters = (Filter(actions=actions),) if actions else ()
    return Component("service", name, permission=f"android.permission.{guard}", filters=filters)


def pack(*lines: str) -> Pack:
    """Give a pack of one rule with further lines."""
    return read_pack(HEAD + RULE + "\n".join(lines), "made")


def judge(
    facts: ApkFacts,
    *packs: Pack | str,
    listing: str | None = None,
    day: date = TODAY,
    lang: str = "en",
) -> PolicyResult:
    """Hold an app against packs; a text names one that ships, and a listing is TOML."""
    found = tuple(load_pack(one) if isinstance(one, str) else one for one in packs)
    read = None if listing is None else read_listing(listing, "app.toml")
    return policy_of(facts, context_of(facts), PolicyRequest(found, day, read), lang)


def breach(result: PolicyResult, rule: str) -> Breach:
    """Give the one breach of a rule."""
    (found,) = [each for each in result.breaches if each.rule == rule]
    return found


def rules(result: PolicyResult) -> dict[str, str]:
    """Give result by rule."""
    return {each.rule: each.result for each in result.breaches}
