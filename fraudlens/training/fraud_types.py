"""Which fraud types are trained, and which fold into `other_fraud` for want of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from fraudlens.verdict import FraudType

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from fraudlens.training.config import FitConfig

_REST = FraudType.OTHER_FRAUD.value


@dataclass(frozen=True, slots=True)
class TypePlan:
    """The types of the type model, in the order of its classes."""

    types: tuple[str, ...]
    folded: Mapping[str, str]
    """Each type that folds into `other_fraud`, and why."""

    def index(self, category: pl.Series) -> NDArray[np.int8]:
        """Give each row's class; -1 where the category is no fraud type: int8 (rows,)."""
        place = {name: number for number, name in enumerate(self.types)}
        place |= {name: place[_REST] for name in self.folded if _REST in place}
        return category.replace_strict(place, default=-1, return_dtype=pl.Int8).to_numpy()


def plan_types(train: pl.DataFrame, config: FitConfig) -> TypePlan:
    """Decide by the training rows of the main role, in the order of `FraudType`."""
    fraud = train.filter((pl.col("fraud") == 1) & (pl.col("role") == "main"))
    counts = {
        str(name): (int(rows), int(groups))
        for name, rows, groups in fraud.group_by("category")
        .agg(pl.len(), pl.col("group").n_unique())
        .rows()
    }
    kept, folded = [], {}
    for kind in FraudType:
        rows, groups = counts.get(kind.value, (0, 0))
        if kind.value == _REST:
            continue
        if rows >= config.type_min_rows and groups >= config.type_min_groups:
            kept.append(kind.value)
        else:
            folded[kind.value] = (
                f"{rows} training rows of {groups} groups; "
                f"{config.type_min_rows} and {config.type_min_groups} are needed"
            )
    if counts.get(_REST, (0, 0))[0] or any(counts.get(name, (0, 0))[0] for name in folded):
        kept.append(_REST)
    return TypePlan(tuple(kept), folded)
