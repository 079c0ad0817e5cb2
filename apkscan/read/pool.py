"""Apps read by processes that may hang or die: each answer in order, none of them lost.

A process is kept for many apps. When one takes longer than `max_app_seconds`, or dies, it is
ended and replaced; what it had told of the app until then is kept as a partial result.
"""

from __future__ import annotations

import os
import selectors
from collections import deque
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast

import orjson

from apkscan.facts import Note
from apkscan.facts_json import facts_from_json, facts_to_json
from apkscan.read.frames import NO_READER, Frame, FrameKind, frame_bytes, take_frame
from apkscan.read.launch import end, start, start_command
from apkscan.read.serving import job_bytes
from fraudlens.errors import InputError, LimitExceeded, MalformedInput

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from subprocess import Popen

    from fraudlens.limits import Limits

_BLOCK = 1 << 18
_AHEAD = 4
"""Apps a process that may be under way or wait for an earlier one: memory stays flat."""
_MAX_MESSAGE = 1000
_ERRORS = {kind.code: kind for kind in (InputError, MalformedInput, LimitExceeded)}


@dataclass(frozen=True, slots=True)
class AppAnswer:
    """What became of one app."""

    path: str
    facts: str | None
    """JSON of `apkscan.facts_json`; `None` if nothing could be read."""
    error: InputError | None = None


@dataclass(slots=True)
class _Process:
    """A reading process, and the app it has."""

    process: Popen[bytes]
    jobs: BinaryIO
    answers: BinaryIO
    number: int = -1
    """Of the app in work; -1 = idle."""
    path: str = ""
    deadline: float = 0.0
    partial: bytes | None = None
    buffer: bytearray = field(default_factory=bytearray)


