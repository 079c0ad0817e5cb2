"""Where a report goes: what is no file is written to, never replaced."""

from __future__ import annotations

import os
import socket
import stat
import threading
from pathlib import Path

import pytest

from fraudlens.cli.output import destination
from fraudlens.errors import UsageError


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
