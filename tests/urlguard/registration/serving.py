"""A server that answers by what a name says, and a cache in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.urlguard.registration.answers import changed, domain_answer
from tests.urlguard.registration.server import Reply, Request, json_reply
from urlguard.registration.politeness import Timing
from urlguard.registration.sources import Sources

if TYPE_CHECKING:
    from urlguard.registration.facts import Registration

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Memory:
    """A cache in memory; notes what it was asked."""

    def __init__(self) -> None:
        """Know nothing."""
        self.known: dict[str, Registration] = {}
        self.got: list[str] = []

    def get(self, domain: str, _now: datetime) -> Registration | None:
        """Give what is known."""
        self.got.append(domain)
        return self.known.get(domain)

    def put(self, facts: Registration) -> None:
        """Keep facts."""
        self.known[facts.domain] = facts


def answer(request: Request) -> Reply:
    """Answer by what the name says, else with facts."""
    match request.domain.partition(".")[0].partition("-")[0]:
        case "gone":
            return json_reply({"errorCode": 404}, 404)
        case "withheld":
            return json_reply(changed(ldhName=request.domain, events=[]))
        case "limited":
            return json_reply({}, 429)
        case "broken":
            return Reply(b"{", 200)
        case "slow":
            return Reply(after_s=30)
        case _:
            return json_reply(domain_answer(request.domain))


def kept() -> Sources:
    """Give a cache in memory, and a clock that stands."""
    return Sources(cache=Memory(), timing=Timing(now=lambda: NOW))
