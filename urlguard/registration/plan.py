"""What becomes of each domain before anybody is asked: refused, known, or a question for a host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.knowledge.suffixes import load_rules
from urlguard.registration.bootstrap import Bootstrap, Server, load_bootstrap, server
from urlguard.registration.facts import Registration, State
from urlguard.registration.scope import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from urlguard.registration.options import LookupOptions
    from urlguard.registration.sources import Sources


@dataclass(frozen=True, slots=True)
class Question:
    """A domain, and who is asked about it."""

    domain: str
    server: Server | None
    """None: no RDAP server is known for the suffix."""

    @property
    def host(self) -> str:
        """Whose turn it takes."""
        return self.server.host if self.server else whois_key(self.domain)


Step: TypeAlias = Registration | Question


def whois_key(domain: str) -> str:
    """Give what the manners towards a WHOIS server go by: the last label.

    >>> whois_key("shop.co.jp")
    'whois:jp'
    """
    return f"whois:{domain.rpartition('.')[2]}"


class Plan:
    """Knows what may be asked, what the cache holds, and which server answers for a suffix."""

    def __init__(self, options: LookupOptions, sources: Sources) -> None:
        """Read the reference data.

        Raises:
            DataError: the list of servers is broken.
        """
        self._options, self._sources = options, sources
        self._rules = load_rules()
        self._bootstrap = _with(load_bootstrap(sources.bootstrap_copy), options.bases)

    def steps(self, domains: Iterable[str]) -> Iterator[Step]:
        """Give for each domain, once, what is known at once, or what to ask."""
        seen: set[str] = set()
        for domain in domains:
            if domain not in seen:
                seen.add(domain)
                yield self._known(domain) or self._question(domain)

    def _known(self, domain: str) -> Registration | None:
        why = refusal(domain, self._rules)
        if why is not None:
            return Registration(domain, State.NOT_QUERIED, message=why)
        cache = self._sources.cache
        return None if cache is None else cache.get(domain, self._sources.timing.now())

    def _question(self, domain: str) -> Step:
        if self._options.cache_only:
            return Registration(domain, State.NOT_QUERIED, message="not in the cache")
        return Question(domain, self._bootstrap.server_for(domain))


def _with(found: Bootstrap, bases: Mapping[str, str]) -> Bootstrap:
    own = {suffix: server(base, listed=True) for suffix, base in bases.items()}
    return Bootstrap({**found.servers, **own}, found.published)
