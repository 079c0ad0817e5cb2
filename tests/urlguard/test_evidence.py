"""What people read: findings of rules and the model's reasons, in both languages."""

from __future__ import annotations

import re

import pytest

from fraudlens.verdict import Finding, Severity
from tests.urlguard.addresses import ADDRESSES
from tests.urlguard.rows import batch_of
from urlguard.evidence import findings_of, imitation, reason_of, word_in
from urlguard.features.brands import PATH
from urlguard.features.linear import CLASSES
from urlguard.features.matrix import FEATURES
from urlguard.features.platforms import GROUPS
from urlguard.phrases import _PHRASES, phrase

LANGS = ("en", "zh")


def found(target: str, lang: str = "en") -> list[tuple[str, Severity, str, dict[str, str]]]:
    return [
        (one.rule, one.severity, one.text, dict(one.evidence))
        for one in findings_of(batch_of(target), 0, lang)
    ]


@pytest.mark.parametrize(
    ("target", "place", "severity", "text", "text_zh"),
    [
        (
            "paypal-secure.example",
            "domain",
            Severity.MEDIUM,
            "uses the name PayPal in a domain that is not its own",
            "在非官方域名中使用“PayPal”的名称",
        ),
        (
            "paypal.com.example.net",
            "subdomain",
            Severity.HIGH,
            "imitates PayPal in the subdomain",
            "在子域名中仿冒 PayPal",
        ),
        (
            "example.com/paypal/x",
            "path",
            Severity.LOW,
            "names PayPal in the path of a host that is not its own",
            "在非官方主机的路径中出现 PayPal",
        ),
        (
            "payypal.example",
            "typo",
            Severity.HIGH,
            "is one slip away from the name PayPal",
            "与品牌名 PayPal 仅差一个字符",
        ),
        (
            "рayрal.com",
            "disguised",
            Severity.HIGH,
            "writes the name PayPal with look-alike characters",
            "用形近字符书写品牌名 PayPal",
        ),
        (
            "pay-pal.example",
            "disguised",
            Severity.HIGH,
            "writes the name PayPal with hyphens in it",
            "在品牌名 PayPal 中加入连字符",
        ),
    ],
)
def test_imitated_brand_is_a_finding(
    target: str, place: str, severity: Severity, text: str, text_zh: str
) -> None:
    for lang, said in zip(LANGS, (text, text_zh), strict=True):
        ((rule, found_severity, found_text, evidence),) = found(target, lang)

        assert ("imitates-brand", severity, said) == (rule, found_severity, found_text)
        assert ("PayPal", place) == (evidence["brand"], evidence["place"])
        assert "paypal.com" in evidence["official"].split(", ")
        assert len(evidence["official"].split(", ")) <= 3


def test_a_name_that_stands_there_as_it_is_is_not_disguised() -> None:
    ((_, severity, text, evidence),) = found("ledger-live.example", "en")

    assert (Severity.MEDIUM, "domain", "Ledger") == (severity, evidence["place"], evidence["brand"])
    assert "uses the name Ledger in a domain that is not its own" == text


@pytest.mark.parametrize("target", ["micr0soft-outlook.example", "micr0soft-lim-snow.example"])
def test_look_alikes_count_beside_another_name_or_a_chance_one(target: str) -> None:
    ((_, severity, text, evidence),) = found(target, "en")

    assert (Severity.HIGH, "disguised") == (severity, evidence["place"])
    assert "writes the name Microsoft with look-alike characters" == text


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "http://me@garden.example",
            Finding(
                "user-info-before-host",
                Severity.HIGH,
                "text before an @ hides the real host",
                {"host": "garden.example"},
            ),
        ),
        (
            "http:\\\\garden.example",
            Finding(
                "obfuscated-spelling",
                Severity.HIGH,
                "the address is spelled so that people misread it",
                {"host": "garden.example"},
            ),
        ),
        (
            "192.0.2.7",
            Finding(
                "bare-ip-address",
                Severity.MEDIUM,
                "an IP address stands in place of a name",
                {"host": "192.0.2.7"},
            ),
        ),
    ],
)
def test_odd_spelling_is_a_finding(target: str, expected: Finding) -> None:
    assert (expected,) == findings_of(batch_of(target), 0, "en")


def test_several_findings_stand_together_most_telling_first() -> None:
    rules = [rule for rule, *_ in found("http://paypal@0x7f.1/paypal")]

    assert [
        "imitates-brand",
        "user-info-before-host",
        "obfuscated-spelling",
        "bare-ip-address",
    ] == rules


