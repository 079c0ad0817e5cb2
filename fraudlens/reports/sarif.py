"""SARIF 2.1.0: flagged addresses with their lines, findings on apps, rules that they break.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", errata 01.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from fraudlens.reports.jsonl import json_text
from fraudlens.reports.sarif_entries import (
    LEFT_OUT,
    UNREAD,
    artifacts,
    left_out,
    result_entries,
    unread_entries,
)
from fraudlens.reports.sarif_limits import GITHUB, Worst, compressed, fitting
from fraudlens.reports.sarif_places import BASE
from fraudlens.reports.sarif_results import results_of
from fraudlens.reports.sarif_rules import NO_TEXTS, descriptors
from fraudlens.reports.sarif_words import SARIF_WORDS
from fraudlens.verdict import Failure, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fraudlens.reports.run import RunInfo
    from fraudlens.reports.sarif_limits import SarifLimits
    from fraudlens.reports.sarif_results import Found
    from fraudlens.reports.sarif_rules import Catalogue
    from fraudlens.verdict import Outcome

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
_SLACK = 4096
"""Bytes that what stands around the results may still grow by, once it is known how many fit."""


def sarif(
    outcomes: Iterable[Outcome],
    run: RunInfo,
    catalogue: Catalogue = NO_TEXTS,
    limits: SarifLimits = GITHUB,
) -> Iterator[bytes]:
    """Write one run as UTF-8 JSON, a rule and a result a line, the gravest results first.

    Memory is bounded by `limits`, however many outcomes there are.
    """
    worst: Worst[Found] = Worst(limits.results)
    unread: list[Failure] = []
    count, kinds = 0, set()
    for outcome in outcomes:
        kinds.add(outcome.subject.kind)
        match outcome:
            case Verdict():
                for found in results_of(outcome, run.lang, limits):
                    worst.add(found.gravity, found)
            case Failure():
                count += 1
                unread += [outcome] if count <= limits.notifications else []
            case _:
                assert_never(outcome)
    kept = worst.kept()
    rules = descriptors(kept, catalogue, run.lang, limits)
    files = artifacts(kept, unread)
    results = list(map(json_text, result_entries(kept, rules, files, limits)))
    notes = unread_entries(unread, count, files, run.lang, limits)
    head = _head(run, kinds, rules, files, notes)
    room = limits.compressed_bytes - compressed(head) - _SLACK
    whole = fitting(results, room)
    if worst.seen > whole:
        notes.append(left_out(worst.seen - whole, worst.seen, run.lang))
        head = _head(run, kinds, rules, files, notes)
    yield head
    for number, result in enumerate(results[:whole]):
        yield (b",\n" if number else b"\n") + result
    yield b"\n]}]}\n"


def _head(
    run: RunInfo,
    kinds: set[str],
    rules: Mapping[str, Mapping[str, object]],
    files: Mapping[str, Mapping[str, object]],
    notes: Sequence[object],
) -> bytes:
    """Give all that stands before the first result."""
    language = _LANGUAGES[run.lang]
    words = SARIF_WORDS[run.lang]
    driver = {
        "name": "fraudlens",
        "version": run.version,
        "language": language,
        "notifications": [
            {"id": name, "shortDescription": {"text": words[name]}} for name in (UNREAD, LEFT_OUT)
        ],
    }
    invocation = {
        "executionSuccessful": True,
        "endTimeUtc": run.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "toolExecutionNotifications": notes,
    }
    rest = {
        "automationDetails": {"id": f"fraudlens/{'+'.join(sorted(kinds))}/"},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": words["base"]}}},
        "invocations": [invocation],
    }
    top = {"$schema": SCHEMA, "version": "2.1.0"}
    return b"".join((
        json_text(top)[:-1], b',"runs":[{"tool":{"driver":', json_text(driver)[:-1],
        b',"rules":[', _lines(rules.values()), b"]}},\n", json_text(rest)[1:-1],
        b',"artifacts":[', _lines(files.values()), b'],\n"results":[',
    ))  # fmt: skip


def _lines(entries: Iterable[object]) -> bytes:
    text = b",\n".join(map(json_text, entries))
    return b"\n" + text + b"\n" if text else b""
