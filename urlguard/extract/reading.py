"""One road from a name to finds: open, unpack, tell the kind, search its parts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from fraudlens.errors import InputError, LimitExceeded, SourceError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from fraudlens.targets import CHUNK_ROWS, Chunk
from fraudlens.verdict import Where
from urlguard.extract.email import mail_parts
from urlguard.extract.exports import export_finds, is_telegram, load_json
from urlguard.extract.html import html_finds
from urlguard.extract.kinds import Kind, kind_of
from urlguard.extract.markdown import markdown_finds
from urlguard.extract.passages import passages
from urlguard.extract.places import Fault, Find, Lines
from urlguard.extract.qr import qr_texts
from urlguard.extract.text import hits
from urlguard.inputs.encoding import detect
from urlguard.inputs.foreign import refuse_binary, refuse_foreign
from urlguard.inputs.layout import HEAD_BYTES
from urlguard.inputs.source import blocks_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from urlguard.extract.email import MailPart

_STREAMED = {Kind.TEXT, Kind.WHATSAPP, Kind.WECHAT}
_WHAT = "text that can be searched for addresses"
_BASE_NAME = 120


def open_finds(
    source: str, *, limits: Limits = DEFAULT_LIMITS, stdin: BinaryIO | None = None
) -> Iterator[Chunk]:
    """Search a file for addresses: chunks of finds with their places, in order.

    `source` is the name of a file, or `-` for `stdin` (by default the process's own). Text is
    searched as a stream; mails, pages, exports and pictures are held whole, within a bound. A part
    that cannot be read is an error of its chunk, in its place.

    Raises:
        SourceError: while iterating; the file cannot be opened or is nothing that can be searched.
    """
    with opened(source, stdin) as stream:
        try:
            head, blocks, _ = blocks_of(stream, limits)
            kind = kind_of(source, head[:HEAD_BYTES])
            if kind in _STREAMED:
                found = _streamed(source, head[:HEAD_BYTES], blocks)
            else:
                data = _whole(blocks, limits)
                if kind is Kind.JSON:
                    value = load_json(_text(data).encode())
                    kind = Kind.TELEGRAM if is_telegram(value) else kind
                    found = export_finds(value)
                else:
                    found = _finds(source, kind, data, limits)
                found = _bounded(found, limits)
            yield from _chunks(source, kind, found)
        except InputError as exc:
            raise SourceError(f"{source}: {exc.message}", hint=exc.hint) from exc


def _streamed(source: str, head: bytes, blocks: Iterable[bytes]) -> Iterator[Find | Fault]:
    refuse_foreign(source, head, _WHAT)
    encoding, mark = detect(head)
    refuse_binary(source, head[mark:].decode(encoding, "replace").encode(), _WHAT)
    for text, line, column in passages(blocks, encoding, mark):
        yield from _text_finds(text, line, column)


def _finds(source: str, kind: Kind, data: bytes, limits: Limits) -> Iterator[Find | Fault]:
    match kind:
        case Kind.EMAIL:
            for part in mail_parts(data, limits):
                yield from [part] if isinstance(part, Fault) else _part_finds(part, limits)
        case Kind.IMAGE:
            yield from _code_finds("", source, data, limits)
        case Kind.MARKDOWN:
            yield from markdown_finds(_text(data))
        case _:
            yield from html_finds(_text(data))


def _part_finds(part: MailPart, limits: Limits) -> Iterator[Find | Fault]:
    if part.picture is not None:
        try:
            yield from _code_finds(part.name, part.file or "a picture", part.picture, limits)
        except InputError as error:
            told = type(error)(f"{part.name}: {error.message}", hint=error.hint)
            yield Fault(part.name, told)
    elif part.page:
        for find in html_finds(part.text):
            yield _inside(find, f"{part.name} {find.part}")
    else:
        for find in _text_finds(part.text):
            yield _inside(find, part.name)


def _code_finds(part: str, file: str, data: bytes, limits: Limits) -> Iterator[Find]:
    name = file.replace("\\", "/").rpartition("/")[2][:_BASE_NAME]
    for number, text in enumerate(qr_texts(data, limits), 1):
        for find in _text_finds(text):
            yield _inside(find, f"{part} qr code {number} of {name}".lstrip())


def _text_finds(text: str, line: int = 1, column: int = 1) -> Iterator[Find]:
    lines = Lines(text, line, column)
    for hit in hits(text):
        yield Find(hit.target, text[hit.start : hit.end], *lines.of(hit.start))


def _inside(find: Find, part: str) -> Find:
    return Find(find.target, find.text, find.line, find.column, part, find.shown)


def _whole(blocks: Iterable[bytes], limits: Limits) -> bytes:
    held: list[bytes] = []
    size = 0
    for block in blocks:
        held.append(block)
        size += len(block)
        if size > limits.max_document_bytes:
            raise LimitExceeded(
                f"is larger than {limits.max_document_bytes} bytes",
                hint="cut it into parts, or save its text as .txt, which has no bound",
            )
    return b"".join(held)


def _text(data: bytes) -> str:
    encoding, mark = detect(data[:HEAD_BYTES])
    return data[mark:].decode(encoding, "replace")


def _bounded(found: Iterable[Find | Fault], limits: Limits) -> Iterator[Find | Fault]:
    most = limits.max_document_finds
    source = iter(found)
    yield from islice(source, most)
    if next(source, None) is not None:
        yield Fault(
            "rest", LimitExceeded(f"holds more than {most} addresses; the rest is left out")
        )


def _chunks(source: str, kind: Kind, found: Iterable[Find | Fault]) -> Iterator[Chunk]:
    for batch in _batches(found):
        errors = ((at, one.error) for at, one in enumerate(batch) if isinstance(one, Fault))
        yield Chunk(
            source,
            [one.part if isinstance(one, Fault) else one.target for one in batch],
            [1 if isinstance(one, Fault) else one.line for one in batch],
            tuple(errors),
            places=[_where(kind, one) for one in batch],
        )


def _batches(found: Iterable[Find | Fault]) -> Iterator[list[Find | Fault]]:
    """Give finds by the chunk; an error comes after what was found before it."""
    batch: list[Find | Fault] = []
    fault: InputError | None = None
    try:
        for one in found:
            batch.append(one)
            if len(batch) == CHUNK_ROWS:
                yield batch
                batch = []
    except InputError as error:
        fault = error
    if batch:
        yield batch
    if fault:
        raise fault


def _where(kind: Kind, one: Find | Fault) -> Where:
    if isinstance(one, Fault):
        return Where(kind, part=one.part)
    return Where(kind, one.text, one.part, one.column, one.shown)
