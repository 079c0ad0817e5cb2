"""Binary XML read as Android reads it, within bounds, with every trick against readers noted.

The walk is the pre-flight of androguard, which is refused a file that would cost it too much, and
the reader of files that androguard gives up on. It raises nothing.

Source: AOSP, libs/androidfw/ResourceTypes.cpp, `ResXMLTree` (read 2026-11-26).
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct, unpack_from
from typing import TYPE_CHECKING, Final

from apkscan.read.element import ATTRIBUTE_NAMES, STRING, Element, Value
from apkscan.read.string_pool import StringPool

if TYPE_CHECKING:
    from fraudlens.limits import Limits

_CHUNK: Final = Struct("<HHI")
_TAG: Final = Struct("<IIHHH")
_ATTRIBUTE: Final = Struct("<IIIHBBI")
_INDEX: Final = Struct("<I")

_STRING_POOL = 0x0001
_XML = 0x0003
_START_TAG = 0x0102
_END_TAG = 0x0103
_TEXT = 0x0104
_RESOURCE_MAP = 0x0180
_NODES: Final = range(0x0100, _RESOURCE_MAP)
_KNOWN: Final = frozenset({_STRING_POOL, *range(0x0100, 0x0105), _RESOURCE_MAP})
_NODE_HEAD: Final = 16
"""Bytes before the own fields of a node: chunk header, line, comment."""
_ANDROID = "http://schemas.android.com/apk/res/android"
MAX_ATTRIBUTES: Final = 200_000
"""Of one file; each of its tags may claim 65,535."""


@dataclass(frozen=True, slots=True)
class Walked:
    """A binary XML file."""

    root: Element | None
    elements: int
    oddities: tuple[tuple[str, str], ...]
    """(code, detail) of each trick, the first of its kind; sorted."""


def walk_axml(data: bytes, limits: Limits) -> Walked:
    """Tree of a binary XML file, with what is odd about it; what stands before a break is kept."""
    walk = _Walk(data, limits)
    walk.run()
    return Walked(walk.root, walk.elements, tuple(sorted(walk.oddities.items())))


class _Walk:
    """One pass over the chunks of a file."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._pool: StringPool | None = None
        self._identifiers: tuple[int, ...] = ()
        self._names: dict[int, str] = {}
        self._open: list[Element] = []
        self._attributes = 0
        self.root: Element | None = None
        self.elements = 0
        self.oddities: dict[str, str] = {}

    def run(self) -> None:
        at, end = self._header()
        going = True
        while going and at + _CHUNK.size <= end:
            kind, head, size = _CHUNK.unpack_from(self._data, at)
            if not _CHUNK.size <= head <= size <= end - at:
                self._note("axml-chunk", f"size {size}, header {head} of chunk 0x{kind:04x}")
                break
            going = self._chunk(kind, at, head, at + size)
            at += size
        if self._open and going:
            self._note("axml-end-tags", f"{len(self._open)} tags are left open")
        if self._pool is not None:
            self._pool.survey()
            for word, detail in self._pool.oddities.items():
                self._note(f"axml-{word}", detail)

    def _note(self, code: str, detail: str) -> None:
        self.oddities.setdefault(code, detail)

    def _header(self) -> tuple[int, int]:
        """Where the chunks start and end; Android looks at neither magic nor trailing bytes."""
        data = self._data
        kind, head, size = _CHUNK.unpack(data[: _CHUNK.size].ljust(_CHUNK.size, b"\0"))
        if kind != _XML or head != _CHUNK.size:
            self._note("axml-magic", f"type 0x{kind:04x}, header of {head} bytes")
        if head < _CHUNK.size or head > len(data):
            head = _CHUNK.size
        if size != len(data):
            self._note("axml-size", f"{size} declared, {len(data)} there")
        return head, min(size, len(data)) if size > head else len(data)

    def _chunk(self, kind: int, at: int, head: int, stop: int) -> bool:
        """Take one chunk; false ends the walk."""
        if kind in _NODES and self._pool is not None:
            return self._node(kind, at, head, stop)
        if kind == _STRING_POOL and self._pool is None:
            self._pool = StringPool(self._data, at, stop)
        elif kind == _RESOURCE_MAP:
            count = (stop - at - head) // 4
            self._identifiers = unpack_from(f"<{count}I", self._data, at + head)
        elif kind not in _KNOWN:
            self._note("axml-unknown-chunk", f"type 0x{kind:04x} of {stop - at} bytes")
        return True

    def _node(self, kind: int, at: int, head: int, stop: int) -> bool:
        if head != _NODE_HEAD:
            self._note("axml-node-header", f"{head} bytes")
        if kind == _START_TAG and stop - at - head >= _TAG.size:
            return self._start(at + head, stop)
        if kind == _END_TAG:
            if self._open:
                self._open.pop()
            else:
                self._note("axml-end-tags", "more tags end than start")
        elif kind == _TEXT and self._open and stop - at - head >= _INDEX.size:
            self._open[-1].text += self._string(_INDEX.unpack_from(self._data, at + head)[0])
        elif kind not in _KNOWN:
            self._note("axml-unknown-chunk", f"type 0x{kind:04x} of {stop - at} bytes")
        return True

    def _start(self, at: int, stop: int) -> bool:
        self.elements += 1
        if self.elements > self._limits.max_xml_elements:
            self._note("limit-xml-elements", f"more than {self._limits.max_xml_elements}")
            return False
        if len(self._open) >= self._limits.max_xml_depth:
            self._note("limit-xml-depth", f"deeper than {self._limits.max_xml_depth}")
            return False
        _, name, start, stride, count = _TAG.unpack_from(self._data, at)
        element = Element(
            self._string(name), self._take_attributes(at + start, stop, stride, count)
        )
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        else:
            self._note("axml-second-root", f"<{element.tag[:60]}>")
        self._open.append(element)
        return True

    def _take_attributes(self, at: int, stop: int, stride: int, count: int) -> dict[str, Value]:
        size = _ATTRIBUTE.size
        if stride != size and count:
            self._note("axml-attribute-size", f"{stride} bytes")
        fitting = max(0, (stop - at - size) // stride + 1 if stride else stop - at >= size)
        fitting = min(fitting, MAX_ATTRIBUTES - self._attributes)
        if count > fitting:
            self._note("axml-attributes-cut", f"{count} claimed, room for {fitting}")
            count = fitting
        self._attributes += count
        found: dict[str, Value] = {}
        for i in range(count):
            self._attribute(found, at + i * stride)
        return found

    def _attribute(self, found: dict[str, Value], at: int) -> None:
        space, name, raw, _, _, kind, data = _ATTRIBUTE.unpack_from(self._data, at)
        key = self._names.get(name)
        if key is None:
            key = self._names[name] = self._attribute_name(name, space)
        if key in found:
            self._note("axml-repeated-attribute", key[:60])
            return
        text = None
        if kind == STRING:
            text = self._string(data)
            if raw != data:
                self._note("axml-two-values", f"{key[:60]}: strings {raw} and {data}")
        found[key] = Value(kind, data, text)

    def _attribute_name(self, index: int, space: int) -> str:
        """Name that Android goes by: its identifier where it has one, else what is written."""
        written = self._string(index)
        identifier = self._identifiers[index] if index < len(self._identifiers) else 0
        name = ATTRIBUTE_NAMES.get(identifier)
        if name is None:
            if self._string(space) == _ANDROID and not identifier:
                self._note("axml-no-identifier", f"android:{written[:60]}")
            return written or f"@{identifier:08x}"
        if written != name:
            self._note("axml-renamed-attribute", f"{name} is written {written[:60]!r}")
        if self._string(space) != _ANDROID:
            self._note("axml-namespace", f"{name} of {self._string(space)[:60]!r}")
        return name

    def _string(self, index: int) -> str:
        text = self._pool[index] if self._pool is not None else None
        return text or ""
