from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fraudlens.reports.code_span import code_span


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
