"""Markdown for merge requests, chats and tickets: the counts, then what a person should look at."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.reports.defang import defanged
from fraudlens.reports.escape_markdown import markdown_code, markdown_table, markdown_text
from fraudlens.reports.words import WORDS
from fraudlens.verdict import Decision, Failure, Outcome, PolicyResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fraudlens.reports.run import RunInfo

MOST = 500
"""Flagged targets and failures shown, each: GitHub refuses summaries of more than 1 MiB."""

_LONGEST = 400
"""Characters of a target or sentence shown."""


class _Seen:
    """Counts of the outcomes that passed, and the first of what stands below the verdicts."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.policies: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.gated: list[tuple[Verdict, PolicyResult]] = []

    def flagged(self, outcomes: Iterable[Outcome]) -> Iterator[Verdict]:
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.verdicts["error"] += 1
                self.failures += [outcome] if len(self.failures) < MOST else []
                continue
            self.verdicts[outcome.decision] += 1
            if outcome.fraud_type:
                self.types[outcome.fraud_type] += 1
            if outcome.policy:
                self._held_against(outcome, outcome.policy)
            if outcome.decision is not Decision.CLEAR:
                yield outcome

    def _held_against(self, verdict: Verdict, policy: PolicyResult) -> None:
        self.policies[policy.result] += 1
        if policy.result != "pass" and len(self.gated) < MOST:
            self.gated.append((verdict, policy))


def markdown(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write a summary and tables, worst first; of very many targets only the worst are shown."""
    seen = _Seen()
    worst = heapq.nlargest(MOST, seen.flagged(outcomes), key=_concern)
    words = WORDS[run.lang]
    sections = (_summary(seen, run), _flagged(worst, seen, words), _policies(seen, words))
    for section in (*sections, _failures(seen, words)):
        yield from (part.encode() for part in section)


def _concern(verdict: Verdict) -> tuple[int, float]:
    return DECISIONS.index(verdict.decision), verdict.score


def _summary(seen: _Seen, run: RunInfo) -> Iterator[str]:
    words = WORDS[run.lang]
    made = run.made.strftime("%Y-%m-%d %H:%M:%S")
    yield f"# {words['report title']}\n\n"
    yield f"fraudlens {markdown_text(run.version)}, {made} UTC\n\n"
    counts = [(words[name], seen.verdicts[name]) for name in (*reversed(DECISIONS), "error")]
    yield _counts("column verdict", counts, words)
    for title, counter in (("column type", seen.types), ("policy title", seen.policies)):
        if counter:
            yield "\n"
            ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
            yield _counts(title, [(words[name], count) for name, count in ordered], words)


def _counts(title: str, counts: list[tuple[str, int]], words: Mapping[str, str]) -> str:
    rows = [(name, f"{count:,}") for name, count in counts]
    return markdown_table((words[title], words["number"]), rows)


def _flagged(worst: list[Verdict], seen: _Seen, words: Mapping[str, str]) -> Iterator[str]:
    if not worst:
        return
    total = seen.verdicts[Decision.SUSPICIOUS] + seen.verdicts[Decision.FRAUD]
    yield f"\n## {words['flagged targets']}\n\n"
    head = [words[f"column {name}"] for name in ("verdict", "score", "type", "target", "why")]
    yield markdown_table(head, (_row(verdict, words) for verdict in worst))
    yield _left_out(total - len(worst), words)


def _row(verdict: Verdict, words: Mapping[str, str]) -> tuple[str, ...]:
    why = [finding.text for finding in verdict.findings] + [r.text for r in verdict.reasons]
    return (
        words[verdict.decision],
        f"{verdict.score:.3f}",
        words[verdict.fraud_type] if verdict.fraud_type else "",
        _target(verdict),
        markdown_text(_cut("; ".join(dict.fromkeys(why)))),
    )


def _policies(seen: _Seen, words: Mapping[str, str]) -> Iterator[str]:
    if not seen.gated:
        return
    yield f"\n## {words['policy title']}\n\n"
    head = [words[name] for name in ("column target", "policy title", "column rules")]
    yield markdown_table(
        head, (_policy_row(verdict, policy, words) for verdict, policy in seen.gated)
    )
    yield _left_out(seen.policies["review"] + seen.policies["reject"] - len(seen.gated), words)


def _policy_row(
    verdict: Verdict, policy: PolicyResult, words: Mapping[str, str]
) -> tuple[str, ...]:
    rules = [f"{words[breach.result]}: {breach.text}" for breach in policy.breaches]
    result = f"{policy.pack} {policy.as_of}: {words[policy.result]}"
    return (_target(verdict), markdown_text(_cut(result)), markdown_text(_cut("; ".join(rules))))


def _failures(seen: _Seen, words: Mapping[str, str]) -> Iterator[str]:
    if not seen.failures:
        return
    yield f"\n## {words['not read targets']}\n\n"
    head = [words[f"column {name}"] for name in ("target", "why")]
    rows = ((_target(each), markdown_text(_cut(each.message))) for each in seen.failures)
    yield markdown_table(head, rows)
    yield _left_out(seen.verdicts["error"] - len(seen.failures), words)


def _left_out(count: int, words: Mapping[str, str]) -> str:
    return f"\n{words['left out'].format(count=f'{count:,}')}\n" if count else ""


def _target(outcome: Outcome) -> str:
    """Give what was judged, what an app calls itself, and the place that it stood at."""
    subject = outcome.subject
    target = _cut(subject.target)
    parts = [markdown_code(defanged(target) if subject.kind == "url" else target)]
    if isinstance(outcome, Verdict) and subject.kind == "apk":
        names = (outcome.facts.get(name) for name in ("label", "package"))
        parts += [markdown_text(_cut(str(name))) for name in names if name]
    if subject.file is not None:
        place = subject.file if subject.line is None else f"{subject.file}:{subject.line}"
        parts.append(markdown_code(_cut(place)))
    return " ".join(parts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
