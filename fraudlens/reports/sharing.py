"""What of a flagged target may leave the house, in whatever format it is shared.

Never shared: where the target stood (file names, lines), the user's own lists, the app itself, and
the part of an address behind `#` or with somebody's e-mail address in it. A shared platform or an
official domain of a known name is never told as a whole domain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.decide import DECISIONS
from fraudlens.knowledge.brands import load_brands
from fraudlens.knowledge.platforms import load_platforms
from fraudlens.reports.escape import visible
from fraudlens.reports.jsonl import record
from fraudlens.reports.registered import is_host
from fraudlens.reports.shared_path import given_path, told_path
from fraudlens.verdict import Basis, Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from fraudlens.verdict import Outcome

_SHA256 = re.compile(r"[0-9a-f]{64}")
_IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}")
_SCHEME = re.compile(
    r"\s{0,8}(?:h(?:tt|xx|\*\*)p(s?)|(f)[tx]p|(ws)(s?))(?=:|\[|__|\\)", re.IGNORECASE
)
_MOST_TEXT = 256
_MOST_CERTIFICATES = 16


@dataclass(frozen=True, slots=True)
class SharedUrl:
    """A flagged address."""

    verdict: Verdict
    host: str
    """Host name or IP address, as it stands in an address."""
    urls: tuple[str, ...]
    """RFC 3986 spellings of the page; two where the scheme is not known.

    None for a whole host, nor where the victim's e-mail address was all that told the page from
    its host.
    """
    whole_host: bool
    """The target is the host itself, and it is nobody's whom others share."""
    domain: str | None
    """Registrable domain, where it may be named at all."""
    ip: str | None
    port: int | None


@dataclass(frozen=True, slots=True)
class SharedApp:
    """A flagged Android app."""

    verdict: Verdict
    sha256: str
    """Of the file."""
    bytes: int | None
    package: str | None
    label: str | None
    certificates: tuple[str, ...]


Shared: TypeAlias = SharedUrl | SharedApp


def shared(outcomes: Iterable[Outcome], least: Decision = Decision.FRAUD) -> Iterator[Shared]:
    """Give what may be told of each target at or above `least`; no target comes twice.

    Targets of which a record tells too little to name them are left out, and so are folders of
    split apps, which are no file.
    """
    seen: set[object] = set()
    for outcome in outcomes:
        if not isinstance(outcome, Verdict):
            continue
        if outcome.decision is Decision.CLEAR or _below(outcome.decision, least):
            continue
        found = _app(outcome) if outcome.subject.kind == "apk" else _url(outcome)
        if found is None:
            continue
        key = found.sha256 if isinstance(found, SharedApp) else (found.host, found.port, found.urls)
        if key not in seen:
            seen.add(key)
            yield found


def shared_record(verdict: Verdict) -> dict[str, object]:
    """Give the record without the names of the user's files."""
    plain = record(verdict)
    del plain["origin"]
    if verdict.subject.kind == "apk":
        plain["target"] = file_name(verdict.subject.target)
    plain["findings"] = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "text": finding.text,
            "evidence": {
                key: value
                for key, value in finding.evidence.items()
                if not (finding.rule.startswith("own-") and key == "list")
            },
        }
        for finding in verdict.findings
    ]
    return plain


def confidence(verdict: Verdict) -> float | None:
    """Give the score, where the decision rests on it; rules and own lists have no probability."""
    own = any(finding.rule.startswith("own-") for finding in verdict.findings)
    return verdict.score if verdict.basis is Basis.MODEL and not own else None


def why(verdict: Verdict) -> str:
    """Give what rules and model say, each sentence once; a dash for nothing."""
    texts = [finding.text for finding in verdict.findings]
    texts += [reason.text for reason in verdict.reasons]
    return "; ".join(dict.fromkeys(short(text) for text in texts)) or "-"


def judge(verdict: Verdict) -> str:
    """Name the model that judged."""
    model = verdict.model
    return short(f"fraudlens model {model.name} {model.version} {model.sha256[:12]}")


def file_name(path: str) -> str:
    r"""Give the last part of a path, whichever system wrote it.

    >>> file_name("cases/loan.apk"), file_name(r"C:\cases\loan.apk")
    ('loan.apk', 'loan.apk')
    """
    return PureWindowsPath(PurePosixPath(path).name).name


