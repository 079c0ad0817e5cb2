"""The tables of `docs/policy.md`: rules of all packs, and what a listing may state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apkscan.policy.fields import ALL_FIELDS
from apkscan.policy.packs import load_pack, pack_names
from tools.markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.policy.fields import Field
    from apkscan.policy.rules import Pack, Rule

_FIRST = "google-play"
_HEAD = ("rule", "since", "at most", "what it says", "source")
_KINDS = {
    "url": "address",
    "flag": "true or false",
    "choice": "one of",
    "choices": "any of",
    "permissions": "list of permissions",
    "countries": "list of codes",
    "md5": "MD5 in hex",
    "sha256": "SHA-256 in hex",
}


def rule_tables() -> str:
    """Give one table a pack."""
    names = sorted(pack_names(), key=lambda name: (name != _FIRST, name))
    return "\n".join(map(_pack, map(load_pack, names)))


def listing_table() -> str:
    """Give the fields of a listing."""
    rows = ((code(name), _kind(field), field.meaning) for name, field in ALL_FIELDS.items())
    return table(("field", "value", "meaning"), rows)


def _pack(pack: Pack) -> str:
    where = f" ({', '.join(pack.countries)})" if pack.countries else ""
    title = f"### {code(pack.name)}: {pack.titles[0]}{where}\n\nRead {pack.read}.\n\n"
    return title + table(_HEAD, map(_row, pack.rules))


def _row(rule: Rule) -> tuple[str, ...]:
    since = f"{rule.effective_from}"
    if rule.effective_to:
        since += f" to {rule.effective_to}"
    return code(rule.name), since, rule.severity, "; ".join(_said(rule)), _source(rule)


def _said(rule: Rule) -> Iterator[str]:
    yield rule.texts[0]
    if rule.countries:
        yield f"in {', '.join(rule.countries)}"
    if rule.masvs:
        yield rule.masvs


def _source(rule: Rule) -> str:
    parts = [f"[source]({rule.source})", "" if rule.verified else "not verified", rule.note]
    return "; ".join(filter(None, parts))


def _kind(field: Field) -> str:
    kind = _KINDS.get(field.kind, field.kind)
    chosen = f" {', '.join(map(code, field.choices))}" if field.choices else ""
    meant = "" if field.default is None else f"; else {str(field.default).lower()}"
    return f"{kind}{chosen}{meant}"
