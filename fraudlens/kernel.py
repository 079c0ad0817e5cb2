"""Numba behind one typed door: machine code for loops over arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile `function` on first use, keep the machine code on disk, release the GIL in it.

    The code must be valid Python, too: with `NUMBA_DISABLE_JIT=1` it runs as it stands.
    """
    return cast("Function", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
