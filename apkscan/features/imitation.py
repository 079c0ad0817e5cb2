"""How much an app passes for an official one, and what its key says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.features.column import EMPTY, NAN, Column, flag, ratio, theme
from apkscan.imitation.judge import Key
from apkscan.imitation.likeness import LabelHow, PackageHow
from fraudlens.features import Feature

if TYPE_CHECKING:
    from collections.abc import Callable

    from apkscan.imitation.judge import Imitation
    from apkscan.view import AppView

_SAME_LABEL = (LabelHow.SAME, LabelHow.LOOK, LabelHow.VARIANT)
_NEAR_LABEL = (LabelHow.TYPO, LabelHow.SOUND)
_BRAND_PACKAGE = (PackageHow.TOKEN, PackageHow.VENDOR, PackageHow.BELOW, PackageHow.TYPO)
_OFFICIAL = (Key.MAKER, Key.REBUILD, Key.KNOWN)
_STRANGE = (Key.OTHER, Key.PUBLIC, Key.BENCH)
_KEY = '"signing":{"verified":true,"certificates":[{"sha256":"00"}]}'


def _app(package: str, label: str, signing: str = _KEY) -> str:
    return f'{{"identity":{{"package":"{package}","label":"{label}"}},{signing}}}'


_CLONE = _app("com.landrememberk", "Chrome")
_WHATSAPP = _app(
    "com.whatsapp",
    "WhatsApp",
    '"signing":{"verified":true,"certificates":[{"sha256":'
    '"3987d043d10aefaf5a8710b3671418fe57e0e19b653c9df82558feb5ffce5d44"}]}',
)


def _holds(test: Callable[[Imitation], bool]) -> Callable[[AppView], bool]:
    return lambda app: app.imitation is not None and test(app.imitation)


def _measured(measure: Callable[[Imitation], float]) -> Callable[[AppView], float]:
    return lambda app: measure(app.imitation) if app.imitation else NAN


def _label_share(found: Imitation) -> float:
    return found.like.label_share if found.like.label is not LabelHow.NONE else NAN


def _package_share(found: Imitation) -> float:
    return found.like.package_share if found.like.package is not PackageHow.NONE else NAN


def _icon_bits(found: Imitation) -> float:
    return NAN if found.like.icon_bits is None else float(found.like.icon_bits)


IMITATION = theme(
    "imitation",
    "likeness to an official app",
    "与官方应用的相似度",
    (
        Column(
            Feature(
                "imitation_strength", "score", "1",
                "How much speaks for it passing for an official app, 0 to 1.",
                ((_CLONE, 0.9), (_WHATSAPP, 0), (EMPTY, 0)),
            ),
            lambda app: app.imitation.strength if app.imitation else 0.0,
        ),
        flag("imitation_label_same", "Bears the name of an official app.",
             _holds(lambda found: found.like.label in _SAME_LABEL), _CLONE),
        flag("imitation_label_near", "Bears a name near to that of an official app.",
             _holds(lambda found: found.like.label in _NEAR_LABEL),
             _app("com.a.b", "Facebok")),
        flag("imitation_label_ordinary", "Bears an ordinary word that is an official app's name.",
             _holds(lambda found: found.like.label is LabelHow.WEAK), _app("com.a.b", "Edge")),
        ratio("imitation_label_share", "Share of the letters of its name that it has in common.",
              _measured(_label_share), (_CLONE, 1)),
        ratio("imitation_package_share",
              "Share of the letters of its package name that it has in common.",
              _measured(_package_share), (_WHATSAPP, 1)),
        flag("imitation_package_brand", "Has a package name that names the official app.",
             _holds(lambda found: found.like.package in _BRAND_PACKAGE),
             _app("com.whatsapp.update", "WhatsApp")),
        ratio("imitation_icon_bits", "Bits of 64 in which its icon differs from the official one.",
              _measured(_icon_bits), (_CLONE, NAN), kind="bits", unit="bits"),
        flag("official_signed", "Is signed with the key of an official app.",
             _holds(lambda found: found.key in _OFFICIAL), _WHATSAPP, _CLONE),
        flag("official_package_claimed", "Has an official app's package name with another key.",
             _holds(lambda found: found.like.package is PackageHow.SAME and found.key in _STRANGE),
             _app("com.whatsapp", "WhatsApp")),
        flag("official_package_unknown",
             "Has the package name of an official app whose key is not known.",
             _holds(lambda found: found.like.package is PackageHow.SAME and found.unknown_key),
             _app("com.icbc", "a"), _WHATSAPP),
        flag("vendor_prefix_without_key",
             "Stands under the package prefix of a maker without a known key of it.",
             _holds(lambda found: found.like.package in (PackageHow.VENDOR, PackageHow.BELOW)
                    and found.key in _STRANGE),
             _app("com.google.android.street", "a"), _WHATSAPP),
    ),
)  # fmt: skip
