"""The addresses inside an app: which are worth a score, and which scored worst."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apkscan.knowledge.hosts import SET_ASIDE, host_kind, load_hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from apkscan.facts import ApkFacts

    LinkScorer = Callable[[Sequence[str]], Sequence[float | None]]
    """Gives the probability of fraud of each address, `None` for one that cannot be read."""

MOST_LINKS = 60
"""Addresses of one app that are scored; one with more is a browser or a list of blocked hosts."""
WORST_LINKS = 5
"""Addresses that are shown."""
BAD_SCORE = 0.5
"""From here on an address is more likely bad than not."""

_FIND_KINDS = {"url": 0, "firebase": 0, "onion": 0, "ip": 1, "domain": 2}
"""Kinds of finds that are addresses; of one host, the find of the lowest rank stands."""
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+")
_CODE_ENDINGS = frozenset({"php", "html", "js", "xml", "java", "class", "json", "png", "so", "dex"})
"""Last labels of file names that only look like hosts."""
_INNER = re.compile(
    r"(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|192\.0\.2|198\.51\.100|203\.0\.113"
    r"|22[4-9]|2[3-5]\d)\."
)
"""Networks inside a house, of documentation, multicast: RFC 1918, 5737, 6890."""
_VPN = "android.permission.BIND_VPN_SERVICE"
_LOCAL_NAMES = (".local", ".lan", ".internal", ".localhost", ".test", ".invalid", ".arpa")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that stands in an app."""

    url: str
    place: str
    host: str
    kind: str = ""
    """Kind of a known host (`file_host`, `bot_api`), empty for any other."""
    whole: bool = True
    """Stood in the file with its scheme; a bare name or number may be a version, too."""


@dataclass(frozen=True, slots=True)
class ScoredLink:
    """An address with its probability of fraud, `None` where it could not be judged."""

    link: Link
    score: float | None


def links_of(facts: ApkFacts) -> tuple[Link, ...]:
    """Give the addresses worth a score, one a host, whole addresses before bare names.

    Bare numbers in an app that offers a VPN are those of its tunnel and of name servers, such as
    26.26.26.1, and nobody's address; one with a scheme still counts.
    """
    found: dict[str, tuple[int, Link]] = {}
    tunnel = any(c.permission == _VPN for c in facts.manifest.components)
    for find in facts.finds:
        rank = _FIND_KINDS.get(find.kind)
        if tunnel and find.kind == "ip":
            continue
        host = host_of(find.value) if rank is not None else ""
        if rank is None or not host or (host in found and found[host][0] <= rank):
            continue
        kind = host_kind(host, load_hosts())
        if kind not in SET_ASIDE and not is_local(host):
            whole = "://" in find.value
            address = find.value if whole else f"http://{find.value}/"
            found[host] = rank, Link(address, find.place, host, kind, whole)
    ranked = sorted(found.values(), key=lambda entry: entry[0])
    return tuple(link for _, link in ranked[:MOST_LINKS])


def score_links(links: Sequence[Link], scorer: LinkScorer | None) -> tuple[ScoredLink, ...]:
    """Ask the scorer about all addresses at once; without one, none has a score."""
    scores = scorer([link.url for link in links]) if scorer and links else [None] * len(links)
    return tuple(ScoredLink(link, score) for link, score in zip(links, scores, strict=True))


def worst_links(scored: Iterable[ScoredLink]) -> tuple[ScoredLink, ...]:
    """Give the addresses that are more likely bad than not, the worst first."""
    bad = [(entry.score, entry) for entry in scored if entry.score is not None]
    bad.sort(key=lambda pair: -pair[0])
    return tuple(entry for score, entry in bad[:WORST_LINKS] if score >= BAD_SCORE)


def host_of(url: str) -> str:
    """Give the host of an address as it stands in code; empty if there is none to reach.

    >>> host_of("https://a@pay.example:8443/x?y"), host_of("ws.php"), host_of("http://%s/")
    ('pay.example', '', '')
    """
    rest = url.partition("://")[2] or url
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    host = authority.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    good = _HOST.fullmatch(host) and host.rpartition(".")[2] not in _CODE_ENDINGS
    return host if good else ""


def is_local(host: str) -> bool:
    """Tell whether a host is reached only from inside a house, or stands in documentation."""
    return bool(_INNER.match(host)) or host.endswith(_LOCAL_NAMES)
