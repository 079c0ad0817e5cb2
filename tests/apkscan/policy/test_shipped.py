"""The packs that ship: what they say of apps."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apkscan.policy.made import app, breach, guarded, judge, rules, signed

READ = date(2026, 11, 26)
LENDER = """
category = "Finance"
submission = "new"
personal_loan = true
countries = ["IN"]
declared_permissions = []
default_handler = []
privacy_policy = "https://lender.example/privacy"

[loan]
min_days = 91
max_days = 365
max_apr = 35
representative_example = true

[[licence]]
country = "IN"
authority = "RBI"
number = "N-14.00000"
listed = true
"""


def test_honest_lender_passes() -> None:
    result = judge(app("INTERNET", "CAMERA"), "google-play", "in", listing=LENDER)

    assert ("google-play+in", "pass", ()) == (result.pack, result.result, result.breaches)


def test_lender_that_reads_contacts_and_photos_is_rejected() -> None:
    facts = app("READ_CONTACTS", "READ_MEDIA_IMAGES", "QUERY_ALL_PACKAGES", "READ_SMS")
    result = judge(facts, "google-play", listing=LENDER)

    assert {
        "loan-contacts": "reject",
        "loan-photos": "reject",
        "sms-call-log": "reject",
        "query-all-packages": "reject",
        "photo-video": "reject",
        "loan-installed-apps": "review",
    } == rules(result)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 5, 30), set(), id="before-2023"),
        pytest.param(date(2023, 5, 31), {"loan-contacts"}, id="contacts"),
        pytest.param(date(2025, 4, 29), {"loan-contacts"}, id="before-2025"),
        pytest.param(
            date(2025, 4, 30),
            {"loan-contacts", "loan-installed-apps", "loan-storage-write"},
            id="installed-apps-and-writing",
        ),
    ],
)
def test_prohibited_permissions_grew_with_time(day: date, expected: set[str]) -> None:
    facts = app("READ_CONTACTS", "QUERY_ALL_PACKAGES", "WRITE_EXTERNAL_STORAGE", target=29)
    result = judge(facts, "google-play", listing=LENDER, day=day)

    assert expected == {name for name in rules(result) if name.startswith("loan-")}


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        pytest.param(LENDER.replace("91", "60"), {"loan-short-term": "reject"}, id="60-days"),
        pytest.param(
            LENDER.replace("91", "60\nshort_term_permitted = true"), {}, id="60-days-permitted"
        ),
        pytest.param(
            LENDER.replace('"IN"]', '"US"]').replace("35", "36"),
            {"loan-apr-us": "reject"},
            id="36-percent-in-the-us",
        ),
        pytest.param(LENDER.replace("= 35", "= 48"), {}, id="48-percent-elsewhere"),
        pytest.param(
            LENDER.replace('"Finance"', '"Tools"'), {"loan-listing": "reject"}, id="category"
        ),
        pytest.param(LENDER.replace('"Finance"', '"财务"'), {}, id="category-in-chinese"),
        pytest.param(
            LENDER.replace('privacy_policy = "https://lender.example/privacy"', ""),
            {"loan-listing": "review"},
            id="privacy-policy-not-stated",
        ),
        pytest.param(
            LENDER.replace("https://lender.example/privacy", ""),
            {"loan-listing": "reject"},
            id="no-privacy-policy",
        ),
        pytest.param(LENDER.replace("= 35", '= ""'), {"loan-listing": "reject"}, id="no-rate"),
    ],
)
def test_terms_of_the_loan_are_checked(listing: str, expected: dict[str, str]) -> None:
    assert expected == rules(judge(app(), "google-play", listing=listing))


@pytest.mark.parametrize(
    ("target", "day", "submission", "expected"),
    [
        pytest.param(34, date(2025, 8, 30), "new", {}, id="34-in-time"),
        pytest.param(33, date(2025, 8, 30), "new", {"target-api-2024": "reject"}, id="33"),
        pytest.param(
            34, date(2025, 8, 31), "update", {"target-api-2025-extendable": "reject"}, id="34"
        ),
        pytest.param(34, date(2025, 11, 2), "new", {"target-api-2025": "reject"}, id="34-late"),
        pytest.param(35, date(2026, 8, 30), "new", {}, id="35-in-time"),
        pytest.param(
            35, date(2026, 8, 31), "new", {"target-api-2026-extendable": "reject"}, id="35"
        ),
        pytest.param(35, READ, "new", {"target-api-2026": "reject"}, id="35-today"),
        pytest.param(36, READ, "new", {}, id="36"),
        pytest.param(35, READ, "existing", {}, id="35-existing"),
        pytest.param(34, READ, "existing", {"target-api-existing-2026": "review"}, id="old"),
    ],
)
def test_target_level_rises_by_date(
    target: int, day: date, submission: str, expected: dict[str, str]
) -> None:
    listing = f'submission = "{submission}"'

    assert expected == rules(judge(app(target=target), "google-play", listing=listing, day=day))


@pytest.mark.parametrize(("year", "target"), [(2024, 33), (2025, 34), (2026, 35)])
def test_extension_of_the_target_level_ends(year: int, target: int) -> None:
    listing = 'submission = "update"\ntarget_api_extension = true'
    old = app(target=target)

    assert {} == rules(judge(old, "google-play", listing=listing, day=date(year, 11, 1)))
    assert {f"target-api-{year}": "reject"} == (
        rules(judge(old, "google-play", listing=listing, day=date(year, 11, 2)))
    )


@pytest.mark.parametrize(
    ("features", "listing", "expected"),
    [
        pytest.param((), 'form_factor = "tv"', {}, id="television"),
        pytest.param(("watch",), 'form_factor = "watch"', {}, id="watch"),
        pytest.param(("watch",), "", {"target-api-2026": "review"}, id="not-stated"),
        pytest.param(
            ("watch",), 'form_factor = "phone"', {"target-api-2026": "reject"}, id="phone"
        ),
    ],
)
def test_listing_says_whether_the_lower_level_of_a_watch_counts(
    features: tuple[str, ...], listing: str, expected: dict[str, str]
) -> None:
    """One line in the manifest of a phone's app is no reason to pass it."""
    facts = app(target=14, features=tuple(f"android.hardware.type.{name}" for name in features))

    assert expected == rules(judge(facts, "google-play", listing=f'submission = "new"\n{listing}'))


