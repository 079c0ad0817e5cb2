"""Columns of short texts: slices of one buffer, cut, chosen and woven together without a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from fraudlens.kernel import kernel

Bytes: TypeAlias = NDArray[np.uint8]
Offsets: TypeAlias = NDArray[np.int64]

_QUOTE, _BACKSLASH, _BLANK, _TILDE = 34, 92, 32, 126


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of byte strings, each a slice of `data`; slices may overlap, repeat, or be empty."""

    data: Bytes
    begin: Offsets
    """First byte of each row. Shape (rows,)."""
    end: Offsets
    """One past the last byte of each row. Shape (rows,)."""

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.begin)

    def row(self, number: int) -> bytes:
        """Give one text."""
        return self.data[self.begin[number] : self.end[number]].tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class Strings(Sequence[str]):
    """A column of UTF-8 texts as strings, which are made when they are asked for."""

    texts: Texts

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Strings: ...
    def __getitem__(self, at: int | slice) -> str | Strings:
        """Give one string, or a run of them."""
        if isinstance(at, int):
            return self.texts.row(at).decode("utf-8", "surrogatepass")
        return Strings(_trimmed(Texts(self.texts.data, self.texts.begin[at], self.texts.end[at])))

    def __iter__(self) -> Iterator[str]:
        """Give all strings, in one go over the buffer."""
        data = self.texts.data.tobytes()
        for begin, end in zip(self.texts.begin.tolist(), self.texts.end.tolist(), strict=True):
            yield data[begin:end].decode("utf-8", "surrogatepass")


def _trimmed(texts: Texts) -> Texts:
    """Leave out what of the buffer no row needs, at both ends."""
    if not len(texts):
        return texts
    first = int(texts.begin.min())
    return Texts(texts.data[first : int(texts.end.max())], texts.begin - first, texts.end - first)


def packed(pieces: Sequence[bytes]) -> Texts:
    """Make a column of byte strings."""
    starts = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), out=starts[1:])
    return Texts(np.frombuffer(b"".join(pieces), np.uint8), starts[:-1], starts[1:])


def encoded(texts: Sequence[str]) -> Texts:
    """Make a column of strings as UTF-8; halves of characters stay what they are."""
    if isinstance(texts, Strings):
        return texts.texts
    joined = "".join(texts)
    if not joined.isascii():
        return packed([text.encode("utf-8", "surrogatepass") for text in texts])
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=starts[1:])
    return Texts(np.frombuffer(joined.encode(), np.uint8), starts[:-1], starts[1:])


def taken(texts: Texts, rows: NDArray[np.int64]) -> Texts:
    """Give some rows."""
    return Texts(texts.data, texts.begin[rows], texts.end[rows])


def chosen(choices: Sequence[str], which: NDArray[np.integer] | NDArray[np.bool_]) -> Texts:
    """Make a column whose every row is one of a few texts. Shape: which (rows,), places."""
    few = packed([choice.encode() for choice in choices])
    places = which.astype(np.intp)
    return Texts(few.data, few.begin[places], few.end[places])


def constant(text: bytes, rows: int) -> Texts:
    """Make a column of one text in every row."""
    data = np.frombuffer(text, np.uint8)
    return Texts(data, np.zeros(rows, np.int64), np.full(rows, len(data), np.int64))


def kept(texts: Texts, where: NDArray[np.bool_]) -> Texts:
    """Empty the rows that are False in `where`."""
    return Texts(texts.data, texts.begin, np.where(where, texts.end, texts.begin))


def replaced(texts: Texts, rows: NDArray[np.int64], new: Texts) -> Texts:
    """Put other texts in some rows. Shape: rows and new (n,)."""
    if not len(rows):
        return texts
    begin, end = texts.begin.copy(), texts.end.copy()
    begin[rows] = new.begin + len(texts.data)
    end[rows] = new.end + len(texts.data)
    return Texts(np.concatenate([texts.data, new.data]), begin, end)


def weave(columns: Sequence[Texts]) -> Texts:
    """Join the texts of each row, column by column; the rows lie end to end in the result."""
    pool, begin, end = _pooled(columns)
    ends = np.cumsum((end - begin).sum(axis=0))
    starts = np.zeros(len(ends) + 1, np.int64)
    starts[1:] = ends
    out = np.empty(int(starts[-1]), np.uint8)
    _copy_rows(pool, begin, end, out)
    return Texts(out, starts[:-1], starts[1:])


def is_plain_json(texts: Texts) -> NDArray[np.bool_]:
    """True where a text stands in a JSON string as it is: printable ASCII, no quote or backslash.

    Shape: bool (rows,).
    """
    out = np.empty(len(texts), np.bool_)
    _find_plain(texts.data, texts.begin, texts.end, out)
    return out


def _pooled(columns: Sequence[Texts]) -> tuple[Bytes, Offsets, Offsets]:
    """Lay the buffers end to end, each once; give offsets of shape (columns, rows) into them."""
    base: dict[int, int] = {}
    buffers = []
    size = 0
    for column in columns:
        if id(column.data) not in base:
            base[id(column.data)] = size
            buffers.append(column.data)
            size += len(column.data)
    begin = np.empty((len(columns), len(columns[0])), np.int64)
    end = np.empty_like(begin)
    for place, column in enumerate(columns):
        np.add(column.begin, base[id(column.data)], out=begin[place])
        np.add(column.end, base[id(column.data)], out=end[place])
    return np.concatenate(buffers), begin, end


@kernel
def _copy_rows(pool: Bytes, begin: Offsets, end: Offsets, out: Bytes) -> None:
    at = 0
    for row in range(begin.shape[1]):
        for column in range(begin.shape[0]):
            # Slices, since an index that may be negative costs a test for each byte.
            source = pool[begin[column, row] : end[column, row]]
            target = out[at : at + len(source)]
            for i in range(len(source)):
                target[i] = source[i]
            at += len(source)


@kernel
def _find_plain(data: Bytes, begin: Offsets, end: Offsets, out: NDArray[np.bool_]) -> None:
    for row in range(len(begin)):
        text = data[begin[row] : end[row]]
        odd = 0
        for i in range(len(text)):
            byte = text[i]
            odd |= (byte < _BLANK) | (byte > _TILDE) | (byte == _QUOTE) | (byte == _BACKSLASH)
        out[row] = odd == 0
