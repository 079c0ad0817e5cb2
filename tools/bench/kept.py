"""The samples that a configuration keeps from training, made where nobody has made them yet."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from fraudlens.cli.registration_rows import make_samples
from fraudlens.training.config import load_config
from tools.registrations import make_sets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SAMPLES = ".jsonl.gz"


def with_kept_samples(config: Path, data: Path, room: Path, say: Callable[[str], None]) -> Path:
    """Give the configuration beside the files of its `[labels] without`.

    Where one is missing beside it and in `data`, all are made in `room` out of the public sets in
    `data`, and a copy of the configuration is put beside them.

    Raises:
        FraudlensError: a set is not as it must be.
    """
    wanted = load_config(config).labels.without
    if all((config.parent / name).is_file() or (data / name).is_file() for name in wanted):
        return config
    say("making the samples that the URL model was kept from")
    made = room / "kept"
    make_sets(data, made)
    for name in wanted:
        rows = made / f"{name.removesuffix(_SAMPLES)}.csv.gz"
        for line in make_samples((rows,), made / name):
            say(f"{name}: {line}")
    copy = made / config.name
    shutil.copyfile(config, copy)
    return copy
