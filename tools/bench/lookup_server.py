"""The RDAP server of the tests in a process of its own: `python -m tools.bench.lookup_server`.

It prints its ports, answers every domain with facts until its standard input ends, and then prints
how often it was asked for each domain, and how many queries were under way at most, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.urlguard.registration.answers import domain_answer
from tests.urlguard.registration.certificates import server_context
from tests.urlguard.registration.server import RdapServer, json_reply

if TYPE_CHECKING:
    from tests.urlguard.registration.server import Reply, Request


async def serve(certificate: Path, ports: int, after_s: float) -> None:
    """Serve HTTP/2 on so many ports, each a host to a client, until standard input ends."""

    def answer(request: Request) -> Reply:
        return replace(json_reply(domain_answer(request.domain)), after_s=after_s)

    server = RdapServer(answer)
    context = server_context(certificate, http2=True)
    listening = []
    for _ in range(ports):
        listening.append(await server.serve(context, http2=True))
        print(server.port, flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for one in listening:
        one.close()
    print(json.dumps({"asked": server.asked, "most_under_way": server.most_under_way}))


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
