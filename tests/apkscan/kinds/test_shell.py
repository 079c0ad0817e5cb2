from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.kinds.shell import Shell, own_classes, shell_of
from apkscan.links import links_of
from apkscan.signatures import signatures_of
from tests.apkscan.documents import facts, url

if TYPE_CHECKING:
    from apkscan.facts import ApkFacts

START = url("https://h5.example-one.top/")
PAGES = ["android.webkit.WebView.loadUrl"]


def shell(app: ApkFacts) -> Shell:
    return shell_of(app, signatures_of(app), links_of(app))


def code(own: int, *packages: tuple[str, int], apis: list[str] = PAGES) -> dict[str, object]:
    return {"files": 1, "classes": 900, "own_classes": own, "packages": packages, "apis": apis}


@pytest.mark.parametrize(("own", "share"), [(0, 1.0), (60, 0.5), (540, 0.1)])
def test_share_falls_with_own_code(own: int, share: float) -> None:
    assert pytest.approx(share) == shell(facts(dex=code(own), finds=[START])).share


def test_no_shell_without_pages_address_or_code() -> None:
    assert 0 == shell(facts(dex=code(5, apis=[]), finds=[START])).share
    assert 0 == shell(facts(dex=code(5))).share
    assert 0 == shell(facts(dex={"apis": PAGES}, finds=[START])).share


def test_a_bare_name_is_no_start() -> None:
    bare = {"kind": "domain", "value": "h5.example-one.top", "place": "x"}

    assert 0 == shell(facts(dex=code(5), finds=[bare])).share


def test_generated_shell_with_a_start_is_one_however_much_code_it_has() -> None:
    names = {"names": ["assets/data/dcloud_control.xml"]}
    found = shell(facts(dex=code(900, apis=[]), finds=[START], archive=names))

    assert Shell(0.5, "DCloud uni-app", 900, ("https://h5.example-one.top/",)) == found
    assert 0 == shell(facts(dex=code(900, apis=[]), archive=names)).share


def test_classes_of_kits_are_not_own() -> None:
    app = facts(dex=code(100, ("com.umeng.analytics", 60), ("io.dcloud", 30), ("org.example", 10)))

    assert 10 == own_classes(app, signatures_of(app))
