from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import orjson
import pytest

from apkscan.facts import ApkFacts, Identity
from apkscan.facts_json import facts_from_json
from apkscan.read.frames import Frame, FrameKind, frame_bytes, read_frame
from apkscan.read.serving import job_bytes, restrict, serve
from fraudlens.errors import MalformedInput
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.escape import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fraudlens.limits import Limits

PARTIAL = ApkFacts(identity=Identity(package="a.b"))
WHOLE = ApkFacts(identity=Identity(package="a.b", label="A"))


def answers(
    read: Callable[[Path, Limits, Callable[[ApkFacts], None]], ApkFacts],
    jobs: int = 1,
    name: str = "x.apk",
) -> list[Frame]:
    job = frame_bytes(Frame(FrameKind.JOB, job_bytes(name, DEFAULT_LIMITS)))
    out = io.BytesIO()
    serve(io.BytesIO(job * jobs), out, read)
    out.seek(0)
    found = []
    while (frame := read_frame(out)) is not None:
        found.append(frame)
    return found


def test_partial_facts_come_before_all_facts() -> None:
    def read(path: Path, limits: Limits, tell: Callable[[ApkFacts], None]) -> ApkFacts:
        assert "x.apk" == str(path)
        assert limits.max_app_bytes
        tell(PARTIAL)
        return WHOLE

    first, second, *more = answers(read, jobs=2)

    assert (FrameKind.PARTIAL, FrameKind.FACTS) == (first.kind, second.kind)
    assert PARTIAL == facts_from_json(first.payload)
    assert WHOLE == facts_from_json(second.payload)
    assert 2 == len(more)


def test_an_app_that_cannot_be_read_is_an_error_and_the_next_one_is_read() -> None:
    def read(path: Path, limits: Limits, tell: Callable[[ApkFacts], None]) -> ApkFacts:
        del path, limits, tell
        raise MalformedInput("no manifest")

    first, second = answers(read, jobs=2)

    assert FrameKind.ERROR == first.kind == second.kind
    assert {"code": "malformed", "message": "no manifest"} == orjson.loads(first.payload)


@pytest.mark.parametrize("name", ["a/\udcff.apk", "\u6781/\xe9.apk", "\ud800\udfff"])
def test_any_name_comes_through_and_its_error_is_utf_8(name: str) -> None:
    def read(path: Path, limits: Limits, tell: Callable[[ApkFacts], None]) -> ApkFacts:
        del limits, tell
        raise MalformedInput(f"'{path}' {name == str(path)}")

    (answer,) = answers(read, name=name)

    assert f"'{without_surrogates(name)}' True" == orjson.loads(answer.payload)["message"]


def test_what_was_read_before_memory_ran_out_is_kept() -> None:
    def read(path: Path, limits: Limits, tell: Callable[[ApkFacts], None]) -> ApkFacts:
        del path, limits
        tell(PARTIAL)
        raise MemoryError

    facts = facts_from_json(answers(read)[-1].payload)

    assert "a.b" == facts.identity.package
    assert ["limit-memory"] == [note.code for note in facts.unseen]


@pytest.mark.skipif(sys.platform != "linux", reason="the bounds are the kernel's")
def test_a_restricted_process_fills_neither_disk_nor_memory(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:] = {path!r}\n"
        "from apkscan.read.serving import restrict\n"
        "restrict(1 << 30)\n"
        "try:\n    bytearray(2 << 30)\nexcept MemoryError:\n    print('memory')\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "stream = open({file!r}, 'wb', buffering=0)\n"
        "try:\n    while True: stream.write(bytes(1 << 20))\n"
        "except OSError:\n    print('file')"
    ).format(path=sys.path, file=str(tmp_path / "out"))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )

    assert "memory\nfile\n" == done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the bounds are the kernel's")
def test_bounds_stay_below_those_that_the_system_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # noqa: PLC0415  absent on Windows

    found: dict[int, tuple[int, int]] = {}
    hard = {resource.RLIMIT_AS: 1 << 20}
    monkeypatch.setattr(
        resource, "getrlimit", lambda kind: (0, hard.get(kind, resource.RLIM_INFINITY))
    )
    monkeypatch.setattr(resource, "setrlimit", found.__setitem__)
    restrict(1 << 30)

    assert (1 << 20, 1 << 20) == found[resource.RLIMIT_AS]
    assert (0, 0) == found[resource.RLIMIT_CORE]
    assert 16 << 20 == found[resource.RLIMIT_FSIZE][0]
