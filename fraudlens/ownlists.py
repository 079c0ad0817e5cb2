"""Allow and block lists of the user, whose decisions win over the model's and say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from fraudlens.errors import UsageError
from fraudlens.verdict import Decision, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fraudlens.detector import Detector

_BOUNDARIES = "/?&#"
"""`example.com/a` covers `/a`, `/a/b` and `/a?x`, but not `/about`."""

_SAYS = {
    (Decision.CLEAR, "en"): "your allow list names {entry}",
    (Decision.FRAUD, "en"): "your block list names {entry}",
    (Decision.CLEAR, "zh"): "您的允许列表中有 {entry}",
    (Decision.FRAUD, "zh"): "您的拦截列表中有 {entry}",
}


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


class Lists(Protocol):
    """Allow and block lists of an analyzer."""

    def __bool__(self) -> bool:
        """Whether there is any entry."""

    def match(self, facts: Mapping[str, object]) -> Entry | None:
        """Give the entry that decides on a target with these facts."""


@dataclass(frozen=True, slots=True)
class OwnLists:
    """Entries by host, most specific first; at equal length a block goes before an allow."""

    by_host: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

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
    detector: Detector, *, allow: ListText | None = None, block: ListText | None = None
) -> OwnLists:
    """Read lists: a host, domain or address a line, `,reason` after it; `#` starts a comment.

    Entries are read as targets, so that every spelling of a host is understood.

    Raises:
        UsageError: a line is no target; the message names it.
    """
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for decision, source in ((Decision.FRAUD, block), (Decision.CLEAR, allow)):
        if source is not None:
            for host, entry in _entries(detector, source, decision):
                found[host].append(entry)
    return OwnLists({host: tuple(sorted(some, key=_specificity)) for host, some in found.items()})


def own_finding(entry: Entry, lang: str) -> Finding:
    """Say in `en` or `zh` that a list decided, with the entry as evidence."""
    blocked = entry.decision is Decision.FRAUD
    text = _SAYS[entry.decision, lang].format(entry=entry.text)
    evidence = {"entry": entry.text, "list": f"{entry.file}:{entry.line}"}
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
    lines = [
        (number, line)
        for number, line in enumerate(source.text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    texts, reasons = zip(*(_parts(line) for _, line in lines), strict=True) if lines else ((), ())
    read = detector.read(texts)
    for position, error in read.failures:
        raise UsageError(
            f"{source.name}: line {lines[position][0]}: {error.message}",
            hint="give a host, a domain or an address a line, or start the line with '#'",
        )
    for row, (text, reason) in enumerate(zip(texts, reasons, strict=True)):
        host, path = _place(detector.describe(read.facts, row))
        yield host, Entry(text, decision, path, reason, source.name, lines[row][0])


def _parts(line: str) -> tuple[str, str]:
    """Give entry and reason of a line, without wildcards and comments."""
    # A comment behind an entry needs a blank before it: `#` alone may belong to an address.
    entry, _, reason = line.partition(" #")[0].partition(",")
    return entry.strip().removeprefix("*").lstrip("."), reason.strip()


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
