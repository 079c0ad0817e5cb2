"""What another model says of a target alone, restated for the targets of one that builds on it.

The other model's probabilities hold for its own targets. Those that have facts are others: a curve
of their own lets a reader compare what is likely with the facts and without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.calibration import log_odds_of
from fraudlens.errors import UsageError
from fraudlens.training.probabilities import Judged, calibrate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fraudlens.calibration import Calibration
    from fraudlens.detector import FloatMatrix
    from fraudlens.training.build import Built
    from fraudlens.training.config import TrainingConfig


def check_alone(names: Sequence[str], config: TrainingConfig) -> None:
    """Refuse a column that is none, before hours of training rather than after.

    Raises:
        UsageError: no column has the name.
    """
    if (name := config.calibration.alone) and name not in names:
        raise UsageError(
            f'calibration.alone: no column is called "{name}"',
            hint="see the columns of the model in docs/",
        )


def alone_curve(built: Built, config: TrainingConfig) -> Calibration | None:
    """Give the curve of `calibration.alone`, from the rows that the model's own rests on."""
    if not config.calibration.alone:
        return None
    judged = built.cross or built.validation
    names = built.model.detector.features.names
    odds = odds_of(judged.rows.matrix, names, config.calibration.alone)
    return calibrate(Judged(judged.frame, odds), config)


def odds_of(matrix: FloatMatrix, names: Sequence[str], name: str) -> NDArray[np.float64]:
    """Give the log-odds of a column of probabilities; where there is none they are even."""
    column = matrix[:, list(names).index(name)].astype(np.float64)
    return log_odds_of(np.nan_to_num(column, nan=0.5))
