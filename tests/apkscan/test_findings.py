from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from apkscan.context import context_of
from apkscan.findings import BAD_LINK, findings_of
from apkscan.kinds.traits import Imitated
from apkscan.phrases import _PHRASES, EVIDENCE_CHARACTERS, evidence_text, phrase, said
from fraudlens.verdict import FraudType, Severity
from tests.apkscan.documents import facts, manifest, named, url

if TYPE_CHECKING:
    from apkscan.links import LinkScorer
    from fraudlens.verdict import Finding

SMS = ("RECEIVE_SMS", "READ_SMS")
HELPER = ("BIND_ACCESSIBILITY_SERVICE",)


def findings(
    *,
    scorer: LinkScorer | None = None,
    imitated: Imitated | None = None,
    lang: str = "en",
    **parts: Any,  # noqa: ANN401  plain JSON
) -> dict[str, Finding]:
    app = facts(**parts)
    return {f.rule: f for f in findings_of(app, context_of(app, scorer, imitated), lang)}


def test_a_plain_app_has_no_finding() -> None:
    assert {} == findings()


def test_a_build_for_tests_is_said() -> None:
    found = findings(manifest={"test_only": True})

    assert [("test-only", Severity.LOW)] == [(name, f.severity) for name, f in found.items()]
    assert {"place": "AndroidManifest.xml"} == found["test-only"].evidence


def test_a_kind_says_its_signs_and_where_they_stand() -> None:
    found = findings(
        identity=named("Chrome"),
        manifest=manifest(*SMS, "SYSTEM_ALERT_WINDOW", guards=HELPER),
    )["kind-phishing"]

    assert Severity.HIGH is found.severity
    assert found.text.startswith(
        "behaves like an app that steals log-ins or one-time codes: it reads SMS and works "
    )
    assert "0.95" == found.evidence["score"]
    assert "banker-combination, borrowed-name-and-accessibility" in found.evidence["signs"]
    assert "RECEIVE_SMS, READ_SMS, SYSTEM_ALERT_WINDOW" == found.evidence["permissions"]
    assert (
        "BIND_ACCESSIBILITY_SERVICE (org.example.BIND_ACCESSIBILITY_SERVICE)"
        == found.evidence["guards"]
    )


def test_findings_are_said_in_chinese() -> None:
    found = findings(lang="zh", identity=named("Chrome"), manifest=manifest(*SMS, guards=HELPER))

    assert found["kind-phishing"].text.startswith("行为类似窃取登录信息或验证码的应用：冒用")
    assert all(not finding.text.isascii() for finding in found.values())


def test_the_gravest_comes_first() -> None:
    found = findings(
        identity=named("Chrome"),
        manifest={**manifest(*SMS, "SYSTEM_ALERT_WINDOW", guards=HELPER), "debuggable": True},
        archive={"native": ["libflutter.so"]},
    )

    assert ["high", "medium", "low", "info"] == list(
        dict.fromkeys(finding.severity for finding in found.values())
    )


def test_rules_name_the_control_that_they_touch() -> None:
    found = findings(manifest=manifest("SYSTEM_ALERT_WINDOW", guards=HELPER))

    assert "MASVS-PLATFORM-1" == found["accessibility-and-overlay"].evidence["masvs"]
    assert "masvs" not in findings(imitated=Imitated("X"))["imitates-app"].evidence


def test_notes_of_readers_are_findings_with_their_places() -> None:
    found = findings(
        archive={
            "notes": [
                *[{"code": "shadow-entry", "place": f"{n}/"} for n in range(4)],
                {"code": "archive-comment"},
                {"code": "from-the-future"},
            ]
        },
        manifest_notes=[{"code": "axml-magic", "detail": "x"}],
        signing={"certificates": [{"sha256": "a" * 64}], "notes": [{"code": "shadow-entry"}]},
    )

    assert ("0/; 1/; 2/", "5") == tuple(found["shadow-entry"].evidence.values())
    assert {"place": "x", "count": "1"} == found["axml-magic"].evidence
    assert Severity.HIGH is found["axml-magic"].severity
    assert {"archive-comment", "from-the-future"}.isdisjoint(found)


