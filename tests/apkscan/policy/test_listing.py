"""A listing is read strictly: what it states, and errors that name the field."""

from __future__ import annotations

import pytest

from apkscan.policy.fields import ALL_FIELDS, FIELDS, NONE
from apkscan.policy.listing import Listing, read_listing
from fraudlens.errors import UsageError
from tests.apkscan.policy.made import app, breach, judge, pack

FULL = """
category = " Finance "
countries = ["IN", "KE"]
submission = "new"
form_factor = "tv"
private = true
personal_loan = true
core_purposes = ["lending"]
default_handler = []
declared_permissions = ["android.permission.READ_SMS", "com.example.OWN"]
privacy_policy = "https://example.org/privacy"
developer_verified = true

[loan]
min_days = 91
max_apr = 35.9
representative_example = true

[[licence]]
country = "IN"
authority = "RBI"
number = "N-1"
listed = true

[filing]
certificate_md5 = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99"

[registration]
certificate_sha256 = "ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789"
"""


@pytest.fixture(scope="module")
def full() -> Listing:
    return read_listing(FULL, "app.toml")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("category", "Finance", id="text"),
        pytest.param("countries", ("IN", "KE"), id="countries"),
        pytest.param("submission", "new", id="choice"),
        pytest.param("form_factor", "tv", id="choice-over-default"),
        pytest.param("private", True, id="flag"),
        pytest.param("target_api_extension", False, id="default"),
        pytest.param("core_purposes", ("lending",), id="choices"),
        pytest.param("default_handler", (), id="none-of-the-choices"),
        pytest.param("declared_permissions", ("READ_SMS", "com.example.OWN"), id="permissions"),
        pytest.param("privacy_policy", "https://example.org/privacy", id="address"),
        pytest.param("loan.min_days", 91, id="whole-number"),
        pytest.param("loan.max_apr", 35.9, id="number"),
        pytest.param("loan.max_days", None, id="not-stated"),
        pytest.param("filing.certificate_md5", "aabbccddeeff00112233445566778899", id="md5"),
        pytest.param("registration.certificate_sha256", "abcdef0123456789" * 4, id="sha256"),
        pytest.param("licence.number", "N-1", id="licence"),
        pytest.param("licence.holder", None, id="not-stated-of-the-licence"),
    ],
)
def test_field_is_read(full: Listing, field: str, expected: object) -> None:
    assert expected == full.get(field, "IN")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param('privacy_policy = ""', "privacy_policy", id="address"),
        pytest.param('[filing]\nnumber = ""\n', "filing.number", id="text"),
        pytest.param('[filing]\ncertificate_md5 = ""\n', "filing.certificate_md5", id="digest"),
        pytest.param('[loan]\nmax_apr = ""\n', "loan.max_apr", id="number"),
    ],
)
def test_empty_text_says_that_there_is_none(text: str, field: str) -> None:
    assert NONE == read_listing(text, "app.toml").get(field, "IN")


@pytest.mark.parametrize(
    "text", ["min_days = 91", "max_days = 90", "min_days = 90\nmax_days = 90",
             'min_days = 91\nmax_days = ""', 'min_days = ""\nmax_days = 90'],
)  # fmt: skip
def test_terms_that_fit_are_read(text: str) -> None:
    assert read_listing(f"[loan]\n{text}", "app.toml").stated


