"""What ends a command from outside: it ends as by an error, so that nothing of it is left."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130
"""As a shell reports a process that Ctrl-C ended."""

_BY_SIGNAL = 128
_SIGNALS = frozenset({"SIGTERM", "SIGHUP"})


@contextmanager
def orderly_end() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise `SystemExit`; else drafts of reports and processes stay.

    A signal that is ignored (nohup), or that who calls this handles, stays as it is.
    """
    if threading.current_thread() is not threading.main_thread():  # no other may set handlers
        yield
        return
    taken = [number for number in signal.valid_signals() if _is_ours(number)]
    for number in taken:
        signal.signal(number, _leave)
    try:
        yield
    except KeyboardInterrupt:  # before the command was there to hear of it
        raise SystemExit(INTERRUPTED) from None
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _is_ours(number: int) -> bool:
    name = getattr(number, "name", "")  # those of real time have none
    return name in _SIGNALS and signal.getsignal(number) is signal.SIG_DFL


def _leave(number: int, _: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # asked again, it would not end sooner, only untidily
    raise SystemExit(_BY_SIGNAL + number)
