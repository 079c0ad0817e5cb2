"""What a rule makes of the statements of a listing, and of those that are left out."""

from __future__ import annotations

import pytest

from tests.apkscan.policy.made import app, breach, judge, pack, rules, signed

CONTACTS = 'when = { permissions_any = ["READ_CONTACTS"] }'
ALLOWED = (
    'allowed = [{ field = "submission", is = ["existing"] }, { field = "private", is = [true] }]'
)


@pytest.mark.parametrize(
    ("listing", "expected", "missing"),
    [
        pytest.param(None, "review", ("submission",), id="no-listing"),
        pytest.param("", "review", ("submission",), id="not-stated"),
        pytest.param('submission = "new"', "reject", (), id="none-holds"),
        pytest.param('submission = "existing"', "pass", (), id="one-holds"),
        pytest.param("private = true", "pass", (), id="another-holds"),
    ],
)
def test_one_allowance_is_enough(
    listing: str | None, expected: str, missing: tuple[str, ...]
) -> None:
    result = judge(app("READ_CONTACTS"), pack(CONTACTS, ALLOWED), listing=listing)

    assert (expected, missing) == (result.result, result.missing)


REQUIRES = """requires = [
  { field = "loan.min_days", above = 60 }, { field = "loan.max_apr", below = 36 },
]"""


@pytest.mark.parametrize(
    ("listing", "expected", "missing"),
    [
        pytest.param(None, "review", ("loan.min_days", "loan.max_apr"), id="no-listing"),
        pytest.param("[loan]\nmin_days = 61", "review", ("loan.max_apr",), id="half-stated"),
        pytest.param("[loan]\nmin_days = 60", "reject", ("loan.max_apr",), id="one-fails"),
        pytest.param("[loan]\nmin_days = 61\nmax_apr = 35.9", "pass", (), id="both-hold"),
        pytest.param("[loan]\nmin_days = 61\nmax_apr = 36", "reject", (), id="at-the-bound"),
    ],
)
def test_all_requirements_are_needed(
    listing: str | None, expected: str, missing: tuple[str, ...]
) -> None:
    result = judge(app(), pack(REQUIRES), listing=listing)

    assert (expected, missing) == (result.result, result.missing)


@pytest.mark.parametrize(
    ("listing", "expected", "missing"),
    [
        pytest.param("", "review", ("submission", "loan.min_days", "loan.max_apr"), id="open"),
        pytest.param('submission = "existing"', "pass", (), id="allowed"),
        pytest.param('submission = "existing"\n[loan]\nmin_days = 60', "pass", (), id="enough"),
        pytest.param("[loan]\nmin_days = 61\nmax_apr = 30", "pass", (), id="all-required"),
        pytest.param(
            'submission = "new"\n[loan]\nmin_days = 60', "reject", ("loan.max_apr",), id="neither"
        ),
        pytest.param(
            "[loan]\nmin_days = 60", "review", ("submission", "loan.max_apr"), id="may-be-allowed"
        ),
    ],
)
def test_what_is_required_need_not_hold_where_an_allowance_does(
    listing: str, expected: str, missing: tuple[str, ...]
) -> None:
    made = pack('allowed = [{ field = "submission", is = ["existing"] }]', REQUIRES)
    result = judge(app(), made, listing=listing)

    assert (expected, missing) == (result.result, result.missing)


def test_breach_quotes_what_the_listing_states_and_lacks() -> None:
    result = judge(app(), pack(REQUIRES), listing="[loan]\nmin_days = 30")

    assert {"listing": "loan.min_days = 30", "missing": "loan.max_apr"} == (
        breach(result, "r").evidence
    )


def test_quotes_are_plain() -> None:
    made = pack(
        'requires = [{ field = "developer_verified", is = [true] },'
        ' { field = "default_handler", any = ["sms"] }]'
    )
    listing = 'developer_verified = false\ndefault_handler = ["phone", "assistant"]'

    assert (
        "developer_verified = false, default_handler = phone assistant"
        == (breach(judge(app(), made, listing=listing), "r").evidence["listing"])
    )


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        pytest.param("", "review", id="left-out"),
        pytest.param('[loan]\nmax_apr = ""', "reject", id="none"),
        pytest.param("[loan]\nmax_apr = 0", "pass", id="stated"),
    ],
)
@pytest.mark.parametrize("test", ["stated = true", "below = 36"])
def test_none_is_a_statement(test: str, listing: str, expected: str) -> None:
    made = pack(f'requires = [{{ field = "loan.max_apr", {test} }}]')

    assert expected == judge(app(), made, listing=listing).result


def test_none_is_quoted() -> None:
    made = pack('requires = [{ field = "filing.number", stated = true }]')
    found = judge(app(), made, listing='[filing]\nnumber = ""')

    assert {"listing": 'filing.number = ""'} == breach(found, "r").evidence


def test_rule_needs_what_it_is_given() -> None:
    made = pack('given = [{ field = "filing.risk_level", is = ["极高"] }]')

    assert "pass" == judge(app(), made).result
    assert "pass" == judge(app(), made, listing='[filing]\nrisk_level = "低"').result
    assert {"r": "reject"} == rules(judge(app(), made, listing='[filing]\nrisk_level = "极高"'))


@pytest.mark.parametrize(
    ("features", "listing", "expected"),
    [
        pytest.param((), "", ("reject", ()), id="default"),
        pytest.param(("f",), "", ("review", ("private",)), id="doubted"),
        pytest.param(("f",), None, ("review", ("private",)), id="no-listing"),
        pytest.param(("f",), "private = false", ("reject", ()), id="stated-as-the-default"),
        pytest.param(("f",), "private = true", ("pass", ()), id="stated"),
    ],
)
def test_default_of_a_listing_does_not_count_where_the_app_throws_doubt_on_it(
    features: tuple[str, ...], listing: str | None, expected: tuple[str, tuple[str, ...]]
) -> None:
    made = pack(
        CONTACTS,
        'doubts = { private = { features_any = ["f"] } }',
        'allowed = [{ field = "private", is = [true] }]',
    )
    result = judge(app("READ_CONTACTS", features=features), made, listing=listing)

    assert expected == (result.result, result.missing)


SAME = """requires = [
  { field = "filing.package", same_as = "package" },
  { field = "filing.certificate_md5", same_as = "certificate_md5" },
]"""
FILED = '[filing]\npackage = "org.example.app"\ncertificate_md5 = "{}"'


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        pytest.param("BB:" * 15 + "BB", "pass", id="same"),
        pytest.param("c" * 32, "reject", id="other"),
    ],
)
def test_statement_is_compared_with_the_app(digest: str, expected: str) -> None:
    assert expected == judge(signed(app()), pack(SAME), listing=FILED.format(digest)).result


def test_comparison_with_what_the_app_does_not_show_is_open() -> None:
    result = judge(app(), pack(SAME), listing=FILED.format("b" * 32))

    assert ("review", ()) == (result.result, result.missing)


def test_declaration_must_cover_what_the_app_asks_for() -> None:
    made = pack(
        'when = { permissions_any = ["READ_SMS", "READ_CALL_LOG"] }',
        'allowed = [{ field = "declared_permissions", covers = true }]',
    )
    sms = 'declared_permissions = ["android.permission.READ_SMS"]'

    assert "pass" == judge(app("READ_SMS"), made, listing=sms).result
    assert "reject" == judge(app("READ_SMS", "READ_CALL_LOG"), made, listing=sms).result
