"""The size budgets: what is counted, where the bounds are, and that excuses do not go stale."""

from __future__ import annotations

import pytest

from tools import sizes


def function(body_lines: int, *, head: str = "def f() -> None:", docstring: str = "") -> str:
    """Give the source of one function with so many lines of body, and maybe a docstring."""
    body = "    pass\n" * body_lines
    return f"{head}\n{docstring}{body}"


def found(text: str) -> list[str]:
    """Give what is over budget in one source."""
    return [excess.what for excess in sizes.excesses("m.py", text)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [(300, []), (301, ["file has 301 lines, at most 300"])],
)
def test_file_lines_are_bounded(lines: int, expected: list[str]) -> None:
    assert expected == found("x = 1\n" * lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [(39, []), (40, ["function has 41 lines, at most 40"])],
)
def test_function_lines_are_bounded(lines: int, expected: list[str]) -> None:
    assert expected == found(function(lines))


def test_docstring_lines_are_not_counted() -> None:
    assert [] == found(function(39, docstring='    """A.\n\n    B.\n    """\n'))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("def f(a, b, c, d, e):", []),
        ("def f(a, b, c, d, e, *, f, g):", []),
        ("def f(self, a, b, c, d, e):", []),
        ("def f(a, /, b, c, d, e, f):", ["6 positional parameters, at most 5"]),
        ("@kernel\ndef f(a, b, c, d, e, f):", []),
        (
            f"@kernel\ndef f({', '.join('abcdefghijklm')}):",
            ["13 positional parameters, at most 12"],
        ),
    ],
    ids=["five", "keyword-only", "self", "six", "kernel of six", "kernel of thirteen"],
)
def test_positional_parameters_are_bounded(head: str, expected: list[str]) -> None:
    assert expected == found(function(1, head=head))


def test_excess_without_excuse_is_reported() -> None:
    excess = sizes.Excess("m.py:f", 7, "function has 41 lines, at most 40")

    assert ["m.py:f (line 7): function has 41 lines, at most 40"] == sizes.unexcused([excess], {})
    assert [] == sizes.unexcused([excess], {"m.py:f": "a reason"})


def test_excuse_without_excess_is_reported() -> None:
    expected = ["m.py:f: is within the budgets, take it out of ALLOWED"]

    assert expected == sizes.unexcused([], {"m.py:f": "a reason"})
