"""STIX 2.1: flagged targets as indicators, in one bundle. The one importer of `stix2`.

Every object is made by `stix2`, which checks it and parses its pattern; importing it costs 430 ms,
most of it `requests`, which is never called. Ids follow from content, so two runs that flag the
same page name it alike; what changes between them is `modified`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fraudlens.reports.defang import defanged
from fraudlens.reports.escape import json_visible
from fraudlens.reports.ids import stable_uuid
from fraudlens.reports.sharing import SharedUrl, confidence, judge, shared, short, why
from fraudlens.reports.stix_pattern import pattern
from fraudlens.reports.tlp import STIX_CREATED, STIX_EXTENSION, STIX_MARKINGS, tlp_label
from fraudlens.verdict import Decision, FraudType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.reports.run import RunInfo
    from fraudlens.reports.sharing import Shared, SharedApp
    from fraudlens.verdict import Outcome

_IDENTITY_MADE = "2026-11-01T00:00:00.000Z"
"""The tool is one and the same in every bundle, so the object never changes."""
_INDICATOR_TYPES = {
    Decision.FRAUD: "malicious-activity",
    Decision.SUSPICIOUS: "anomalous-activity",
}
"""Words of `indicator-type-ov`. Source: sdos/indicator.json of OASIS' schemas for STIX 2.1, as
`stix2-validator` 3.3 ships them (read 2026-11-26).
"""
_INFRASTRUCTURE_TYPES: Mapping[str | None, str] = {
    FraudType.PHISHING: "phishing",
    FraudType.MALWARE: "hosting-malware",
}
"""Words of `infrastructure-type-ov`, which has none for other fraud: that is `unknown` there.

Source: sdos/infrastructure.json, as above.
"""
_MOST_DESCRIPTION = 1000


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all objects of a bundle share."""

    library: Any
    """Module `stix2.v21`."""
    run: RunInfo
    marking: str
    identity: str
    valid_days: int | None

    def common(self, kind: str, *parts: str) -> dict[str, object]:
        """Give the properties of every object but observables."""
        return {
            "id": f"{kind}--{stable_uuid(kind, *parts)}",
            "created": self.run.made,
            "modified": self.run.made,
            "created_by_ref": self.identity,
            "object_marking_refs": [self.marking],
        }

    def link(self, source: Any, kind: str, target: Any) -> Any:  # noqa: ANN401  objects of stix2
        """Make a relationship."""
        common = self.common("relationship", source.id, kind, target.id)
        return self.library.Relationship(
            relationship_type=kind, source_ref=source.id, target_ref=target.id, **common
        )


def stix(
    outcomes: Iterable[Outcome],
    run: RunInfo,
    *,
    least: Decision = Decision.FRAUD,
    valid_days: int | None = None,
) -> Iterator[bytes]:
    """Write a bundle piece by piece: memory grows by one id an object.

    `least` is the lowest decision that is told; `valid_days` ends the validity of the indicators.

    Raises:
        UsageError: there is no such TLP label.
    """
    label = tlp_label(run.tlp)
    from stix2 import v21  # noqa: PLC0415  430 ms

    marking, identity = _marking(v21, label), _identity(v21, STIX_MARKINGS[label])
    maker = _Maker(v21, run, marking.id, identity.id, valid_days)
    digest, seen = hashlib.sha256(), set()
    before = b'{"type": "bundle", "objects": ['
    for made in _objects([marking, identity], outcomes, maker, least):
        if made.id in seen:
            continue
        seen.add(made.id)
        data = json_visible(made.serialize().encode())
        digest.update(data)
        yield before + b"\n" + data
        before = b","
    yield f'\n], "id": "bundle--{stable_uuid("bundle", digest.hexdigest())}"}}\n'.encode()


def _objects(
    first: list[Any], outcomes: Iterable[Outcome], maker: _Maker, least: Decision
) -> Iterator[Any]:
    yield from first
    for one in shared(outcomes, least):
        yield from _of_url(one, maker) if isinstance(one, SharedUrl) else _of_app(one, maker)


def _of_url(one: SharedUrl, maker: _Maker) -> Iterator[Any]:
    """Give observables, the place that they belong to, and an indicator for each of them."""
    if not (one.urls or one.whole_host):
        return
    place = _infrastructure(one, maker)
    yield place
    for observable, expression, name in _observed(one, maker):
        yield observable
        yield maker.link(place, "consists-of", observable)
        indicator = _indicator(one, expression, name, maker)
        yield indicator
        yield maker.link(indicator, "indicates", place)


