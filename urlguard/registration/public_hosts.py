"""Whether a host stands on the public internet, so that a redirect may lead to it."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address


async def is_public(host: str, *, resolve: bool) -> bool:
    """Tell whether all addresses of a host are public ones.

    With `resolve` off (a proxy looks names up, and we may not be able to) only the name counts.
    A name may resolve to another address a moment later; what stops that is TLS, which no internal
    service passes under a stranger's name.
    """
    if _is_address(host):
        return is_public_address(host)
    if "." not in host or host.endswith((".local", ".localhost", ".internal", ".arpa", ".test")):
        return False
    if not resolve:
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 443)
    except (OSError, UnicodeError):  # no such name; a label too long for IDNA
        return False
    return bool(found) and all(is_public_address(str(address[0])) for *_, address in found)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public_address(address: str) -> bool:
    """Tell an IP address that the public internet routes; its zone does not count.

    >>> [is_public_address(a) for a in ("1.1.1.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or found
    return bool(inner.is_global and not inner.is_multicast)
