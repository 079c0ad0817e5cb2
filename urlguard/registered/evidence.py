"""What a person reads of a registration: findings of rules, and the model's reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.verdict import Finding, Severity
from urlguard.registration.facts import State

if TYPE_CHECKING:
    from urlguard.registration.sample import Sample

YOUNG_DAYS = 30
"""Half of the listed domains of our data were first seen within ten days of their creation."""
_HOLDS = ("client hold", "server hold")
_TERM_DAYS = 400
"""A year and some weeks: the shortest term that most registries sell."""

_PHRASES: dict[str, tuple[str, str]] = {
    "young-domain": (
        "the domain was registered {} days before it was judged",
        "域名注册仅 {} 天",
    ),
    "registration-on-hold": (
        "registrar or registry took the domain out of the DNS ({})",
        "注册商或注册局已停止解析该域名（{}）",
    ),
    "no-registration": ("the registry knows no such domain", "注册局没有该域名的记录"),
    "address": ("the address alone reads like fraud", "仅凭网址已与诈骗相似"),
    "age": ("the domain is {} days old", "域名注册 {} 天"),
    "age_unknown": ("nobody knows how old the domain is", "域名注册时间未知"),
    "term": ("the domain was registered for {} days only", "域名仅注册 {} 天"),
    "expiry": ("the registration has {} days left", "域名剩余有效期 {} 天"),
    "changed": ("the registration was changed {} days ago", "注册信息在 {} 天前变更"),
    "registration_status": (
        "the registration has the status of domains that were fraud: {}",
        "注册状态与诈骗域名相似：{}",
    ),
    "name_servers": (
        "its name servers are set up like those of fraud: {}",
        "域名服务器配置与诈骗域名相似：{}",
    ),
    "registrant": ("who registered it is withheld or hidden", "注册人信息被隐藏"),
    "registrar": ("fraud is frequent under the registrar {}", "注册商 {} 下诈骗域名较多"),
    "name_server": ("fraud is frequent on the name servers {}", "域名服务器 {} 上诈骗域名较多"),
    "country": ("fraud is frequent with registrants in {}", "注册人所在地 {} 的诈骗域名较多"),
    "nothing": ("none is stated", "未注明"),
}


def findings_of(sample: Sample, lang: str) -> tuple[Finding, ...]:
    """Give what rules say of a registration, the most telling first."""
    facts = sample.registration
    evidence = {"domain": facts.domain, "source": facts.source}
    found = []
    held = [status for status in facts.statuses if status in _HOLDS]
    if held:
        text = _phrase("registration-on-hold", lang, ", ".join(held))
        found.append(Finding("registration-on-hold", Severity.MEDIUM, text, evidence))
    age = _age_days(sample)
    if age is not None and age < YOUNG_DAYS:
        created = facts.created.date().isoformat() if facts.created else ""
        text = _phrase("young-domain", lang, str(age))
        found.append(Finding("young-domain", Severity.LOW, text, {**evidence, "created": created}))
    if facts.state is State.NO_RECORD:
        text = _phrase("no-registration", lang)
        found.append(Finding("no-registration", Severity.INFO, text, evidence))
    return tuple(found)


def reason_of(sample: Sample, block: str, lead: str, lang: str) -> str:
    """Say in words why a block weighs on a sample; `lead` is its heaviest column."""
    facts = sample.registration
    none = _phrase("nothing", lang)
    if block == "registration_age":
        return _age_reason(sample, lead, lang)
    if block == "registration_status":
        return _phrase(block, lang, ", ".join(facts.statuses) or none)
    if block == "name_servers":
        return _phrase(block, lang, ", ".join(facts.name_servers[:2]) or none)
    if block == "registration_parties":
        party = lead.removesuffix("_log_odds").removesuffix("_rows")
        named = {
            "registrar": facts.registrar,
            "name_server": ", ".join(facts.name_servers[:2]),
            "country": facts.country,
        }
        return _phrase(party, lang, named[party] or none)
    return _phrase(block, lang)


def _age_reason(sample: Sample, lead: str, lang: str) -> str:
    facts, at = sample.registration, sample.at
    if lead == "domain_expiry_days" and facts.expires:
        return _phrase("expiry", lang, str((facts.expires - at).days))
    if lead == "domain_term_days" and facts.expires and facts.created:
        term = (facts.expires - facts.created).days
        if term <= _TERM_DAYS:
            return _phrase("term", lang, str(term))
    if lead == "domain_changed_days" and facts.changed:
        return _phrase("changed", lang, str(max(0, (at - facts.changed).days)))
    age = _age_days(sample)
    return _phrase("age_unknown", lang) if age is None else _phrase("age", lang, str(age))


def _age_days(sample: Sample) -> int | None:
    created = sample.registration.created
    return None if created is None else max(0, (sample.at - created).days)


def _phrase(key: str, lang: str, *values: str) -> str:
    return _PHRASES[key][1 if lang == "zh" else 0].format(*values)
