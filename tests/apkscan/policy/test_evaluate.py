"""What a rule says of an app: held, broken, or open, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from apkscan.facts import ApkFacts, Identity, Manifest
from tests.apkscan.policy.made import app, breach, judge, pack, rules

CONTACTS = 'when = { permissions_any = ["READ_CONTACTS"] }'


def test_app_within_all_rules_passes() -> None:
    result = judge(app(), pack(CONTACTS))

    assert ("made", "2026-11-26", "pass", (), ()) == (
        result.pack, result.as_of, result.result, result.breaches, result.missing,
    )  # fmt: skip


def test_breach_has_text_evidence_source_and_date() -> None:
    result = judge(app("READ_CONTACTS"), pack(CONTACTS, 'masvs = "MASVS-PRIVACY-1"'))
    found = breach(result, "r")

    assert "reject" == result.result == found.result
    assert "must not" == found.text
    assert {
        "permissions": "READ_CONTACTS",
        "place": "AndroidManifest.xml",
        "masvs": "MASVS-PRIVACY-1",
    } == found.evidence
    assert "https://example.org/policy" == found.source
    assert "2024-01-01" == found.effective_from


def test_text_is_chinese_on_request() -> None:
    result = judge(app("READ_CONTACTS"), pack(CONTACTS), lang="zh")

    assert "不得" == breach(result, "r").text


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 12, 31), "pass", id="day-before"),
        pytest.param(date(2024, 1, 1), "reject", id="first-day"),
        pytest.param(date(2025, 6, 30), "reject", id="last-day"),
        pytest.param(date(2025, 7, 1), "pass", id="day-after"),
    ],
)
def test_rule_holds_from_its_first_to_its_last_day(day: date, expected: str) -> None:
    made = pack(CONTACTS, "effective_to = 2025-06-30")

    assert expected == judge(app("READ_CONTACTS"), made, day=day).result


def test_rejections_stand_before_reviews() -> None:
    weak = pack(CONTACTS)
    weak = replace(weak, rules=(replace(weak.rules[0], name="weak", severity="review"),))
    result = judge(app("READ_CONTACTS"), weak, pack(CONTACTS))

    assert [("r", "reject"), ("weak", "review")] == list(rules(result).items())
    assert "made+made" == result.pack


def test_evidence_beside_the_condition_is_shown() -> None:
    made = pack(CONTACTS, 'show = { permissions_any = ["READ_SMS"] }')

    assert (
        "READ_CONTACTS, READ_SMS"
        == (breach(judge(app("READ_CONTACTS", "READ_SMS"), made), "r").evidence["permissions"])
    )


def test_rule_that_was_not_verified_says_so() -> None:
    made = pack(CONTACTS)
    made = replace(made, rules=(replace(made.rules[0], verified=False, severity="review"),))

    assert "no" == breach(judge(app("READ_CONTACTS"), made), "r").evidence["verified"]


SCOPED = 'scope = "personal-loan"'


@pytest.mark.parametrize(
    ("label", "listing", "expected"),
    [
        pytest.param("Calculator", None, "pass", id="nothing-raises-it"),
        pytest.param("Calculator", "personal_loan = true", "reject", id="stated"),
        pytest.param("Easy Loan", "personal_loan = false", "pass", id="denied"),
        pytest.param("Easy Loan", "", "review", id="raised-by-the-name"),
    ],
)
def test_listing_settles_the_scope_and_signs_raise_it(
    label: str, listing: str | None, expected: str
) -> None:
    made = pack(CONTACTS, SCOPED)

    assert expected == judge(app("READ_CONTACTS", label=label), made, listing=listing).result


def test_open_scope_is_said() -> None:
    found = judge(app("READ_CONTACTS", label="Easy Loan"), pack(CONTACTS, SCOPED))

    assert "if this is a loan app: must not" == breach(found, "r").text
    assert "loan" == breach(found, "r").evidence["scope"]
    assert ("personal_loan",) == found.missing


def test_signs_of_a_kind_raise_the_scope() -> None:
    grabber = app("READ_CONTACTS", "READ_SMS", "READ_CALL_LOG", words=5)
    found = judge(grabber, pack(CONTACTS, SCOPED))

    assert {"r": "review"} == rules(found)
    assert "READ_CONTACTS" in breach(found, "r").evidence["scope"]


def test_words_raise_the_scope() -> None:
    assert {"r": "review"} == rules(judge(app("READ_CONTACTS", words=6), pack(CONTACTS, SCOPED)))


US = 'countries = ["US"]'


@pytest.mark.parametrize(
    ("listing", "expected", "missing"),
    [
        pytest.param(None, "review", ("countries",), id="not-known"),
        pytest.param('countries = ["IN"]', "pass", (), id="elsewhere"),
        pytest.param('countries = ["IN", "US"]', "reject", (), id="there"),
    ],
)
def test_rule_of_a_country_waits_for_the_listing(
    listing: str | None, expected: str, missing: tuple[str, ...]
) -> None:
    result = judge(app("READ_CONTACTS"), pack(CONTACTS, US), listing=listing)

    assert (expected, missing) == (result.result, result.missing)


@pytest.mark.parametrize(
    ("listing", "expected", "missing"),
    [
        pytest.param("personal_loan = true", "pass", ("countries",), id="rate-not-known"),
        pytest.param("[loan]\nmax_apr = 48", "review", ("countries",), id="above"),
        pytest.param("[loan]\nmax_apr = 30", "pass", (), id="below"),
    ],
)
def test_rule_of_a_country_is_open_where_only_the_country_is_not_known(
    listing: str, expected: str, missing: tuple[str, ...]
) -> None:
    made = pack(US, 'requires = [{ field = "loan.max_apr", below = 36 }]')
    result = judge(app(), made, listing=listing)

    assert (expected, missing) == (result.result, result.missing)


def test_pack_of_a_country_is_about_it_unless_the_listing_says_otherwise() -> None:
    made = replace(pack(CONTACTS), countries=("IN",))

    assert "reject" == judge(app("READ_CONTACTS"), made).result
    assert "pass" == judge(app("READ_CONTACTS"), made, listing='countries = ["US"]').result


def test_licence_is_that_of_the_country() -> None:
    made = replace(
        pack('requires = [{ field = "licence.authority", is = ["RBI"] }]'), countries=("IN",)
    )
    both = '[[licence]]\ncountry = "KE"\nauthority = "CBK"\n[[licence]]\ncountry = "IN"\n'

    assert "pass" == judge(app(), made, listing=both + 'authority = "rbi"').result
    assert "reject" == judge(app(), made, listing=both + 'authority = "CBK"').result
    assert "review" == judge(app(), made, listing=both).result


def test_app_that_could_not_be_read_goes_to_a_person() -> None:
    result = judge(ApkFacts(), pack(CONTACTS))

    assert {"unreadable": "review"} == rules(result)
    assert {"place": "AndroidManifest.xml"} == breach(result, "unreadable").evidence


def test_evidence_is_bounded() -> None:
    many = tuple("X" * 100 for _ in range(2)) + tuple(f"{'Y' * 99}{n}" for n in range(4))
    facts = ApkFacts(
        identity=Identity(package="a.b"),
        manifest=Manifest(permissions=tuple(f"android.permission.{name}" for name in many)),
    )
    made = pack(f"when = {{ permissions_any = {list(dict.fromkeys(many))} }}")

    assert 300 == len(breach(judge(facts, made), "r").evidence["permissions"])
