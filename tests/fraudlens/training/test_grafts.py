"""Made rows: one class, one fold, a known host under a known path, and never a second time else."""

from __future__ import annotations

import polars as pl
import pytest

from fraudlens.training.digest import text_keys
from fraudlens.training.grafts import with_grafts
from tests.fraudlens.training.made import keyed
from tests.fraudlens.training.shapes import Words

BARE = 0
FOLDS = (0, 1, 2)
TRAIN = keyed(
    *(
        {"value": f"{kind}{fold}{name}", "fraud": fraud, "fold": fold, "form": form}
        for fraud, kind in enumerate("bf")
        for fold in FOLDS
        for number in range(20)
        for name, form in ((f"host{number}", 0), (f"page{number}/{kind}{fold}-{number}", 1))
    )
)
"""A host and a page of a site each; both halves of a value start with class and fold."""


def made(train: pl.DataFrame, rows: int = 30) -> pl.DataFrame:
    return with_grafts(Words(), train, rows, BARE).filter("made")


def test_host_and_path_come_from_one_class_and_one_fold() -> None:
    rows = made(TRAIN).select("value", "fraud", "fold").rows()

    assert 60 == len(rows)
    for value, fraud, fold in rows:
        host, _, path = value.partition("/")
        mark = f"{'bf'[fraud]}{fold}"
        assert (f"{mark}host", f"{mark}-") == (host[:6], path[:3])


def test_a_made_row_stands_in_the_group_of_its_host_with_keys_of_its_own() -> None:
    rows = made(TRAIN)
    hosts = rows["value"].str.split("/").list.first()

    assert text_keys(hosts.to_list()).tolist() == rows["group"].to_list()
    assert text_keys(rows["value"].to_list()).tolist() == rows["duplicate"].to_list()
    assert {(1, 1)} == set(rows.select("form", "cell").rows())
    assert set() == set(TRAIN["duplicate"]) & set(rows["duplicate"])


def test_the_rows_of_the_lists_stay_as_they_were_and_come_first() -> None:
    whole = with_grafts(Words(), TRAIN, 30, BARE)

    assert TRAIN.with_columns(made=False).equals(whole.head(TRAIN.height))


@pytest.mark.parametrize(("rows", "expected"), [(1, 1), (60, 60), (1000, 60)])
def test_each_class_gets_at_most_so_many(rows: int, expected: int) -> None:
    assert [expected, expected] == [
        made(TRAIN, rows).filter(pl.col("fraud") == fraud).height for fraud in (0, 1)
    ]


def test_the_same_rows_are_made_again() -> None:
    assert made(TRAIN).equals(made(TRAIN))


def test_a_site_lends_one_of_its_paths_only() -> None:
    many = keyed(
        *({"value": f"host{n}", "form": 0} for n in range(50)),
        *({"value": f"shop/{n}", "form": 1} for n in range(50)),
    )

    assert 1 == made(many, 50)["value"].str.split("/").list.last().n_unique()


def test_a_fold_without_paths_makes_nothing() -> None:
    bare = TRAIN.filter((pl.col("fold") != 1) | (pl.col("form") == BARE))

    assert {0, 2} == set(made(bare, 60)["fold"])


@pytest.mark.parametrize(("rows", "bare"), [(0, BARE), (30, None)], ids=["no rows", "no bare form"])
def test_nothing_is_made_where_nothing_is_asked_for(rows: int, bare: int | None) -> None:
    assert TRAIN.with_columns(made=False).equals(with_grafts(Words(), TRAIN, rows, bare))


@pytest.mark.parametrize("crossed", [None, "cannot be read!"], ids=["cannot cross", "unreadable"])
def test_what_cannot_be_crossed_or_read_is_left_out(
    monkeypatch: pytest.MonkeyPatch, crossed: str | None
) -> None:
    monkeypatch.setattr(Words, "cross", lambda *_: crossed)

    assert TRAIN.with_columns(made=False).equals(with_grafts(Words(), TRAIN, 30, BARE))