class AppReaders:
    """Processes that read apps; they start when they are needed and stay until `close`."""

    def __init__(
        self,
        limits: Limits,
        *,
        workers: int,
        meanwhile: Iterable[None] = (),
        command: Sequence[str] = (),
    ) -> None:
        """Start nothing yet.

        `meanwhile` is work in steps that is done once, while the first app is read, and left off
        at its answer: what the answers need is loaded then. `command` starts another reader, for
        tests.
        """
        self._meanwhile: Iterator[None] = iter(meanwhile)
        self._limits = limits
        self._workers = workers
        self._command = tuple(command) or start_command(limits.max_app_memory_bytes)
        self._selector = selectors.DefaultSelector()
        self._processes: list[_Process] = []
        self._done: dict[int, AppAnswer] = {}

    def read(self, paths: Iterable[str]) -> Generator[AppAnswer]:
        """Read apps and give what became of each, in order; take all before the next call."""
        waiting: deque[tuple[int, str]] = deque()
        source = iter(paths)
        given = taken = 0
        more = True
        while more or given < taken:
            while more and taken - given < self._workers * _AHEAD:
                path = next(source, None)
                more = path is not None
                if path is not None:
                    waiting.append((taken, path))
                    taken += 1
            self._hand_out(waiting)
            if given < taken:
                self._work_on(given)
            while given in self._done:
                yield self._done.pop(given)
                given += 1
            if given < taken and given not in self._done:
                self._wait()

    def close(self) -> None:
        """End all processes."""
        for process in self._processes:
            process.process.kill()
        for process in self._processes:
            end(process.process)
        self._selector.close()
        self._processes = []

    def _hand_out(self, waiting: deque[tuple[int, str]]) -> None:
        while waiting:
            idle = next((p for p in self._processes if p.number < 0), None)
            if idle is None and len(self._processes) >= self._workers:
                return
            process = idle or self._start()
            process.number, process.path = waiting.popleft()
            process.partial = None
            process.deadline = monotonic() + self._limits.max_app_seconds
            job = job_bytes(process.path, self._limits)
            self._give(process, frame_bytes(Frame(FrameKind.JOB, job)))

    def _work_on(self, given: int) -> None:
        """Do what is to be done meanwhile, until the next answer that is to be given is there."""
        for _ in self._meanwhile:
            self._wait(longest=0.0)
            if given in self._done:
                break
        self._meanwhile = iter(())

    def _start(self) -> _Process:
        started = start(self._command)
        jobs, answers = cast("BinaryIO", started.stdin), cast("BinaryIO", started.stdout)
        process = _Process(started, jobs, answers)
        self._processes.append(process)
        self._selector.register(process.answers, selectors.EVENT_READ, process)
        return process

    def _give(self, process: _Process, data: bytes) -> None:
        try:
            process.jobs.write(data)
            process.jobs.flush()
        except BrokenPipeError:
            self._replace(process, Note("reader-died", detail="the reading process ended"))

    def _wait(self, longest: float = inf) -> None:
        """Take what the processes say until something is new or a deadline is over."""
        busy = [process for process in self._processes if process.number >= 0]
        left = min((process.deadline for process in busy), default=monotonic()) - monotonic()
        for key, _ in self._selector.select(min(max(left, 0.0), longest)):
            self._hear(key.data)
        now = monotonic()
        for process in busy:
            if process.number >= 0 and process.deadline <= now:
                seconds = f"{self._limits.max_app_seconds:g}"
                self._replace(
                    process, Note("timeout", detail=f"reading took longer than {seconds} seconds")
                )

    def _hear(self, process: _Process) -> None:
        data = os.read(process.answers.fileno(), _BLOCK)
        process.buffer += data
        try:
            while (frame := take_frame(process.buffer)) is not None:
                self._take(process, frame)
        except LimitExceeded as error:
            self._replace(process, Note("reader-died", detail=error.message))
            return
        if not data:
            self._replace(process, Note("reader-died", detail="the reading process ended"))

    def _take(self, process: _Process, frame: Frame) -> None:
        if process.number < 0:
            raise LimitExceeded("the process that read it answered without a question")
        match frame.kind:
            case FrameKind.PARTIAL:
                process.partial = frame.payload
            case FrameKind.FACTS:
                self._answer(process, AppAnswer(process.path, _facts(frame.payload)))
            case FrameKind.ERROR:
                self._answer(process, AppAnswer(process.path, None, _error(frame.payload)))
            case _:
                raise LimitExceeded(NO_READER)

    def _answer(self, process: _Process, answer: AppAnswer) -> None:
        self._done[process.number] = answer
        process.number = -1

    def _replace(self, process: _Process, note: Note) -> None:
        """End a process; its app keeps what is known of it."""
        if process.number >= 0:
            self._answer(process, _salvage(process, note))
        self._selector.unregister(process.answers)
        self._processes.remove(process)
        end(process.process)


def _salvage(process: _Process, note: Note) -> AppAnswer:
    if process.partial is None:
        return AppAnswer(process.path, None, LimitExceeded(note.detail))
    try:
        facts = facts_from_json(process.partial)
    except MalformedInput as error:
        return AppAnswer(process.path, None, error)
    return AppAnswer(process.path, facts_to_json(replace(facts, unseen=(*facts.unseen, note))))


def _facts(payload: bytes) -> str:
    """Give facts as one line of JSON; what they say is checked where they are judged."""
    if b"\n" in payload:  # a second line would be another app's in a file of facts
        raise LimitExceeded(NO_READER)
    _told(payload)
    return payload.decode()


def _error(payload: bytes) -> InputError:
    match _told(payload):
        case {"code": str(code), "message": str(message)}:
            return _ERRORS.get(code, InputError)(message[:_MAX_MESSAGE])
    raise LimitExceeded(NO_READER)


def _told(payload: bytes) -> dict[str, object]:
    """Give the JSON object that a process sent.

    Raises:
        LimitExceeded: it is none: something took the process over.
    """
    try:
        told = orjson.loads(payload)
    except orjson.JSONDecodeError as exc:
        raise LimitExceeded(NO_READER) from exc
    if not isinstance(told, dict):
        raise LimitExceeded(NO_READER)
    return told
