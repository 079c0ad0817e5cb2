"""Members of evidence packs, and the golden files of all that is shared."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fraudlens.reports.case import Case, Input, case_members, summary
from fraudlens.reports.case_words import CASE_WORDS
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.misp import misp
from fraudlens.reports.stix import stix
from fraudlens.reports.xarf import xarf
from fraudlens.verdict import Basis, Decision
from tests.fraudlens.reports import flagged as f
from tests.fraudlens.reports.apps import REJECTED

if TYPE_CHECKING:
    from fraudlens.verdict import Verdict

FOLDER = Path(__file__).parents[2] / "data" / "sharing"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/fraudlens/reports/test_case.py"
SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
"""A code span of one line, as CommonMark reads it."""


def case_of(verdict: Verdict, **changes: Any) -> Case:  # noqa: ANN401  of several types
    inputs = (Input("target", verdict.subject.target, "ef" * 32, 43),)
    whole = Case(jsonl([verdict]), {"en": verdict}, inputs, {"fraudlens": "0.1.0"}, f.RUN.made,
                 by_clock=True)  # fmt: skip
    return replace(whole, **changes)


def text_of(verdict: Verdict, lang: str = "en", **changes: Any) -> str:  # noqa: ANN401
    return summary(case_of(verdict, **changes), f.RUN, lang).decode()


APP_CASE = case_of(
    replace(REJECTED, facts={**f.LOAN.facts, "permissions": ["P"] * 21, "signature_holds": True}),
    inputs=(Input("app", "loan.apk", "12" * 32, None, present=False),),
    judged=None,
    by_clock=False,
    sample=b"PK",
)
GOLDENS = {
    "stix.json": lambda: b"".join(stix(f.ALL, f.RUN)),
    "misp.json": lambda: b"".join(misp(f.ALL, f.RUN)),
    "xarf.jsonl": lambda: b"".join(xarf(f.ALL, f.RUN)),
    "summary.md": lambda: summary(case_of(f.LOOK_ALIKE), f.RUN, "en"),
    "summary.zh.md": lambda: summary(case_of(f.LOOK_ALIKE), f.RUN, "zh"),
    "summary-app.md": lambda: summary(APP_CASE, f.RUN, "en"),
    "summary-app.zh.md": lambda: summary(APP_CASE, f.RUN, "zh"),
    "summary-hostile.md": lambda: summary(case_of(f.HOSTILE), f.RUN, "en"),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_what_is_shared_is_as_the_golden_file(name: str) -> None:
    data = GOLDENS[name]()
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        (FOLDER / name).write_bytes(data)

    assert (FOLDER / name).read_bytes() == data, f"if that is right: {REFRESH}"


def test_members_are_those_of_the_case() -> None:
    members = case_members(case_of(f.PAGE), f.RUN)
    parsed = {name: json.loads(data) for name, data in members.items() if name.endswith("json")}

    assert jsonl([f.PAGE]) == members["record.json"]
    assert f.PAGE.facts == parsed["facts.json"]
    assert {"fraudlens": "0.1.0"} == parsed["tool.json"]
    assert {
        "made": "2026-11-26T09:30:00Z", "judged": "2026-11-26T09:30:00Z", "clock": "system",
    } == parsed["times.json"]  # fmt: skip
    assert "ef" * 32 == parsed["inputs.json"][0]["sha256"]
    assert {"summary.md", "summary.zh.md"} < members.keys()
    assert not {"xarf.json", "sample.bin"} & members.keys()


def test_times_of_an_earlier_run_and_of_the_user() -> None:
    times = json.loads(case_members(APP_CASE, f.RUN)["times.json"])

    assert {"made": "2026-11-26T09:30:00Z", "judged": None, "clock": "given"} == times


@pytest.mark.parametrize(
    ("verdict", "reported"),
    [(f.LOOK_ALIKE, True), (f.SUSPICIOUS, True), (f.CLEAR, False), (f.LOAN, False)],
    ids=str,
)
def test_a_report_is_added_if_somebody_complains(verdict: Verdict, reported: bool) -> None:
    members = case_members(case_of(verdict, reporter=f.REPORTER), f.RUN)

    assert reported == ("xarf.json" in members)
    assert b"_internal" not in members.get("xarf.json", b"")


def test_a_sample_is_a_member_that_is_warned_of() -> None:
    members = case_members(APP_CASE, f.RUN)

    assert b"PK" == members["sample.bin"]
    assert b"do not install it" in members["summary.md"]


def test_hostile_text_stays_in_code_spans() -> None:
    for lang in ("en", "zh"):
        text = text_of(f.HOSTILE, lang)
        bare = SPAN.sub("", text)

        assert not set("\x1b\u202e") & set(text)
        assert not set("<[`") & set(bare)
        assert "http://" not in text


def test_each_basis_and_severity_has_its_words() -> None:
    for lang, words in CASE_WORDS.items():
        assert CASE_WORDS["en"].keys() == words.keys()
        for basis in Basis:
            assert words[basis] in text_of(replace(f.LISTED, basis=basis), lang)


def test_a_language_that_is_not_there_is_said() -> None:
    said = CASE_WORDS["zh"]["other language"]

    assert said in text_of(f.PAGE, "zh")
    assert said not in text_of(f.PAGE, "zh", verdicts={"zh": f.PAGE})


def test_a_verdict_that_tells_little() -> None:
    bare = replace(
        f.CLEAR,
        model=replace(f.URL_MODEL, thresholds=None),
        reasons=(),
        facts={
            "registration": {"domain": "a.example", "state": "redacted"},
            "responsible": [{"email": "abuse@host.example"}],
        },
    )
    text = text_of(bare)

    assert "- Score: 0.1000\n" in text
    assert "nothing to tell" in text
    assert "Registration: `a[.]example`\n" in text
    assert "abuse@host.example" in text
    assert Decision.CLEAR in text


def test_policy_results_that_are_unknown_are_code() -> None:
    assert REJECTED.policy is not None
    odd = replace(REJECTED, policy=replace(REJECTED.policy, result="<b>"))

    assert "`<b>`" in text_of(odd)
