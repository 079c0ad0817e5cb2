"""A batch of URLs in columns: one byte buffer in canonical spelling, and the offsets of its parts.

The canonical text of a row is `host path ?query #fragment` without scheme, without user info and
port, without a leading `www.`, without the last slash of the path. All spellings of one address
give the same bytes, so no feature can turn on the spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Offsets: TypeAlias = NDArray[np.int64]

IPV4 = 1
"""The host is an IPv4 address, in whatever spelling it was given."""
IPV6 = 2
PUNYCODE = 4
"""A label of the host is an A-label (`xn--`)."""
USER_INFO = 8
"""Text stood before an `@` in front of the host."""
PRIVATE_SUFFIX = 16
"""The suffix belongs to a platform (private section of the Public Suffix List)."""
UNKNOWN_SUFFIX = 32
"""No rule of the Public Suffix List matches; the last label is taken as the suffix."""
SUFFIX_ITSELF = 64
"""The host is a public suffix, so nothing of it was registered by its user."""
ODD_SPELLING = 128
"""A browser had to repair the spelling: backslashes, control characters, octal or hex IP, ..."""
DEFANGED = 256
"""The target was written so that nobody clicks it by accident (`hxxp`, `[.]`)."""
WWW = 512
"""A leading `www.` was left out of the text; only for the record, never a feature."""

NO_PORT = -1


class Columns(NamedTuple):
    """The arrays of a `UrlBatch` in the form that kernels take."""

    text: Bytes
    start: Offsets
    domain: Offsets
    suffix: Offsets
    icann: Offsets
    host_end: Offsets
    path_end: Offsets
    end: Offsets
    port: NDArray[np.int32]
    flags: NDArray[np.uint16]
    user_info: NDArray[np.int32]
    skeleton: Bytes
    skeleton_start: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class UrlBatch:
    """Columns of a batch; every offset counts from the start of `text`. Shape (rows,) each.

    Two batches are equal only if they are one, so a batch can be the key of a cache.
    """

    text: Bytes
    """Canonical texts of all rows, in any order."""
    start: Offsets
    """First byte of the host."""
    domain: Offsets
    """First byte of the registrable domain; `start` for an IP address."""
    suffix: Offsets
    """First byte of the public suffix, private section included; `host_end` for an IP address."""
    icann: Offsets
    """First byte of the suffix without the private section."""
    host_end: Offsets
    """One past the host; the path starts here."""
    path_end: Offsets
    """One past the path."""
    end: Offsets
    """One past query and fragment."""
    port: NDArray[np.int32]
    """Port if it was given and is neither 80 nor 443, else `NO_PORT`."""
    flags: NDArray[np.uint16]
    """Sum of the constants of this module."""
    user_info: NDArray[np.int32]
    """Length of the text before `@`, in characters."""
    skeleton: Bytes
    """For hosts with an A-label: ASCII look-alike of the registrable label, else nothing."""
    skeleton_start: Offsets
    """Shape (rows + 1,): where in `skeleton` each row begins."""

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.start)

    def columns(self) -> Columns:
        """Give all arrays as the named tuple that kernels take."""
        return Columns(*(getattr(self, name) for name in Columns._fields))

    def slice_text(self, begin: int, end: int) -> str:
        """Give the bytes between two offsets as text; canonical text is ASCII."""
        return self.text[begin:end].tobytes().decode("ascii")

    def host(self, row: int) -> str:
        """Give the host of a row without a leading `www.`."""
        return self.slice_text(self.start[row], self.host_end[row])
