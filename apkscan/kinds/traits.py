"""Traits of an app that signs rest on and that no single fact states: roles, tricks, shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.read.codes import CODES
from fraudlens.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apkscan.facts import ApkFacts
    from apkscan.kinds.shell import Shell
    from apkscan.links import Link
    from apkscan.signatures import Signatures

SHELL_SHARE = 0.5
"""From here on an app counts as a shell."""
SMS_PRIORITY = 900
"""Priority with which a receiver takes SMS before nearly all others; 0 is usual, 999 the rule's
top for apps."""

_SMS_ROLE = (
    "android.provider.Telephony.SMS_DELIVER",
    "android.provider.Telephony.WAP_PUSH_DELIVER",
    "android.intent.action.RESPOND_VIA_MESSAGE",
)
"""Actions that an SMS app must handle to become the default, with `smsto:` (developer.android.com,
`Telephony`)."""
SAMPLES = 100
"""From so many screens on that say that they are samples of code, an app is a book of samples:
Android's API Demos has over 300. A trojan was seen with 14, so a few excuse nothing."""
_SAMPLE = "android.intent.category.SAMPLE_CODE"
"""Android's word for screens that are "not part of the normal user experience" (`Intent`); copies
of API Demos put the name of their maker before it."""
_SYSTEM_USERS = "android.uid."
"""Users of the system: no device installs an app under one that the device's maker did not sign."""
_SMS_RECEIVED = "android.provider.Telephony.SMS_RECEIVED"
_FIRST_PARTS = frozenset(
    (
        "com",
        "org",
        "net",
        "app",
        "dev",
        "info",
        "name",
        "xyz",
        "page",
        "github",
        "gov",
        "edu",
        "mil",
    )
)
"""First parts of package names that people choose; builders of bankers draw the first one, too."""
_ABBREVIATION = re.compile(r"gps|sms|mms|tts|ftp|ssh|vpn|xml|html?|https?|rss|pdf|hsbc|wtsp")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_LONG_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{7,}")
_RARE_PAIR = re.compile(
    r"[jqvx][bcdfgjkmnpqstvwxz]|[bcdfgkmpvwz][jqx]|w[bcfgjkmpqvxz]|z[bcdfgjmpqrsvx]|[hlmnrst][qx]"
    r"|[bdgkpt][fvwz][bcdfgkmpt]|[aeiou]{4}|yy|uu|ii"
)
"""Pairs of letters that words and names of most languages do not have."""
_DEBUG = ("android-debug",)
"""Keys with which a build tool signs what is not meant to leave the house."""
_RARE_PAIRS = 2
_COUNTRY = 2
"""Letters of the code of a country, with which names begin, too."""
_LONG_PART = 8


@dataclass(frozen=True, slots=True)
class Imitated:
    """What the registry of official apps says of an app."""

    name: str
    """The official app."""
    kind: str = ""
    """What that is: `bank`, `wallet`, `government`, ..."""
    genuine: bool = False
    """It is that very app, by its maker's key."""


def traits_of(
    facts: ApkFacts,
    signatures: Signatures,
    shell: Shell,
    links: Sequence[Link],
    imitated: Imitated | None,
) -> dict[str, str]:
    """Give the traits that an app has, each with what shows it."""
    found: dict[str, str] = {}
    for name, place in (
        *_roles(facts),
        *_receivers(facts),
        *_tricks(facts),
        *_shapes(facts, signatures, shell),
        *_network(facts, links),
        *_imitation(imitated),
    ):
        found.setdefault(name, place)
    return found


