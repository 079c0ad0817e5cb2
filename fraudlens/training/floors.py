"""Single columns as floors: what each gives alone, on the very rows that the model is judged on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.errors import UsageError
from fraudlens.training import metrics
from fraudlens.training.alone import odds_of
from fraudlens.training.roles import MAIN
from fraudlens.training.score import part_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fraudlens.calibration import Calibration
    from fraudlens.detector import FloatMatrix
    from fraudlens.training.config import TrainingConfig
    from fraudlens.training.crossfit import CrossFit
    from fraudlens.training.evaluate import Scored, Table
    from fraudlens.training.score import Model

MODEL = "the model"
RESTATED = "restated"
"""After the name of the column that `calibration.alone` names, where its curve was applied."""
_LESS = "-"
"""Before the name of a column of which less is worse."""


def check_floors(names: Sequence[str], floors: Sequence[str]) -> None:
    """Refuse floors that are no columns, before hours of training rather than after.

    Raises:
        UsageError: no column has the name.
    """
    for name in floors:
        if name.removeprefix(_LESS) not in names:
            raise UsageError(
                f'audit.floors: no column is called "{name.removeprefix(_LESS)}"',
                hint="see the columns of the model in docs/",
            )


def floor_figures(cross: CrossFit, names: Sequence[str], floors: Sequence[str]) -> list[Table]:
    """Give AUC and recall of single columns on the rows that are judged out of source."""
    main = (cross.frame["role"] == MAIN).to_numpy()
    fraud = cross.frame["fraud"].to_numpy() == 1
    found = []
    for name in floors:
        column = column_of(cross.rows.matrix, names, name)
        found.append({"column": name, **_figures(column, main & fraud, main & ~fraud)})
    return found


def floors_on_test(
    model: Model, rows: Scored, config: TrainingConfig, alone: Calibration | None = None
) -> list[Table]:
    """Give the same on the test part, form by form, and beside them the model on the same rows.

    The column of `calibration.alone` is also shown as the curve `alone` restates it.
    """
    main = (rows.frame["role"] == MAIN).to_numpy()
    fraud, form = rows.frame["fraud"].to_numpy() == 1, rows.frame["form"].to_numpy()
    names = model.detector.features.names
    matrix = part_matrix(model.detector, model.weights, rows.frame["value"])
    floors = {name: column_of(matrix, names, name) for name in config.audit.floors}
    columns = {MODEL: rows.score, **floors}
    if alone is not None:
        name = config.calibration.alone
        columns[f"{name}, {RESTATED}"] = alone.score(odds_of(matrix, names, name))
    return [
        {
            "form": named,
            "column": name,
            **_figures(column, main & mine & fraud, main & mine & ~fraud),
            "ece": _calibration_error(column, rows, main & mine),
        }
        for number, named in enumerate(model.detector.forms)
        for mine in (form == number,)
        for name, column in columns.items()
    ]


def column_of(matrix: FloatMatrix, names: Sequence[str], name: str) -> NDArray[np.float64]:
    """Give a column in which more is worse; what is absent is 0, or infinitely good with a `-`."""
    bare = name.removeprefix(_LESS)
    column = matrix[:, list(names).index(bare)].astype(np.float64)
    sign = -1.0 if name.startswith(_LESS) else 1.0
    return np.nan_to_num(sign * column, nan=0.0 if sign > 0 else -np.inf, neginf=-np.inf)


def _figures(
    column: NDArray[np.float64], fraud: NDArray[np.bool_], benign: NDArray[np.bool_]
) -> Table:
    bad, good = column[fraud], column[benign]
    line: Table = {"auc": metrics.auc(bad, good)}
    for key, fpr in (("recall_1", metrics.FPRS[0]), ("recall", metrics.FPRS[1])):
        line[key] = metrics.recall_at_fpr(bad, good, fpr).value if len(good) else None
    return line


def _calibration_error(
    column: NDArray[np.float64], rows: Scored, mine: NDArray[np.bool_]
) -> float | None:
    """Give the calibration error of a column that holds probabilities; both classes weigh alike."""
    score, fraud = column[mine], rows.frame["fraud"].to_numpy()[mine]
    both = 0 < fraud.sum() < len(fraud)
    if not both or score.min() < 0 or score.max() > 1 or len(np.unique(score)) < metrics.ECE_BINS:
        return None
    share = fraud.mean()
    weight = np.where(fraud == 1, 0.5 / share, 0.5 / (1 - share))
    return metrics.calibration_error(metrics.reliability(score, fraud, weight))