def test_contacts_of_new_platforms_need_a_declaration_since_october_2026() -> None:
    facts = app("READ_CONTACTS", target=37)

    assert {} == rules(judge(facts, "google-play", day=date(2026, 10, 27)))
    assert {"contacts": "review"} == rules(judge(facts, "google-play", day=date(2026, 10, 28)))
    assert {} == rules(judge(app("READ_CONTACTS"), "google-play"))


def test_accessibility_service_is_named() -> None:
    facts = app(components=(guarded("a.b.Reader", "BIND_ACCESSIBILITY_SERVICE"),))
    found = breach(judge(facts, "google-play"), "accessibility")

    assert "BIND_ACCESSIBILITY_SERVICE (a.b.Reader)" == found.evidence["guards"]


def test_unregistered_package_is_refused_where_devices_check() -> None:
    registered = (
        'countries = ["TH"]\ndeveloper_verified = true\n[registration]\n'
        f'package = "org.example.app"\ncertificate_sha256 = "{"aa" * 32}"'
    )
    facts = signed(app())

    assert {} == rules(judge(facts, "android-verification", listing=registered))
    assert {"package-registered": "reject"} == rules(
        judge(facts, "android-verification", listing=registered.replace("aa", "ab"))
    )
    assert {} == rules(judge(facts, "android-verification", listing='countries = ["DE"]'))


FILED = f"""[filing]
number = "京ICP备00000000号-1A"
package = "org.example.app"
public_key_md5 = "{"cc" * 16}"
certificate_md5 = "{"bb" * 16}"
"""


