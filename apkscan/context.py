"""All that rules derive from the facts of one app, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.kinds.scores import KindScore, kind_scores
from apkscan.kinds.shell import Shell, shell_of
from apkscan.kinds.sights import sights_of
from apkscan.kinds.signs import load_signs
from apkscan.kinds.traits import Imitated, traits_of
from apkscan.links import ScoredLink, links_of, score_links
from apkscan.signatures import Signatures, signatures_of
from apkscan.visibility import Visibility, visibility_of

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts
    from apkscan.kinds.conditions import Sights
    from apkscan.links import LinkScorer


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an app beyond its facts."""

    signatures: Signatures
    visibility: Visibility
    links: tuple[ScoredLink, ...]
    shell: Shell
    sights: Sights
    kinds: tuple[KindScore, ...]
    """The likeliest first."""
    imitated: Imitated | None = None


def context_of(
    facts: ApkFacts, scorer: LinkScorer | None = None, imitated: Imitated | None = None
) -> Context:
    """Derive everything; the scorer judges addresses, and without one none has a score."""
    signatures = signatures_of(facts)
    links = links_of(facts)
    shell = shell_of(facts, signatures, links)
    traits = traits_of(facts, signatures, shell, links, imitated)
    sights = sights_of(facts, signatures, traits)
    return Context(
        signatures,
        visibility_of(facts, signatures),
        score_links(links, scorer),
        shell,
        sights,
        kind_scores(sights, load_signs()),
        imitated,
    )
