"""Files to rows that may be split or judged: read, keyed, conflicts resolved, roles given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from fraudlens.errors import UsageError
from fraudlens.training.conflicts import resolve
from fraudlens.training.dataset import input_file, read_dataset, read_table, read_values
from fraudlens.training.keys import with_keys
from fraudlens.training.roles import role, trained
from fraudlens.training.split import keep_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.dataset import InputFile
    from fraudlens.training.dropped import Dropped

BARE = "bare"
"""The form that stands for a whole group, by name; an analyzer may have none."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows in the order of their digests, with keys, `role`, `trained` and `reserved`."""

    frame: pl.DataFrame
    inputs: tuple[InputFile, ...]
    dropped: tuple[Dropped, ...]
    without: tuple[InputFile, ...] = ()
    """Files whose groups are `reserved`."""


def prepare(
    detector: Trainable,
    paths: Sequence[Path],
    config: TrainingConfig,
    *,
    beside: Path | None,
    progress: Callable[[str], None],
    latest: dt.date | None = None,
) -> Prepared:
    """Read labelled files and resolve what contradicts; `beside` is the configuration's file.

    `latest` is the last day on which a row can have been seen, if the caller knows the time.

    Raises:
        DataError: the data breaks its card.
        UsageError: a file that the configuration names is not there.
    """
    progress("reading")
    dataset = read_dataset(paths, config.labels, latest=latest)
    frame, unreadable = with_keys(dataset.frame, detector, progress)
    frame, left_out = keep_rows(frame, config.max_rows)
    official = _official(detector, config.labels.official_domains, (beside, *paths))
    bare = detector.forms.index(BARE) if BARE in detector.forms else None
    progress("resolving conflicts")
    frame, dropped = resolve(frame, bare, official, config.labels)
    without = tuple(find_beside(name, (beside, *paths)) for name in config.labels.without)
    reserved = [key for path in without for key in _groups(detector, read_values(path))]
    frame = frame.with_columns(
        role=role(config.labels),
        trained=trained(config.labels),
        reserved=pl.col("group").is_in(pl.Series(reserved, dtype=pl.UInt64).implode()),
    )
    drops = unreadable, left_out, *dropped
    return Prepared(frame, dataset.inputs, drops, tuple(map(input_file, without)))


def find_beside(name: str, places: Sequence[Path | None]) -> Path:
    """Give the file `name` in the folder of the first of `places` that has it.

    Raises:
        UsageError: none has it.
    """
    for place in places:
        if place is not None and (found := place.parent / name).is_file():
            return found
    raise UsageError(
        f'the configuration names "{name}", which lies neither beside it nor beside the data',
        hint="copy it there, make it (docs/train.md), or take its name out of the configuration",
    )


def _official(detector: Trainable, name: str, places: Sequence[Path | None]) -> list[int]:
    if not name:
        return []
    path = find_beside(name, places)
    domains = read_table(path)
    if "domain" not in domains.columns:
        raise UsageError(f'{path.name}: no column "domain"')
    return _groups(detector, domains["domain"].cast(pl.String).fill_null(""))


def _groups(detector: Trainable, values: pl.Series) -> list[int]:
    facts = detector.read(values.to_list()).facts
    found: list[int] = detector.groups(facts).tolist()
    return found
