"""An RDAP server on loopback, with TLS: as real, as odd and as broken as a test wants it.

HTTP/1.1 is spoken by hand, so that an answer may be cut, slow or false; HTTP/2 by `h2`.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping

RDAP = "application/rdap+json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says to one request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": RDAP})
    cut: int = 0
    """Bytes of the body that are promised and never sent."""
    after_s: float = 0.0
    """How long the client waits for it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the client sent."""

    path: str
    headers: Mapping[str, str]

    @property
    def domain(self) -> str:
        """Give the last part of the path."""
        return self.path.rpartition("/")[2]


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """Give a reply of RDAP's type."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(json.dumps(value).encode(), status, {"content-type": RDAP, **named})


class RdapServer:
    """Answers by a function; counts who asked what, and how many at once."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        """Answer with what `answer` gives."""
        self.answer = answer
        self.port = 0
        self.asked: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.most_under_way = 0
        self._under_way = 0

    @property
    def base(self) -> str:
        """Give the base address."""
        return f"https://localhost:{self.port}/rdap/"

    async def serve(self, context: ssl.SSLContext, *, http2: bool) -> asyncio.Server:
        """Listen on a free port."""
        talk = self._talk_h2 if http2 else self._talk_h1
        server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _reply(self, request: Request) -> Reply:
        self.asked[request.domain] += 1
        self.requests.append(request)
        self._under_way += 1
        self.most_under_way = max(self.most_under_way, self._under_way)
        reply = self.answer(request)
        await asyncio.sleep(reply.after_s)
        self._under_way -= 1
        return reply

    async def _talk_h1(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines if line)
                reply = await self._reply(Request(first.split()[1], headers))
                length = {"content-length": str(len(reply.body) + reply.cut)}
                shown = {**length, **reply.headers}
                head = "".join(f"{name}: {value}\r\n" for name, value in shown.items())
                writer.write(f"HTTP/1.1 {reply.status} X\r\n{head}\r\n".encode() + reply.body)
                await writer.drain()
                if reply.cut:
                    break
        writer.close()

    async def _talk_h2(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        speech = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        speech.initiate_connection()
        tasks: set[asyncio.Task[None]] = set()
        with suppress(OSError, asyncio.CancelledError):
            writer.write(speech.data_to_send())
            while data := await reader.read(65_536):
                for event in speech.receive_data(data):
                    if isinstance(event, RequestReceived):
                        headers = {str(name): str(text) for name, text in event.headers}
                        request = Request(headers[":path"], headers)
                        task = asyncio.create_task(
                            self._answer_h2(speech, event.stream_id, request, writer)
                        )
                        tasks.add(task)
                        task.add_done_callback(tasks.discard)
                    assert not isinstance(event, DataReceived), "a query has no body"
                writer.write(speech.data_to_send())
                await writer.drain()
        writer.close()

    async def _answer_h2(
        self, speech: H2Connection, stream: int, request: Request, writer: asyncio.StreamWriter
    ) -> None:
        reply = await self._reply(request)
        if writer.is_closing():  # the client was killed meanwhile
            return
        speech.send_headers(stream, [(":status", str(reply.status)), *reply.headers.items()])
        speech.send_data(stream, reply.body, end_stream=True)
        writer.write(speech.data_to_send())


@contextmanager
def running(
    answer: Callable[[Request], Reply], context: ssl.SSLContext, *, http2: bool = False
) -> Iterator[RdapServer]:
    """Run a server in a thread of its own while the block lasts."""
    server = RdapServer(answer)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(server.serve(context, http2=http2))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        loop.run_until_complete(_finish())
        loop.close()


async def _finish() -> None:
    me = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not me]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
