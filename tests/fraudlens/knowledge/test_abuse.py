"""Desks of platforms: their table has sources, and no row that leads nowhere."""

from __future__ import annotations

import re

import pytest

from fraudlens.errors import DataError
from fraudlens.knowledge.abuse import AbuseDesk, load_abuse_desks, read_abuse_desks
from fraudlens.knowledge.platforms import load_platforms

HEAD = "suffix,name,email,url,source,read\n"


def test_a_row_is_a_desk() -> None:
    found = read_abuse_desks(f"{HEAD}x.example,X,a@x.example,,https://x.example/abuse,2026-11-26\n")

    assert {
        "x.example": AbuseDesk("X", "a@x.example", None, "https://x.example/abuse", "2026-11-26")
    } == found


def test_a_row_without_a_way_to_report_is_broken() -> None:
    message = "platform_abuse.csv:2: neither email nor url"
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        read_abuse_desks(f"{HEAD}x.example,X,,,https://x.example/abuse,2026-11-26\n")


def test_every_desk_says_where_and_when_it_was_read() -> None:
    desks = load_abuse_desks().values()

    assert [] == [d for d in desks if not re.fullmatch(r"https://\S+", d.source)]
    assert [] == [d for d in desks if not re.fullmatch(r"\d{4}-\d\d-\d\d", d.read)]
    assert [] == [d for d in desks if d.url and not d.url.startswith("https://")]
    assert [] == [d for d in desks if d.email and not re.fullmatch(r"[\w.+-]+@[\w.-]+", d.email)]


def test_every_desk_belongs_to_a_platform() -> None:
    hosts = {platform.suffix for platform in load_platforms()}

    assert [] == [
        suffix
        for suffix in load_abuse_desks()
        if not any(host == suffix or host.endswith(f".{suffix}") for host in hosts)
    ]