def short(text: str, most: int = _MOST_TEXT) -> str:
    """Make text visible and cut it."""
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def moment_text(time: datetime | None) -> str | None:
    """Write a time in UTC as RFC 3339 has it, in whole seconds."""
    return None if time is None else f"{time:%Y-%m-%dT%H:%M:%SZ}"


def fact_text(verdict: Verdict, key: str) -> str | None:
    """Give a fact that is a text, made visible and cut."""
    value = verdict.facts.get(key)
    return short(value) if isinstance(value, str) and value else None


@lru_cache(maxsize=1)
def _shared_hosts() -> frozenset[str]:
    return frozenset(platform.suffix for platform in load_platforms())


@lru_cache(maxsize=1)
def _official_domains() -> frozenset[str]:
    return frozenset(domain for brand in load_brands() for domain in brand.domains)


def _below(decision: Decision, least: Decision) -> bool:
    return DECISIONS.index(decision) < DECISIONS.index(least)


def _app(verdict: Verdict) -> SharedApp | None:
    facts = verdict.facts
    digest, size, certificates = (facts.get(k) for k in ("sha256", "bytes", "certificates"))
    if not _is_sha256(digest) or facts.get("container") == "folder":
        return None
    known = certificates if isinstance(certificates, list) else []
    return SharedApp(
        verdict,
        str(digest),
        size if type(size) is int and size >= 0 else None,
        fact_text(verdict, "package"),
        fact_text(verdict, "label"),
        tuple(filter(_is_sha256, known))[:_MOST_CERTIFICATES],
    )


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _url(verdict: Verdict) -> SharedUrl | None:
    facts = verdict.facts
    host, ip, port = facts.get("host"), facts.get("ip"), facts.get("port")
    if not isinstance(host, str):
        return None
    address = ip if isinstance(ip, str) and _is_ip(ip) and host.strip("[]") == ip else None
    if address is None and not is_host(host):
        return None
    number = port if type(port) is int and 0 < port <= 0xFFFF else None  # noqa: PLR2004  16 bits
    authority = f"{host}:{number}" if number else host
    given = given_path(verdict.subject.target, authority, facts.get("path"))
    path, is_host_itself = told_path(given), given in ("", "/")
    schemes = _schemes(verdict.subject.target)
    platform, domain = _is_platform(host, facts), facts.get("registrable_domain")
    named = isinstance(domain, str) and is_host(domain) and domain not in _official_domains()
    owned = named and _is_part(host, domain) and not platform
    whole = is_host_itself and number is None and (owned or address is not None)
    lost = path in ("", "/") and not is_host_itself
    spelled = () if lost or (whole and len(schemes) > 1) else schemes
    return SharedUrl(
        verdict,
        host,
        tuple(f"{scheme}://{authority}{path or '/'}" for scheme in spelled),
        whole,
        str(domain) if owned else None,
        address,
        number,
    )


def _is_part(host: str, domain: object) -> bool:
    return isinstance(domain, str) and (host == domain or host.endswith(f".{domain}"))


def _is_platform(host: str, facts: Mapping[str, object]) -> bool:
    """Tell whether the host is a platform or lies below one.

    Below a public suffix each name has an owner; below `facebook.com` all names have the same, and
    below `weebly.com` nobody but its operator can tell.
    """
    suffix = facts.get("suffix")
    bare = host.removeprefix("www.")
    if bare in (suffix, facts.get("platform")):
        return True
    labels = bare.split(".")
    parents = {".".join(labels[at:]) for at in range(len(labels))}
    return bool((parents - {suffix}) & _shared_hosts())


def _is_ip(text: str) -> bool:
    return (_IPV4.fullmatch(text) or _IPV6.fullmatch(text)) is not None


def _schemes(target: str) -> tuple[str, ...]:
    """Give the scheme that a target was given with, defanged or not; else the two of the web."""
    match = _SCHEME.match(target)
    if match is None:
        return ("http", "https")
    if match[2]:
        return ("ftp",)
    if match[3]:
        return (f"ws{match[4]}".lower(),)
    return ("https",) if match[1] else ("http",)
