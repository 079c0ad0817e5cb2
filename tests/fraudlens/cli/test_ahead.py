"""What is begun before a command is parsed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from apkscan.read import launch
from fraudlens.cli.ahead import reader_ahead, seems_to_read_apps

THREADS = "OPENBLAS_NUM_THREADS"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("apk scan a.apk", True),
        ("apk scan --lang zh a.XAPK", True),
        ("apk explain a.apkm", True),
        ("apk features a.apks", True),
        ("scan urls.txt a.apk", True),
        ("apk scan /", True),
        ("scan /", False),
        ("scan urls.txt", False),
        ("apk scan facts.jsonl", False),
        ("apk scan missing", False),
        ("apk scan a.apk --help", False),
        ("apk scan -h a.apk", False),
        ("apk scan a.apk --facts f.jsonl", False),
        ("apk train --data a.apk", False),
        ("url scan a.apk", False),
        ("apk a.apk", False),
        ("apk", False),
        ("", False),
    ],
)
def test_apps_are_guessed_from_command_and_names(words: str, *, expected: bool) -> None:
    assert expected is seems_to_read_apps(words.split())


@pytest.mark.parametrize("word", ["a\0b", "x" * 5000])
def test_what_is_no_name_of_a_folder_is_no_app(word: str) -> None:
    assert not seems_to_read_apps(["apk", "scan", word])


def test_a_reading_process_waits_and_ends_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    with reader_ahead(["apk", "scan", "a.apk"]):
        (ahead,) = launch._ahead.values()
        alive = ahead.poll()
        threads = os.environ[THREADS]

    assert alive is None
    assert "1" == threads
    assert ahead.poll() is not None
    assert THREADS not in os.environ


def test_threads_that_the_user_asked_for_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "2")
    with reader_ahead(["apk", "scan", "a.apk"]):
        during = os.environ[THREADS]

    assert ["2", "2"] == [during, os.environ[THREADS]]


def test_other_commands_begin_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    with reader_ahead(["url", "scan", str(Path(__file__))]):
        assert {} == launch._ahead
        assert THREADS not in os.environ
