"""Numba behind one typed door: machine code for loops over arrays, loaded when it is worth it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, update_wrapper
from typing import Any, TypeVar, cast

import numpy as np

from fraudlens.interpreted import items_of, plain

Function = TypeVar("Function", bound=Callable[..., Any])

_interpreted: ContextVar[bool] = ContextVar("interpreted", default=False)


class Kernel:
    """A function that runs as machine code, or as it stands."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Compile nothing yet."""
        self._function = function
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401  a kernel's own
        """Run it."""
        if not _interpreted.get():
            return self.machine(*arguments)
        with np.errstate(all="ignore"):
            return self.plain(*map(items_of, arguments))

    @cached_property
    def machine(self) -> Any:  # noqa: ANN401  numba has no types
        """The function in machine code; of other kernels, numba asks for `_numba_type_`."""
        import numba  # noqa: PLC0415  200 ms and 60 MB, which few rows do without

        return numba.njit(cache=True, nogil=True, error_model="numpy")(self._function)

    @cached_property
    def plain(self) -> Callable[..., Any]:
        """The function in plain Python."""
        return plain(self._function, lambda named: isinstance(named, Kernel))

    @property
    def _numba_type_(self) -> Any:  # noqa: ANN401  numba has no types
        return self.machine._numba_type_


def kernel(function: Function) -> Function:
    """Compile `function` on first use, keep the machine code on disk, release the GIL in it.

    The code must be valid Python, too: see `interpreted`.
    """
    return cast("Function", Kernel(function))


def is_loaded() -> bool:
    """Tell whether any kernel has run as machine code: then the next one costs next to nothing."""
    return "numba" in sys.modules


def in_python(of: Callable[..., Any]) -> Callable[[Function], Function]:
    """Make a function stand for a kernel in plain Python: quicker there, with the same result."""

    def stand_in(function: Function) -> Function:
        vars(of)["plain"] = function
        return function

    return stand_in


@contextmanager
def interpreted() -> Iterator[None]:
    """Run kernels as plain Python inside: the same numbers, some fifty times slower."""
    token = _interpreted.set(True)
    try:
        yield
    finally:
        _interpreted.reset(token)