@pytest.mark.parametrize("target", ["garden.example", "https://www.paypal.com/signin"])
def test_honest_address_has_no_findings(target: str) -> None:
    assert () == findings_of(batch_of(target), 0, "en")
    assert imitation(batch_of(target), 0) is None


def test_official_host_may_name_other_brands_in_its_path() -> None:
    place, brand = imitation(batch_of("paypal.com/microsoft"), 0) or (None, None)

    assert PATH == place
    assert brand is not None
    assert "Microsoft" == brand.name


@pytest.mark.parametrize(
    ("target", "block", "lead", "text"),
    [
        ("paypal.com", "brand", "brand_official", "is an official domain of PayPal"),
        ("garden.example", "brand", "brand_typo", "imitates no brand that is known here"),
        ("paypal.x.example", "brand", "brand_typo", "imitates PayPal in the subdomain"),
        (
            "my-casino.example",
            "host_words",
            "host_words_gambling",
            "the host has words of gambling: “casino”",
        ),
        (
            "casino.garden.example",
            "host_words",
            "host_words_gambling",
            "the host has words of gambling: “casino”",
        ),
        (
            "192.0.2.7",
            "host_words",
            "host_words_gambling",
            "the host has no words of gambling",
        ),
        (
            "garden.example/login",
            "path_words",
            "path_words_credential",
            "the path has words of signing in and confirming an account: “login”",
        ),
        (
            "garden.example",
            "path_words",
            "path_words_credential",
            "the path has no words of signing in and confirming an account",
        ),
        (
            "garden.top",
            "suffix",
            "suffix_length",
            ".top is a kind of suffix that fraud sites often have",
        ),
        (
            "x.github.io",
            "suffix_reputation",
            "suffix_rows",
            "fraud is frequent under .github.io",
        ),
        ("192.0.2.7", "suffix", "suffix_length", "an IP address has no suffix"),
        (
            "bit.ly/x",
            "platform",
            "platform_form",
            "is a short link or redirect, which hides where it leads",
        ),
        ("garden.example", "platform", "platform_form", "belongs to no shared platform"),
        (
            "garden.example",
            "host_ngrams",
            "host_score_fraud",
            "the name is written like known fraud sites",
        ),
        (
            "garden.example",
            "path_ngrams",
            "path_score_gambling",
            "the path is written like gambling sites",
        ),
        (
            "garden.example",
            "surprise",
            "domain_surprise",
            "its letters rarely follow each other so in honest names",
        ),
    ],
)
def test_reason_says_what_was_seen(target: str, block: str, lead: str, text: str) -> None:
    assert text == reason_of(batch_of(target), 0, block, FEATURES.index[lead], "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("target", ADDRESSES)
def test_reason_never_shows_a_column_name(target: str, lang: str) -> None:
    batch = batch_of(target)
    for lead, number in enumerate(FEATURES.block_of):
        text = reason_of(batch, 0, FEATURES.blocks[number].name, lead, lang)

        assert text.strip()
        assert "{" not in text
        assert not [name for name in FEATURES.names if name in text]
        assert (lang == "zh") == bool(re.search(r"[\u4e00-\u9fff]", text))


def test_longest_word_of_a_kind_is_shown() -> None:
    batch = batch_of("login.signin-confirm-account.example/x")

    assert "confirm" == word_in(batch, 0, "host", "credential")


def test_phrases_are_complete() -> None:
    blocks = [block.name for block in FEATURES.blocks]
    scores = [
        f"{place}_ngrams_{kind}" for place in ("host", "path") for kind in ("fraud", *CLASSES[1:])
    ]
    groups = [f"platform_{number}" for number in range(len(GROUPS) + 1)]
    special = {"brand", "platform", "host_ngrams", "path_ngrams", "suffix_reputation"}

    assert set() == {*blocks, *scores, *groups} - special - _PHRASES.keys()


@pytest.mark.parametrize("key", _PHRASES)
def test_phrase_takes_the_same_values_in_both_languages(key: str) -> None:
    english, chinese = _PHRASES[key]
    values = ["VALUE"] * english.count("{}")

    assert english.count("{}") == chinese.count("{}")
    assert english.replace("{}", "VALUE") == phrase(key, "en", *values)
    assert chinese.replace("{}", "VALUE") == phrase(key, "zh", *values)
