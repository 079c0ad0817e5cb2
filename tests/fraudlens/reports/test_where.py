from __future__ import annotations

import pytest

from fraudlens.reports.where import place_notes, place_text
from fraudlens.verdict import Subject, Where

LINK = Where("eml", "hxxp://a[.]b", "part 2 text/html a href", 14, "paypal.com")


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        (Subject("url", "a.b", "mail.eml", 3, LINK), "mail.eml:3:14"),
        (Subject("url", "a.b", "qr.png", None, Where("image")), "qr.png"),
        (Subject("url", "a.b", "x\x1b[2J", 3), "x\\x1b[2J:3"),
    ],
)
def test_place_is_as_compilers_write_it(subject: Subject, place: str) -> None:
    assert place == place_text(subject)


@pytest.mark.parametrize(
    ("where", "lang", "notes"),
    [
        (LINK, "en", "part 2 text/html a href; as hxxp://a[.]b; its words say paypal.com"),
        (LINK, "zh", "part 2 text/html a href; 原文 hxxp://a[.]b; 文字却显示 paypal.com"),
        (Where("text", "a.b", None, 1), "en", ""),
        (Where("text", "\u202e", None, 1), "en", "as \\u202e"),
        (None, "en", ""),
    ],
)
def test_notes_tell_part_and_spelling(where: Where | None, lang: str, notes: str) -> None:
    assert notes == place_notes(Subject("url", "a.b", "f", 1, where), lang)