def _roles(facts: ApkFacts) -> Iterator[tuple[str, str]]:
    """Give what the app offers to the system; fraud claims it, too, so it excuses little."""
    filters = [found for c in facts.manifest.components for found in c.filters]
    actions = {action for found in filters for action in found.actions}
    categories = {category for found in filters for category in found.categories}
    guards = {c.permission for c in facts.manifest.components}
    if actions.issuperset(_SMS_ROLE):
        yield "sms-app", _SMS_ROLE[0]
    if "android.intent.action.DIAL" in actions:
        yield "dialer", "android.intent.action.DIAL"
    if "android.intent.category.HOME" in categories:
        yield "home-screen", "android.intent.category.HOME"
    if "android.permission.BIND_INPUT_METHOD" in guards:
        yield "keyboard", "android.permission.BIND_INPUT_METHOD"
    shared = facts.manifest.shared_user or ""
    if shared.startswith(_SYSTEM_USERS):
        yield "system-part", shared
    samples = sum(any(c.endswith(_SAMPLE) for c in found.categories) for found in filters)
    if samples >= SAMPLES:
        yield "code-samples", f"{samples} x {_SAMPLE}"
    if facts.manifest.components and "android.intent.category.LAUNCHER" not in categories:
        yield "no-icon", "no activity with the category LAUNCHER"


def _receivers(facts: ApkFacts) -> Iterator[tuple[str, str]]:
    for component in facts.manifest.components:
        for found in component.filters:
            if _SMS_RECEIVED in found.actions and found.priority >= SMS_PRIORITY:
                yield "sms-first", f"{component.name}, priority {found.priority}"


def _tricks(facts: ApkFacts) -> Iterator[tuple[str, str]]:
    for note in (*facts.archive.notes, *facts.manifest_notes):
        code = CODES.get(note.code)
        if code and code.severity is Severity.HIGH:
            yield "reader-trick", f"{note.code} {note.place}".strip()
    for place in facts.dex.hidden:
        yield "hidden-dex", place
    for certificate in facts.signing.certificates:
        if certificate.known:
            yield ("debug-key" if certificate.known in _DEBUG else "public-key"), certificate.known


def _shapes(facts: ApkFacts, signatures: Signatures, shell: Shell) -> Iterator[tuple[str, str]]:
    for packer in signatures.packers:
        yield "packed", packer.name
    if shell.share >= SHELL_SHARE:
        yield "shell", shell.generator or f"{shell.own_classes} own classes, {shell.starts[0]}"
    if is_random(facts.identity.package or ""):
        yield "random-package", facts.identity.package or ""


def _network(facts: ApkFacts, links: Sequence[Link]) -> Iterator[tuple[str, str]]:
    for link in links:
        if link.whole and link.host.replace(".", "").isdigit():
            yield "bare-ip-link", link.url
        if link.kind == "bot_api":
            yield "bot-link", link.url
    network = facts.manifest.network
    # The configuration has the last word where there is one.
    allowed = (
        network.cleartext or network.cleartext_domains if network else facts.manifest.cleartext
    )
    if allowed:
        yield "cleartext", "network configuration" if network else "manifest"
    if network and network.user_certificates:
        yield "user-certificates", "network configuration"
    if facts.manifest.debuggable:
        yield "debuggable", "manifest"


def _imitation(imitated: Imitated | None) -> Iterator[tuple[str, str]]:
    if imitated:
        yield ("official" if imitated.genuine else "imitates"), imitated.name
        if imitated.kind and not imitated.genuine:
            yield f"imitates-{imitated.kind}", imitated.name


def is_random(package: str) -> bool:
    """Tell whether a package name is made of random letters, as builders of bankers make them.

    >>> is_random("bnamglgudtkwoa.xwnljk.wlfpsmqqgumeoynlourim"), is_random("org.example.notes")
    (True, False)
    """
    name = _ABBREVIATION.sub("a", package.lower())
    parts = name.split(".")
    clusters = [part for part in parts if len(part) >= _LONG_PART and _CONSONANTS.search(part)]
    if parts[0] in _FIRST_PARTS or len(parts[0]) == _COUNTRY:
        return len(clusters) > 1 or bool(_LONG_CLUSTER.search(name))
    return bool(clusters) or len(_RARE_PAIR.findall(name)) >= _RARE_PAIRS
