"""Kernels as plain Python, with the numbers that machine code gives: for a few rows at most.

Loading the compiler costs 350 ms and 100 MB, as much as a kernel in plain Python over hundreds of
rows. What differs between the two is set right here, so that kernels need not know:

- An item of an array is Python's own integer or float, which does not wrap at the item's width, as
  the compiler's 64 bits do not. Only `uint64` wraps in both.
- Logarithms and powers are those of the system's library; numpy's own differ in the last bit.

What is left to kernels: a product of `float32` with `float32`, or with an item of 8 or 16 bits, is
rounded to `float32` by machine code alone. Those that fill columns make none; those that train do.
"""

from __future__ import annotations

import math
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


class Items(np.ndarray):
    """An array whose items are Python's own numbers, but for `uint64`."""

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  as numpy has it
        """Give an item or a part."""
        found = np.ndarray.__getitem__(self, key)
        if isinstance(found, np.generic) and not isinstance(found, np.uint64):
            return found.item()
        return found


def _real(exact: Callable[[float], float], odd: Callable[[float], Any]) -> Callable[[float], float]:
    """Give a function that answers infinity or NaN, as machine code does, where `exact` raises."""

    def computed(number: float) -> float:
        try:
            return exact(number)
        except (ValueError, OverflowError):
            return float(odd(number))

    return computed


class _Numpy:
    """As much of numpy as kernels use, with new arrays made of `Items`."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever numpy has
        return getattr(np, name)

    log = staticmethod(_real(math.log, np.log))
    log1p = staticmethod(_real(math.log1p, np.log1p))
    log2 = staticmethod(_real(math.log2, np.log2))
    exp = staticmethod(_real(math.exp, np.exp))
    sqrt = staticmethod(_real(math.sqrt, np.sqrt))

    @staticmethod
    def zeros(*shape: Any) -> Items:  # noqa: ANN401  as numpy has it
        return np.zeros(*shape).view(Items)

    @staticmethod
    def empty(*shape: Any) -> Items:  # noqa: ANN401  as numpy has it
        return np.empty(*shape).view(Items)

    @staticmethod
    def ones(*shape: Any) -> Items:  # noqa: ANN401  as numpy has it
        return np.ones(*shape).view(Items)

    @staticmethod
    def where(*given: Any) -> Any:  # noqa: ANN401  as numpy has it
        return np.where(*given).view(Items)


_NUMPY = _Numpy()


def items_of(argument: Any) -> Any:  # noqa: ANN401  whatever kernels take
    """Give an argument of a kernel with the arrays in it as `Items`, which share their memory."""
    if isinstance(argument, np.ndarray):
        return argument.view(Items)
    if isinstance(argument, tuple) and hasattr(argument, "_fields"):
        return type(argument)(*map(items_of, argument))
    return argument


def plain(function: Callable[..., Any], is_kernel: Callable[[object], bool]) -> FunctionType:
    """Give a kernel's function with its numpy changed, and the kernels that it calls laid bare."""
    known = function.__globals__
    names = {
        name: known[name].plain if is_kernel(known[name]) else known[name]
        for name in function.__code__.co_names
        if name in known
    }
    if "np" in names:
        names["np"] = _NUMPY
    names["__builtins__"] = known["__builtins__"]
    return FunctionType(function.__code__, names, function.__name__)
