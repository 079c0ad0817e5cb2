"""The rules of a SARIF report: what each result is an instance of, with help for who meets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from fraudlens.reports.escape import cut
from fraudlens.reports.escape_markdown import markdown_text
from fraudlens.reports.sarif_results import LEVELS
from fraudlens.reports.sarif_text import sentence, source_address
from fraudlens.reports.sarif_words import SARIF_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fraudlens.reports.sarif_limits import SarifLimits
    from fraudlens.reports.sarif_results import Found

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECURITY = {"note": "3.0", "warning": "5.5", "error": "8.5"}
"""GitHub shows these as low, medium and high; fraud is no flaw with a score of its own, and
nothing here is called critical."""
_PROBLEM = {"note": "recommendation", "warning": "warning", "error": "error"}
_PRECISION = {"url/fraud": "high", "apk/fraud": "high"}


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says of any target, in the language of the report."""

    text: str
    """A sentence without its stop."""
    level: str = ""
    """The gravest that its results can have; empty if not known."""
    source: str = ""
    """Address of what the rule rests on."""
    since: str = ""
    """ISO date from which it holds."""
    tags: tuple[str, ...] = ()


Catalogue: TypeAlias = Mapping[str, RuleText]
"""By id, such as `apk/known-key`; rules that are not in it are described by their name."""
NO_TEXTS: Catalogue = MappingProxyType({})


def descriptors(
    results: Iterable[Found], catalogue: Catalogue, lang: str, limits: SarifLimits
) -> dict[str, dict[str, object]]:
    """Describe the rules that results are instances of, by id, sorted."""
    by_rule: dict[str, list[Found]] = {}
    for found in results:
        by_rule.setdefault(found.rule, []).append(found)
    return {
        rule: _descriptor(rule, _text_of(by_rule[rule], catalogue, lang), lang, limits)
        for rule in sorted(by_rule)
    }


def _text_of(instances: list[Found], catalogue: Catalogue, lang: str) -> RuleText:
    """Give the text of a rule: from the catalogue, else by its name and what its results say."""
    first = instances[0]
    kept = catalogue.get(first.rule)
    if kept:
        return kept
    gravest = max((found.level for found in instances), key=LEVELS.index)
    words = SARIF_WORDS[lang]
    group, _, name = first.rule.partition("/")
    key = first.rule if first.rule in words else "policy" if group == "policy" else "finding"
    return RuleText(
        words[key].format(name=name.replace("-", " ")), gravest, first.source, first.since
    )


def _descriptor(rule: str, text: RuleText, lang: str, limits: SarifLimits) -> dict[str, object]:
    words = SARIF_WORDS[lang]
    said = cut(sentence(text.text, lang), limits.characters)
    about = words.get(f"about {rule}") or words[f"about {_group(rule)}"]
    level, source = text.level or "warning", source_address(text.source)
    help_text = words[f"help {_group(rule)}"]
    since = words["since"].format(day=text.since) if _DAY.fullmatch(text.since) else ""
    plain = words["join"].join(filter(None, (said, about, help_text, since)))
    marked = [f"**{markdown_text(' '.join(said.split()))}**", about, help_text, since]
    marked += [f"{words['source']}: <{source}>"] if source else []
    return {
        "id": rule,
        "shortDescription": {"text": said},
        "fullDescription": {"text": cut(words["join"].join((said, about)), limits.characters)},
        "help": {"text": plain, "markdown": "\n\n".join(filter(None, marked))},
        **({"helpUri": source} if source else {}),
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": list(_tags(rule, text))[: limits.tags],
            **_weight(rule, level),
        },
    }


def _group(rule: str) -> str:
    """Name what a rule is: `url` and `apk` for verdicts, `policy`, or `finding`."""
    group, _, name = rule.partition("/")
    if group == "policy" or (group in ("url", "apk") and name in ("fraud", "suspicious")):
        return group
    return "finding"


def _tags(rule: str, text: RuleText) -> dict[str, None]:
    group = _group(rule)
    first = ("policy",) if group == "policy" else ("security", "fraud")
    return dict.fromkeys((*first, rule.partition("/")[0], *text.tags))


def _weight(rule: str, level: str) -> dict[str, str]:
    """Give what GitHub sorts by; to break a rule of a store is no flaw of security."""
    if _group(rule) == "policy":
        return {"problem.severity": _PROBLEM[level]}
    precision = {"precision": _PRECISION[rule]} if rule in _PRECISION else {}
    return {"security-severity": _SECURITY[level], **precision}
