"""Words of the note codes."""

from __future__ import annotations

import re
from collections import Counter

from apkscan.read import codes
from apkscan.read.codes import CODES


def test_codes_are_sorted_and_stand_in_one_part_each() -> None:
    everywhere = Counter(code for part in codes._PARTS for code in part)

    assert sorted(CODES) == list(CODES)
    assert [] == [code for code, count in everywhere.items() if count > 1]


def test_codes_are_lower_case_with_hyphens() -> None:
    assert [] == [code for code in CODES if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code)]


def test_every_code_has_words_in_both_languages() -> None:
    assert [] == [
        name
        for name, code in CODES.items()
        if code.en.endswith(".") or not code.en[0].isupper() or not re.search("[一-鿿]", code.zh)
    ]
