"""One domain asked of one source after the other: RDAP, then WHOIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urlguard.registration.client import HttpClient, RdapClient
from urlguard.registration.facts import Registration, State
from urlguard.registration.plan import Question, whois_key
from urlguard.registration.politeness import Attempt, Politeness
from urlguard.registration.privacy import load_privacy_names

if TYPE_CHECKING:
    from urlguard.registration.bootstrap import Server
    from urlguard.registration.options import LookupOptions
    from urlguard.registration.sources import Sources, Whois


class Chain:
    """Asks politely, and keeps in the cache what was learned."""

    def __init__(self, http: HttpClient, options: LookupOptions, sources: Sources) -> None:
        """Start the deadline's clock."""
        self._sources = sources
        self._rdap = RdapClient(http, load_privacy_names(), sources.timing)
        self._politeness = Politeness(options, sources.timing)

    async def ask(self, question: Question) -> Registration:
        """Give facts, or the state that stands for their absence."""
        found = await self._by_rdap(question)
        if self._sources.whois is not None and _may_know_more(found, question.server):
            found = _better(found, await self._by_whois(question.domain, self._sources.whois))
        # What was not learned from anybody is not worth remembering.
        if self._sources.cache is not None and found.source:
            self._sources.cache.put(found)
        return found

    async def _by_rdap(self, question: Question) -> Registration:
        target = question.server
        if target is None:
            why = f'no RDAP server is known for ".{question.domain.rpartition(".")[2]}"'
            return Registration(question.domain, State.UNSUPPORTED, message=why)
        return await self._politeness.ask(
            target.host, question.domain, lambda: self._rdap.ask(question.domain, target)
        )

    async def _by_whois(self, domain: str, whois: Whois) -> Registration:
        async def once() -> Attempt:
            return Attempt(await whois(domain))

        return await self._politeness.ask(whois_key(domain), domain, once)


def _may_know_more(found: Registration, asked: Server | None) -> bool:
    """Tell whether to ask WHOIS, too: not if the registry answered, or asked us to stop.

    "No such domain" counts only from a server that IANA lists for the suffix.
    """
    if found.state is State.NO_RECORD:
        return asked is not None and not asked.listed
    return found.state in {State.UNSUPPORTED, State.ERROR, State.TIMEOUT}


def _better(first: Registration, second: Registration) -> Registration:
    """Give what says more of the domain; of two that say nothing, the one that was asked."""
    if second.state in {State.OK, State.REDACTED, State.NO_RECORD} or not first.source:
        return second
    return first
