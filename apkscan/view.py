"""An app as columns and rules look at it: its facts, and the sets that many of them ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from apkscan.context import context_of
from apkscan.imitation.findings import imitated_of
from apkscan.imitation.judge import imitation_of
from apkscan.imitation.registry import load_registry
from apkscan.links import worst_links
from apkscan.permission_names import short_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apkscan.context import Context
    from apkscan.facts import ApkFacts, Component
    from apkscan.imitation.judge import Imitation
    from apkscan.imitation.registry import Registry
    from apkscan.links import LinkScorer, ScoredLink
    from apkscan.policy.request import PolicyRequest

LAUNCHER = "android.intent.category.LAUNCHER"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run knows beside the apps; the same for all of them."""

    score_links: LinkScorer | None = None
    """Gives the probability of fraud of each address, `None` for one that cannot be read."""
    depends: Mapping[str, str] = field(default_factory=dict)
    """Kind and digest of the model behind `score_links`."""
    policy: PolicyRequest | None = None
    """Rules of stores and countries that every app is held against."""
    registry: Registry | None = None
    """Official apps; `None` for those that ship with fraudlens."""


NOTHING = Surroundings()


@dataclass(frozen=True)
class AppView:
    """Facts with what is derived from them, each computed once and only if asked for."""

    facts: ApkFacts
    surroundings: Surroundings = NOTHING

    @cached_property
    def context(self) -> Context:
        """What rules derive from the facts: products, links, kinds of fraud."""
        imitated = imitated_of(self.imitation)
        return context_of(self.facts, self.surroundings.score_links, imitated)

    @cached_property
    def imitation(self) -> Imitation | None:
        """The official app that it resembles most."""
        return imitation_of(self.facts, self.surroundings.registry or load_registry())

    @cached_property
    def worst_links(self) -> tuple[ScoredLink, ...]:
        """Addresses that are more likely bad than not, the worst first."""
        return worst_links(self.context.links)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Requested permissions; those of the platform without `android.permission.`."""
        return frozenset(map(short_name, self.facts.manifest.permissions))

    @cached_property
    def actions(self) -> frozenset[str]:
        """Actions of all intent filters."""
        return frozenset(
            action
            for component in self.facts.manifest.components
            for found in component.filters
            for action in found.actions
        )

    @cached_property
    def categories(self) -> frozenset[str]:
        """Categories of all intent filters."""
        return frozenset(
            category
            for component in self.facts.manifest.components
            for found in component.filters
            for category in found.categories
        )

    @cached_property
    def guards(self) -> frozenset[str]:
        """Permissions that guard components, those of the platform without their prefix."""
        components = self.facts.manifest.components
        return frozenset(short_name(c.permission) for c in components if c.permission)

    @cached_property
    def apis(self) -> frozenset[str]:
        """Watched framework methods that the code refers to."""
        return frozenset(self.facts.dex.apis)

    def of_kind(self, kind: str) -> tuple[Component, ...]:
        """Give the components of one kind."""
        return tuple(c for c in self.facts.manifest.components if c.kind == kind)
