"""Pages of columns: every column of a model, with examples that a person can read."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from fraudlens.features import Feature
from tools import columns, markdown
from tools.columns import (
    APP_COLUMNS,
    REGISTRATION_COLUMNS,
    URL_COLUMNS,
    ColumnsPage,
    facts_in_brief,
    feature_page,
    sample_in_brief,
)
from urlguard.features.registration import example

if TYPE_CHECKING:
    from types import ModuleType


@pytest.mark.parametrize(
    "page", [URL_COLUMNS, APP_COLUMNS, REGISTRATION_COLUMNS], ids=["url", "apk", "registration"]
)
def test_page_names_every_column_and_block(page: ColumnsPage) -> None:
    text, features = feature_page(page), page.features

    assert [] == [name for name in features.names if f"| `{name}` |" not in text]
    assert [] == [block.name for block in features.blocks if f"(`{block.name}`)" not in text]
    assert f"reads {len(features)} columns" in text
    assert text.endswith("|\n")


@pytest.mark.parametrize(
    ("feature", "cell"),
    [
        (Feature("a", "count", "1", "A.", (("x.example", 2.0),)), "`x.example` 2"),
        (Feature("a", "count", "1", "A.", (("x.example", float("nan")),)), "`x.example` absent"),
        (Feature("a", "score", "log-odds", "A.", learned=True), "learned"),
    ],
    ids=["value", "absent", "learned"],
)
def test_examples_are_shown_with_their_values(feature: Feature, cell: str) -> None:
    assert cell == columns._row(feature, str)[-1]


@pytest.mark.parametrize(
    ("facts", "brief"),
    [
        ('{"dex":{"packages":[["com.apicloud",1]]}}', "dex: packages: com.apicloud, 1"),
        ('{"manifest":{"debuggable":true},"unseen":[]}', "manifest: debuggable: true; unseen: "),
    ],
    ids=["numbers", "truths"],
)
def test_facts_lose_brackets_and_quotes(facts: str, brief: str) -> None:
    assert brief == facts_in_brief(facts)


@pytest.mark.parametrize(
    ("sample", "brief"),
    [
        (example(), "shop.example"),
        (example("shop.github.io"), "shop.github.io"),
        (example(created="2026-11-16"), "created: 2026-11-16"),
        (example("shop.example/a", state="timeout"), "shop.example/a; state: timeout"),
        (example(statuses=["active", "client hold"]), "statuses: active, client hold"),
        (example(registrar="x" * 200), f"registrar: {'x' * 78}…"),
    ],
    ids=["nothing", "elsewhere", "fact", "address and state", "list", "long"],
)
def test_samples_tell_what_is_not_plain(sample: str, brief: str) -> None:
    assert brief == sample_in_brief(sample)


def test_long_facts_are_cut() -> None:
    brief = facts_in_brief(f'{{"identity":{{"label":"{"x" * 200}"}}}}')

    assert 90 == len(brief)
    assert brief.endswith("x…")


@pytest.mark.parametrize("module", [columns, markdown], ids=lambda module: module.__name__)
def test_examples_in_the_modules_hold(module: ModuleType) -> None:
    assert 0 == doctest.testmod(module).failed
