from __future__ import annotations

from typing import Any

import pytest

from apkscan.kinds.shell import shell_of
from apkscan.kinds.traits import SAMPLES, SMS_PRIORITY, Imitated, is_random, traits_of
from apkscan.links import links_of
from apkscan.signatures import signatures_of
from tests.apkscan.documents import MAIN, facts, manifest, named, url

SMS_ROLE = (
    "android.provider.Telephony.SMS_DELIVER",
    "android.provider.Telephony.WAP_PUSH_DELIVER",
    "android.intent.action.RESPOND_VIA_MESSAGE",
)


def traits(imitated: Imitated | None = None, **parts: Any) -> dict[str, str]:  # noqa: ANN401  plain JSON
    app = facts(**parts)
    signatures, links = signatures_of(app), links_of(app)
    return traits_of(app, signatures, shell_of(app, signatures, links), links, imitated)


def receiver(priority: int) -> dict[str, Any]:
    takes = {"actions": ["android.provider.Telephony.SMS_RECEIVED"], "priority": priority}
    return {"components": [MAIN, {"kind": "receiver", "name": "a.B", "filters": [takes]}]}


def test_a_plain_app_has_no_trait() -> None:
    assert {} == traits()


def test_roles_rest_on_what_the_system_asks_of_them() -> None:
    assert "sms-app" in traits(manifest=manifest(actions=SMS_ROLE))
    assert "sms-app" not in traits(manifest=manifest(actions=SMS_ROLE[:2]))
    assert "dialer" in traits(manifest=manifest(actions=("android.intent.action.DIAL",)))
    assert "keyboard" in traits(manifest=manifest(guards=("BIND_INPUT_METHOD",)))


def test_a_home_screen_and_an_app_without_icon() -> None:
    home = {
        "kind": "activity",
        "name": "a.B",
        "filters": [{"categories": ["android.intent.category.HOME"]}],
    }

    assert {"home-screen", "no-icon"} == traits(manifest={"components": [home]}).keys()
    assert {} == traits(manifest={})


@pytest.mark.parametrize(("screens", "book"), [(SAMPLES - 1, False), (SAMPLES, True)])
def test_a_book_of_samples_says_so_on_many_screens(screens: int, book: bool) -> None:
    sample = {"categories": ["maker.android.intent.category.SAMPLE_CODE"]}
    pages = [{"kind": "activity", "name": f"a.B{n}", "filters": [sample]} for n in range(screens)]

    assert book is ("code-samples" in traits(manifest={"components": [MAIN, *pages]}))


def test_a_part_of_the_system_shares_its_user() -> None:
    shared = {"components": [MAIN], "shared_user": "android.uid.phone"}
    other = {"components": [MAIN], "shared_user": "org.example.uid"}

    assert {"system-part": "android.uid.phone"} == traits(manifest=shared)
    assert {} == traits(manifest=other)


@pytest.mark.parametrize(("priority", "first"), [(SMS_PRIORITY - 1, False), (SMS_PRIORITY, True)])
def test_who_takes_sms_first(priority: int, first: bool) -> None:
    assert first is ("sms-first" in traits(manifest=receiver(priority)))


def test_tricks_are_notes_of_high_weight_only() -> None:
    grave = {"notes": [{"code": "shadow-entry", "place": "classes.dex/"}]}
    slight = {"notes": [{"code": "archive-comment"}, {"code": "from-the-future"}]}

    assert {"reader-trick": "shadow-entry classes.dex/"} == traits(archive=grave)
    assert {} == traits(archive=slight)


def test_hidden_code_and_keys_that_anybody_has() -> None:
    key = {"certificates": [{"sha256": "a" * 64, "known": "aosp-testkey"}]}
    debug = {"certificates": [{"sha256": "a" * 64, "known": "android-debug"}]}

    assert {"hidden-dex": "assets/x"} == traits(dex={"files": 1, "hidden": ["assets/x"]})
    assert {"public-key": "aosp-testkey"} == traits(signing=key)
    assert {"debug-key": "android-debug"} == traits(signing=debug)


def test_shapes() -> None:
    shell = {"files": 1, "classes": 9, "own_classes": 4, "apis": ["android.webkit.WebView.loadUrl"]}
    start = [url("https://h5.example-one.top/")]

    assert {"packed": "360 Jiagu"} == traits(archive={"native": ["libjiagu.so"]})
    assert {"shell": "4 own classes, https://h5.example-one.top/"} == traits(dex=shell, finds=start)
    assert {"random-package": "wocwvy.czyxoxmbauu.slsa"} == traits(
        identity=named("x", "wocwvy.czyxoxmbauu.slsa")
    )


def test_network() -> None:
    finds = [url("http://203.1.2.3/a"), url("https://api.telegram.org/bot")]
    loose = {"components": [MAIN], "network": {"cleartext": True, "user_certificates": True}}
    strict = {"components": [MAIN], "network": {"pinned": True}}
    overruled = {"components": [MAIN], "cleartext": True, "network": {"cleartext": False}}
    somewhere = {"components": [MAIN], "network": {"cleartext_domains": ["a.example"]}}

    assert {
        "bare-ip-link": "http://203.1.2.3/a",
        "bot-link": "https://api.telegram.org/bot",
    } == traits(finds=finds)
    assert {} == traits(finds=[{"kind": "ip", "value": "203.1.2.3", "place": "x"}])
    assert {"cleartext", "user-certificates"} == traits(manifest=loose).keys()
    assert {} == traits(manifest=strict) == traits(manifest=overruled)
    assert {"cleartext": "network configuration"} == traits(manifest=somewhere)
    assert {"cleartext": "manifest", "debuggable": "manifest"} == traits(
        manifest={"components": [MAIN], "cleartext": True, "debuggable": True}
    )


def test_what_the_registry_says() -> None:
    bank = Imitated("Example Bank", "bank")

    assert {"imitates": "Example Bank", "imitates-bank": "Example Bank"} == traits(bank)
    assert {"imitates": "Example"} == traits(Imitated("Example"))
    assert {"official": "Example Bank"} == traits(Imitated("Example Bank", "bank", genuine=True))


@pytest.mark.parametrize(
    ("package", "random"),
    [
        ("wocwvy.czyxoxmbauu.slsa", True),
        ("bnamglgudtkwoa.xwnljk.wlfpsmqqgumeoynlourim", True),
        ("com.rsksbgdkgcae.fvogspmykjv", True),
        ("com.example.app", False),
        ("com.example.gpssmstracker", False),
        ("com.bnpparibas.mesrcomptes", False),
        ("de.schluderer.apps.t2d", False),
        ("appinventor.ai_somebody.thing", False),
        ("", False),
    ],
)
def test_random_package_names(package: str, random: bool) -> None:
    assert random is is_random(package)
