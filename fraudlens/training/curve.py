"""The learning curve: what more rows are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.training import metrics
from fraudlens.training.digest import draw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fraudlens.training.config import AuditConfig
    from fraudlens.training.evaluate import Table
    from fraudlens.training.fit import Fitter, Rows


def learning_curve(
    fitter: Fitter, train: Rows, key: NDArray[np.uint64], watched: Rows, config: AuditConfig
) -> list[Table]:
    """Give the validation recall of a smaller model for each share of the training rows."""
    tables: list[Table] = []
    for share in config.curve:
        rows = draw(key, round(share * len(key)), 5)
        what = f"learning curve {share:g}"
        model = fitter.quick_model(train.take(rows), config.curve_rounds, what)
        margin = fitter.margin(model, watched.matrix)
        bad, good = margin[watched.target == 1], margin[watched.target == 0]
        recall_1, recall = (metrics.recall_at_fpr(bad, good, f).value for f in metrics.FPRS[:2])
        tables.append({"share": share, "rows": len(rows), "recall_1": recall_1, "recall": recall})
    return tables
