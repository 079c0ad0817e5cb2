"""What a reading process does: jobs in, facts out, under limits that the system enforces."""

from __future__ import annotations

import gc
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from apkscan.facts import ApkFacts, Note
from apkscan.facts_json import facts_to_json
from apkscan.read.frames import Frame, FrameKind, frame_bytes, read_frame
from fraudlens.errors import InputError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from fraudlens.reports.escape import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TypeAlias

    Reader: TypeAlias = Callable[[Path, Limits, Callable[[ApkFacts], None]], ApkFacts]


_FILE_BYTES = 16 << 20
"""The second reader wants a file, and gets one that stands in memory; a manifest fits into it."""


def serve(jobs: BinaryIO, answers: BinaryIO, read: Reader) -> None:
    """Read apps until the jobs end: partial facts as they come, then all of them or an error."""
    while (frame := read_frame(jobs)) is not None:
        job = orjson.loads(frame.payload)
        latest = [ApkFacts()]

        def tell(facts: ApkFacts, latest: list[ApkFacts] = latest) -> None:
            latest[0] = facts
            _send(answers, FrameKind.PARTIAL, facts_to_json(facts).encode())

        try:
            facts = read(_path(job["path"]), replace(DEFAULT_LIMITS, **job["limits"]), tell)
        except InputError as error:
            answer = {"code": error.code, "message": without_surrogates(error.message)}
            _send(answers, FrameKind.ERROR, orjson.dumps(answer))
            continue
        except MemoryError:
            note = Note("limit-memory", detail="the memory bound was reached while it was read")
            facts = replace(latest[0], unseen=(*latest[0].unseen, note))
        _send(answers, FrameKind.FACTS, facts_to_json(facts).encode())


def job_bytes(path: str, limits: Limits) -> bytes:
    """Write a job; the path may hold halves of characters, which stand for bytes of its name."""
    name = path.encode("utf-8", "surrogatepass").decode("latin-1")
    return orjson.dumps({"path": name, "limits": asdict(limits)})


def restrict(memory_bytes: int) -> None:
    """Bound memory and the size of files, and leave no dumps, where the system can do that."""
    try:
        import resource  # noqa: PLC0415  absent on Windows
    except ImportError:  # pragma: no cover  the wall clock is left there
        return
    bounds = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_FSIZE: _FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in bounds.items():
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


def main() -> None:  # pragma: no cover  runs in a process of its own, see tests of the pool
    """Serve on standard input and output; nothing else may write there."""
    usual = gc.get_threshold()
    gc.set_threshold(0)  # imports make no cycles, and each search walks all of them
    from apkscan.read.app import read_app  # noqa: PLC0415  only after the streams are safe

    gc.freeze()  # what was imported stays, so no later search need walk it
    gc.set_threshold(*usual)
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    restrict(int(sys.argv[1]))
    serve(jobs, answers, read_app)


def _path(name: str) -> Path:
    return Path(name.encode("latin-1").decode("utf-8", "surrogatepass"))


def _send(answers: BinaryIO, kind: FrameKind, payload: bytes) -> None:
    answers.write(frame_bytes(Frame(kind, payload)))
    answers.flush()
