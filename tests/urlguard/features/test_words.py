"""Words in host and path: counted by kind, covering the label once."""

from __future__ import annotations

import numpy as np
import pytest

from fraudlens.knowledge.words import WORD_KINDS
from tests.urlguard.rows import batch_of, value_of
from urlguard.automaton import Pattern, build
from urlguard.features.words import N_KINDS, fill_words, first_word, meaning

WORDS = build(
    [
        Pattern("bet", whole=True, payload=9),
        Pattern("login", whole=False, payload=0),
        Pattern("log", whole=False, payload=1),
        Pattern("ginza", whole=False, payload=2),
        Pattern("88", whole=True, payload=9),
    ]
)


def counted(target: str) -> tuple[dict[str, int], dict[str, int], float, float]:
    """Give host and path words by kind, share and longest word of the label."""
    out = np.full((1, 2 * N_KINDS + 2), np.nan, np.float32)
    fill_words(batch_of(target).columns(), WORDS, out, 0, N_KINDS, 2 * N_KINDS)
    row = out[0].tolist()
    host, path = row[:N_KINDS], row[N_KINDS : 2 * N_KINDS]
    return (
        {kind: int(n) for kind, n in zip(WORD_KINDS, host, strict=True) if n},
        {kind: int(n) for kind, n in zip(WORD_KINDS, path, strict=True) if n},
        row[-2],
        row[-1],
    )


@pytest.mark.parametrize(
    ("target", "host", "path", "share", "longest"),
    [
        ("garden.example", {}, {}, 0, 0),
        ("login.example", {"credential": 1, "delivery": 1}, {}, 1, 5),
        ("xloginza.example", {"credential": 1, "delivery": 1, "invest": 1}, {}, 7 / 8, 5),
        ("bet-88.example", {"gambling": 2}, {}, 5 / 6, 3),
        ("bets-888.example", {}, {}, 0, 0),
        ("login.a.example", {"credential": 1, "delivery": 1}, {}, 0, 0),
        ("a.example/LOGIN?bet#bet", {}, {"credential": 1, "delivery": 1, "gambling": 2}, 0, 0),
        ("betlogin.example", {"credential": 1, "delivery": 1}, {}, 5 / 8, 5),
        ("http://88.1.2.3/", {"gambling": 1}, {}, 2 / 8, 2),
    ],
)
def test_words_are_counted(
    target: str, host: dict[str, int], path: dict[str, int], share: float, longest: int
) -> None:
    assert [host, path, pytest.approx(share), longest] == list(counted(target))


def test_word_across_the_border_of_a_label_does_not_count() -> None:
    assert 0 == value_of("log.in-garden.example", "host_words_credential")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [("xloginx", 0, "login"), ("xloginx", 9, ""), ("bet-88", 9, "bet"), ("bets", 9, "")],
)
def test_longest_word_of_a_kind_is_found(text: str, kind: int, expected: str) -> None:
    begin, end = first_word(np.frombuffer(text.encode(), np.uint8), 0, len(text), WORDS, kind)

    assert expected == text[begin:end]


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_each_kind_has_a_meaning_in_both_languages(kind: str) -> None:
    assert meaning(kind, "en").isascii()
    assert not meaning(kind, "zh").isascii()