def _observed(one: SharedUrl, maker: _Maker) -> Iterator[tuple[Any, str, str]]:
    """Give observables with their patterns and names: the page, the whole host, or both."""
    library, marked = maker.library, {"object_marking_refs": [maker.marking]}
    if one.urls:
        page = library.URL(value=one.urls[0], **marked)
        yield page, pattern("url:value", one.urls), defanged(one.urls[0])
    if one.whole_host and one.ip:
        kind, made = (
            ("ipv6-addr", library.IPv6Address)
            if ":" in one.ip
            else ("ipv4-addr", library.IPv4Address)
        )
        yield made(value=one.ip, **marked), pattern(f"{kind}:value", [one.ip]), defanged(one.ip)
    elif one.whole_host:
        host = library.DomainName(value=one.host, **marked)
        yield host, pattern("domain-name:value", [one.host]), defanged(one.host)


def _infrastructure(one: SharedUrl, maker: _Maker) -> Any:  # noqa: ANN401  object of stix2
    """Give the host; on a shared platform the page alone, for the platform is not to blame."""
    name = one.host if one.domain or one.ip else one.urls[0]
    kind = _INFRASTRUCTURE_TYPES.get(one.verdict.fraud_type, "unknown")
    return maker.library.Infrastructure(
        name=short(defanged(name)),
        infrastructure_types=[kind],
        **maker.common("infrastructure", name, kind),
    )


def _of_app(one: SharedApp, maker: _Maker) -> Iterator[Any]:
    """Give the file, its indicator, and malware only where the type is malware."""
    library, marked = maker.library, {"object_marking_refs": [maker.marking]}
    size = {} if one.bytes is None else {"size": one.bytes}
    file = library.File(hashes={"SHA-256": one.sha256}, **size, **marked)
    yield file
    name = one.label or one.package or one.sha256[:12]
    expression = pattern("file:hashes.'SHA-256'", [one.sha256])
    indicator = _indicator(one, expression, name, maker)
    yield indicator
    if one.verdict.fraud_type == FraudType.MALWARE:
        base = library.Malware(
            name=name,
            is_family=False,
            malware_types=["unknown"],
            sample_refs=[file.id],
            **maker.common("malware", one.sha256),
        )
        kind = "indicates"
    else:
        base = library.ObservedData(
            first_observed=maker.run.made,
            last_observed=maker.run.made,
            number_observed=1,
            object_refs=[file.id],
            **maker.common("observed-data", one.sha256),
        )
        kind = "based-on"
    yield base
    yield maker.link(indicator, kind, base)


def _indicator(one: Shared, expression: str, name: str, maker: _Maker) -> Any:  # noqa: ANN401
    verdict, run = one.verdict, maker.run
    certainty = confidence(verdict)
    extra: dict[str, object] = {}
    if certainty is not None:
        extra["confidence"] = round(100 * certainty)
    if maker.valid_days is not None:
        extra["valid_until"] = run.made + timedelta(days=maker.valid_days)
    labels = [f"verdict:{verdict.decision}"]
    labels += [f"fraud-type:{short(verdict.fraud_type, 40)}"] if verdict.fraud_type else []
    return maker.library.Indicator(
        name=short(name),
        description=_description(one),
        indicator_types=[_INDICATOR_TYPES[verdict.decision]],
        labels=labels,
        pattern=expression,
        pattern_type="stix",
        valid_from=run.made,
        **extra,
        **maker.common("indicator", expression),
    )


def _description(one: Shared) -> str:
    package = "" if isinstance(one, SharedUrl) or not one.package else f"package {one.package}; "
    return short(f"{package}{why(one.verdict)} ({judge(one.verdict)})", _MOST_DESCRIPTION)


def _marking(library: Any, label: str) -> Any:  # noqa: ANN401
    return library.MarkingDefinition(
        id=STIX_MARKINGS[label],
        created=STIX_CREATED,
        name=f"TLP:{label.upper()}",
        extensions={STIX_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": label}},
    )


def _identity(library: Any, marking: str) -> Any:  # noqa: ANN401
    return library.Identity(
        id=f"identity--{stable_uuid('identity', 'fraudlens')}",
        created=_IDENTITY_MADE,
        modified=_IDENTITY_MADE,
        name="fraudlens",
        description="Tells fraudulent URLs and Android apps from honest ones, by a model.",
        identity_class="system",
        object_marking_refs=[marking],
    )
