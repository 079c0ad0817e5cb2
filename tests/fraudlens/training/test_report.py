"""The report and the plots: hostile text is inert, equal figures are equal bytes."""

from __future__ import annotations

import warnings

import pytest

from fraudlens.training import plots
from fraudlens.training.report import render_report
from fraudlens.training.tables import TextTable, result_tables
from tests.fraudlens.training.test_evaluate import FIGURES, evaluation

HOSTILE = "https://x.example/<script>alert(1)</script>\x1b[31m\u202egnp.exe"
CURVE = [{"rows": 10, "recall_1": 0.5, "recall": 0.2}, {"rows": 20, "recall_1": 0.6, "recall": 0.3}]


def test_hostile_text_is_inert() -> None:
    html = render_report(
        HOSTILE,
        FIGURES,
        {"misses": [{"name": HOSTILE, "score": 0.1, "category": "gov", "source": "s"}]},
        [TextTable(HOSTILE, (HOSTILE,), ((HOSTILE,),), HOSTILE), TextTable("absent", (), ())],
    )

    assert 7 == html.count("&lt;script&gt;alert(1)&lt;/script&gt;\ufffd[31m\ufffdgnp.exe")
    assert "<script" not in html
    assert "\x1b" not in html
    assert "absent" not in html


def test_figures_never_break_inside_but_addresses_may() -> None:
    row = ("https://x.example/" + "a" * 40, "71.20 % (64.07 % to 77.62 %)")
    html = render_report("t", FIGURES, {}, [TextTable("one", ("row", "recall"), (row,))])

    assert f"<td class=long>{row[0]}</td><td>{row[1]}</td>" in html


def test_one_form_alone_is_not_told_twice() -> None:
    one = {**FIGURES, "forms": {"app": FIGURES["forms"]["full"]}}

    told = [cells[0] for table in result_tables(one) for cells in table.rows]
    both = [cells[0] for table in result_tables(FIGURES) for cells in table.rows]

    assert not any(name.startswith("app") for name in told)
    assert {"full", "full, fraud"} <= set(both)


def test_the_page_fetches_nothing() -> None:
    html = render_report("t", FIGURES, {}, curve=CURVE)

    assert "default-src 'none'" in html
    assert "src=" not in html
    assert "@import" not in html
    assert 6 == html.count("</svg>")


def test_equal_figures_give_equal_bytes() -> None:
    pages = [
        render_report("t", found.figures, found.worst, curve=CURVE)
        for found in (evaluation(), evaluation())
    ]

    assert pages[0] == pages[1]


def test_a_name_with_a_dollar_is_no_formula() -> None:
    assert "$x^2$" in plots.recall_bars([{"name": "$x^2$", "rows": 3, "recall": 0.5}])


def test_names_of_bars_are_inert_and_leave_room_for_the_bars() -> None:
    source = {"name": "\x1b\u202e" + "x" * 500, "rows": 30, "recall_1": 0.5, "recall": 0.5}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html = render_report("t", {**FIGURES, "sources": [source]}, {})

    assert "\x1b" not in html
    assert "\u202e" not in html
    assert "x… (30)</text>" in html


def test_letters_that_the_font_lacks_are_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = plots.recall_bars([{"name": "钓鱼网址", "rows": 3, "recall": 0.5}])

    assert "钓鱼网址 (3)</text>" in svg


@pytest.mark.parametrize("rows", [0, 100])
def test_bars_are_bounded(rows: int) -> None:
    svg = plots.recall_bars([{"name": f"n{n}", "rows": 3, "recall": 0.5} for n in range(rows)])

    assert min(rows, 25) == svg.count("(3)</text>")


def test_an_empty_curve_is_left_out() -> None:
    svg = plots.roc_plot({"none": [], "some": [(0.01, 0.5), (1.0, 1.0)]})

    assert "some" in svg
    assert "none<" not in svg
