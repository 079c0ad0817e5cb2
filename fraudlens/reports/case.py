"""The members of an evidence pack: what a case rests on, for programs and for people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.reports.case_words import CASE_WORDS
from fraudlens.reports.defang import defanged, defanged_text
from fraudlens.reports.escape import json_visible
from fraudlens.reports.escape_markdown import markdown_code
from fraudlens.reports.jsonl import json_text
from fraudlens.reports.registered import addressee, registered
from fraudlens.reports.sharing import moment_text, short
from fraudlens.reports.words import LANGS, WORDS
from fraudlens.reports.xarf import reports
from fraudlens.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from fraudlens.reports.reporter import Reporter
    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import PolicyResult, Verdict

_ADDRESS_FACTS = ("host", "registrable_domain", "unicode_host", "ip", "port", "platform")
_APP_FACTS = (
    "package", "label", "version", "sha256", "container", "signer", "certificates",
    "signature_holds", "permissions", "packers", "generators", "visibility", "unseen",
)  # fmt: skip
_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Input:
    """Something that a case was made from."""

    role: str
    """`target`, `app`, or `run` for a saved run."""
    name: str
    """The address, or the name of a file without its folder."""
    sha256: str
    bytes: int | None
    present: bool = True
    """Whether it was at hand when the pack was made."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that a pack is made from."""

    record: bytes
    """The record, as a line of JSON."""
    verdicts: Mapping[str, Verdict]
    """The verdict in each language that there is; at least one."""
    inputs: tuple[Input, ...]
    tool: Mapping[str, object]
    judged: datetime | None
    """`None`: in an earlier run."""
    by_clock: bool
    """The times are those of the machine's clock; else the user gave them."""
    reporter: Reporter | None = None
    sample: bytes | None = field(default=None, repr=False)


def case_members(case: Case, run: RunInfo) -> dict[str, bytes]:
    """Give the members of the pack by name, in no order that counts."""
    verdict = next(iter(case.verdicts.values()))
    rows = [
        {"role": one.role, "name": one.name, "bytes": one.bytes, "sha256": one.sha256,
         "present": one.present}
        for one in case.inputs
    ]  # fmt: skip
    times = {
        "made": moment_text(run.made),
        "judged": moment_text(case.judged),
        "clock": "system" if case.by_clock else "given",
    }
    members = {
        "record.json": case.record.rstrip(b"\r\n") + b"\n",
        "facts.json": _json(verdict.facts),
        "inputs.json": _json(rows),
        "tool.json": _json(case.tool),
        "times.json": _json(times),
    }
    for lang in LANGS:
        name = "summary.md" if lang == "en" else f"summary.{lang}.md"
        members[name] = summary(case, run, lang)
    if case.reporter is not None:
        for report in reports([verdict], run, case.reporter, least=Decision.SUSPICIOUS):
            members["xarf.json"] = _json({k: v for k, v in report.items() if k != "_internal"})
    if case.sample is not None:
        members["sample.bin"] = case.sample
    return members


def summary(case: Case, run: RunInfo, lang: str) -> bytes:
    """Write the case for a person, in Markdown; nothing in it can be clicked."""
    known = case.verdicts.get(lang)
    verdict = known or next(iter(case.verdicts.values()))
    words, policy = CASE_WORDS[lang], verdict.policy
    lines = [
        *_head(verdict, lang),
        *([] if known else ["", words["other language"]]),
        *([] if case.sample is None else ["", f"**{words['sample']}**"]),
        *_section(words["why"], (_said(reason.text) for reason in verdict.reasons), lang),
        *_section(words["findings"], _findings(verdict, lang), lang),
        *_section(words["facts"], _facts(verdict), lang),
        *_section(words["act"], _actors(verdict, lang), lang),
        *(_section(words["policy"], _policy(policy, lang), lang) if policy else []),
        *_section(words["inputs"], _inputs(case, lang), lang),
        *_section(words["tool"], _tool(case, run, lang), lang),
        "", f"## {words['proves']}", "", words["limits"],
    ]  # fmt: skip
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _head(verdict: Verdict, lang: str) -> Iterator[str]:
    words, common = CASE_WORDS[lang], WORDS[lang]
    kind = verdict.fraud_type
    yield f"# {words['title']}: {common.get(verdict.decision, verdict.decision)}"
    yield ""
    yield f"- {words['target']}: {_target(verdict)}"
    yield f"- {words['verdict']}: **{common[verdict.decision]}**"
    if kind:
        yield f"- {words['type']}: {common[kind] if kind in common else markdown_code(short(kind))}"
    cuts = verdict.model.thresholds
    told = "" if cuts is None else words["cuts"].format(suspicious=cuts[0], fraud=cuts[1])
    yield f"- {words['score']}: {verdict.score:.4f}" + (f" ({told})" if told else "")
    yield f"- {words['basis']}: {words[verdict.basis]}"


