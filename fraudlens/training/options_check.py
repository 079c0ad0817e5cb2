"""What of the options can be known to be wrong before hours of training rather than after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import UsageError
from fraudlens.training.alone import check_alone
from fraudlens.training.fit import check_directions
from fraudlens.training.floors import check_floors
from fraudlens.training.prepare import find_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fraudlens.detector import Trainable
    from fraudlens.training.config import TrainingConfig


def check_options(
    detector: Trainable, config: TrainingConfig, places: Sequence[Path | None]
) -> None:
    """Refuse columns that are none, probes that cannot be read, and files that are not there.

    Raises:
        UsageError: there is one.
    """
    names = detector.features.names
    check_floors(names, config.audit.floors)
    check_alone(names, config)
    check_directions(names, config.fit)
    for name in config.audit.cross:
        find_beside(name, places)
    for place, error in detector.read(config.probes).failures if config.probes else ():
        raise UsageError(
            f"probes[{place}]: cannot be read: {error.message}", hint="give a target to score"
        )
