"""The command on apps as a process of its own: no process stays, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[3]
# Whoever runs the tests in the background may have told them to ignore Ctrl-C.
INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from fraudlens.cli.app import main; main()"
)
OFFLINE = """
import sys
def watch(event, _):
    if event.startswith("socket."):
        raise AssertionError(event)
sys.addaudithook(watch)
from fraudlens.cli.app import main
main()
"""
APPS = ("examples/apps/calculator.apk", "examples/apps/quickloan.apk")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def of_session(session: int) -> list[int]:
    """Give the processes of a session that are not over."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if session == int(fields[3]) and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def started(*arguments: str, code: str = INTERRUPTIBLE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=TOP, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("apk", "scan", *APPS, "--workers", "1"), 1),
        (("apk", "scan", *APPS, "--workers", "2"), 1),
        (("scan", "http://example.com/", APPS[0]), 0),
        (("apk", "scan", "missing.apk"), 3),
        (("apk", "scan", "datasets/training"), 3),
        (("apk", "scan", APPS[0], "--no-such-option"), 2),
        (("apk", "scan", APPS[0], "--base-rate", "7"), 2),
        (("apk", "scan", APPS[0], "--model", "no-such-model"), 4),
        (("apk", "scan", "--help", APPS[0]), 0),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_no_process_stays(arguments: tuple[str, ...], code: int) -> None:
    with started(*arguments) as process:
        _, said = process.communicate()
        left = of_session(process.pid)

    assert code == process.returncode, said
    assert b"Traceback" not in said
    assert [] == left


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_the_processes_that_read(tmp_path: Path, workers: str) -> None:
    """The app is a pipe that nobody writes to; it is opened for writing once a process reads it."""
    app = tmp_path / "app.apk"
    os.mkfifo(app)
    with started("apk", "scan", str(app), "--workers", workers) as process:
        with app.open("wb"):
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate()
        left = of_session(process.pid)

    assert 130 == process.returncode, said
    assert b"Traceback" not in said
    assert [] == left


def test_no_process_opens_a_socket() -> None:
    with started("apk", "scan", *APPS, "--fail-on", "never", code=OFFLINE) as process:
        _, said = process.communicate()

    assert b"" == said
    assert 0 == process.returncode
