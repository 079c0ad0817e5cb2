"""Code and texts of built apps: what was put in is found, with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pytest

from apkscan.facts import Dex, Find
from apkscan.read.dex import read_dex
from apkscan.read.hidden import read_hidden
from apkscan.read.survey import survey
from apkscan.read.texts import Part, TextReading, collect_texts
from fraudlens.limits import DEFAULT_LIMITS, Limits
from tests.apkscan.read.archives import opened
from tests.data.apk import bombs, dex, frauds
from tests.data.apk.apps import built
from tests.data.apk.arsc import Config, Resource, encode
from tests.data.apk.build import build_apk
from tests.data.apk.container import Draft, Entry, layout
from tests.data.apk.program import plain

DEX = dex.encode([plain("a.B")], ["http://code.bracken.top/"])
URL = b"http://%s.bracken.top/"


@dataclass(frozen=True)
class Contents:
    """Code and texts of an app."""

    dex: Dex
    texts: TextReading


def contents_of(*data: bytes, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """Read an app and its splits."""
    archives = [opened(one) for one in data]
    parts = [Part(a, survey(a), f"split{n}.apk!" if n else "") for n, a in enumerate(archives)]
    code: list[tuple[str, bytes]] = []
    for part in parts:
        code += [(part.prefix + one.name, part.archive.read(one)) for one in part.found.code]
        code += read_hidden(part.archive, part.found, limits).files
    reading = read_dex(code, limits)
    return Contents(reading.dex, collect_texts(parts, reading.texts, limits))


def app(*entries: tuple[str, bytes]) -> bytes:
    return layout(Draft(entries=tuple(Entry(name=n, data=d) for n, d in entries))).whole()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("loan", "loan"),
        ("fake_bank", "bank_credential"),
        ("police", "authority"),
        ("support", "service"),
        ("exchange", "invest"),
        ("gambling", "gambling"),
        ("rebate", "rebate_job"),
    ],
)
def test_words_of_a_fraud_are_mostly_of_its_kind(name: str, kind: str) -> None:
    counts = Counter(hit.kind for hit in contents_of(built(name)).texts.words)

    assert kind == counts.most_common(1)[0][0]


def test_finds_of_a_stealer() -> None:
    finds = contents_of(built("stealer")).texts.finds

    assert {"url", "telegram-token", "telegram-chat"} == {find.kind for find in finds}
    assert {"classes.dex"} == {find.place for find in finds}


def test_every_source_is_searched() -> None:
    words = b"loan "
    texts = (Resource("string", "a", ((Config(), "http://table.bracken.top/"),)),)
    contents = contents_of(
        app(
            ("classes.dex", DEX),
            ("resources.arsc", encode("a.b", texts)),
            ("assets/page.html", words + rb"http:\/\/page.bracken.top\/"),
            ("lib/x86/liba.so", b"\x7fELF" + bytes(60) + words + URL % b"library"),
        )
    )

    assert (
        Find("url", "http://code.bracken.top/", "classes.dex"),
        Find("url", "http://table.bracken.top/", "resources.arsc"),
        Find("url", "http://page.bracken.top/", "assets/page.html"),
        Find("url", "http://library.bracken.top/", "lib/x86/liba.so"),
    ) == contents.texts.finds
    assert [("loan", 1)] == [(hit.word, hit.count) for hit in contents.texts.words]


def test_place_in_a_split_names_the_split() -> None:
    page = ("assets/a.html", URL % b"page")
    contents = contents_of(app(("classes.dex", DEX)), app(page))

    assert [
        "classes.dex",
        "split1.apk!assets/a.html",
    ] == [find.place for find in contents.texts.finds]


def test_suffix_list_that_an_app_carries_is_no_text() -> None:
    page = b"// ===BEGIN ICANN DOMAINS===\n// a@bracken.com\n"

    assert () == contents_of(app(("assets/list.txt", page))).texts.finds


def test_text_beyond_the_bound_is_unseen() -> None:
    limits = replace(DEFAULT_LIMITS, max_text_bytes=74)
    pages = [(f"assets/{n}.html", URL % f"p{n}".encode() + b" " * 50) for n in range(3)]
    contents = contents_of(app(*pages), limits=limits)

    assert 1 == len(contents.texts.finds)
    assert [("files-partly-read", "2 files not read to the end")] == [
        (note.code, note.detail) for note in contents.texts.unseen
    ]


def test_long_text_is_read_up_to_its_bound() -> None:
    limits = replace(DEFAULT_LIMITS, max_text_entry_bytes=100)
    page = URL % b"first" + b" " * 100 + URL % b"last"
    contents = contents_of(app(("assets/a.html", page)), limits=limits)

    assert ["http://first.bracken.top/"] == [find.value for find in contents.texts.finds]
    assert ["assets/a.html"] == [note.place for note in contents.texts.unseen]


@pytest.mark.parametrize("bomb", [bombs.dex_counts, bombs.dex_methods, bombs.text_flood])
def test_bomb_is_read_like_any_app(bomb: object) -> None:
    assert callable(bomb)
    assert 1 <= contents_of(bomb()).dex.files


def test_texts_of_hidden_code_are_searched() -> None:
    spec = frauds.loan()
    contents = contents_of(build_apk(replace(spec, files={"assets/a.png": DEX})))

    assert 2 == contents.dex.files
    assert "http://code.bracken.top/" in [find.value for find in contents.texts.finds]
