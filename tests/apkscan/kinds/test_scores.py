"""Scores of kinds: how signs add up, and made-up apps of each kind beside honest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apkscan.context import context_of
from apkscan.kinds.conditions import FIELDS, Condition, Sights
from apkscan.kinds.scores import HEAVY_WEIGHT, KindScore, SignHit, holds, kind_scores
from apkscan.kinds.signs import Sign
from apkscan.kinds.traits import Imitated
from fraudlens.verdict import FraudType, Severity
from tests.apkscan.documents import MAIN, facts, manifest, named, url, words

if TYPE_CHECKING:
    from collections.abc import Mapping

SMS = ("INTERNET", "RECEIVE_SMS", "READ_SMS", "SEND_SMS")
HELPER = ("BIND_ACCESSIBILITY_SERVICE",)
SHELL = {"files": 1, "classes": 400, "own_classes": 8, "apis": ["android.webkit.WebView.loadUrl"]}
START = url("https://h5.example-one.top/index/login")
SMS_ROLE = (
    "android.provider.Telephony.SMS_DELIVER",
    "android.provider.Telephony.WAP_PUSH_DELIVER",
    "android.intent.action.RESPOND_VIA_MESSAGE",
)
LOAN = words("loan", "repay", "borrow", "credit limit", "放款", "额度", "overdue")
INVEST = words("invest", "k-line", "futures", "持仓", "入金", "margin call")
COINS = words("crypto", "usdt", "wallet", "private key", "矿池", "seed phrase")
TASKS = words("rebate_job", "抢单", "佣金", "垫付", "返利")
BETS = words("gambling", "下注", "开奖", "赔率", "jackpot", "roulette")

FRAUDS: Mapping[FraudType, dict[str, Any]] = {
    FraudType.FAKE_LOAN: {
        "identity": named("Quick Loan"),
        "manifest": manifest("READ_CONTACTS", "READ_SMS", "READ_CALL_LOG", "READ_MEDIA_IMAGES"),
        "words": LOAN,
        "finds": [url("https://api.example-one.top/upload/contacts")],
    },
    FraudType.FAKE_INVESTMENT: {
        "identity": named("XY证券"),
        "dex": {**SHELL, "packages": [["com.meiqia.core", 30]]},
        "words": INVEST,
        "finds": [START, url("https://h5.example-one.top/withdraw")],
    },
    FraudType.CRYPTO_SCAM: {
        "identity": named("USDT Mining"),
        "dex": SHELL,
        "words": COINS,
        "finds": [
            START,
            url("https://h5.example-one.top/withdraw"),
            {"kind": "crypto-tron", "value": "T9", "place": "classes.dex"},
        ],
    },
    FraudType.REBATE_JOB: {
        "identity": named("抢单赚钱"),
        "dex": SHELL,
        "words": TASKS,
        "finds": [START, url("https://h5.example-one.top/recharge/task")],
    },
    FraudType.FAKE_CUSTOMER_SERVICE: {
        "identity": named("Customer Support"),
        "manifest": manifest("SYSTEM_ALERT_WINDOW", guards=HELPER),
        "dex": {"files": 1, "packages": [["com.teamviewer.sdk", 40]]},
    },
    FraudType.FAKE_AUTHORITY: {
        "identity": named("安全防护"),
        "manifest": manifest(*SMS, "READ_CONTACTS", guards=HELPER),
    },
    FraudType.GAMBLING: {
        "identity": named("Lucky Casino"),
        "dex": SHELL,
        "words": BETS,
        "finds": [START, url("https://h5.example-one.top/deposit")],
    },
    FraudType.PHISHING: {
        "identity": named("Chrome", "wocwvy.czyxoxmbauu.slsa"),
        "manifest": manifest(*SMS, "SYSTEM_ALERT_WINDOW", guards=HELPER),
    },
    FraudType.MALWARE: {
        "identity": named("System Update"),
        "manifest": manifest("REQUEST_INSTALL_PACKAGES", "QUERY_ALL_PACKAGES"),
        "archive": {"notes": [{"code": "shadow-entry"}]},
    },
}
HONEST: Mapping[str, dict[str, Any]] = {
    "loan calculator": {"identity": named("Loan Calculator"), "words": LOAN},
    "bank": {
        "identity": named("Example Credit Bank"),
        "manifest": manifest("INTERNET", "READ_CONTACTS", "CAMERA", "READ_EXTERNAL_STORAGE"),
        "words": LOAN + INVEST,
        "finds": [url("https://www.bank.example/transfer")],
    },
    "SMS app": {
        "manifest": manifest(*SMS, "READ_CONTACTS", "RECEIVE_BOOT_COMPLETED", actions=SMS_ROLE),
        "dex": {"files": 1, "apis": ["android.telephony.SmsManager.sendTextMessage"]},
    },
    "launcher": {"manifest": manifest("QUERY_ALL_PACKAGES", guards=HELPER)},
    "accessibility tool": {"manifest": manifest("SYSTEM_ALERT_WINDOW", guards=HELPER)},
    "automation tool": {"manifest": manifest(*SMS, "SYSTEM_ALERT_WINDOW", guards=HELPER)},
    "broker": {
        "identity": named("Example Securities"),
        "words": INVEST,
        "finds": [url("https://api.broker.example/quotes")],
    },
    "wallet": {
        "identity": named("Example Wallet"),
        "words": COINS,
        "finds": [{"kind": "crypto-tron", "value": "T9", "place": "classes.dex"}],
    },
    "wallet made with Cordova": {
        "identity": named("Example Coins Wallet"),
        "archive": {"names": ["assets/www/cordova.js"]},
        "words": COINS,
        "finds": [START, {"kind": "crypto-btc", "value": "b1", "place": "classes.dex"}],
    },
    "lottery made with Cordova": {
        "identity": named("State Lottery"),
        "archive": {"names": ["assets/www/cordova.js"]},
        "words": BETS,
        "finds": [START],
    },
    "store": {"manifest": manifest("REQUEST_INSTALL_PACKAGES", "QUERY_ALL_PACKAGES")},
    "voicemail of a carrier": {
        "identity": named("Voicemail"),
        "manifest": manifest("READ_SMS", "RECEIVE_SMS", "RECORD_AUDIO", "READ_CONTACTS"),
    },
}


def scores(parts: dict[str, Any], imitated: Imitated | None = None) -> dict[FraudType, KindScore]:
    return {s.kind: s for s in context_of(facts(**parts), imitated=imitated).kinds}


@pytest.mark.parametrize("kind", FRAUDS)
def test_each_kind_of_fraud_is_a_high_finding(kind: FraudType) -> None:
    found = scores(FRAUDS[kind])

    assert Severity.HIGH is found[kind].severity()


@pytest.mark.parametrize("kind", FRAUDS)
def test_the_official_app_is_excused(kind: FraudType) -> None:
    found = scores(FRAUDS[kind], Imitated("Example", genuine=True))

    assert {} == found


@pytest.mark.parametrize("name", HONEST)
def test_honest_apps_with_a_bad_look_are_no_high_finding(name: str) -> None:
    assert Severity.HIGH not in {score.severity() for score in scores(HONEST[name]).values()}


@pytest.mark.parametrize(
    "name",
    [
        "loan calculator",
        "bank",
        "SMS app",
        "launcher",
        "broker",
        "wallet",
        "store",
        "accessibility tool",
        "voicemail of a carrier",
    ],
)
def test_most_of_them_are_no_finding_at_all(name: str) -> None:
    assert {None} >= {score.severity() for score in scores(HONEST[name]).values()}


@pytest.mark.parametrize(
    "permission",
    [
        "READ_SMS",
        "READ_CONTACTS",
        "READ_CALL_LOG",
        "SYSTEM_ALERT_WINDOW",
        "REQUEST_INSTALL_PACKAGES",
    ],
)
def test_a_permission_alone_says_nothing(permission: str) -> None:
    found = scores({"manifest": manifest(permission)})

    assert {None} >= {score.severity() for score in found.values()}


def test_imitation_of_a_bank_that_reads_sms_is_phishing() -> None:
    found = scores({"manifest": manifest(*SMS)}, Imitated("Example Bank", "bank"))

    assert Severity.HIGH is found[FraudType.PHISHING].severity()


@pytest.mark.parametrize(("hidden", "says"), [(["assets/a.jpg"], True), ([], False)])
def test_code_outside_the_usual_place_that_sends_sms_is_malware(
    hidden: list[str],
    says: bool,
) -> None:
    dex = {"files": 1, "apis": ["android.telephony.SmsManager.sendTextMessage"], "hidden": hidden}

    assert says is (FraudType.MALWARE in scores({"dex": dex}))


def test_the_name_of_a_lure_and_work_in_other_apps_is_phishing() -> None:
    found = scores({"identity": named("Voicemail"), "manifest": manifest(*SMS, guards=HELPER)})

    assert FraudType.PHISHING in found


def sign(weight: float, *, strong: bool) -> Sign:
    return Sign(f"s{weight}", FraudType.MALWARE, weight, strong, (), (), ("e", "z"))


@pytest.mark.parametrize(
    ("score", "weight", "strong", "severity"),
    [
        (0.8, HEAVY_WEIGHT, True, Severity.HIGH),
        (0.8, HEAVY_WEIGHT - 0.01, True, Severity.MEDIUM),
        (0.8, 0.8, False, Severity.MEDIUM),
        (0.5, 0.5, True, Severity.MEDIUM),
        (0.45, 0.45, True, Severity.LOW),
        (0.45, 0.45, False, None),
        (0.3, 0.3, True, None),
    ],
)
def test_high_needs_a_strong_and_heavy_sign(
    score: float, weight: float, strong: bool, severity: Severity | None
) -> None:
    hits = (SignHit(sign(weight, strong=strong), ()),)

    assert severity is KindScore(FraudType.MALWARE, score, hits).severity()


def test_signs_add_up_as_independent_causes_and_the_weightiest_leads() -> None:
    when = (Condition("permissions", "any", ("A",)),)
    signs = [
        Sign(name, FraudType.MALWARE, weight, True, when, (), ("e", "z"))  # noqa: FBT003  strong
        for name, weight in (("light", 0.2), ("heavy", 0.5))
    ]
    sights = Sights({**{field: {} for field in FIELDS}, "permissions": {"A": ""}}, {})

    (score,) = kind_scores(sights, signs)

    assert pytest.approx(1 - 0.8 * 0.5) == score.score
    assert ["heavy", "light"] == [hit.sign.name for hit in score.signs]
    assert (("permissions", "A"),) == score.signs[0].found


def test_a_condition_that_fails_or_an_excuse_ends_it() -> None:
    when = (Condition("permissions", "any", ("A",)), Condition("apis", "any", ("b",)))
    sights = Sights(
        {**{field: {} for field in FIELDS}, "permissions": {"A": ""}, "traits": {"official": ""}},
        {},
    )

    assert () == holds(when, (), sights)
    assert () == holds(when[:1], ("official",), sights)
    assert (("permissions", "A"),) == holds(when[:1], (), sights)


def test_an_app_that_is_empty_has_no_kind() -> None:
    assert {} == scores({"manifest": {"components": [MAIN]}})
