"""Targets in, columns out: the quick road for plain addresses, the slow road for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fraudlens.detector import ReadResult
from fraudlens.errors import InputError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from fraudlens.texts import encoded
from urlguard.batch import IPV4, IPV6, PUNYCODE, Bytes, Offsets, UrlBatch
from urlguard.gate import MAX_LABEL, byte_classes, split_plain
from urlguard.suffix import locate_suffixes, pinned_table
from urlguard.whatwg import SplitUrl, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CLASSES = byte_classes()


def read_urls(targets: Sequence[str], limits: Limits = DEFAULT_LIMITS) -> ReadResult:
    """Read targets into a `UrlBatch`; what no browser could open becomes a failure in its place."""
    raw = encoded(targets)
    text = np.empty(int((raw.end - raw.begin).sum()), np.uint8)
    rows = np.zeros((len(targets), 5), np.int64)
    ports = np.zeros(len(targets), np.int64)
    used = split_plain(raw.data, raw.begin, raw.end, _CLASSES, text, rows, ports)
    rows[raw.end - raw.begin > limits.max_url_bytes, 0] = -1
    users = np.zeros(len(targets), np.int32)
    slow, failures = _slow_road(targets, np.flatnonzero(rows[:, 0] < 0), limits)
    tail = _write_slow(slow, used, rows, ports, users)
    buffer = np.concatenate([text[:used], np.frombuffer(tail, np.uint8)])
    kept = np.flatnonzero(rows[:, 0] >= 0)
    return ReadResult(_batch(buffer, rows[kept], ports[kept], users[kept]), kept, tuple(failures))


def take(batch: UrlBatch, rows: NDArray[np.int64] | NDArray[np.bool_]) -> UrlBatch:
    """Give a batch of some rows; the byte buffers are shared, not copied."""
    chosen = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    lengths = np.diff(batch.skeleton_start)[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    pieces = [
        batch.skeleton[batch.skeleton_start[r] : batch.skeleton_start[r + 1]]
        for r in np.asarray(chosen)[lengths > 0]
    ]
    return UrlBatch(
        text=batch.text,
        **{name: getattr(batch, name)[chosen] for name in _COLUMNS},
        skeleton=np.concatenate(pieces) if pieces else np.empty(0, np.uint8),
        skeleton_start=starts,
    )


_COLUMNS = (
    "start",
    "domain",
    "suffix",
    "icann",
    "host_end",
    "path_end",
    "end",
    "port",
    "flags",
    "user_info",
)


def _slow_road(
    targets: Sequence[str], positions: NDArray[np.int64], limits: Limits
) -> tuple[list[tuple[int, SplitUrl]], list[tuple[int, InputError]]]:
    good: list[tuple[int, SplitUrl]] = []
    bad: list[tuple[int, InputError]] = []
    for position in positions.tolist():
        try:
            good.append((position, split(targets[position], limits)))
        except InputError as error:
            bad.append((position, error.bare()))
    return good, bad


def _write_slow(
    slow: list[tuple[int, SplitUrl]],
    place: int,
    rows: Offsets,
    ports: Offsets,
    users: NDArray[np.int32],
) -> bytes:
    """Fill the rows of slow targets as `split_plain` would; give their texts, from `place` on."""
    texts = []
    for position, parts in slow:
        host_end = place + len(parts.host)
        path_end = host_end + len(parts.path)
        end = path_end + len(parts.tail)
        rows[position] = (place, host_end, path_end, end, parts.flags)
        ports[position] = parts.port
        users[position] = parts.user_info
        texts.append((parts.host + parts.path + parts.tail).encode("ascii"))
        place = end
    return b"".join(texts)


def _batch(text: Bytes, rows: Offsets, ports: Offsets, users: NDArray[np.int32]) -> UrlBatch:
    start, host_end = rows[:, 0].copy(), rows[:, 1].copy()
    flags = rows[:, 4].astype(np.uint16)
    parts = np.empty((len(rows), 3), np.int64)
    keys, values = pinned_table()
    locate_suffixes(text, start, host_end, flags, keys, values, parts)
    domain, suffix = parts[:, 0].copy(), parts[:, 1].copy()
    skeleton, skeleton_start = _skeletons(text, domain, suffix, flags)
    return UrlBatch(
        text=text,
        start=start,
        domain=domain,
        suffix=suffix,
        icann=parts[:, 2].copy(),
        host_end=host_end,
        path_end=rows[:, 2].copy(),
        end=rows[:, 3].copy(),
        port=ports.astype(np.int32),
        flags=flags,
        user_info=users,
        skeleton=skeleton,
        skeleton_start=skeleton_start,
    )


def _skeletons(
    text: Bytes, domain: Offsets, suffix: Offsets, flags: NDArray[np.uint16]
) -> tuple[Bytes, Offsets]:
    """Give the ASCII look-alikes of registrable labels that are A-labels."""
    from fraudlens.knowledge.confusables import skeleton  # noqa: PLC0415  only IDN rows need it

    lengths = np.zeros(len(flags) + 1, np.int64)
    pieces = []
    for row in np.flatnonzero((flags & PUNYCODE > 0) & (flags & (IPV4 | IPV6) == 0)).tolist():
        label = text[domain[row] : max(domain[row], suffix[row] - 1)].tobytes().decode("ascii")
        piece = skeleton(unicode_label(label)).encode("ascii", "ignore")
        lengths[row + 1] = len(piece)
        pieces.append(piece)
    # A copy may be written to, as what `take` gives: kernels are compiled once for both.
    return np.frombuffer(b"".join(pieces), np.uint8).copy(), np.cumsum(lengths)


def unicode_label(label: str) -> str:
    """Give the U-label of an A-label; the label itself if it is none, broken or over-long.

    >>> unicode_label("xn--bcher-kva")
    'bücher'
    """
    if not label.startswith("xn--") or len(label) > MAX_LABEL:  # decoding is quadratic
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
