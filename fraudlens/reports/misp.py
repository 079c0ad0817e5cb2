"""MISP: flagged targets as one event, not published, for your own organisation at first.

The one importer of `pymisp`, which is used offline: its object templates come with it, and the
`requests` that it imports (440 ms in all) is never called.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fraudlens.reports.escape import json_visible
from fraudlens.reports.ids import stable_uuid
from fraudlens.reports.registered import registered
from fraudlens.reports.sharing import SharedUrl, judge, shared, short, why
from fraudlens.reports.tlp import tlp_label
from fraudlens.verdict import Decision, FraudType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from fraudlens.reports.registered import Registered
    from fraudlens.reports.run import RunInfo
    from fraudlens.reports.sharing import Shared, SharedApp
    from fraudlens.verdict import Outcome

_OWN_ORGANISATION, _LOW_THREAT, _INITIAL = 0, 3, 0
"""Distribution, threat level and analysis of an event that no person has looked at yet.

Source: `Distribution`, `ThreatLevel`, `Analysis` of pymisp/abstract.py 2.5 (read 2026-11-26).
"""
_RSIT: Mapping[str | None, str] = {
    FraudType.PHISHING: 'rsit:fraud="phishing"',
    FraudType.FAKE_AUTHORITY: 'rsit:fraud="masquerade"',
    FraudType.FAKE_CUSTOMER_SERVICE: 'rsit:fraud="masquerade"',
}
"""Entries of the Reference Security Incident Taxonomy that say what ours say.

