"""Answers in the forms of thirty registries, made up, and the facts in them.

`tests/data/whois/NAME.txt` is an answer; its facts stand in `facts.jsonl`. The dates, which are
what registries write in most ways, stand here, too, so that a refresh cannot change them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from urlguard.registration.facts_json import to_plain
from urlguard.registration.whois_lines import decoded
from urlguard.registration.whois_text import read_answer

if TYPE_CHECKING:
    from urlguard.registration.facts import Registration

FOLDER = Path(__file__).parents[2] / "data" / "whois"
FACTS = FOLDER / "facts.jsonl"
REFRESH = "FRAUDLENS_REFRESH=1 python -m pytest tests/urlguard/registration/test_whois_answers.py"
DOMAINS = {
    "au-auda": ("example.com.au", None),
    "br-registro": ("example.com.br", "2026-11-06 00:00"),
    "ca-cira": ("example.ca", "2026-10-05 15:52"),
    "cn-cnnic": ("example.cn", "2026-11-01 12:20"),
    "com-verisign": ("example.com", "2026-11-02 21:44"),
    "cz-nic": ("example.cz", "2026-04-07 20:36"),
    "de-denic": ("example.de", None),
    "dk-punktum": ("example.dk", "2026-07-03 00:00"),
    "ee-eis": ("example.ee", "2026-07-04 00:06"),
    "eu-eurid": ("example.eu", None),
    "fi-traficom": ("example.fi", "2026-04-05 09:48"),
    "fr-afnic": ("example.fr", "2019-12-22 23:00"),
    "gg-islands": ("example.gg", "2026-04-03 00:00"),
    "hk-hkirc": ("example.hk", "2026-04-03 00:00"),
    "id-pandi": ("example.co.id", "2025-12-08 13:33"),
    "ie-weare": ("example.ie", "2026-05-04 00:00"),
    "it-nic": ("example.it", "2026-08-28 09:00"),
    "jp-co-jprs": ("example.co.jp", "2001-03-22 00:00"),
    "jp-jprs": ("example.jp", "2026-10-08 00:00"),
    "kr-kisa": ("example.kr", "2012-05-09 00:00"),
    "nl-sidn": ("example.nl", "2026-03-07 00:00"),
    "org-pir": ("example.org", "1999-03-04 05:00"),
    "pl-nask": ("example.pl", "2026-03-06 01:08"),
    "rs-rnids": ("example.rs", "2026-03-04 12:31"),
    "ru-tci": ("example.ru", "2026-11-19 21:00"),
    "se-iis": ("example.se", "2026-01-08 00:00"),
    "tr-trabis": ("example.com.tr", "2026-08-03 00:00"),
    "tw-twnic": ("example.com.tw", "2026-05-03 23:00"),
    "ua-hostmaster": ("example.com.ua", "2026-07-07 21:03"),
    "uk-nominet": ("example.co.uk", "2019-05-04 00:00"),
}


def facts_of(name: str) -> Registration:
    text = decoded((FOLDER / f"{name}.txt").read_bytes())
    return read_answer(text, DOMAINS[name][0], "whois.registry.example").facts


def test_every_answer_is_looked_at() -> None:
    assert sorted(DOMAINS) == sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", DOMAINS)
def test_the_creation_date_is_read_or_known_to_be_withheld(name: str) -> None:
    facts = facts_of(name)
    expected = DOMAINS[name][1]

    assert expected == (f"{facts.created:%Y-%m-%d %H:%M}" if facts.created else None)
    assert ("ok" if expected else "redacted") == facts.state


@pytest.mark.parametrize("name", DOMAINS)
def test_no_answer_gives_dates_that_cannot_be(name: str) -> None:
    facts = facts_of(name)
    dates = [date for date in (facts.created, facts.changed, facts.expires) if date]

    assert sorted(dates) == dates


def test_facts_are_as_in_the_file() -> None:
    lines = [
        json.dumps({"answer": n, **to_plain(facts_of(n))}, ensure_ascii=False) for n in DOMAINS
    ]
    found = "".join(f"{line}\n" for line in lines)
    if os.environ.get("FRAUDLENS_REFRESH"):  # pragma: no cover  a person asked for it
        FACTS.write_text(found, "utf-8")

    assert FACTS.read_text("utf-8") == found, f"if that is right: {REFRESH}"
