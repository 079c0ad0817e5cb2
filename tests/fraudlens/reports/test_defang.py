from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.defang import code_span, defanged, unlinked


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("http://a.example/", "hxxp://a[.]example/"),
        ("HTTPS://A.example", "HxxPS://A[.]example"),
        ("ftp://a.example", "fxp://a[.]example"),
        ("a.example.", "a[.]example."),
        ("192.0.2.7", "192[.]0[.]2[.]7"),
        ("a\x1b.b", "a\\x1b[.]b"),
        ("", ""),
    ],
)
def test_defanged(given_: str, expected: str) -> None:
    assert expected == defanged(given_)


@given(st.text(max_size=80))
def test_no_scheme_of_the_web_is_left_and_the_text_can_be_looked_at(text: str) -> None:
    shown = defanged(text)

    assert shown.isprintable()
    assert "http://" not in shown.lower()
    assert "http://" not in unlinked(f"see xhttp://a{shown}").lower()


@given(st.text(alphabet="`a <\n", max_size=30))
def test_a_code_span_holds_its_text_whole(text: str) -> None:
    """As CommonMark 0.31 reads it: one run of backticks, and the same run at the end only."""
    span = code_span(text)
    fence = len(span) - len(span.lstrip("`"))
    inner = span[fence:-fence]
    longest = max((len(run) for run in _runs(inner)), default=0)

    assert "\n" not in span
    assert span.endswith("`" * fence)
    assert longest < fence


def _runs(text: str) -> list[str]:
    found, run = [], ""
    for character in f"{text} ":
        if character == "`":
            run += character
        elif run:
            found.append(run)
            run = ""
    return found


@pytest.mark.parametrize(("text", "span"), [("", "`  `"), ("`", "`` ` ``"), (" a", "`  a `")])
def test_texts_that_touch_the_fence_are_kept_apart(text: str, span: str) -> None:
    assert span == code_span(text)
