"""Phones, Telegram, coins and onion services are found in texts, and look-alikes are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.read import contacts
from apkscan.read.haystack import Text, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apkscan.read.haystack import Haystack

TOKEN = "1234567890:AA" + "f-_K9" * 6 + "abc"
ONION = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"
BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def found(search: Callable[[Haystack], Iterator[tuple[int, str]]], text: str) -> list[str]:
    return [value for _, value in search(stack([Text("a", text.encode())]))]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        pytest.param('"+86 138-0013 9482"', ["+8613800139482"], id="international"),
        pytest.param("<a href='tel:(0)2846224689'>", [], id="odd link"),
        pytest.param("<a href='tel:02846224689'>", ["02846224689"], id="link"),
        pytest.param("13812945678", ["13812945678"], id="chinese mobile"),
        pytest.param("客服 400-100-5678", ["4001005678"], id="chinese service"),
        pytest.param("a +606105819e b(i+1200080426)", [], id="sum"),
        pytest.param('"+11111111111" "+1234567890"', [], id="fillers"),
        pytest.param('"+12 345 67"', [], id="short"),
        pytest.param("x13812945678", [], id="in a word"),
    ],
)
def test_phones(text: str, phones: list[str]) -> None:
    assert phones == found(contacts.phones, text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param(f"https://api.telegram.org/bot{TOKEN}/send", [TOKEN], id="in a URL"),
        pytest.param(TOKEN, [TOKEN], id="whole"),
        pytest.param(TOKEN + "x", [], id="long"),
        pytest.param(TOKEN[5:], [], id="short number"),
        pytest.param(TOKEN.replace("AA", "BA"), [], id="other beginning"),
    ],
)
def test_telegram_tokens(text: str, tokens: list[str]) -> None:
    assert tokens == found(contacts.telegram_tokens, text)


@pytest.mark.parametrize(
    ("text", "chats"),
    [
        pytest.param("send?chat_id=-1001234567890&x", ["-1001234567890"], id="parameter"),
        pytest.param('{"chat_id": "712345678"}', ["712345678"], id="json"),
        pytest.param("-1001234567890", ["-1001234567890"], id="constant"),
        pytest.param("https://t.me/bracken_kefu", ["t.me/bracken_kefu"], id="link"),
        pytest.param("https://telegram.me/+AbCd12", ["t.me/+AbCd12"], id="invitation"),
        pytest.param("https://t.me/share?u=1 https://about.me/bracken", [], id="others"),
    ],
)
def test_telegram_chats(text: str, chats: list[str]) -> None:
    assert chats == found(contacts.telegram_chats, text)


@pytest.mark.parametrize(
    ("search", "address"),
    [
        pytest.param(contacts.bitcoins, BITCOIN, id="bitcoin"),
        pytest.param(contacts.trons, TRON, id="tron"),
        pytest.param(contacts.ethers, ETHER, id="ether"),
    ],
)
def test_coins(search: Callable[[Haystack], Iterator[tuple[int, str]]], address: str) -> None:
    assert [address] == found(search, f"pay to {address}.")
    assert [] == found(search, f"x{address} +{address} {address}x")
    assert [] == found(search, address[:-1] + ("b" if address[-1] != "b" else "c"))


def test_onions() -> None:
    text = f"http://{ONION}/ short.onion {ONION.replace('d', 'e', 1)} {ONION}s"

    assert [ONION] == found(contacts.onions, text)
