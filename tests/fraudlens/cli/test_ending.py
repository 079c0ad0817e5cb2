from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.ending import INTERRUPTED, orderly_end

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    """Let the signals do what they do by default, whoever runs the tests."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ENDING, ids=["term", "hup"])
def test_a_signal_ends_as_an_error_does(number: signal.Signals) -> None:
    heard = []

    def work() -> None:
        try:
            signal.raise_signal(number)
        finally:
            signal.raise_signal(number)  # asked again: what is tidied up goes on
            heard.append(signal.getsignal(number))

    with pytest.raises(SystemExit) as caught, orderly_end():
        work()

    assert 128 + number == caught.value.code
    assert [signal.SIG_IGN] == heard
    assert signal.SIG_DFL is signal.getsignal(number)


def test_ctrl_c_before_the_command_is_there_is_no_traceback() -> None:
    with pytest.raises(SystemExit) as caught, orderly_end():
        raise KeyboardInterrupt

    assert INTERRUPTED == caught.value.code
    assert caught.value.__suppress_context__


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with orderly_end():
        assert signal.SIG_IGN is signal.getsignal(signal.SIGHUP)

    assert signal.SIG_IGN is signal.getsignal(signal.SIGHUP)


def test_only_the_main_thread_takes_signals() -> None:
    found = []

    def run() -> None:
        with orderly_end():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert [signal.SIG_DFL] == found
