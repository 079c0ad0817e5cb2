"""Where a report goes: what is no file is written to, never replaced."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import typer

from fraudlens.cli.output import CLOSED_PIPE, destination, no_room
from fraudlens.errors import UsageError

TOP = Path(__file__).parents[3]
FULL = Path("/dev/full")
MAIN = "from fraudlens.cli.app import main; main()"
SMALL_FILES = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
from fraudlens.cli.output import destination
from fraudlens.errors import UsageError
from pathlib import Path
import sys
try:
    with destination(Path(sys.argv[1])) as write:
        for _ in range(int(sys.argv[2])):
            write(b"x" * 10_001)
except UsageError as error:
    print(error.message)
"""
NO_SPACE = "cannot be written: No space left on device"


def test_a_device_stays_a_device() -> None:
    """As root, a report to /dev/null once put a file in its place."""
    with destination(Path(os.devnull)) as write:
        write(b"report")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_named_pipe_gets_the_report(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    with destination(pipe) as write:
        write(b"re")
        write(b"port")
    reader.join()

    assert [b"report"] == heard
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(UsageError) as caught, destination(Path("s")):
            pass

    assert caught.value.message.startswith("s: cannot be written: ")


def test_a_named_pipe_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def write_unread() -> None:
        with destination(pipe) as write:
            os.close(reader)
            write(b"x" * (1 << 20))

    with pytest.raises(typer.Exit) as caught:
        write_unread()

    assert CLOSED_PIPE == caught.value.exit_code


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("size", [1, 1 << 20], ids=["when it is closed", "when it is written"])
def test_a_full_disk_is_told(size: int) -> None:
    with pytest.raises(UsageError) as caught, destination(FULL) as write:
        write(b"x" * size)

    assert f"/dev/full: {NO_SPACE}" == caught.value.message
    assert "make room, or name a file elsewhere" == caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the size of files")
@pytest.mark.parametrize("pieces", [4, 40], ids=["when it is closed", "when it is written"])
def test_nothing_is_left_of_a_file_that_has_no_room(tmp_path: Path, pieces: int) -> None:
    path = tmp_path / "report"
    done = subprocess.run(
        [sys.executable, "-c", SMALL_FILES, str(path), str(pieces)],
        capture_output=True, text=True, check=True, cwd=TOP,
    )  # fmt: skip

    assert f"{path}: cannot be written: File too large\n" == done.stdout
    assert "" == done.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("model", "list"), "standard output"),
        (("--version",), "a file or standard output"),
        (("scan", "--help"), "a file or standard output"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_full_standard_output_is_wrong_usage_and_no_fraud(
    arguments: tuple[str, ...], place: str
) -> None:
    """Python wrote a traceback, or the same again at its end, and ended with 1 or 120."""
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=TOP,
        )  # fmt: skip

    told = f"fraudlens: {place}: {NO_SPACE}\n  hint: make room, or name a file elsewhere\n"
    assert (2, told) == (done.returncode, done.stderr)


def test_closed_standard_output_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(UsageError) as caught, destination(None):
        pass

    assert "standard output: cannot be written: it is closed" == caught.value.message
    assert "name a file with --output, or open standard output" == caught.value.hint


def test_no_room_is_told_where_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    told = no_room(OSError(errno.ENOSPC, "No space left on device", "cache"))

    assert told is not None
    assert f"cache: {NO_SPACE}" == told.message


def test_what_found_no_room_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        told = no_room(OSError(errno.ENOSPC, "No space left on device"))

    assert told is not None
    assert f"a file or standard output: {NO_SPACE}" == told.message


def test_another_error_of_the_system_is_not_told() -> None:
    assert None is no_room(OSError(errno.EACCES, "Permission denied"))
