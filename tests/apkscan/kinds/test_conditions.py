from __future__ import annotations

import pytest

from apkscan.kinds.conditions import FIELDS, SHOWN, Condition, Sights, find, plain_text
from apkscan.kinds.sights import sights_of
from apkscan.signatures import Signatures, signatures_of
from tests.apkscan.documents import facts, manifest, named, url, words

NOTHING: dict[str, dict[str, str]] = {field: {} for field in FIELDS}


def look(**fields: dict[str, str]) -> Sights:
    return Sights({**NOTHING, **fields}, {})


@pytest.mark.parametrize(
    ("mode", "values", "found"),
    [
        ("any", ("a", "x"), (("permissions", "a"),)),
        ("all", ("a", "b"), (("permissions", "a"), ("permissions", "b (there)"))),
        ("all", ("a", "x"), ()),
        ("any", ("x",), ()),
    ],
)
def test_any_and_all(mode: str, values: tuple[str, ...], found: tuple[object, ...]) -> None:
    sights = look(permissions={"a": "", "b": "there"})

    assert found == find(Condition("permissions", mode, values), sights)


def test_evidence_is_bounded() -> None:
    many = {f"a{n}": "" for n in range(SHOWN + 1)}

    assert SHOWN == len(find(Condition("apis", "any", tuple(many)), look(apis=many)))


def test_words_count_different_ones_over_kinds() -> None:
    sights = Sights(
        NOTHING, {"loan": {"repay": "a", "loan": "b"}, "invest": {"loan": "c", "stock": ""}}
    )

    assert 3 == len(find(Condition("words", "3", ("loan", "invest")), sights))
    assert () == find(Condition("words", "4", ("loan", "invest")), sights)
    assert () == find(Condition("words", "1", ("crypto",)), sights)


def test_names_match_words_and_labels_match_whole() -> None:
    sights = Sights(NOTHING, {}, plain_text("Google-Play 小贷款"), frozenset({"google play"}))

    assert (("name", "google play"),) == find(Condition("name", "any", ("google play",)), sights)
    assert (("name", "贷"),) == find(Condition("name", "any", ("贷",)), sights)
    assert () == find(Condition("name", "any", ("oogle",)), sights)
    assert (("label", "google play"),) == find(Condition("label", "any", ("google play",)), sights)
    assert () == find(Condition("label", "any", ("google",)), sights)


def test_an_app_is_laid_out_with_places() -> None:
    app = facts(
        identity={**named("Easy Loan", "com.easy.cash"), "labels": [["zh", "易贷"]]},
        manifest=manifest("READ_SMS", guards=("BIND_DEVICE_ADMIN",), actions=("x.ACTION",)),
        archive={"notes": [{"code": "shadow-entry", "place": "classes.dex/"}]},
        manifest_notes=[{"code": "axml-magic"}],
        dex={"files": 1, "classes": 9, "apis": ["android.telephony.SmsManager.sendTextMessage"]},
        finds=[
            url("https://pay.example-one.top/Api/withdraw?x=1"),
            url("https://github.com/deposit"),
            url("content://sms/inbox"),
            {"kind": "crypto-tron", "value": "T1", "place": "a.js"},
        ],
        words=[*words("loan", "repay", "repay"), *words("crypto", "coin")],
    )

    sights = sights_of(app, Signatures(), {"shell": "here"})

    assert {"READ_SMS": ""} == sights.fields["permissions"]
    assert "org.example.BIND_DEVICE_ADMIN" == sights.fields["guards"]["BIND_DEVICE_ADMIN"]
    assert "org.example.Takes" == sights.fields["actions"]["x.ACTION"]
    assert {"shadow-entry": "classes.dex/", "axml-magic": ""} == sights.fields["notes"]
    assert {
        "android.telephony.SmsManager",
        "android.telephony.SmsManager.sendTextMessage",
    } == sights.fields["apis"].keys()
    assert {"api", "withdraw"} == sights.fields["paths"].keys()
    assert "T1 a.js" == sights.fields["finds"]["crypto-tron"]
    assert {"shell": "here"} == sights.fields["traits"]
    assert {"loan": {"repay": "classes.dex"}, "crypto": {"coin": "classes.dex"}} == sights.words
    assert frozenset({"easy loan", "易贷"}) == sights.labels
    assert " easy loan 易贷 easy cash " == sights.name


@pytest.mark.parametrize(("kinds", "left"), [(5, 6), (6, 0)])
def test_words_of_a_dictionary_say_nothing(kinds: int, left: int) -> None:
    names = ("loan", "invest", "crypto", "gambling", "adult", "service")[:kinds]
    hits = [hit for kind in (*names, "neutral") for hit in words(kind, *"abcdef")]

    assert left == len(sights_of(facts(words=hits), Signatures(), {}).words)


def test_products_show_by_name_and_group() -> None:
    app = facts(archive={"native": ["libflutter.so"]}, dex={"packages": [["com.meiqia", 3]]})

    sights = sights_of(app, signatures_of(app), {})

    assert {"cross_platform": "Flutter", "Flutter": "libflutter.so"} == sights.fields["generators"]
    assert {"customer_service": "Meiqia", "Meiqia": "class com.meiqia"} == sights.fields["sdks"]
