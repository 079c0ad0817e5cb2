"""Keys that anybody can have."""

from __future__ import annotations

import re

from apkscan.read.known_keys import known_key
from fraudlens.knowledge.reference import read_table, reference_text

AOSP_TESTKEY = "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc"


def test_listed_key_has_its_name_whatever_its_subject() -> None:
    assert "aosp-testkey" == known_key(AOSP_TESTKEY, "CN=Android Debug")


def test_other_keys_have_none() -> None:
    assert "" == known_key("0" * 64, "CN=Anybody")


def test_table_is_sound() -> None:
    columns = ("cert_sha256", "name", "note", "source")
    rows = [cells for _, cells in read_table(reference_text("known_keys.csv"), "k", columns)]

    assert all(re.fullmatch("[0-9a-f]{64}", row[0]) for row in rows)
    assert all(re.fullmatch("[a-z][a-z0-9-]+", row[1]) for row in rows)
    assert all(row[2] and row[3] for row in rows)
    assert len(rows) == len({row[0] for row in rows}) == len({row[1] for row in rows})
