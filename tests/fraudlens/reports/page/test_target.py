from __future__ import annotations

from dataclasses import replace

import pytest

from fraudlens.verdict import PolicyResult, Reason, Subject, Verdict
from tests.fraudlens.reports.outcomes import FRAUD
from tests.fraudlens.reports.pages import APP, ICON, page, shown


def section(verdict: Verdict) -> str:
    return shown([verdict]).split("Targets in full", 2)[2]


def test_section_tells_all_of_an_app() -> None:
    text = section(APP)

    for words in (
        "=Quick", "submissions/loan.apk", "Score 0.7000", "Likely types: fake loan 100%",
        "Rules decided, with more than the score alone would say.", "+2.00", "-1.00",
        "policy google-play+in 2026-11-26: reject (2 rules)", "loan-contacts · since 2023-05-31",
        "The listing would have to state: loan.min_days, countries", "Bytes 17,849",
        "Share that could be seen 75%", "Signature holds yes", "READ_SMS", "com.loan.quick.PUSH",
        "hxxps://loan[.]example/a.html", "apk 2026.11 · suspicious from 0.500; fraud from 0.900",
        "cd" * 32,
    ):  # fmt: skip
        assert words in text
    assert "Packers" not in text
    assert [f"data:image/png;base64,{ICON}"] == page([APP]).pictures


def test_what_a_record_does_not_tell_is_left_out() -> None:
    bare = replace(
        FRAUD,
        subject=Subject("url", "x.example", "list.parquet"),
        reasons=(),
        findings=(),
        facts={},
        fraud_types={},
        model=replace(FRAUD.model, thresholds=None),
    )
    text = section(bare)

    assert "url 2026.11 · not told" in text
    assert "list.parquet, line –" in text
    assert 1 == text.count("What weighed")
    for word in ("Findings", "Facts", "Store rules", "Likely types"):
        assert word not in text


def test_odd_values_of_facts_are_bounded_and_shown() -> None:
    facts: dict[str, object] = {
        "permissions": "all of them",
        "urls": [f"u{n}.example" for n in range(103)],
        "ratio": 0.123456,
        "count": 7,
        "some": {f"k{n}": n for n in range(101)},
        "visibility": "low",
        "nothing": {},
        "zero": 0,
        "false": False,
    }
    text = section(replace(APP, facts=facts))

    for words in (
        "all of them", "u99[.]exampleand 3 more", "ratio 0.1235", "count 7", "k99 99and 1 more",
        "Share that could be seen low", "zero 0", "false no",
    ):  # fmt: skip
        assert words in text
    assert "nothing" not in text
    many = section(replace(APP, facts={"permissions": [f"p{n}" for n in range(250)]}))
    assert "p199and 50 more" in many


def test_weights_of_nothing_make_no_bar() -> None:
    found = page([replace(FRAUD, reasons=(Reason("a", None, 0.0, "nothing"),))])

    assert [] == found.wrong
    assert "+0.00" in "".join(found.texts)


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://support.google.com/googleplay/answer/1?hl=en#top", True),
        ("http://support.google.com/", False),
        ("https://user@evil.example/", False),
        ("https://localhost/", False),
        ("https://a.example/\u202e", False),
        ("javascript:alert(1)//https://a.example/", False),
        ("", False),
    ],
)
def test_only_the_plain_address_of_a_policy_is_a_link(source: str, linked: bool) -> None:
    policy = APP.policy or PolicyResult("", "", "pass")
    breach = replace(policy.breaches[0], source=source)
    found = page([replace(APP, policy=replace(policy, breaches=(breach,)))])

    assert linked is (source in {link["href"] for link in found.links})