It has none for scams (invest, lend, shop, gamble): those carry `fraudlens:type` alone.
Source: github.com/MISP/misp-taxonomies, rsit/machinetag.json version 2 (read 2026-11-26).
"""
_RSIT_MALWARE_URL = 'rsit:malicious-code="malware-distribution"'
_MOST_COMMENT = 500
_TELLS = False
"""`to_ids` of what describes a target and must not be blocked by itself."""


@dataclass(slots=True)
class _Maker:
    """Makes the objects of an event, and remembers its tags."""

    library: Any
    """Module `pymisp`."""
    made: datetime
    tags: dict[str, None] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)

    def begin(self, name: str, key: str) -> Any:  # noqa: ANN401  object of pymisp
        """Make an empty object of a template; `key` tells it from others of that template."""
        made = self.library.MISPObject(name, strict=True, standalone=False, force_timestamps=True)
        made.uuid = stable_uuid("misp", name, key)
        made.timestamp = self.made
        return made

    def put(
        self,
        made: Any,  # noqa: ANN401  object of pymisp
        relation: str,
        value: object,
        *,
        to_ids: bool,
        comment: str = "",
    ) -> Any:  # noqa: ANN401  attribute of pymisp
        """Add an attribute, unless there is no value."""
        if value is None:
            return None
        return made.add_attribute(
            relation,
            value=value,
            uuid=stable_uuid("misp", made.uuid, relation, str(value)),
            timestamp=self.made,
            to_ids=to_ids,
            comment=comment,
        )

    def link(self, made: Any, other: Any, kind: str) -> None:  # noqa: ANN401
        """Make a reference from one object to another."""
        identity = stable_uuid("misp", made.uuid, kind, other.uuid)
        made.add_reference(other.uuid, kind, uuid=identity, timestamp=self.made)

    def tag(self, one: Shared, *attributes: Any) -> None:  # noqa: ANN401
        """Put what is said of a target on its attributes, and on the event."""
        for name in _tags(one):
            self.tags[name] = None
            for attribute in attributes:
                attribute.add_tag(name)
        for attribute in attributes:
            attribute.edited = False  # or pymisp leaves its timestamp out


def misp(
    outcomes: Iterable[Outcome], run: RunInfo, *, least: Decision = Decision.FRAUD
) -> Iterator[bytes]:
    """Write one event piece by piece; `least` is the lowest decision that is told.

    Raises:
        UsageError: there is no such TLP label.
    """
    label = tlp_label(run.tlp)
    import pymisp  # noqa: PLC0415  440 ms

    maker = _Maker(pymisp, run.made, {f"tlp:{label}": None})
    seen: set[str] = set()
    before = b'{"Event": {"Object": ['
    for one in shared(outcomes, least):
        made = _of_url(one, maker) if isinstance(one, SharedUrl) else _of_app(one, maker)
        for part in made:
            if part.uuid in seen:
                continue
            seen.add(part.uuid)
            data = json_visible(part.to_json(sort_keys=True).encode())
            maker.digest.update(data)
            yield before + b"\n" + data
            before = b","
    if before != b",":
        yield before
    head = json_visible(_event(maker, run).to_json(sort_keys=True).encode())
    yield b"\n]," + head[1:] + b"}\n"


def _event(maker: _Maker, run: RunInfo) -> Any:  # noqa: ANN401
    event = maker.library.MISPEvent(force_timestamps=True)
    event.uuid = stable_uuid("misp", "event", maker.digest.hexdigest())
    event.info = f"fraudlens {run.version}: flagged targets of {run.made:%Y-%m-%d}"
    event.date = run.made.date()
    event.timestamp = run.made
    event.distribution = _OWN_ORGANISATION
    event.threat_level_id = _LOW_THREAT
    event.analysis = _INITIAL
    event.published = False
    for name in maker.tags:
        event.add_tag(name)
    return event


def _of_url(one: SharedUrl, maker: _Maker) -> list[Any]:
    """Give the page, the whole host where that is the target, and the registration if known."""
    registration = registered(one.verdict.facts)
    made = [_page(one, maker)] if one.urls else []
    if one.whole_host:
        made.append(_host(one, registration, maker))
    if made and registration is not None and registration.domain == one.domain:
        whois = _whois(registration, maker)
        maker.link(made[0], whois, "related-to")
        made.append(whois)
    return made


def _page(one: SharedUrl, maker: _Maker) -> Any:  # noqa: ANN401
    url = one.urls[0]
    page = maker.begin("url", url)
    attribute = maker.put(page, "url", url, to_ids=_is_fraud(one), comment=_comment(one))
    scheme, _, rest = url.partition("://")
    path, _, query = rest.partition("?")
    maker.put(page, "scheme", scheme if len(one.urls) == 1 else None, to_ids=_TELLS)
    maker.put(page, "host", None if one.ip else one.host, to_ids=_TELLS)
    maker.put(page, "ip", one.ip, to_ids=_TELLS)
    maker.put(page, "domain", one.domain, to_ids=_TELLS)
    maker.put(page, "port", one.port, to_ids=_TELLS)
    maker.put(page, "resource_path", path[path.index("/") :], to_ids=_TELLS)
    maker.put(page, "query_string", query or None, to_ids=_TELLS)
    maker.tag(one, attribute)
    return page


def _host(one: SharedUrl, registration: Registered | None, maker: _Maker) -> Any:  # noqa: ANN401
    host = maker.begin("domain-ip", one.host)
    relation = "ip" if one.ip else "domain" if one.host == one.domain else "hostname"
    value = one.ip or one.host
    attribute = maker.put(host, relation, value, to_ids=_is_fraud(one), comment=_comment(one))
    if registration is not None and registration.domain == one.domain:
        maker.put(host, "registration-date", registration.created, to_ids=_TELLS)
    maker.tag(one, attribute)
    return host


def _whois(registration: Registered, maker: _Maker) -> Any:  # noqa: ANN401
    """Give what the registry says; of the registrant it keeps nothing but this."""
    whois = maker.begin("whois", registration.domain)
    maker.put(whois, "domain", registration.domain, to_ids=_TELLS)
    maker.put(whois, "creation-date", registration.created, to_ids=_TELLS)
    maker.put(whois, "modification-date", registration.changed, to_ids=_TELLS)
    maker.put(whois, "expiration-date", registration.expires, to_ids=_TELLS)
    registrar = registration.registrar
    maker.put(whois, "registrar", short(registrar) if registrar else None, to_ids=_TELLS)
    for server in dict.fromkeys(registration.name_servers):
        maker.put(whois, "nameserver", server, to_ids=_TELLS)
    return whois


def _of_app(one: SharedApp, maker: _Maker) -> list[Any]:
    app = maker.begin("android-app", one.sha256)
    maker.put(app, "sha256", one.sha256, to_ids=_TELLS)
    maker.put(app, "appid", one.package, to_ids=_TELLS)
    maker.put(app, "name", one.label, to_ids=_TELLS)
    for certificate in dict.fromkeys(one.certificates):
        maker.put(app, "certificate-sha256", certificate, to_ids=_TELLS)
    file = maker.begin("file", one.sha256)
    attribute = maker.put(file, "sha256", one.sha256, to_ids=_is_fraud(one), comment=_comment(one))
    maker.put(file, "size-in-bytes", one.bytes, to_ids=_TELLS)
    maker.tag(one, attribute)
    maker.link(app, file, "related-to")
    return [app, file]


def _is_fraud(one: Shared) -> bool:
    """Tell whether detection should be switched on: never for what is only suspicious."""
    return one.verdict.decision is Decision.FRAUD


def _comment(one: Shared) -> str:
    verdict = one.verdict
    said = f"{verdict.decision} {verdict.score:.4f}; {why(verdict)} ({judge(verdict)})"
    return short(said, _MOST_COMMENT)


def _tags(one: Shared) -> Iterator[str]:
    verdict = one.verdict
    yield f'fraudlens:verdict="{verdict.decision}"'
    kind = verdict.fraud_type
    if kind in list(FraudType):
        yield f'fraudlens:type="{kind}"'
    if kind in _RSIT:
        yield _RSIT[kind]
    elif kind == FraudType.MALWARE and isinstance(one, SharedUrl):
        yield _RSIT_MALWARE_URL
