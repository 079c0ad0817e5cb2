"""What a case is made from: one target, its digest, and the record of it in a saved run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from apkscan.inputs import is_split_folder
from fraudlens.cli.one_app import one_app
from fraudlens.errors import InputError, MalformedInput, SourceError, UsageError
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.presence import exists, is_folder
from fraudlens.reports.case import Input
from fraudlens.reports.saved import read_record
from fraudlens.reports.sharing import file_name
from fraudlens.scanning.sources import AppFile, Reading, units
from fraudlens.targets import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.verdict import Outcome, Verdict

_BLOCK = 1 << 20
_MOST_PARTS = 1000
"""Files of a folder of splits; real ones have a dozen."""
_HINT = "name one address or one app"


def one_target(name: str) -> Chunk | AppFile:
    """Give the one target that a name stands for.

    Raises:
        UsageError: it stands for many.
        SourceError: there is no such file.
    """
    path = Path(name)
    if is_folder(path) and not is_split_folder(path):
        raise UsageError(f"{name}: is a folder", hint=_HINT)
    found = next(units([name], Reading(None, apps=True, tell=_refuse)), None)
    match found:
        case AppFile():
            return found
        case Chunk(file=None):
            return found
        case _:
            raise UsageError(f"{name}: is a list of targets", hint=_HINT)


def _refuse(error: SourceError) -> NoReturn:
    raise error


def target_input(target: str) -> Input:
    """Give an address as what it is: a text, in UTF-8."""
    data = target.encode("utf-8", "replace")
    return Input("target", target, hashlib.sha256(data).hexdigest(), len(data))


def app_inputs(name: str, verdict: Verdict) -> tuple[Input, ...]:
    """Give the digests of the files of an app, each checked against what was judged.

    Raises:
        SourceError: a file is not the one that was judged, or cannot be read.
    """
    path, judged = Path(name), verdict.facts.get("sha256")
    if is_folder(path):
        return _parts(name, judged)
    if not exists(path):
        known, size = verdict.facts.get("sha256"), verdict.facts.get("bytes")
        digest, count = str(known or ""), size if isinstance(size, int) else None
        return (Input("app", file_name(name), digest, count, present=False),)
    found = _file("app", path)
    _same(name, "file", judged, found.sha256)
    return (found,)


def run_record(path: Path, target: str) -> tuple[bytes, Outcome, Input]:
    """Give the first record of a target in a saved run: its line, what it says, and the run.

    Records that are broken are passed over.

    Raises:
        SourceError: the run cannot be read, or tells nothing of the target.
    """
    from urlguard.inputs.source import blocks_of, opened  # noqa: PLC0415  only when one is read

    with opened(str(path), None) as stream:
        try:
            for line in _lines(blocks_of(stream, DEFAULT_LIMITS)[1]):
                if (outcome := _outcome(line)) and outcome.subject.target == target:
                    return line, outcome, _file("run", path)
        except InputError as exc:
            raise SourceError(f"{path}: {exc.message}", hint=exc.hint) from exc
    raise SourceError(
        f"{path}: has no record of {target}", hint="give the target as it stands in the record"
    )


def _outcome(line: bytes) -> Outcome | None:
    try:
        return read_record(line)
    except MalformedInput:
        return None


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the lines of a run; one that is too long for a record is passed over."""
    rest, lost = b"", False
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            if not lost and len(line) <= DEFAULT_LIMITS.max_record_bytes:
                yield line + b"\n"
            lost = False
        if len(rest) > DEFAULT_LIMITS.max_record_bytes:
            rest, lost = b"", True
    if rest and not lost:
        yield rest


def _parts(name: str, judged: object) -> tuple[Input, ...]:
    """Give the digests of the files of a folder, which as a whole is what was judged."""
    files = [part for part in sorted(Path(name).iterdir()) if part.is_file()]
    if len(files) > _MOST_PARTS:
        raise SourceError(
            f"{name}: has {len(files)} files, more than {_MOST_PARTS}",
            hint="leave only the files of the app in it",
        )
    parts = tuple(_file("app", part) for part in files)
    # Which of them are parts of the app, only reading them tells.
    read = json.loads(one_app(name).targets[0])
    _same(name, "folder", judged, read["file"]["sha256"])
    return parts


def _same(name: str, what: str, judged: object, found: str) -> None:
    if isinstance(judged, str) and judged != found:
        raise SourceError(
            f"{name}: is not the {what} that was judged (SHA-256)",
            hint=f"judge it again, or name the record of this {what}",
        )


def _file(role: str, path: Path) -> Input:
    try:
        with path.open("rb") as stream:
            digest, size = hashlib.sha256(), 0
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as exc:
        raise SourceError(f"{path}: {exc.strerror}", hint="check the name") from exc
    return Input(role, path.name, digest.hexdigest(), size)
