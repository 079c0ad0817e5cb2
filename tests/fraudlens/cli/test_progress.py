from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest

from fraudlens.cli.progress import row_progress, step_progress


class Terminal(io.StringIO):
    """Standard error as a person sees it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _terminal_that_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_rows_are_counted_on_a_terminal() -> None:
    with redirect_stderr(Terminal()) as terminal, row_progress(shown=True) as advance:
        advance(1200)
        advance(34)

    assert "1,234 targets" in terminal.getvalue()


def test_steps_take_turns_on_one_line_of_a_terminal() -> None:
    with redirect_stderr(Terminal()) as terminal, step_progress(shown=True) as step:
        step("fold [1] of 3")

    assert "fold [1] of 3" in terminal.getvalue()


def test_what_is_printed_meanwhile_stays_on_standard_output() -> None:
    with (
        redirect_stderr(Terminal()) as terminal,
        redirect_stdout(io.StringIO()) as file,
        step_progress(shown=True) as step,
    ):
        step("fitting")
        print("Recall")  # noqa: T201  as a command prints a table

    assert "Recall\n" == file.getvalue()
    assert "Recall" not in terminal.getvalue()


def test_a_log_gets_a_line_a_step() -> None:
    with redirect_stderr(io.StringIO()) as log, step_progress(shown=True) as step:
        step("reading")
        step("fold [1] of 3")

    assert "reading\nfold [1] of 3\n" == log.getvalue()


@pytest.mark.parametrize("shown", [True, False])
def test_nothing_is_counted_in_a_log(*, shown: bool) -> None:
    with redirect_stderr(io.StringIO()) as log, row_progress(shown=shown) as advance:
        advance(5)

    assert "" == log.getvalue()


def test_quiet_is_quiet_on_a_terminal() -> None:
    with (
        redirect_stderr(Terminal()) as terminal,
        row_progress(shown=False) as advance,
        step_progress(shown=False) as step,
    ):
        advance(5)
        step("x")

    assert "" == terminal.getvalue()
