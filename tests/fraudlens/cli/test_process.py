"""The command as a process of its own: what Ctrl-C leaves, and that it never opens a socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from fraudlens.scanning.analyzers import ANALYZERS, load_analyzer
from tests.contract.bundles import save_small_bundle
from urlguard.inputs.source import BLOCK_BYTES

TOP = Path(__file__).parents[3]
MAIN = "from fraudlens.cli.app import main; main()"
# Whoever runs the tests in the background may have told them to ignore Ctrl-C.
INTERRUPTIBLE = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {MAIN}"
OFFLINE = f"""
import sys
def watch(event, _):
    if event.startswith("socket."):
        raise AssertionError(event)
sys.addaudithook(watch)
{MAIN}
"""
LINE = b"http://abcdefgh123-secure.bad/login #" + b"x" * 2000 + b"\n"
LINES = LINE * (2 * BLOCK_BYTES // len(LINE) + 10)
"""Two blocks and a little: once they are written, one block is in work and one almost read."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small model of the real analyzer."""
    path = tmp_path_factory.mktemp("process") / "model"
    return save_small_bundle(path, load_analyzer(ANALYZERS["url"]))


def interrupt(process: subprocess.Popen[bytes]) -> int:
    """Press Ctrl-C as a person does: for all processes at once, and again if nothing happens.

    Python does not see a signal that arrives between two system calls of one `read`.
    """
    for _ in range(5):
        os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=20)
    process.kill()
    return process.wait()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_a_scan_and_leaves_no_file(model: Path, tmp_path: Path, workers: str) -> None:
    """Standard input stays open, so the scan can only end by the signal, which all workers get."""
    arguments = ["scan", "-", "--output", str(tmp_path / "report"), "--workers", workers]
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments, "--model", str(model)],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(LINES)
        under_way = list(tmp_path.iterdir())
        code = interrupt(process)
        assert process.stderr is not None
        said = process.stderr.read()

    assert 1 == len(under_way)
    assert 130 == code
    assert [] == list(tmp_path.iterdir())
    assert b"Traceback" not in said


def scan_under_way(model: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a scan that waits for more of standard input, which is read in part."""
    arguments = ["scan", "-", "--output", str(output), "--model", str(model), *options]
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Whoever starts the tests may ignore it, and a process inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509  no threads
    )
    assert process.stdin is not None
    process.stdin.write(LINES)
    return process


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_a_signal_to_end_leaves_no_file_and_no_process(
    model: Path, tmp_path: Path, workers: str, number: int
) -> None:
    """It once left the draft of the report and, for ever, the workers."""
    with scan_under_way(model, tmp_path / "report", "--workers", workers) as process:
        under_way = list(tmp_path.iterdir())
        process.send_signal(number)
        _, said = process.communicate(timeout=60)  # till the last process has closed the pipes

    assert 1 == len(under_way)
    assert 128 + number == process.returncode
    assert b"" == said
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [("scan", "-", "--format", "jsonl"), ("url", "features", "-"), ("url", "scan", "-")],
    ids=" ".join,
)
def test_no_process_opens_a_socket(model: Path, arguments: tuple[str, ...]) -> None:
    """Python itself reports each socket and name look-up, also those of libraries and imports."""
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, *arguments, "--model", str(model)],
        cwd=TOP,
        input=b"http://203.0.113.7/login\nb\xc3\xbccher.example\nxn--bcher-kva.example/a?b\n",
        capture_output=True,
        check=False,
    )

    assert b"" == done.stderr
    assert done.returncode in {0, 1}
    assert 3 <= done.stdout.count(b"\n")
