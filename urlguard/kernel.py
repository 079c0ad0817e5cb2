"""Numba behind one typed door, for this package's loops over byte buffers."""

from __future__ import annotations

from fraudlens.kernel import in_python as in_python  # noqa: PLC0414  handed on
from fraudlens.kernel import kernel as kernel  # noqa: PLC0414  handed on
