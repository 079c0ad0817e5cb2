from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens import __version__
from fraudlens.cli import commands
from fraudlens.cli.app import main
from fraudlens.cli.reference import command_helps, reference

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]
GROUPS = {"url", "apk", "registration", "model", "data", "cache", "evidence"}
HEAVY = (
    "pydantic",
    "numpy",
    "lightgbm",
    "numba",
    "polars",
    "scipy",
    "matplotlib",
    "rich",
    "orjson",
)

_LOADED = """
import sys
from fraudlens.cli.app import main
try:
    main(sys.argv[1:])
except SystemExit:
    print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("scan", "--help"),
        ("url", "--help"),
        ("model", "-h"),
        ("cache", "-h"),
    ],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Each of these would cost more than the rest of the help together."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *arguments], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.rpartition("LOADED")[2].split()

    assert [] == [name for name in HEAVY if name in loaded]


@pytest.mark.parametrize("app", ["calculator", "quickloan"])
def test_scan_of_an_app_loads_no_compiler(app: str) -> None:
    """Nor the Python package of LightGBM with scipy: each costs more than the whole verdict."""
    command = ("apk", "scan", f"examples/apps/{app}.apk", "--fail-on", "never")
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *command],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    loaded = done.stdout.rpartition("LOADED")[2].split()

    assert f"{app}.apk" in done.stdout
    unwanted = ("lightgbm", "numba", "polars", "scipy", "matplotlib", "androguard", "PIL")
    assert [] == [name for name in unwanted if name in loaded]


def test_version_is_printed(run: Run, capfd: Capture) -> None:
    assert 0 == run("--version")
    assert f"fraudlens {__version__}\n" == capfd.readouterr().out


def test_no_command_shows_the_help(run: Run, capfd: Capture) -> None:
    run()

    assert "Usage: fraudlens" in "".join(capfd.readouterr())


def test_every_command_says_what_it_does_and_how_it_ends() -> None:
    helps = dict(command_helps())

    assert [
        "fraudlens", "fraudlens scan", "fraudlens gate", "fraudlens report", "fraudlens diff",
        "fraudlens url",
        "fraudlens url scan", "fraudlens url features", "fraudlens url explain",
        "fraudlens url extract",
        "fraudlens url train", "fraudlens url evaluate", "fraudlens apk", "fraudlens apk scan",
        "fraudlens apk features", "fraudlens apk explain", "fraudlens apk policies",
        "fraudlens apk register", "fraudlens apk train", "fraudlens apk evaluate",
        "fraudlens registration", "fraudlens registration train",
        "fraudlens registration evaluate", "fraudlens model", "fraudlens model list",
        "fraudlens model show", "fraudlens model verify", "fraudlens data", "fraudlens data apps",
        "fraudlens data registrations", "fraudlens data refresh-bootstrap",
        "fraudlens cache", "fraudlens cache stats", "fraudlens cache export",
        "fraudlens cache import", "fraudlens cache prune",
        "fraudlens evidence", "fraudlens evidence make", "fraudlens evidence verify",
    ] == list(helps)  # fmt: skip
    for path, text in helps.items():
        assert f"Usage: {path} " in text
        assert "Exit codes:" in text or path.removeprefix("fraudlens ") in GROUPS, path


def test_reference_holds_every_help() -> None:
    page = reference()

    assert all(f"## {path}\n" in page and text.rstrip() in page for path, text in command_helps())
    assert page.startswith("# Command line\n")


@pytest.mark.parametrize("word", ["--frobnicate", "frobnicate"])
def test_wrong_usage_is_said_on_standard_error(run: Run, capfd: Capture, word: str) -> None:
    assert 2 == run(word)
    out, err = capfd.readouterr()
    assert "" == out
    assert "frobnicate" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "No space left on device", "cache"), 2), (OSError(errno.EIO, "?"), 0)],
    ids=["full disk", "bug"],
)
def test_only_a_full_disk_is_told_of_what_the_system_says(
    monkeypatch: pytest.MonkeyPatch, capfd: Capture, error: OSError, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(commands, "app", fail)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit if code else OSError) as caught:
        main([])

    assert code == getattr(caught.value, "code", 0)
    assert ("cache: cannot be written: No space" in capfd.readouterr().err) == bool(code)