def test_licence_of_another_country_is_not_meant(full: Listing) -> None:
    assert full.get("licence.number", "KE") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("countrys = []", "countrys: is no field of a listing", id="unknown"),
        pytest.param("[loan]\ndays = 1", "loan.days: is no field of a listing", id="inner"),
        pytest.param("category = 1", "category: 1 is no text", id="no-text"),
        pytest.param('category = " "', 'category: " " is no text', id="blank"),
        pytest.param(
            'privacy_policy = "example.org"',
            'privacy_policy: "example.org" is no address that begins with https://',
            id="address",
        ),
        pytest.param('private = ""', 'private: "" is neither true nor false', id="empty-flag"),
        pytest.param('private = "yes"', 'private: "yes" is neither true nor false', id="flag"),
        pytest.param(
            "[loan]\nmin_days = -1", "loan.min_days: -1 is no number from 0 on", id="negative"
        ),
        pytest.param(
            "[loan]\nmin_days = true", "loan.min_days: True is no number from 0 on", id="no-number"
        ),
        pytest.param(
            "[loan]\nmax_apr = nan", "loan.max_apr: nan is no number from 0 on", id="nan"
        ),
        pytest.param(
            'submission = "old"',
            'submission: "old" is none of new, update, existing',
            id="choice",
        ),
        pytest.param(
            'default_handler = ["mail"]',
            'default_handler: "mail" is none of sms, phone, assistant',
            id="choices",
        ),
        pytest.param('countries = "IN"', 'countries: "IN" is no list', id="no-list"),
        pytest.param(
            'countries = ["india"]',
            'countries: "india" is no code of a country, such as IN',
            id="country",
        ),
        pytest.param(
            'countries = ["IN", "UK"]',
            'countries: "UK" is no code of a country, such as IN',
            id="code-of-no-country",
        ),
        pytest.param(
            '[filing]\npublic_key_md5 = "12"', 'filing.public_key_md5: "12" is no MD5 in hex',
            id="short-digest",
        ),
        pytest.param(
            f'[registration]\ncertificate_sha256 = "{"g" * 64}"',
            f'registration.certificate_sha256: "{"g" * 58}… is no SHA256 in hex',
            id="no-hex",
        ),
        pytest.param(
            "[loan]\nmin_days = 91\nmax_days = 90",
            "loan.min_days: 91 is more than loan.max_days, 90",
            id="terms",
        ),
        pytest.param(
            "[loan]\nmin_days = 0.5\nmax_days = 0",
            "loan.min_days: 0.5 is more than loan.max_days, 0",
            id="no-term",
        ),
        pytest.param("licence = 1", "licence: write [[licence]] above each", id="no-licences"),
        pytest.param("licence = [1]", "licence: write [[licence]] above each", id="no-table"),
        pytest.param(
            '[[licence]]\ncountry = "IN"\nsolo = true',
            "licence 1: licence.solo: is no field of a listing",
            id="field-of-a-licence",
        ),
        pytest.param(
            '[[licence]]\nnumber = "1"',
            'licence 1: country: "" is no code of a country, such as IN, or stands there twice',
            id="licence-of-nowhere",
        ),
        pytest.param(
            '[[licence]]\ncountry = "IN"\n[[licence]]\ncountry = "IN"',
            'licence 2: country: "IN" is no code of a country, such as IN, or stands there twice',
            id="two-licences",
        ),
    ],
)  # fmt: skip
def test_error_names_the_field(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_listing(text, "app.toml")

    assert f"app.toml: {message}" == caught.value.message
    assert "docs/policy.md lists what a listing may state" == caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = = b", id="no-toml"),
        pytest.param(f"a = {'[' * 20_000}", id="deep"),
        pytest.param(f"a = {'9' * 5_000}", id="long-number"),
    ],
)
def test_text_that_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"^app\.toml: no TOML: "):
        read_listing(text, "app.toml")


def test_number_too_long_to_be_written_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^app\.toml: category: "):
        read_listing(f"category = 0x{'f' * 20_000}", "app.toml")


def test_every_choice_has_its_choices() -> None:
    kinds = {name: bool(field.choices) for name, field in ALL_FIELDS.items()}

    assert kinds == {
        name: field.kind in ("choice", "choices") for name, field in ALL_FIELDS.items()
    }


def test_fields_of_tables_are_one_level_deep() -> None:
    assert all(name.count(".") <= 1 for name in FIELDS)


def test_empty_list_is_quoted_as_a_word() -> None:
    contacts = 'when = { permissions_any = ["READ_CONTACTS"] }'
    allowed = 'allowed = [{ field = "default_handler", any = ["sms"] }]'
    result = judge(app("READ_CONTACTS"), pack(contacts, allowed), listing="default_handler = []")

    assert "default_handler = none" == breach(result, "r").evidence["listing"]
