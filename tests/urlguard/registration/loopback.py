"""Opens loopback, and nothing else, for tests that talk to a server of their own."""

from __future__ import annotations

import _socket
import errno
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HERE = ("127.0.0.1", "::1")


@contextmanager
def loopback_only(names: Mapping[str, str] | None = None) -> Iterator[list[object]]:
    """Let sockets connect to loopback; the only names are `localhost` and those given.

    Another name is unknown, and another address refuses, as on a real network. Gives the list of
    addresses that refused. The environment names no proxy.
    """
    refused: list[object] = []

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        if address[0] not in _HERE:
            refused.append(address)
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        _socket.socket.connect(self, address)

    known = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", **(names or {})}

    def look_up(asked: str | bytes, port: int | None, *_: object, **__: object) -> list[object]:
        host = asked.decode() if isinstance(asked, bytes) else asked
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        family = socket.AF_INET6 if ":" in known[host] else socket.AF_INET
        return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (known[host], port or 0))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket, "getaddrinfo", look_up)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        yield refused
