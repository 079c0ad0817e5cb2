"""A small registry of invented and known apps, and the facts of apps beside it."""

from __future__ import annotations

from apkscan.facts import (
    ApkFacts,
    Certificate,
    Component,
    Filter,
    Icon,
    Identity,
    Manifest,
    Signing,
)
from apkscan.imitation.official import OfficialApp, OfficialIcon
from apkscan.imitation.registry import Registry

MAKER, REBUILD, STRANGER, OTHER_MAKER = (digit * 64 for digit in "abcd")
ICON = "be68f8a4a1948092"
NEAR_ICON = "be68f8a4a1948091"

ZEPHYR = OfficialApp(
    "com.zephyrbank.mobile",
    ("Zephyr Bank", "和风银行"),
    ("Zephyr",),
    kind="bank",
    vendor="com.zephyrbank",
    certificates=(MAKER,),
    rebuilds=(REBUILD,),
    icons=(OfficialIcon(ICON),),
)
CHAT = OfficialApp("org.quillchat.messenger", ("Quillchat",), kind="messenger",
                   certificates=(OTHER_MAKER,))  # fmt: skip
KEYLESS = OfficialApp("com.lumenpay.wallet", ("Lumenpay",), kind="wallet")
REGISTRY = Registry((ZEPHYR, CHAT, KEYLESS))


def app(
    label: str | None = None,
    package: str | None = "com.notebrought.abc",
    key: str | None = STRANGER,
    *,
    known: str = "",
    icon: str = "",
    verified: bool | None = True,
) -> ApkFacts:
    """Give the facts of an app that a launcher shows."""
    certificates = (Certificate(key, known=known),) if key else ()
    return ApkFacts(
        identity=Identity(
            package=package, label=label, icon=Icon(perceptual_hash=icon) if icon else None
        ),
        signing=Signing(certificates=certificates, verified=verified),
    )


def activity(*categories: str) -> Manifest:
    """Give a manifest with one activity of these categories."""
    return Manifest(components=(Component("activity", "a.B", filters=(Filter((), categories),)),))
