from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.defang import defanged, defanged_text
from urlguard.whatwg import refang

ANY = st.text(max_size=60) | st.from_regex(r"(?i)[a-z.:/@?# ]{0,9}https?:/{0,3}[a-z.\[\]@]{0,20}")


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("http://a.example/b.c?d.e", "hxxp://a[.]example/b.c?d.e"),
        ("HTTPS://a.example", "hxxps://a[.]example"),
        ("ftp://a.example/", "fxp://a[.]example/"),
        ("a.example", "a[.]example"),
        ("a.example:80/b.c", "a[.]example:80/b.c"),
        ("http://www.bank.example@evil.example/", "hxxp://www[.]bank[.]example@evil[.]example/"),
        ("http:\\\\a.example\\b.c", "hxxp:\\\\a[.]example\\b.c"),
        ("hxxps://a[.]example/b", "hxxps://a[.]example/b"),
        ("http://a.example/?to=http://b.example", "hxxp://a[.]example/?to=hxxp://b.example"),
        ("http://[::1]/", "hxxp://[::1]/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_address_is_no_link(address: str, written: str) -> None:
    assert written == defanged(address)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see http://a.example/x.html.", "see hxxp://a[.]example/x.html."),
        ("see www.a.example", "see www[.]a.example"),
        ("two: http://a.b https://c.d", "two: hxxp://a[.]b hxxps://c[.]d"),
        ("classes.dex, READ_SMS", "classes.dex, READ_SMS"),
    ],
)
def test_addresses_in_a_text_are_no_links(text: str, written: str) -> None:
    assert written == defanged_text(text)


@given(ANY)
def test_what_is_defanged_stays_so(text: str) -> None:
    for write in (defanged, defanged_text):
        written = write(text)

        assert not re.search(r"(?i)(https?|ftps?):", written)
        assert written == write(written)


@given(st.from_regex(r"https?://[a-z]{1,9}(\.[a-z]{1,9}){1,3}(/[a-z./]{0,9})?", fullmatch=True))
def test_defanged_address_reads_back_as_it_was(address: str) -> None:
    assert address == refang(defanged(address))[0]
