"""Names are compared by what is left without look-alikes, spacing and padding."""

from __future__ import annotations

import pytest

from apkscan.imitation.hanzi import load_hanzi, read_hanzi, simplified, sound
from apkscan.imitation.names import is_ordinary, load_label_words, name_of, read_label_words
from fraudlens.errors import DataError
from fraudlens.knowledge.confusables import fold
from fraudlens.knowledge.reference import reference_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Chrome", "С\u04bbrome", id="Cyrillic"),
        pytest.param("WhatsApp", "W h a t s A p p", id="spaces"),
        pytest.param("WhatsApp", "Whats\u200bApp\u00ad", id="invisible"),
        pytest.param("Pay-Pal", "PAYPAL", id="case and hyphen"),
        pytest.param("国家反诈中心", "國家反詐中心", id="traditional"),
        pytest.param("Itaú", "ITAU", id="accent"),
        pytest.param("PayPal", "PayPal™", id="trade mark"),
        pytest.param("PayPal", "\u202elaPyaP", id="turned"),
        pytest.param("PayPal Pro", "Pay\u202elaP\u202c Pro", id="turned in part"),
        pytest.param("支付宝", "支付寳", id="variant"),
    ],
)
def test_same_name_has_the_same_key(one: str, other: str) -> None:
    assert name_of(one).key == name_of(other).key


@pytest.mark.parametrize(
    ("label", "core"),
    [
        ("WhatsApp Plus", "whatsapp"),
        ("Chrome 2.0", "chrome"),
        ("Official Chrome v12", "chrome"),
        ("支付宝官方版", "支付宝"),
        ("正版支付宝App", "支付宝"),
        ("支付宝 2026", "支付宝"),
        ("Lite", "lite"),
        ("官方", "官方"),
        ("Client for Reddit", "clientforreddit"),
        ("---", ""),
    ],
)
def test_filler_at_the_ends_is_dropped(label: str, core: str) -> None:
    assert core == name_of(label).core


def test_look_alikes_inside_ascii_are_letters_in_the_look() -> None:
    name = name_of("PayPa1")

    assert ("paypa1", "paypal") == (name.core, name.look)
    assert fold("paypa1") == name.look


def test_a_long_name_is_cut() -> None:
    assert 60 == len(name_of("x" * 100_000).key)


@pytest.mark.parametrize(
    ("label", "heard"),
    [("支付宝", "zhifubao"), ("支付", ""), ("WeChat", ""), ("支付宝X", "")],
)
def test_only_long_chinese_names_sound(label: str, heard: str) -> None:
    assert heard == name_of(label).sound


def test_unknown_characters_are_silent() -> None:
    assert "" == sound("支付\u3401")
    assert "银" == simplified("銀")


@pytest.mark.parametrize(
    ("label", "ordinary"),
    [
        ("Wallet", True), ("Expense Tracker", True), ("QQ", True), ("12306", True), ("钱包", True),
        ("Bank 24", True), ("银", True), ("WhatsApp", False), ("支付宝", False),
        ("HDFC Bank", False),
    ],
)  # fmt: skip
def test_ordinary_names_say_nothing_alone(label: str, ordinary: bool) -> None:
    assert ordinary is is_ordinary(name_of(label))


def test_words_of_many_names_are_ordinary() -> None:
    assert is_ordinary(name_of("Zephyr Bank"), frozenset(("zephyr",)))


@pytest.mark.parametrize("name", ["hanzi.csv", "app_label_words.csv"])
def test_table_says_its_source_and_date(name: str) -> None:
    lines = reference_text(name).splitlines()
    rows = [line for line in lines if not line.startswith("#")]

    assert "2026-11-26" in "".join(line for line in lines if line.startswith("#"))
    assert len(rows) == len(set(rows))


def test_no_word_is_both_filler_and_common() -> None:
    words = load_label_words()

    assert frozenset() == words.filler & words.common
    assert words.known == words.filler | words.common


def test_simplified_characters_stay_as_they_are() -> None:
    table = load_hanzi()

    assert set() == set(table.simple) & set(table.readings)
    assert [] == [text for text in table.readings.values() if not text.isascii()]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,a,b", 'hanzi.csv:2: "x" is none of reading, simple'),
        ("simple,ab,c", 'hanzi.csv:2: "ab" is no character'),
    ],
)
def test_broken_row_of_characters_is_refused(row: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_hanzi(f"kind,key,characters\n{row}\n")

    assert message == caught.value.message


def test_broken_row_of_words_is_refused() -> None:
    with pytest.raises(DataError, match=r'app_label_words.csv:2: "x" is none of filler, common'):
        read_label_words("kind,word,source\nx,a,own\n")