def _target(verdict: Verdict) -> str:
    target = verdict.subject.target
    return markdown_code(short(defanged(target) if verdict.subject.kind == "url" else target, 2048))


def _section(title: str, rows: Iterator[str], lang: str) -> list[str]:
    told = [f"- {row}" for row in rows] or [CASE_WORDS[lang]["nothing"]]
    return ["", f"## {title}", "", *told]


def _said(text: str) -> str:
    return markdown_code(defanged_text(short(text, 1024)))


def _findings(verdict: Verdict, lang: str) -> Iterator[str]:
    for finding in verdict.findings[:_MOST_LISTED]:
        rule = markdown_code(finding.rule)
        yield f"{WORDS[lang][finding.severity]}: {_said(finding.text)} ({rule})"


def _facts(verdict: Verdict) -> Iterator[str]:
    names = _APP_FACTS if verdict.subject.kind == "apk" else _ADDRESS_FACTS
    for name in names:
        value = verdict.facts.get(name)
        if value in (None, "", []):
            continue
        values = value if isinstance(value, list) else [value]
        texts = [one if isinstance(one, str) else json.dumps(one) for one in values[:_MOST_LISTED]]
        shown = [defanged(text) for text in texts] if names is _ADDRESS_FACTS else texts
        more = f" (+{len(values) - _MOST_LISTED})" if len(values) > _MOST_LISTED else ""
        yield f"{name}: {', '.join(markdown_code(short(text)) for text in shown)}{more}"


def _actors(verdict: Verdict, lang: str) -> Iterator[str]:
    words, known, whom = CASE_WORDS[lang], registered(verdict.facts), addressee(verdict.facts)
    if known is not None:
        parts = [markdown_code(defanged(known.domain))]
        if known.created is not None:
            parts.append(words["registered"].format(day=f"{known.created:%Y-%m-%d}"))
        if known.registrar:
            parts.append(words["registrar"].format(name=markdown_code(short(known.registrar))))
        yield f"{words['registration']}: " + ", ".join(parts)
    if whom is not None:
        name = f" {markdown_code(short(whom.name))}" if whom.name else ""
        yield f"{markdown_code(short(whom.role))}{name}: {markdown_code(whom.email)}"


def _policy(policy: PolicyResult, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    yield f"{markdown_code(short(policy.pack))} {markdown_code(short(policy.as_of))}: " + words.get(
        policy.result, markdown_code(short(policy.result))
    )
    for breach in policy.breaches[:_MOST_LISTED]:
        yield f"{markdown_code(short(breach.rule))}: {_said(breach.text)}"


def _inputs(case: Case, lang: str) -> Iterator[str]:
    words = CASE_WORDS[lang]
    for one in case.inputs:
        name = defanged(one.name) if one.role == "target" else one.name
        size = "" if one.bytes is None else f", {one.bytes} {words['bytes']}"
        gone = "" if one.present else f" ({words['absent']})"
        yield f"{one.role} {markdown_code(short(name, 2048))}{size}, SHA-256 `{one.sha256}`{gone}"


def _tool(case: Case, run: RunInfo, lang: str) -> Iterator[str]:
    words, model = CASE_WORDS[lang], next(iter(case.verdicts.values())).model
    yield f"fraudlens {run.version}"
    yield " ".join(markdown_code(short(text)) for text in (model.name, model.version, model.sha256))
    yield f"{words['judged']}: {moment_text(case.judged) or words['from a run']}"
    given = "" if case.by_clock else f" ({words['given']})"
    yield f"{words['made']}: {moment_text(run.made)}{given}"


def _json(plain: object) -> bytes:
    """Write for people and programs: indented, in one spelling."""
    text = json.dumps(json.loads(json_text(plain)), indent=1, ensure_ascii=False)
    return json_visible(text.encode()) + b"\n"
