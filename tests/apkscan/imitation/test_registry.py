"""The shipped registry has lint; a user's file is read whole or refused by line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from apkscan.facts import Certificate, Icon, Identity, Signing
from apkscan.imitation import ownfile
from apkscan.imitation.names import is_ordinary, name_of
from apkscan.imitation.official import OfficialApp, OfficialIcon, read_official
from apkscan.imitation.ownfile import official_line, official_of, read_own_registry
from apkscan.imitation.registry import Registry, load_registry, merged, with_own
from apkscan.read.known_keys import known_key
from fraudlens.errors import DataError, InputError, SourceError
from fraudlens.knowledge.reference import reference_text
from tests.apkscan.imitation.officials import ICON, MAKER, STRANGER, ZEPHYR, app

PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+")
DIGEST = re.compile(r"[0-9a-f]{64}")
HEADS = ("package,labels,weak_labels,kind,country,vendor,source\n",
         "package,cert_sha256,role,source\n")  # fmt: skip


@pytest.mark.parametrize("name", ["official_apps.csv", "official_certs.csv"])
def test_table_says_its_source_and_date(name: str) -> None:
    lines = reference_text(name).splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]

    assert "2026-11-26" in "".join(line for line in lines if line.startswith("#"))
    assert [] == [row for row in rows if row.endswith(",")]
    assert sorted(rows, key=lambda row: row.split(",")[0]) == rows


def test_official_apps_are_well_formed() -> None:
    apps = load_registry().apps

    assert len(apps) == len({a.package.lower() for a in apps})
    assert [] == [a.package for a in apps if not PACKAGE.fullmatch(a.package)]
    assert [] == [a.package for a in apps if not (a.labels or a.weak_labels) or not a.kind]
    assert [] == [a.package for a in apps if set(a.labels) & set(a.weak_labels)]
    assert [] == [a.vendor for a in apps if a.vendor and "." not in a.vendor]


def test_strong_labels_are_no_ordinary_names() -> None:
    assert [] == [
        label for a in load_registry().apps for label in a.labels if is_ordinary(name_of(label))
    ]


def test_certificates_are_digests_of_keys_that_not_anybody_has() -> None:
    found = [d for a in load_registry().apps for d in (*a.certificates, *a.rebuilds)]

    assert [] == [digest for digest in found if not DIGEST.fullmatch(digest)]
    assert [] == [digest for digest in found if known_key(digest, "")]


@pytest.mark.parametrize(
    ("certs", "message"),
    [
        ("com.b.c,aa,maker,own", 'official_certs.csv:2: "com.b.c" is no app of official_apps.csv'),
        ("com.a.b,aa,owner,own", 'official_certs.csv:2: "owner" is none of maker, rebuild'),
    ],
)
def test_broken_row_is_refused(certs: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_official(HEADS[0] + "com.a.b,A,,bank,,,own\n", HEADS[1] + certs + "\n")

    assert message == caught.value.message


def test_rows_become_apps() -> None:
    apps = read_official(
        HEADS[0] + "com.a.b,A;B,C,bank,DE,com.a,own\ncom.c,,D,app,,,own\n",
        HEADS[1] + "com.a.b,aa,maker,own\ncom.a.b,bb,rebuild,own\n",
    )

    assert apps[0] == OfficialApp("com.a.b", ("A", "B"), ("C",), "bank", "DE", "com.a", ("aa",),
                                  ("bb",), source="own")  # fmt: skip
    assert ["A", "D", "com.x"] == [a.name for a in (*apps, OfficialApp("com.x"))]


def test_own_apps_are_added_and_put_together() -> None:
    own = OfficialApp(ZEPHYR.package, ("Zephyr", "Zephyr Bank"), certificates=(STRANGER,),
                      source="user")  # fmt: skip
    both = with_own(Registry((ZEPHYR,)), (own, OfficialApp("com.new.app")))

    assert ["com.zephyrbank.mobile", "com.new.app"] == [a.package for a in both.apps]
    assert merged(ZEPHYR, own) == both.apps[0]
    assert ("Zephyr", "Zephyr Bank", "和风银行") == both.apps[0].labels
    assert () == both.apps[0].weak_labels
    assert (MAKER, STRANGER) == both.apps[0].certificates
    assert "bank" == both.apps[0].kind
    assert "user" == both.apps[0].source


def test_written_app_is_read_again() -> None:
    text = official_line(ZEPHYR) + "\n" + official_line(OfficialApp("com.a.b"))

    assert (ZEPHYR, OfficialApp("com.a.b")) == read_own_registry(text, "own.jsonl")
    assert () == read_own_registry("package,label\n", "empty.csv")


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x0b"])
def test_a_name_with_a_break_in_it_is_one_line(mark: str) -> None:
    named = replace(ZEPHYR, labels=(f"Zephyr{mark}Bank",))
    catalogue = f"package,label\ncom.a.b,Zephyr{mark}Bank\n"

    assert (named,) == read_own_registry(official_line(named), "own.jsonl")
    assert (f"Zephyr{mark}Bank",) == read_own_registry(catalogue, "store.csv")[0].labels


def test_rows_of_one_package_are_put_together() -> None:
    text = f"package,label,cert_sha256\ncom.a.b,A,{MAKER}\ncom.a.b,A,{STRANGER}\n"
    (found,) = read_own_registry(text, "store.csv")

    assert {MAKER, STRANGER} == set(found.certificates)


def test_rebuilds_of_one_package_are_put_together() -> None:
    rows = [
        OfficialApp("com.a.b", rebuilds=(MAKER,)),
        OfficialApp("com.a.b", vendor="com.a", rebuilds=(STRANGER,)),
    ]
    (found,) = read_own_registry("".join(map(official_line, rows)), "own.jsonl")

    assert ((MAKER, STRANGER), "com.a") == (found.rebuilds, found.vendor)


def test_catalogue_of_a_store_is_read() -> None:
    colons = ":".join("ab" for _ in range(32)).upper()
    text = (
        "package,label,cert_sha256,icon_hash,kind,ignored\n"
        f"com.a.b,Alpha; Beta,{colons};{MAKER},{ICON.upper()},bank,x\n"
        "com.c.d,,,,,\n"
    )
    first, second = read_own_registry(text, "store.csv")

    assert ("Alpha", "Beta") == first.labels
    assert ("ab" * 32, MAKER) == first.certificates
    assert (OfficialIcon(ICON),) == first.icons
    assert ("bank", "catalogue") == (first.kind, first.source)
    assert OfficialApp("com.c.d", source="catalogue") == second


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"package":"com.a.b"}\nx', "f: line 2: is no JSON"),
        ('{"package":"com.a.b"}\n[]', "f: line 2: is no JSON object"),
        ('{"package":"a b"}', "f: line 1: 'a b' is no package name"),
        ('{"package":1}', "f: line 1: '1' is no package name"),
        ('{"package":"com.a.b","labels":"x"}', "f: line 1: labels is no list"),
        ('{"package":"com.a.b","labels":[1]}', "f: line 1: labels is no text"),
        ('{"package":"com.a.b","kind":1}', "f: line 1: kind is no text"),
        ('{"package":"com.a.b","icons":[1]}', "f: line 1: an icon is no JSON object"),
        (
            '{"package":"com.a.b","certificates":["ab"]}',
            "f: line 1: 'ab' is no SHA-256 of a certificate",
        ),
        (
            '{"package":"com.a.b","icons":[{"perceptual_hash":"ab"}]}',
            "f: line 1: 'ab' is no hash of an icon",
        ),
        ("name,label\na,b", "f: has no columns package and label"),
        ("", "f: has no columns package and label"),
        ('package,label\ncom.a.b,"x"y\n', "f: line 1: ',' expected after '\"'"),
        ("package,label\n,x\n", "f: line 2: '' is no package name"),
    ],
)
def test_broken_line_of_a_user_is_refused(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_own_registry(text, "f")

    assert message == caught.value.message


def test_a_registry_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownfile, "MOST_APPS", 2)
    rows = [f"com.a.b{number},x" for number in range(3)]

    assert 2 == len(read_own_registry("\n".join(["package,label", *rows[:2]]), "f"))
    with pytest.raises(SourceError, match="f: line 4: more than 2 apps"):
        read_own_registry("\n".join(["package,label", *rows]), "f")


def test_official_app_is_made_of_its_facts() -> None:
    facts = app("Alpha", "com.a.b", MAKER, icon=ICON)
    facts = replace(facts, identity=replace(facts.identity, labels=(("", "Alpha"), ("de", "Alfa"))))
    made = official_of(facts, name="The Alpha", kind="bank", source="registered")

    assert ("The Alpha", "Alpha", "Alfa") == made.labels
    assert ((MAKER,), (OfficialIcon(ICON),)) == (made.certificates, made.icons)
    assert ("bank", "registered") == (made.kind, made.source)
    assert () == official_of(app(None, key=MAKER), name=None, kind="", source="").labels


@pytest.mark.parametrize(
    ("identity", "signing", "message"),
    [
        (Identity(), Signing(), "it has no package name"),
        (
            Identity(package="single"),
            Signing(),
            "'single' is no package name that Android takes",
        ),
        (
            Identity(package="org.tide-water.x"),
            Signing(),
            "'org.tide-water.x' is no package name that Android takes",
        ),
        (
            Identity(package="a.b", icon=Icon()),
            Signing(),
            "its signature does not hold, so that its maker is not known",
        ),
        (
            Identity(package="a.b"),
            Signing(certificates=(Certificate(MAKER),), verified=False),
            "its signature does not hold, so that its maker is not known",
        ),
        (
            Identity(package="a.b"),
            Signing(certificates=(Certificate(MAKER, known="aosp-testkey"),), verified=True),
            "it is signed with a key that anybody has (aosp-testkey)",
        ),
    ],
)
def test_app_of_nobody_is_not_registered(
    identity: Identity, signing: Signing, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        official_of(replace(app(), identity=identity, signing=signing), name=None, kind="",
                    source="")  # fmt: skip

    assert message == caught.value.message
