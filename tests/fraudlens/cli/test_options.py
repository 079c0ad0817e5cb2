"""Values that options refuse, whatever the parser would let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

LOOKUPS = ("url", "scan", "a.b", "--lookup", "cache", "--lookup-seconds")
APPS = ("apk", "scan", "examples", "--timeout")


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        (APPS, "nan", "nan is no number"),
        (APPS, "inf", "--timeout"),
        (APPS, "86401", "--timeout"),
        (APPS, "0", "--timeout"),
        (LOOKUPS, "nan", "nan is no number"),
        (LOOKUPS, "0", "--lookup-seconds"),
        (("url", "scan", "a.b", "--base-rate"), "nan", "--base-rate"),
        (("diff", "a", "b", "--tolerance"), "nan", "nan is no number"),
    ],
)
def test_number_out_of_bounds_is_wrong_usage(
    run: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], value: str, said: str
) -> None:
    assert 2 == run(*words, value)
    assert said in capsys.readouterr().err


def test_a_day_is_taken_as_time_limit(run_apps: Run) -> None:
    app = "examples/apps/calculator.apk"

    assert 0 == run_apps("apk", "scan", app, "--timeout", "86400", "--fail-on", "never")
