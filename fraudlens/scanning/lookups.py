"""Look-ups of a scan: which rows, which domains, and what came of it. Nothing without being asked.

Only the registrable domain leaves the machine, never a host below it, a path or a query.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, assert_never

import numpy as np

from fraudlens.decide import DECISIONS
from fraudlens.scanning.revising import Judges, revise
from fraudlens.verdict import Decision
from urlguard.batch import IPV4, IPV6, PRIVATE_SUFFIX, SUFFIX_ITSELF, UNKNOWN_SUFFIX, UrlBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from fraudlens.judged import JudgedChunk
    from fraudlens.scoring import Scorer
    from fraudlens.verdict import Outcome
    from urlguard.registration.facts import Registration, State
    from urlguard.registration.options import LookupOptions

DOUBTFUL = 0.2
"""From this score on, up to a verdict of fraud, an address is in doubt. A choice: lower asks
registries for more honest names, higher leaves more fraud out."""
_NAMELESS = IPV4 | IPV6 | UNKNOWN_SUFFIX


class LookupMode(StrEnum):
    """Whose registration is looked up."""

    OFF = "off"
    CACHE = "cache"
    """Whatever is known already; nobody is asked."""
    SUSPICIOUS = "suspicious"
    """Those in doubt by the address alone."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """What a user asked for."""

    mode: LookupMode
    options: LookupOptions
    cache: Path
    bootstrap_copy: Path | None
    now: Callable[[], datetime]
    """In UTC."""
    hear: Callable[[int, int], None]
    """Hears how many domains of how many are done."""


class Lookups:
    """Looks up and judges anew, chunk by chunk; each domain is asked for once in a run."""

    def __init__(self, plan: LookupPlan, registered: Callable[[], Scorer]) -> None:
        """Load nothing yet; `registered` gives the second model."""
        self._plan = plan
        self._registered = registered
        self._known: dict[str, Registration] = {}
        self.states: Counter[State] = Counter()
        """How the look-ups ended."""

    def revise(self, judged: JudgedChunk, alone: Scorer) -> list[Outcome]:
        """Give the outcomes of a chunk of addresses, with what look-ups tell.

        Raises:
            FraudlensError: the cache, the proxy or the second model cannot be used.
        """
        asked = asked_domains(judged.facts, rows_in_question(judged, self._plan.mode))
        if not asked:
            return list(judged)
        self._learn(dict.fromkeys(asked.values()))
        known = {row: self._known[domain] for row, domain in asked.items()}
        return revise(judged, known, Judges(alone, self._registered()), self._plan.now())

    def _learn(self, domains: Iterable[str]) -> None:
        from urlguard.registration.cache import RegistrationCache  # noqa: PLC0415  only if asked
        from urlguard.registration.resolver import look_up_all  # noqa: PLC0415  httpx, 150 ms
        from urlguard.registration.sources import Sources  # noqa: PLC0415  as above
        from urlguard.registration.whois import WhoisOptions, ask_whois  # noqa: PLC0415  as above

        plan = self._plan
        new = [domain for domain in domains if domain not in self._known]
        whois = partial(ask_whois, options=WhoisOptions(now=plan.now))
        with RegistrationCache(plan.cache) as cache:
            sources = Sources(cache=cache, whois=whois, bootstrap_copy=plan.bootstrap_copy)
            found = look_up_all(
                new,
                plan.options,
                sources,
                progress=lambda done, total, _: plan.hear(done, total or len(new)),
            )
        self._known |= found
        self.states.update(facts.state for facts in found.values())


def rows_in_question(judged: JudgedChunk, mode: LookupMode) -> NDArray[np.int64]:
    """Give the rows whose registration is asked for."""
    match mode:
        case LookupMode.OFF:
            return np.empty(0, np.int64)
        case LookupMode.CACHE | LookupMode.ALL:
            return np.arange(len(judged.rows))
        case LookupMode.SUSPICIOUS:
            sure = judged.ranks >= DECISIONS.index(Decision.FRAUD)
            suspicious = judged.ranks == DECISIONS.index(Decision.SUSPICIOUS)
            return np.flatnonzero(~sure & (suspicious | (judged.scores >= DOUBTFUL)))
        case _:
            assert_never(mode)


def asked_domains(urls: UrlBatch, rows: NDArray[np.int64]) -> Mapping[int, str]:
    """Give the domain that is asked for by row; a host that a platform rents out asks for it.

    Rows whose host nobody registered (IP addresses, unknown suffixes) are left out.
    """
    flags = urls.flags[rows]
    named = flags & _NAMELESS == 0
    rented = flags & (PRIVATE_SUFFIX | SUFFIX_ITSELF) != 0
    found = {}
    for row, other in zip(rows[named].tolist(), rented[named].tolist(), strict=True):
        if not other:
            found[row] = urls.slice_text(urls.domain[row], urls.host_end[row])
        elif parent := _below(urls, row):
            found[row] = parent
    return found


def _below(urls: UrlBatch, row: int) -> str:
    """Give the name that stands under the suffix without its private part; may be empty."""
    host, suffix = urls.start[row], urls.icann[row]
    labels = urls.slice_text(host, suffix).rstrip(".").split(".") if suffix > host else [""]
    end = urls.slice_text(suffix, urls.host_end[row])
    return f"{labels[-1]}.{end}" if labels[-1] else ""
