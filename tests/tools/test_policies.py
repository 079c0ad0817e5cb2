"""The tables of the policy page are those of the data."""

from __future__ import annotations

from apkscan.policy.fields import ALL_FIELDS
from apkscan.policy.packs import load_pack, pack_names
from tools.policies import listing_table, rule_tables


def test_every_rule_of_every_pack_is_in_its_table() -> None:
    text = rule_tables()

    assert text.startswith("### `google-play`: Google Play\n\nRead 2026-11-26.\n")
    for name in pack_names():
        assert f"\n### `{name}`: " in f"\n{text}"
        for rule in load_pack(name).rules:
            assert f"| `{rule.name}` | {rule.effective_from}" in text
    assert "| `target-api-2024` | 2024-11-02 to 2025-08-30 | reject |" in text
    assert "; in US |" in text
    assert "); not verified; " in text
    assert "); extensions ended 1 November 2025 |" in text


def test_every_field_of_a_listing_is_in_its_table() -> None:
    text = listing_table()

    assert all(f"| `{name}` |" in text for name in ALL_FIELDS)
    assert "| `submission` | one of `new`, `update`, `existing` |" in text
    assert "| `private` | true or false; else false |" in text
    assert "| `category` | text |" in text
