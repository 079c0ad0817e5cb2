"""LightGBM by its C interface: its Python package would load scipy, which no score needs.

Source: LightGBM's `c_api.h` (https://lightgbm.readthedocs.io/en/stable/C-API.html; from memory, and
as `lightgbm/basic.py` of 4.7 calls it).
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from weakref import finalize

import numpy as np

from fraudlens.errors import FraudlensError

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

    from fraudlens.calibration import FloatArray
    from fraudlens.detector import FloatMatrix

SHARES, RAW, CONTRIBUTIONS = 0, 1, 3
"""What to predict: `C_API_PREDICT_NORMAL`, `C_API_PREDICT_RAW_SCORE`, `C_API_PREDICT_CONTRIB`."""
_FLOAT32, _ROW_MAJOR, _ALL = 0, 1, -1


class Booster:
    """A model in LightGBM's hands; what it predicts is what `lightgbm.Booster` predicts."""

    def __init__(self, text: bytes) -> None:
        """Load a model from its text, which must be one: a broken one ends the process."""
        self._library = _library()
        self._handle = ctypes.c_void_p()
        rounds = ctypes.c_int()
        self._call("LoadModelFromString", text, ctypes.byref(rounds), ctypes.byref(self._handle))
        finalize(self, self._library.LGBM_BoosterFree, self._handle)

    def predict(self, matrix: FloatMatrix, what: int, width: int, *, threads: int) -> FloatArray:
        """Predict each row: float64 (n, width). Shape: matrix (n, columns), n above 0."""
        rows = np.ascontiguousarray(matrix, np.float32)
        found, written = np.empty((len(rows), width)), ctypes.c_int64()
        self._call(
            "PredictForMat", self._handle, rows.ctypes.data_as(ctypes.c_void_p), _FLOAT32,
            *(ctypes.c_int32(size) for size in rows.shape), _ROW_MAJOR, what, 0, _ALL,
            f"num_threads={threads} verbosity=-1".encode(), ctypes.byref(written),
            found.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
        )  # fmt: skip
        return found

    def _call(self, name: str, *arguments: object) -> None:
        if getattr(self._library, f"LGBM_Booster{name}")(*arguments):
            self._library.LGBM_GetLastError.restype = ctypes.c_char_p
            said = self._library.LGBM_GetLastError().decode()
            raise FraudlensError(f"LightGBM: {said}", hint="install fraudlens anew")


@lru_cache(maxsize=1)
def _library() -> Any:  # noqa: ANN401  functions of a library have no types
    """Load the library where LightGBM's own search finds it, without its package."""
    package = cast("ModuleSpec", find_spec("lightgbm"))
    path = Path(cast("str", package.origin)).with_name("libpath.py")
    spec = cast("ModuleSpec", spec_from_file_location("lightgbm_libpath", path))
    module = module_from_spec(spec)
    cast("Any", spec.loader).exec_module(module)
    return module._LIB  # noqa: SLF001  as `lightgbm.basic` takes it