def test_a_note_without_place_has_only_its_number() -> None:
    found = findings(manifest_notes=[{"code": "axml-magic"}])

    assert {"count": "1"} == found["axml-magic"].evidence


@pytest.mark.parametrize(
    ("signing", "rule", "severity"),
    [
        ({}, "no-signature", Severity.MEDIUM),
        (
            {"certificates": [{"sha256": "a"}], "schemes": ["v2"], "verified": False},
            "signature-broken",
            Severity.MEDIUM,
        ),
        (
            {"certificates": [{"sha256": "a", "known": "aosp-testkey"}]},
            "public-key",
            Severity.MEDIUM,
        ),
        ({"certificates": [{"sha256": "a", "known": "android-debug"}]}, "debug-key", Severity.LOW),
    ],
)
def test_odd_signatures(signing: dict[str, Any], rule: str, severity: Severity) -> None:
    found = findings(signing=signing)

    assert {rule: severity} == {name: finding.severity for name, finding in found.items()}


def test_a_note_on_the_signature_is_not_said_twice() -> None:
    broken = {"verified": False, "notes": [{"code": "unsigned"}, {"code": "known-key"}]}

    assert {"unsigned"} == findings(signing=broken).keys()


def test_packed_apps_and_shells() -> None:
    shell = {"files": 1, "classes": 9, "own_classes": 4, "apis": ["android.webkit.WebView.loadUrl"]}
    start = [url("https://h5.example-one.top/")]
    packed = findings(archive={"native": ["libjiagu.so"]})
    framed = findings(dex=shell, finds=start)
    made = findings(dex=shell, finds=start, archive={"names": ["assets/data/dcloud_control.xml"]})

    assert "hides its code behind a packer: 360 Jiagu" == packed["packed"].text
    assert Severity.MEDIUM is packed["low-visibility"].severity
    assert "which may stand at https://h5.example-one.top/" in framed["app-shell"].text
    assert {"share": "0.94", "own classes": "4"} == framed["app-shell"].evidence
    assert "DCloud uni-app" == made["app-shell"].evidence["generator"]
    assert Severity.INFO is made["low-visibility"].severity
    assert "libjiagu.so 360 Jiagu" == packed["low-visibility"].evidence["packed"]


@pytest.mark.parametrize(
    ("score", "severity"),
    [(BAD_LINK, Severity.MEDIUM), (BAD_LINK - 0.01, Severity.LOW)],
)
def test_bad_links(score: float, severity: Severity) -> None:
    start = [url("https://h5.example-one.top/", "assets/app.js")]
    found = findings(finds=start, scorer=lambda urls: [score for _ in urls])["bad-link"]

    assert severity is found.severity
    assert {
        "score": f"{score:.4f}",
        "place": "assets/app.js",
        "host": "h5.example-one.top",
    } == found.evidence


def test_harmless_links_are_no_finding() -> None:
    start = [url("https://h5.example-one.top/")]

    assert {} == findings(finds=start, scorer=lambda urls: [0.1 for _ in urls])


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_evidence_is_cut(more: int) -> None:
    text = "x" * (EVIDENCE_CHARACTERS + more)

    assert min(len(text), EVIDENCE_CHARACTERS) == len(evidence_text(text))
    assert (more > 0) is evidence_text(text).endswith("…")


def test_every_kind_has_a_sentence_and_every_sentence_two_languages() -> None:
    assert {*FraudType} <= _PHRASES.keys()
    assert [] == [
        key for key, (en, zh) in _PHRASES.items() if en == zh or (len(zh) > 4 and zh.isascii())
    ]
    assert "a" == said(("a", "b"), "en")
    assert "b" == said(("a", "b"), "zh")
    assert phrase("packed", "zh", "X").endswith("X")
