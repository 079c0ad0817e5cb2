"""The one app that a command means, by the name that it was given."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, UsageError
from fraudlens.scanning.apps import AppReading, app_targets
from fraudlens.scanning.sources import app_units
from fraudlens.verdict import Failure

if TYPE_CHECKING:
    from fraudlens.errors import FraudlensError
    from fraudlens.targets import Chunk


def one_app(name: str) -> Chunk:
    """Read an app, a bundle or a folder of splits.

    Raises:
        InputError: it cannot be read.
        UsageError: the name holds more than one app, or none.
    """
    told: list[FraudlensError] = []
    with closing(app_targets(app_units([name], told.append), AppReading(), 1)) as targets:
        found = next(targets, None)
        if found is None:
            raise UsageError(f"{name}: holds no app", hint="name an app, or a folder of its splits")
        further = next(targets, None)
        if isinstance(further, Failure) and further.subject.target == name:
            raise InputError(further.message)  # a file of facts that was cut
        if further is not None:
            raise UsageError(f"{name}: holds more than one app", hint="name one of them")
    if isinstance(found, Failure):
        why = told[0] if told else InputError(f"{name}: {found.message.removeprefix(f'{name}: ')}")
        raise InputError(why.message, hint=why.hint)
    return found
