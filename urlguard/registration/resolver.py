"""Registration facts of many domains: from the cache, by RDAP, by WHOIS, or why there are none."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from urlguard.registration.chain import Chain
from urlguard.registration.client import HttpClient
from urlguard.registration.facts import Registration
from urlguard.registration.plan import Plan
from urlguard.registration.sources import Sources
from urlguard.registration.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator

    from urlguard.registration.options import LookupOptions
    from urlguard.registration.plan import Question, Step
    from urlguard.registration.sources import Progress

READ_AHEAD = 16_384
"""Domains that may wait, as texts, for their host's turn."""

_UNTIL_OTHERS_RUN = 64
"""Domains read between two moments in which queries under way go on."""


async def look_up(
    domains: Iterable[str],
    options: LookupOptions,
    sources: Sources | None = None,
    *,
    total: int | None = None,
    progress: Progress | None = None,
) -> AsyncGenerator[Registration]:
    """Give the facts of each domain, once, as they come: not in the order of the domains.

    Each answer is in the cache before it is given, so a run that was killed goes on where it was:
    only what was under way at that moment is asked again. Memory is bounded by the window and by
    the names that were seen. Whoever stops early closes the generator (`contextlib.aclosing`).

    Raises:
        DataError: the list of servers is broken.
        UsageError: the proxy or the file of certificates cannot be used.
    """
    sources = sources or Sources()
    steps = Plan(options, sources).steps(domains)
    done = 0
    async with HttpClient(options) as http:
        window = Window(
            Chain(http, options, sources).ask, most=options.concurrency, per_host=options.per_host
        )
        try:
            async for facts in _answers(steps, window):
                done += 1
                if progress is not None:
                    progress(done, total, facts.state)
                yield facts
        finally:
            await window.close()


def look_up_all(
    domains: Iterable[str],
    options: LookupOptions,
    sources: Sources | None = None,
    *,
    progress: Progress | None = None,
) -> dict[str, Registration]:
    """Give the facts of each domain by its name, in the order of the domains.

    With `cache_only` no socket is opened, not even one of our own.

    Raises:
        DataError: the list of servers is broken.
        UsageError: the proxy or the file of certificates cannot be used.
    """
    names = list(dict.fromkeys(domains))
    if options.cache_only:
        steps = Plan(options, sources or Sources()).steps(names)
        known = [step for step in steps if isinstance(step, Registration)]
        for number, facts in enumerate(known, start=1):
            if progress is not None:
                progress(number, len(names), facts.state)
        return {facts.domain: facts for facts in known}

    async def collect() -> dict[str, Registration]:
        found = look_up(names, options, sources, total=len(names), progress=progress)
        async with aclosing(found):
            return {facts.domain: facts async for facts in found}

    found = asyncio.run(collect())
    return {name: found[name] for name in names}


async def _answers(
    steps: Iterator[Step], window: Window[Question, Registration]
) -> AsyncGenerator[Registration]:
    for number, step in enumerate(steps):
        if isinstance(step, Registration):
            yield step
        else:
            window.put(step.host, step)
        if number % _UNTIL_OTHERS_RUN == 0:
            await asyncio.sleep(0)
        while window.has_answer() or window.held >= READ_AHEAD:
            yield await window.answer()
    while window.held:
        yield await window.answer()
