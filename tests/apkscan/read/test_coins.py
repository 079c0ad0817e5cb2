"""Addresses of coins and onion services are told from random strings by their checks."""

from __future__ import annotations

import pytest

from apkscan.read.coins import is_bitcoin, is_ether, is_onion, is_tron

BITCOINS = (
    b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",  # the genesis block's
    b"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",  # Bitcoin wiki, "Address"
    b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",  # BIP 173
    b"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",  # BIP 350
)
ETHERS = (
    b"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",  # EIP-55
    b"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    b"0x52908400098527886E0F7030069857D2E4169EE7",
    b"0xde709f2102306220921060314715629080e2fb77",
)
TRON = b"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"  # the contract of USDT
ONION = b"duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad"


def changed(text: bytes) -> bytes:
    """Give the text with its tenth character changed for another of all alphabets."""
    return text[:9] + (b"2" if text[9:10] != b"2" else b"3") + text[10:]


@pytest.mark.parametrize("text", BITCOINS)
def test_bitcoin_address_is_checked(text: bytes) -> None:
    assert is_bitcoin(text)
    assert not is_bitcoin(changed(text))


def test_tron_address_is_checked() -> None:
    assert is_tron(TRON)
    assert not is_tron(changed(TRON))
    assert not is_bitcoin(TRON)
    assert not is_tron(BITCOINS[0])
    assert not is_tron(b"T" + b"z" * 40)


@pytest.mark.parametrize("text", ETHERS)
def test_ether_address_is_checked_by_its_capitals(text: bytes) -> None:
    assert is_ether(text)


def test_ether_address_with_wrong_capitals_is_none() -> None:
    assert not is_ether(ETHERS[0][:2] + ETHERS[0][2:].swapcase())


@pytest.mark.parametrize("digits", [b"0" * 40, b"e" * 40, b"0" * 39 + b"1"])
def test_filler_is_no_ether_address(digits: bytes) -> None:
    assert not is_ether(b"0x" + digits)


def test_onion_address_is_checked() -> None:
    assert is_onion(ONION)
    assert not is_onion(changed(ONION))
