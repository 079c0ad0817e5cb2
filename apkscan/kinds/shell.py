"""App shells: little code of their own around a web page that stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.knowledge.generators import SHELLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apkscan.facts import ApkFacts
    from apkscan.links import Link
    from apkscan.signatures import Signatures

_WEB_PAGES = ("android.webkit.WebView.loadUrl", "android.webkit.WebView.postUrl")
_HALF_CLASSES = 60
"""Own classes at which an app is as much an app as a page in a frame; shells of the corpus of
2026-11 have 5 to 40, honest apps hundreds."""
_GENERATED = 0.5
"""Least share of an app that a generator of shells made and that starts from an address."""
_MOST_STARTS = 3


@dataclass(frozen=True, slots=True)
class Shell:
    """How much of an app is a frame around pages that stand elsewhere."""

    share: float
    """0 = an app of its own, 1 = nothing but a frame."""
    generator: str | None
    """Generator of shells that made it, where that shows."""
    own_classes: int
    """Classes outside well-known libraries and outside generator and kits."""
    starts: tuple[str, ...]
    """Addresses on nobody's list that it may start from."""


def shell_of(facts: ApkFacts, signatures: Signatures, links: Sequence[Link]) -> Shell:
    """Weigh own code against start addresses; without pages or addresses the share is 0."""
    made_by = next((g for g in signatures.generators if g.group in SHELLS), None)
    own = own_classes(facts, signatures)
    starts = tuple(link.url for link in links if link.whole)[:_MOST_STARTS]
    pages = made_by is not None or any(api in facts.dex.apis for api in _WEB_PAGES)
    share = _HALF_CLASSES / (_HALF_CLASSES + own) if pages and starts and facts.dex.classes else 0.0
    if made_by and starts:
        share = max(share, _GENERATED)
    return Shell(share, made_by.name if made_by else None, own, starts)


def own_classes(facts: ApkFacts, signatures: Signatures) -> int:
    """Count the classes that are neither of well-known libraries nor of the products found."""
    products = (*signatures.generators, *signatures.sdks, *signatures.trackers)
    foreign = [prefix for product in products for prefix in product.classes]
    theirs = sum(
        count
        for package, count in facts.dex.packages
        if any(package == prefix or package.startswith(f"{prefix}.") for prefix in foreign)
    )
    return max(0, facts.dex.own_classes - theirs)
