from __future__ import annotations

import math

import numpy as np
import pytest

from apkscan.features import column
from apkscan.features.identity import entropy, longest_consonants
from apkscan.features.matrix import FEATURES, THEMES, fill
from apkscan.view import Surroundings
from tests.apkscan.apps import batch, view

EMPTY = "{}"


def value(name: str, text: str, surroundings: Surroundings | None = None) -> float:
    app = view(text) if surroundings is None else view(text, surroundings)
    place = FEATURES.index[name]
    columns = [each for theme in THEMES for each in theme.columns]
    return columns[place].measure(app)


def test_there_are_as_many_columns_as_asked() -> None:
    assert 300 <= len(FEATURES) <= 600


def test_no_column_tells_size_year_or_key() -> None:
    """They separate the collections by themselves, and say nothing of fraud."""
    telling = ("bytes", "sdk", "year", "testkey", "debug_key", "scheme_v")

    assert [] == [name for name in FEATURES.names if any(word in name for word in telling)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("package_entropy", '{"identity":{"package":"..."}}', 0.0),
        ("package_vowel_share", '{"identity":{"package":"1.2"}}', math.nan),
        ("label_in_package", '{"identity":{"package":"a.b","label":"钱"}}', math.nan),
        ("label_in_package", '{"identity":{"package":"org.cat","label":"Dog"}}', 0.0),
        ("label_length", '{"identity":{"label":"   "}}', math.nan),
        ("signer_entropy", '{"signing":{"certificates":[{"sha256":"0"}]}}', math.nan),
        ("components_open_share", ('{"manifest":{"components":['
         '{"kind":"activity","name":"a","filters":[{}]},{"kind":"service","name":"b"}]}}'), 0.5),
        ("components_unguarded", ('{"manifest":{"components":['
         '{"kind":"receiver","name":"a","exported":true,"permission":"p"}]}}'), 0.0),
        ("components_outside_package", '{"identity":{"package":"a.b"}}', math.nan),
        ("code_below_package", '{"dex":{"classes":2}}', math.nan),
        ("code_missing_components", ('{"manifest":{"components":['
         '{"kind":"activity","name":"a.b.C"}]},"dex":{"packages":[["a.b",1]]}}'), 0.0),
        ("permissions_made_up", ('{"manifest":{"permissions":["android.permission.CAMERA",'
         '"android.permission-group.X","ANDROID.PERMISSION.Y"]}}'), 1.0),
        ("shell_share", "{}", math.nan),
    ],
)  # fmt: skip
def test_odd_apps(name: str, text: str, expected: float) -> None:
    np.testing.assert_equal(value(name, text), expected)


def test_scores_of_links_come_from_the_surroundings() -> None:
    text = (
        '{"finds":[{"kind":"url","value":"http://a.example/","place":"x"},'
        '{"kind":"url","value":"http://b.example/","place":"x"}]}'
    )
    scored = Surroundings(score_links=lambda urls: [0.9, 0.1][: len(urls)])
    unread = Surroundings(score_links=lambda urls: [None for _ in urls])

    assert 0.9 == value("link_worst", text, scored)
    assert 0.5 == value("link_mean", text, scored) == value("link_worst_mean", text, scored)
    assert 0.5 == value("link_bad_share", text, scored)
    assert math.isnan(value("link_worst", text, unread))


def test_a_matrix_has_a_row_an_app() -> None:
    matrix = fill(batch(EMPTY, EMPTY))

    assert (2, len(FEATURES)) == matrix.shape
    assert np.float32 == matrix.dtype


def test_entropy_and_consonants_of_nothing() -> None:
    assert 0.0 == entropy("")
    assert 0 == longest_consonants("aeiou")


def test_a_share_of_nothing_is_absent() -> None:
    assert math.isnan(column.share(1, 0))
