"""Allow and block lists of the user, whose decisions win over the model's and say so."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from fraudlens.errors import UsageError
from fraudlens.listlines import list_lines
from fraudlens.verdict import Decision, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fraudlens.detector import Detector
    from fraudlens.listlines import ListLine

_BOUNDARIES = "/?&#"
"""`example.com/a` covers `/a`, `/a/b` and `/a?x`, but not `/about`."""

_SCHEME = re.compile(r"\A[A-Za-z][A-Za-z0-9+.\-]*://")
_AFTER_AUTHORITY = re.compile(r"[/\\?#]")
_PORT = re.compile(r"(?:\A[^:]*|\]):[0-9]+\Z")
"""Not the end of an IPv6 address."""
_NETWORK = re.compile(
    r"\A(?:[0-9]+(?:\.[0-9]+){3}|\[?[0-9a-f]*:[0-9a-f:.]*\]?)/[0-9]{1,3}\Z", re.IGNORECASE
)
"""Read as an address, `/24` would be a path that hardly any target has."""
_QUOTES = frozenset("\"'`“”‘’")

_SAYS = {
    (Decision.CLEAR, "en"): "your allow list names {entry}",
    (Decision.FRAUD, "en"): "your block list names {entry}",
    (Decision.CLEAR, "zh"): "您的允许列表中有 {entry}",
    (Decision.FRAUD, "zh"): "您的拦截列表中有 {entry}",
}
_UNTIL = {"en": " until {day}", "zh": "（至 {day}）"}


@dataclass(frozen=True, slots=True)
class ListText:
    """The content of a list, and the name that its errors and findings give it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list."""

    text: str
    decision: Decision
    """`CLEAR` for an allow list, `FRAUD` for a block list."""
    path: str
    """Path and query that must lead; empty for the whole host."""
    reason: str
    file: str
    line: int
    until: date | None = None
    """Last day on which it counts; `None`: for ever."""


class Lists(Protocol):
    """Allow and block lists of an analyzer."""

    def __bool__(self) -> bool:
        """Whether there is any entry."""

    @property
    def expired(self) -> tuple[Entry, ...]:
        """Entries that do not count any more, for a person to renew or to take out."""

    def match(self, facts: Mapping[str, object]) -> Entry | None:
        """Give the entry that decides on a target with these facts."""


@dataclass(frozen=True, slots=True)
class OwnLists:
    """Entries by host, most specific first; at equal length a block goes before an allow."""

    by_host: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    expired: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        return bool(self.by_host)

    def match(self, facts: Mapping[str, object]) -> Entry | None:
        """Give the most specific entry for a target with these facts: longest host, then path.

        The cost is one look-up for each label of the host, however long the lists are.
        """
        host, path = _place(facts)
        while host:
            for entry in self.by_host.get(host, ()):
                if _leads(entry.path, path):
                    return entry
            host = host.partition(".")[2]
        return None


NO_LISTS = OwnLists()


def read_lists(
    detector: Detector,
    *,
    allow: ListText | None = None,
    block: ListText | None = None,
    today: date | None = None,
) -> OwnLists:
    """Read lists: a host, domain or address a line, as `fraudlens.listlines` says.

    Entries are read as targets, so that every spelling of a host is understood. An entry whose
    last day is before `today` does not count; without `today` every entry counts.

    Raises:
        UsageError: a line is no target, or its day is none; the message names it.
    """
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    expired = []
    for decision, source in ((Decision.FRAUD, block), (Decision.CLEAR, allow)):
        for host, entry in _entries(detector, source, decision) if source else ():
            if is_expired(entry, today):
                expired.append(entry)
            else:
                found[host].append(entry)
    by_host = {host: tuple(sorted(some, key=_specificity)) for host, some in found.items()}
    return OwnLists(by_host, tuple(expired))


def is_expired(entry: Entry, today: date | None) -> bool:
    """Tell whether the last day of an entry is before `today`."""
    return today is not None and entry.until is not None and entry.until < today


def own_finding(entry: Entry, lang: str) -> Finding:
    """Say in `en` or `zh` that a list decided, with the entry as evidence."""
    blocked = entry.decision is Decision.FRAUD
    text = _SAYS[entry.decision, lang].format(entry=entry.text)
    evidence = {"entry": entry.text, "list": f"{entry.file}:{entry.line}"}
    if entry.until is not None:
        text += _UNTIL[lang].format(day=entry.until)
        evidence["until"] = entry.until.isoformat()
    if entry.reason:
        text = f"{text}: {entry.reason}"
        evidence["reason"] = entry.reason
    return Finding(
        "own-block-list" if blocked else "own-allow-list",
        Severity.HIGH if blocked else Severity.INFO,
        text,
        evidence,
    )


def _entries(
    detector: Detector, source: ListText, decision: Decision
) -> Iterator[tuple[str, Entry]]:
    lines = list(list_lines(source.name, source.text))
    _refuse_more_than_hosts(source.name, lines)
    texts = [line.entry.removeprefix("*").lstrip(".") for line in lines]
    read = detector.read(texts)
    for position, error in read.failures:
        raise UsageError(
            f"{source.name}: line {lines[position].number}: {error.message}",
            hint="give a host, a domain or an address a line, or start the line with '#'",
        )
    for row, (text, line) in enumerate(zip(texts, lines, strict=True)):
        host, path = _place(detector.describe(read.facts, row))
        yield (
            host,
            Entry(text, decision, path, line.reason, source.name, line.number, line.until),
        )


def _refuse_more_than_hosts(name: str, lines: list[ListLine]) -> None:
    """Refuse what an entry cannot say: it would decide on all of the host, or on none."""
    for line in lines:
        if what := _more_than_host(line.entry):
            raise UsageError(
                f"{name}: line {line.number}: {what} stands in the entry",
                hint="give the host, the domain or the address without it",
            )


def _more_than_host(entry: str) -> str | None:
    if entry[:1] in _QUOTES or entry[-1:] in _QUOTES:
        return "a quote"
    if _NETWORK.match(entry):
        return "the length of a network"
    authority = _AFTER_AUTHORITY.split(_SCHEME.sub("", entry), maxsplit=1)[0]
    if "@" in authority:
        return "a user name"
    return "a port" if _PORT.search(authority) else None


def _place(facts: Mapping[str, object]) -> tuple[str, str]:
    """Give host and path of facts; the path holds query and fragment, if there are any."""
    host, path = (str(facts.get(name) or "") for name in ("host", "path"))
    return host.removeprefix("www."), path.rstrip("/")


def _leads(prefix: str, path: str) -> bool:
    return not prefix or (
        path.startswith(prefix) and (len(path) == len(prefix) or path[len(prefix)] in _BOUNDARIES)
    )


def _specificity(entry: Entry) -> tuple[int, bool]:
    return -len(entry.path), entry.decision is Decision.CLEAR