def test_app_as_filed_passes() -> None:
    assert {} == rules(judge(signed(app()), "cn", listing=FILED))


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        pytest.param(
            FILED.replace("org.example.app", "org.example.ape"),
            {"cn-filing-package": "reject"},
            id="package",
        ),
        pytest.param(
            FILED.replace("cc" * 16, "cd" * 16), {"cn-filing-key": "reject"}, id="public-key"
        ),
        pytest.param(
            FILED.replace("bb" * 16, "bc" * 16), {"cn-filing-key": "reject"}, id="certificate"
        ),
        pytest.param(FILED + 'risk_level = "极高"', {"cn-risk-extreme": "review"}, id="extreme"),
        pytest.param(FILED + 'risk_level = "高"', {"cn-risk-high": "review"}, id="high"),
        pytest.param(FILED + 'risk_level = "低"', {}, id="low"),
        pytest.param(
            "",
            {"cn-filing": "review", "cn-filing-package": "review", "cn-filing-key": "review"},
            id="not-stated",
        ),
        pytest.param(
            '[filing]\nnumber = ""',
            {"cn-filing": "reject", "cn-filing-package": "review", "cn-filing-key": "review"},
            id="unfiled",
        ),
    ],
)
def test_filing_is_held_against_the_app(listing: str, expected: dict[str, str]) -> None:
    assert expected == rules(judge(signed(app()), "cn", listing=listing))


@pytest.mark.parametrize(
    ("day", "submission", "expected"),
    [
        pytest.param(date(2024, 3, 31), "existing", set(), id="existing"),
        pytest.param(
            date(2024, 3, 31), "new", {"cn-filing-package-new", "cn-filing-key-new"}, id="new"
        ),
        pytest.param(
            date(2024, 4, 1), "existing", {"cn-filing-package", "cn-filing-key"}, id="all-since"
        ),
    ],
)
def test_apps_that_were_there_had_until_april_2024_to_file(
    day: date, submission: str, expected: set[str]
) -> None:
    other = FILED.replace("org.example.app", "org.other").replace("cc" * 16, "cd" * 16)
    listing = f'submission = "{submission}"\n{other}'

    assert expected == rules(judge(signed(app()), "cn", listing=listing, day=day)).keys()


def test_app_with_signs_of_fraud_calls_for_article_23() -> None:
    grabber = app("READ_CONTACTS", "READ_SMS", "READ_CALL_LOG", words=5)

    assert "review" == rules(judge(signed(grabber), "cn", listing=FILED))["cn-art-23"]


def test_what_the_listing_leaves_out_is_unknown_and_no_breach() -> None:
    result = judge(app(), "google-play", "in", listing='countries = ["IN"]\npersonal_loan = true')

    assert {"review"} == set(rules(result).values())
    assert {"in-licence", "loan-listing"} <= rules(result).keys()
    assert {"licence.number", "loan.max_apr", "privacy_policy"} <= set(result.missing)


@pytest.mark.parametrize(
    ("country", "listing", "expected"),
    [
        pytest.param("in", 'authority = "RBI"\nnumber = "1"\nlisted = false', "reject", id="in"),
        pytest.param(
            "in", 'authority = "Reserve Bank of India"\nnumber = "1"\nlisted = true', "pass",
            id="in-name",
        ),
        pytest.param("in", 'lenders = "A Finance"\nlisted = true', "pass", id="in-lenders"),
        pytest.param("in", 'number = ""\nlenders = ""\nlisted = true', "reject", id="in-none"),
        pytest.param("id", 'authority = "BI"\nnumber = "1"', "reject", id="id"),
        pytest.param("ph", 'authority = "SEC"\nnumber = "1"', "pass", id="ph"),
        pytest.param("ng", 'authority = "FCCPC"\nnumber = "1"', "pass", id="ng"),
        pytest.param("ke", 'authority = "CBK"\nnumber = "1"\nlisted = true', "pass", id="ke"),
        pytest.param("pk", 'authority = "SECP"\nnumber = "1"\nsole_app = false', "reject", id="pk"),
        pytest.param("pk", 'authority = "SECP"\nnumber = "1"', "review", id="pk-open"),
        pytest.param("th", 'authority = "none"\nnumber = "1"', "review", id="th"),
        pytest.param("th", "[loan]\nmax_apr = 15", "review", id="th-15-percent"),
        pytest.param("th", "[loan]\nmax_apr = 14.9", "pass", id="th-below"),
    ],
)  # fmt: skip
def test_licence_of_the_country_is_checked(country: str, listing: str, expected: str) -> None:
    text = f'personal_loan = true\n[[licence]]\ncountry = "{country.upper()}"\n{listing}'

    assert expected == judge(app(), country, listing=text).result
