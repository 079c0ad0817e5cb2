"""How one app may resemble another, and the look of an app that is compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from apkscan.imitation.icons import icon_number
from apkscan.imitation.names import name_of

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.imitation.names import Name

_LABELS = 12
"""Names of an app in different languages that are compared."""
_SUFFIXES = frozenset(("com", "org", "net", "app", "dev", "info", "co", "io", "me", "cn", "in"))


class LabelHow(StrEnum):
    """How names are alike, the strongest last."""

    NONE = ""
    WEAK = "same ordinary word"
    TYPO = "differs in letters"
    SOUND = "sounds the same"
    VARIANT = "same but for filler words"
    SAME = "same"
    LOOK = "looks the same"
    """By look-alikes inside ASCII, which nobody types by chance."""


class PackageHow(StrEnum):
    """How package names are alike, the strongest last."""

    NONE = ""
    TOKEN = "names the brand"  # noqa: S105  no password
    VENDOR = "stands under its maker's prefix"
    BELOW = "continues it"
    TYPO = "differs in letters"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an app resembles one official app."""

    label: LabelHow = LabelHow.NONE
    label_share: float = 0.0
    """Letters that the names have in common, 0 to 1."""
    package: PackageHow = PackageHow.NONE
    package_share: float = 0.0
    icon_bits: int | None = None
    """Bits in which the nearest icons differ; absent if they are not near."""


@dataclass(frozen=True, slots=True)
class Look:
    """What of an app is compared."""

    names: tuple[Name, ...]
    package: str
    """In small letters."""
    icon: int | None = None


def look_of(facts: ApkFacts) -> Look:
    """Give what of an app is compared."""
    identity = facts.identity
    labels = (identity.label or "", *(label for _, label in identity.labels))
    names = dict.fromkeys(name_of(label) for label in dict.fromkeys(labels[: 4 * _LABELS]))
    icon = icon_number(identity.icon.perceptual_hash) if identity.icon else None
    kept = tuple(name for name in names if name.key)[:_LABELS]
    return Look(kept, (identity.package or "").lower(), icon)


def body_of(package: str) -> str:
    """Give a package name without what stands first in many.

    >>> body_of("com.whatsapp"), body_of("br.com.caixa.tem"), body_of("cmb.pb")
    ('whatsapp', 'caixa.tem', 'cmb.pb')
    """
    parts = package.split(".")
    while len(parts) > 1 and (parts[0] in _SUFFIXES or len(parts[0]) == 2):  # noqa: PLR2004  a country's code
        parts.pop(0)
    return ".".join(parts)
