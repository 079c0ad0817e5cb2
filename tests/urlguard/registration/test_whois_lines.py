"""Bounds of what is read of an answer, and bytes that would break a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urlguard.registration.facts import State
from urlguard.registration.whois_lines import LONGEST_LINE, MOST_LINES, decoded
from urlguard.registration.whois_text import WhoisAnswer, read_answer
from urlguard.registration.whois_values import MOST_ENTRIES, MOST_TEXT

CREATED = "Creation Date: 2026-11-02\n"


def read(text: str) -> WhoisAnswer:
    return read_answer(text, "shop.example", "whois.registry.example")


def test_lists_and_texts_are_bounded() -> None:
    servers = "".join(
        f"Name Server: ns{number}.host.example\n" for number in range(MOST_ENTRIES + 1)
    )
    facts = read(f"{CREATED}{servers}Registrar: {'x' * (MOST_TEXT + 1)}\n").facts

    assert MOST_ENTRIES == len(facts.name_servers)
    assert MOST_TEXT == len(facts.registrar or "")


def test_lines_beyond_the_bounds_are_not_read() -> None:
    assert State.ERROR == read("x\n" * MOST_LINES + CREATED).facts.state
    assert State.OK == read("x\n" * (MOST_LINES - 1) + CREATED).facts.state
    assert State.ERROR == read("Creation Date:" + " " * LONGEST_LINE + "2026-11-02").facts.state


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("日本".encode(), "日本"),
        (b"caf\xe9", "caf\xe9"),
        (b"a\x00\x1b[31m\x07b", "a[31mb"),
        ("a\u202eb\u200b\u2028c\ufeff".encode(), "abc"),
    ],
)
def test_bytes_become_text_without_hostile_signs(data: bytes, expected: str) -> None:
    assert expected == decoded(data)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    facts = read(decoded(data)).facts

    assert "shop.example" == facts.domain


@given(
    st.lists(
        st.sampled_from(
            ["Domain Name", "Registrar", "Registrant:", "nserver", "[Name Server]", "Name servers:",
             "created", ": ", "2026-11-02", "\n", "\n\n", " ", "ns1.host.example", "http://x", "%",
             "Record created on 2026-11-02", "Registered on 3rd April", "[", "]", "\t"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_mixture_of_forms_breaks_the_reader(parts: list[str]) -> None:
    answer = read("".join(parts))

    assert answer.facts.state in set(State) - {State.NOT_QUERIED, State.TIMEOUT}
