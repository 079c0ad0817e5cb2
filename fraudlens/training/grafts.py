"""Made rows: the host of one training row under the path of another of its class.

Lists show few honest hosts with a path, so trees learn the hosts of a list with its paths. A graft
shows them an honest host under an honest path that never met, and a fraud host under a fraud path.
Host and path come from one fold, so the out-of-fold columns stay out of fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.training.digest import draw, mix
from fraudlens.training.keys import sample_keys

if TYPE_CHECKING:
    from fraudlens.detector import Trainable

_SALT = 5


def with_grafts(
    detector: Trainable, train: pl.DataFrame, rows: int, bare: int | None
) -> pl.DataFrame:
    """Add up to `rows` made rows of each class; the column `made` tells them from the lists' rows.

    `bare` is the form whose rows give the host; without it, or where the analyzer cannot cross two
    samples, nothing is made.
    """
    train = train.with_columns(made=pl.lit(value=False))
    if not rows or bare is None:
        return train
    parts = [train]
    for fraud in (0, 1):
        mine = train.filter(pl.col("fraud") == fraud)
        hosts, paths = mine.filter(pl.col("form") == bare), mine.filter(pl.col("form") != bare)
        hosts = hosts[np.sort(draw(hosts["duplicate"].to_numpy(), rows, _SALT))]
        # One row a group: a host with many paths would lend its own again and again.
        paths = paths.unique("group", keep="first", maintain_order=True)
        for fold in sorted(train["fold"].unique()):
            inside = pl.col("fold") == fold
            parts.append(_made(detector, hosts.filter(inside), paths.filter(inside)))
    return pl.concat([parts[0], *(part for part in parts[1:] if part.height)])


def _made(detector: Trainable, hosts: pl.DataFrame, paths: pl.DataFrame) -> pl.DataFrame:
    if not (hosts.height and paths.height):
        return hosts.clear()
    partner = mix(hosts["duplicate"].to_numpy(), _SALT) % np.uint64(paths.height)
    others = paths["value"].gather(partner.astype(np.uint32))
    crossed = [
        detector.cross(host, path) for host, path in zip(hosts["value"], others, strict=True)
    ]
    made = hosts.with_columns(value=pl.Series(crossed, dtype=pl.String), made=pl.lit(value=True))
    made = made.filter(pl.col("value").is_not_null())
    keys = sample_keys(made["value"], detector, 0)
    kept = made[keys["row"].to_list()]
    return kept.with_columns(keys["duplicate"], keys["form"], keys["cell"])
