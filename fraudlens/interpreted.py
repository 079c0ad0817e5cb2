"""Kernels as plain Python, with the numbers that machine code gives: for a few rows at most.

Loading the compiler costs half a second and 130 MB: hundreds of rows are done before, as they
stand. What differs between the two is set right here, so that kernels need not know:

- An item of an array is Python's own integer or float, which does not wrap at the item's width, as
  the compiler's 64 bits do not. Only `uint64` wraps in both.
- Logarithms and powers are those of the system's library; numpy's own differ in the last bit.

What is left to kernels: a product of `float32` with `float32`, or with an item of 8 or 16 bits, is
rounded to `float32` by machine code alone. Those that fill columns make none; those that train do.
"""

from __future__ import annotations

import math
from types import FunctionType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDE = 8
"""Bytes of an item of 64 bits."""


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


def _made(make: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function of numpy whose arrays are `Items`."""

    def items(*given: Any) -> Any:  # noqa: ANN401  as numpy has it
        return make(*given).view(Items)

    return items


_NUMPY = SimpleNamespace(
    **vars(np)
    | {name: _made(getattr(np, name)) for name in ("zeros", "empty", "ones", "where")}
    | {
        name: _real(getattr(math, name), getattr(np, name))
        for name in ("log", "log1p", "log2", "exp", "sqrt")
    }
)
"""Numpy as kernels see it."""


def items_of(argument: Any) -> Any:  # noqa: ANN401  whatever kernels take
    """Give an argument of a kernel with its arrays made to give items; they share their memory.

    A column of small numbers becomes a `memoryview`, six times as quick; kernels calculate with
    whole columns of 64 bits alone.
    """
    if isinstance(argument, np.ndarray):
        small = argument.ndim == 1 and argument.itemsize < _WIDE
        return argument.data if small else argument.view(Items)
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
