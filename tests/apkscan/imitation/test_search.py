"""What an app resembles is found by name, package and icon, each by look-up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import Icon, Identity
from apkscan.imitation.likeness import LabelHow, Likeness, PackageHow, look_of
from apkscan.imitation.official import OfficialApp, OfficialIcon
from apkscan.imitation.registry import Registry, load_registry
from apkscan.imitation.search import Index
from tests.apkscan.imitation.officials import ICON, NEAR_ICON, REGISTRY, app

ZEPHYR_NUMBER = 0


def likeness(label: str | None, package: str | None = None, icon: str = "") -> Likeness | None:
    """Say how an app resembles the bank of the small registry."""
    look = look_of(app(label, package, icon=icon))
    return REGISTRY.index.alike(look).get(ZEPHYR_NUMBER)


@pytest.mark.parametrize(
    ("label", "how", "share"),
    [
        pytest.param("ZEPHYR-BANK", LabelHow.SAME, 1.0, id="same"),
        pytest.param("Zерhyr Bank", LabelHow.SAME, 1.0, id="Cyrillic"),
        pytest.param("Zephyr Bank Pro", LabelHow.VARIANT, 10 / 13, id="filler"),
        pytest.param("和風銀行", LabelHow.SAME, 1.0, id="traditional"),
        pytest.param("和风银行官方版", LabelHow.VARIANT, 4 / 7, id="Chinese filler"),
        pytest.param("合峰银行", LabelHow.SOUND, 1.0, id="homophones"),
        pytest.param("Hefengyinhang", LabelHow.SOUND, 1.0, id="pinyin"),
        pytest.param("Zephir Bank", LabelHow.TYPO, 0.9, id="typo"),
        pytest.param("Zephyr 8ank", LabelHow.LOOK, 1.0, id="look-alike in ASCII"),
        pytest.param("Zephyr", LabelHow.WEAK, 1.0, id="weak"),
    ],
)
def test_names_are_found(label: str, how: LabelHow, share: float) -> None:
    found = likeness(label)

    assert found is not None
    assert Likeness(how, found.label_share) == found
    assert share == pytest.approx(found.label_share)


def test_look_alikes_inside_ascii_are_found() -> None:
    index = Registry((OfficialApp("com.a.b", ("Lomen Coral",)),)).index
    found = index.alike(look_of(app("L0men C0ra1", None)))

    assert {0: Likeness(LabelHow.LOOK, 1.0)} == found


@pytest.mark.parametrize(
    "label",
    ["Client for Zephyr Bank", "Zephyr Bank Widget", "Bank", "Zephyrs", "", "和风", "Weather"],
)
def test_longer_and_other_names_are_not(label: str) -> None:
    assert likeness(label) is None


@pytest.mark.parametrize(
    ("package", "how", "share"),
    [
        ("com.zephyrbank.mobile", PackageHow.SAME, 1.0),
        ("com.ZephyrBank.Mobile", PackageHow.SAME, 1.0),
        ("org.zephyrbank.mobile", PackageHow.TYPO, 17 / 21),
        ("com.zephyrbamk.mobile", PackageHow.TYPO, 1 - 1 / 17),
        ("com.zephyrbank.mobile.loan", PackageHow.BELOW, 21 / 26),
        ("com.zephyrbank.cards", PackageHow.VENDOR, 14 / 20),
        ("net.zephyrbank", PackageHow.TOKEN, 10 / 14),
        ("net.my.zephyrbamk", PackageHow.TOKEN, 10 / 17),
    ],
)
def test_packages_are_found(package: str, how: PackageHow, share: float) -> None:
    found = likeness(None, package)

    assert found is not None
    assert Likeness(package=how, package_share=found.package_share) == found
    assert share == pytest.approx(found.package_share)


@pytest.mark.parametrize("package", ["com.other.app", "com.zephyrbank1.mobile", "", None])
def test_other_packages_and_siblings_in_digits_are_not_typos(package: str | None) -> None:
    found = likeness(None, package)

    assert found is None or found.package is not PackageHow.TYPO


@pytest.mark.parametrize(("icon", "bits"), [(ICON, 0), (NEAR_ICON, 2)])
def test_icons_are_found(icon: str, bits: int) -> None:
    assert Likeness(icon_bits=bits) == likeness(None, None, icon)


def test_the_nearest_icon_counts() -> None:
    icons = (OfficialIcon(NEAR_ICON), OfficialIcon(ICON), OfficialIcon("be68f8a4a1948093"),
             OfficialIcon("broken"))  # fmt: skip
    index = Index((OfficialApp("com.a.b", icons=icons),))
    found = index.alike(look_of(app(icon=ICON)))

    assert {0: Likeness(icon_bits=0)} == found


def test_an_icon_of_many_apps_is_nobodys() -> None:
    apps = [OfficialApp(f"com.a{n}.bcd", icons=(OfficialIcon(ICON),)) for n in range(5)]
    facts = app(icon=ICON)

    assert 4 == len(Index(apps[:4]).alike(look_of(facts)))
    assert {} == Index(apps).alike(look_of(facts))


def test_a_name_of_many_apps_is_ordinary() -> None:
    apps = [OfficialApp(f"com.abc{n}.bcd", ("Glimmerjot",)) for n in range(5)]
    four, five = (Index(part).alike(look_of(app("Glimmerjot"))) for part in (apps[:4], apps))

    assert {LabelHow.SAME} == {like.label for like in four.values()}
    assert {LabelHow.WEAK} == {like.label for like in five.values()}


def test_words_that_stand_in_many_names_are_ordinary() -> None:
    apps = [
        OfficialApp(f"com.abc{n}.bcd", (f"Glimmer {'xyzuvwabcdefg'[n] * 5}",)) for n in range(12)
    ]
    apps.append(OfficialApp("com.glow.app", ("Glimmer",)))
    found = Index(apps).alike(look_of(app("Glimmer")))

    assert {12: Likeness(LabelHow.WEAK, 1.0)} == found


def test_the_strongest_likeness_of_several_names_counts() -> None:
    facts = app("Zephyr", None)
    labels = (("", "Zephyr"), ("zh", "和风银行"), ("de", "Zephir Bank"))
    found = look_of(replace(facts, identity=replace(facts.identity, labels=labels)))

    assert LabelHow.SAME is REGISTRY.index.alike(found)[ZEPHYR_NUMBER].label


def test_a_word_of_another_language_is_no_typo() -> None:
    facts = app("Contacts", None)
    labels = (("", "Contacts"), ("xx", "Zephir Bank"), ("yy", "ZEPHYR BANK!"))
    local, same = (
        look_of(replace(facts, identity=replace(facts.identity, labels=labels[:number])))
        for number in (2, 3)
    )

    assert {} == REGISTRY.index.alike(local)
    assert LabelHow.SAME is REGISTRY.index.alike(same)[ZEPHYR_NUMBER].label


def test_a_look_is_bounded() -> None:
    labels = tuple((str(n), f"Name {n:03}") for n in range(500))
    look = look_of(replace(app(), identity=Identity(labels=labels, icon=Icon())))

    assert 12 == len(look.names)
    assert ("", None) == (look.package, look.icon)


def test_every_shipped_app_is_found_by_its_own_name_and_package() -> None:
    registry = load_registry()
    lost = []
    for number, official in enumerate(registry.apps):
        like = registry.index.alike(look_of(app(official.name, official.package)))[number]
        if like.package is not PackageHow.SAME or like.label not in (LabelHow.SAME, LabelHow.WEAK):
            lost.append((official.package, like))

    assert [] == lost
