"""Names that may be asked about or asked: plain host names in ASCII, and nothing else."""

from __future__ import annotations

import re

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])"
)
_LONGEST = 253


def is_host_name(text: str) -> bool:
    r"""Tell whether a text is a host name of two labels or more: lower-case A-labels, no last dot.

    An IP address is none, since a top-level domain has no digits.

    >>> [is_host_name(name) for name in ("whois.nic.example", "192.0.2.1", "a.example\r\nb", "a")]
    [True, False, False, False]
    """
    return len(text) <= _LONGEST and _HOST.fullmatch(text) is not None
