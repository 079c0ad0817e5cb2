"""Skeletons of labels that imitate others, and texts that must stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.errors import DataError
from fraudlens.knowledge.confusables import (
    Confusables,
    fold,
    load_confusables,
    read_confusables,
    skeleton,
)

HEADER = "code_point,ascii,kind,glyph\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("paypal-1", "paypal-1", id="ascii stays"),
        pytest.param("\u0440\u0430\u0443\u0440\u0430l", "paypal", id="cyrillic"),
        pytest.param("\u03b1pple", "apple", id="greek"),
        pytest.param("b\u00fccher", "bucher", id="diacritic"),
        pytest.param("\u0142\u00f3d\u017a", "lodz", id="stroke"),
        pytest.param("g\u00f8\u00f8gle", "google", id="slashed"),
        pytest.param("\uff50aypal", "paypal", id="fullwidth"),
        pytest.param("\u0562\u0578", "\u0562n", id="armenian"),
        pytest.param("\u4e2d\u56fd", "\u4e2d\u56fd", id="no look-alike"),
        pytest.param("\u0131cloud", "icloud", id="dotless"),
        pytest.param("\u0410\u0420\u0420LE", "apple", id="upper case"),
    ],
)
def test_skeleton_is_what_a_reader_sees(text: str, expected: str) -> None:
    assert expected == skeleton(text)


@given(st.text())
def test_skeleton_never_fails_and_holds_no_upper_ascii(text: str) -> None:
    plain = skeleton(text)

    assert not any("A" <= c <= "Z" for c in plain)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_skeleton_of_ascii_is_its_lower_case(text: str) -> None:
    assert text.lower() == skeleton(text)


@pytest.mark.parametrize(
    ("imitation", "name"),
    [
        ("g00gle", "google"),
        ("rnicrosoft", "microsoft"),
        ("vvalmart", "walmart"),
        ("a1iexpress", "aliexpress"),
    ],
)
def test_fold_of_an_imitation_is_that_of_the_name(imitation: str, name: str) -> None:
    assert fold(name) == fold(imitation)


def test_tables_are_read() -> None:
    tables = read_confusables(f"{HEADER}0430,a,uts39,а\n0432,b,near,в\n0072 006E,m,ascii,rn\n")

    assert Confusables({0x430: "a", 0x432: "b"}, (("rn", "m"),)) == tables


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("zz,a,near,x", 'confusables.csv:2: "zz" is no code point', id="no number"),
        pytest.param(
            "FFFFFFFF,a,near,x", 'confusables.csv:2: "FFFFFFFF" is no code point', id="big"
        ),
        pytest.param("0430 0430,a,near,x", 'confusables.csv:2: "0430 0430" is no letter', id="two"),
        pytest.param("0430,a,far,x", 'confusables.csv:2: "far" is none of', id="kind"),
    ],
)
def test_broken_row_names_its_line(row: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_confusables(f"{HEADER}{row}\n")

    assert caught.value.message.startswith(message)


def test_shipped_table_maps_to_ascii() -> None:
    tables = load_confusables()

    assert all(plain.isascii() and plain.isalnum() for plain in tables.letters.values())
    assert all(source.isascii() and plain.isascii() for source, plain in tables.pairs)
