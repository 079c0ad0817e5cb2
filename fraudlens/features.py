"""Columns of a model: declared once, from which come the matrix, the docs and the schema digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

KINDS = ("count", "length", "ratio", "flag", "bits", "score", "index")


@dataclass(frozen=True, slots=True)
class Feature:
    """One column: what it measures, in which unit, and what it gives for known targets."""

    name: str
    """`[a-z][a-z0-9_]*`, subject first, stable for ever."""
    kind: str
    """One of `KINDS`."""
    unit: str
    """`characters`, `labels`, `bits/character`, `log-odds`, ...; `1` for a pure number."""
    description: str
    """What is measured, one sentence for users."""
    examples: tuple[tuple[str, float], ...] = ()
    """Targets and the values they give; run as tests. NaN stands for absent."""
    rev: int = 1
    """Raised when the meaning changes; a bundle trained on another revision is refused."""
    learned: bool = False
    """The value comes from weights of the bundle, so no example can be given."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of one theme, in matrix order; a reason shown to users sums up one block."""

    name: str
    title: str
    """English heading, also the fallback text of a reason."""
    title_zh: str
    features: tuple[Feature, ...]


@dataclass(frozen=True)
class FeatureSet:
    """All blocks of an analyzer in matrix order."""

    name: str
    blocks: tuple[Block, ...]

    def __len__(self) -> int:
        """Give the number of columns."""
        return len(self.features)

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """Every column in matrix order."""
        return tuple(feature for block in self.blocks for feature in block.features)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in matrix order."""
        return tuple(feature.name for feature in self.features)

    @cached_property
    def index(self) -> dict[str, int]:
        """Give the column number of each name."""
        return {name: position for position, name in enumerate(self.names)}

    @cached_property
    def block_of(self) -> tuple[int, ...]:
        """For each column, the number of its block."""
        return tuple(number for number, block in enumerate(self.blocks) for _ in block.features)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first column of each block."""
        sizes = [len(block.features) for block in self.blocks]
        return tuple(accumulate(sizes[:-1], initial=0))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over name, kind, unit and revision of every column, in order."""
        rows = [[f.name, f.kind, f.unit, f.rev] for f in self.features]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()

    def problems(self) -> list[str]:
        """List what breaks the rules of naming and declaring; empty for a sound set."""
        found = [f"{f.name}: unknown kind {f.kind!r}" for f in self.features if f.kind not in KINDS]
        found += [
            f"{name}: declared {len(list(same))} times"
            for name, same in groupby(sorted(self.names))
            if sorted(self.names).count(name) > 1
        ]
        found += [f"{f.name}: no description" for f in self.features if not f.description]
        found += [
            f"{f.name}: no example" for f in self.features if not f.examples and not f.learned
        ]
        return found
