"""All themes of the app analyzer in matrix order, and the one function that fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from apkscan.features.addresses import ADDRESSES, LINKS
from apkscan.features.apis import APIS
from apkscan.features.balance import BALANCE
from apkscan.features.code import CODE
from apkscan.features.components import COMPONENTS, ROLES
from apkscan.features.container import CONTAINER, SWITCHES, TRICKS
from apkscan.features.events import EVENTS
from apkscan.features.identity import LABEL, PACKAGE, SIGNER
from apkscan.features.imitation import IMITATION
from apkscan.features.made import MADE, SIGNS
from apkscan.features.permissions import PERMISSION_MIX, PERMISSIONS
from apkscan.features.words import WORDS
from fraudlens.features import FeatureSet

if TYPE_CHECKING:
    from apkscan.batch import AppBatch
    from apkscan.view import AppView
    from fraudlens.detector import FloatMatrix

THEMES = (
    PERMISSIONS, PERMISSION_MIX, COMPONENTS, ROLES, EVENTS, PACKAGE, LABEL, SIGNER, CONTAINER,
    TRICKS, SWITCHES, CODE, APIS, BALANCE, MADE, SIGNS, ADDRESSES, LINKS, WORDS, IMITATION,
)  # fmt: skip
FEATURES = FeatureSet("apk", tuple(theme.block for theme in THEMES))
_MEASURES = tuple(column.measure for theme in THEMES for column in theme.columns)


def measured(app: AppView, column: int) -> float:
    """Give one column of one app; NaN is absent."""
    return _MEASURES[column](app)


def fill(batch: AppBatch) -> FloatMatrix:
    """Give the columns of each app: float32 (apps, columns)."""
    out = np.empty((len(batch), len(FEATURES)), np.float32)
    for row, app in enumerate(batch.apps):
        out[row] = [measure(app) for measure in _MEASURES]
    return out
