from __future__ import annotations

import pytest

from apkscan.facts import ApkFacts, Dex, Note
from apkscan.phrases import phrase
from apkscan.signatures import signatures_of
from apkscan.visibility import REVIEW_BELOW, SHARES, Visibility, visibility_of
from tests.apkscan.documents import facts

LOADER = "dalvik.system.DexClassLoader.<init>"


def seen(app: ApkFacts) -> Visibility:
    return visibility_of(app, signatures_of(app))


def codes(app: ApkFacts) -> list[str]:
    return [note.code for note in seen(app).reasons]


def test_an_app_that_hides_nothing_is_seen_whole() -> None:
    assert Visibility(1.0, ()) == seen(facts())


def test_a_packed_app_goes_to_review() -> None:
    found = seen(facts(archive={"native": ["libjiagu.so"]}))

    assert (Note("packed", "libjiagu.so", "360 Jiagu"),) == found.reasons
    assert found.share < REVIEW_BELOW


def test_a_manifest_over_its_bounds_goes_to_review() -> None:
    assert seen(facts(unseen=[{"code": "limit-manifest"}])).share < REVIEW_BELOW


def test_reasons_multiply_and_each_counts_once() -> None:
    hidden = {"files": 1, "classes": 900, "own_classes": 800, "hidden": ["assets/a", "assets/b"]}
    found = seen(facts(dex={**hidden, "apis": [LOADER]}))

    assert ["hidden-dex", "dynamic-code"] == [note.code for note in found.reasons]
    assert pytest.approx(SHARES["hidden-dex"] * SHARES["dynamic-code"]) == found.share


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("limit-dex-bytes", "limit"),
        ("timeout", "timeout"),
        ("encrypted-entry", "encrypted"),
        ("dex-unreadable", "dex-unreadable"),
        ("something-new", "unseen"),
    ],
)
def test_what_was_not_read_lowers_the_share(code: str, reason: str) -> None:
    found = seen(facts(unseen=[{"code": code, "place": "x"}]))

    assert (Note(reason, "x", code),) == found.reasons
    assert found.share < 1


def test_code_in_scripts_and_libraries_is_seen_in_part() -> None:
    assert ["code-elsewhere"] == codes(facts(archive={"native": ["libflutter.so"]}))


def test_little_code_beside_large_contents() -> None:
    few = {"files": 1, "classes": 40, "own_classes": 5, "bytes": 100_000}

    assert ["little-code"] == codes(facts(dex=few, archive={"expanded_bytes": 9_000_000}))
    assert [] == codes(facts(dex=few, archive={"expanded_bytes": 500_000}))


def test_no_code_is_said_unless_the_app_says_so_itself() -> None:
    assert ["no-code"] == codes(facts(dex={}))
    assert [] == codes(facts(dex={}, manifest={"has_code": False}))


def test_code_that_breaks_off_is_unreadable() -> None:
    broken = {"files": 1, "classes": 9, "own_classes": 9, "notes": [{"code": "dex-truncated"}]}
    odd = {**broken, "notes": [{"code": "bad-checksum"}]}

    assert ["dex-unreadable"] == codes(facts(dex=broken))
    assert [] == codes(facts(dex=odd))


@pytest.mark.parametrize("code", sorted(SHARES))
def test_every_reason_has_a_sentence_in_both_languages(code: str) -> None:
    assert phrase(f"seen-{code}", "en") != phrase(f"seen-{code}", "zh")
    assert 0 < SHARES[code] < 1


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("more-finds", 1.0),
        ("icon-unseen", 1.0),
        ("files-partly-read", 0.95),
        ("timeout", 0.4),
        ("limit-memory", 0.5),
        ("limit-manifest", 0.4),
        ("manifest-partly-read", 0.95),
        ("encrypted-entry", 0.4),
        ("what-is-this", 0.8),
    ],
)
def test_what_was_not_read_costs_as_much_as_it_may_hide(code: str, share: float) -> None:
    app = ApkFacts(dex=Dex(files=1), unseen=(Note(code),))

    assert share == visibility_of(app, signatures_of(app)).share
