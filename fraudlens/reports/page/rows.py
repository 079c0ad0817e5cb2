"""The table of targets, worst first, and what a script needs to sort and filter it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.reports.page.markup import NOTHING, Html, element, text
from fraudlens.reports.page.pieces import badge, outside, target_of
from fraudlens.reports.page.script import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.reports.page.gather import Gathered, Row
    from fraudlens.reports.page.words import Say

_VERDICTS = ("error", *DECISIONS)
_TARGET, _WHY = 240, 200
"""Characters of a cell; the section of the target has more."""
_COLUMNS = (
    ("number", "n"), ("row verdict", "r"), ("row score", "s"), ("row type", "t"),
    ("row policy", "p"), ("row target", ""), ("row why", ""),
)  # fmt: skip
"""Word of each heading, and the key of a row by which it sorts; empty: the text of the cell."""


def table(found: Gathered, say: Say) -> Iterator[Html]:
    """Give the table in pieces: controls, head, rows, end."""
    policies = any(row.policy for row in found.rows)
    told = {number for number, _ in found.told}
    yield _controls(found, say)
    begin = element("table", _head(say, policies=policies), id="rows")
    yield Html(begin.removesuffix("</table>") + "<tbody>")
    for row in found.rows:
        yield _row(row, say, policies=policies, told=row.number in told)
    yield Html("</tbody></table>")
    more = say("more rows", count="{count}")
    yield element("button", text(more), id="more", type="button", hidden="", data_text=more)
    # At once, before a browser lays out what follows: the script hides most of a long table.
    yield element("script", Html(SCRIPT))


def anchor(number: int) -> str:
    """Give the name of a target's section."""
    return f"t{number}"


def type_word(name: str, say: Say) -> str:
    """Give the word of a type or an error code; `-` for none."""
    return say(name) if name else "–"


def _controls(found: Gathered, say: Say) -> Html:
    """Give the fields of the filters; hidden, for only the script makes them do something."""
    shown = say("shown", fit="{fit}", all="{all}")
    return element(
        "form",
        element(
            "label",
            text(say("find")),
            element(
                "input",
                id="find",
                type="search",
                autocomplete="off",
                spellcheck="false",
                placeholder=say("find hint"),
            ),
        ),
        _choice("verdict", "row verdict", _present((r.verdict for r in found.rows), say), say),
        _choice("type", "row type", _present((r.type for r in found.rows), say), say),
        element("button", text(say("clear filters")), type="reset"),
        element("output", id="shown", data_text=shown, aria_live="polite"),
        id="controls",
        hidden="",
        data_lang=say.lang,
        data_sort=say("sort", name="{name}"),
        autocomplete="off",
    )


def _present(names: Iterable[str], say: Say) -> dict[str, str]:
    """Give the words of the names that occur, in the order of verdicts, then by word."""
    order = {name: -place for place, name in enumerate(_VERDICTS)}
    words = {name: say(name) if name else say("no type") for name in set(names)}
    return dict(sorted(words.items(), key=lambda pair: (order.get(pair[0], 0), pair[1])))


def _choice(name: str, label: str, words: dict[str, str], say: Say) -> Html:
    # A value of a filter begins with `=`, so that "any" and the type "none" are told apart.
    options = [
        element("option", text(word, most=80), value=f"={key}") for key, word in words.items()
    ]
    choice = element("select", element("option", text(say("any")), value=""), *options, id=name)
    return element("label", text(say(label)), choice)


def _head(say: Say, *, policies: bool) -> Html:
    cells = [
        element("th", text(say(word)), scope="col", class_=word.split()[-1], data_key=key)
        for word, key in _COLUMNS
        if policies or word != "row policy"
    ]
    return element("thead", element("tr", *cells))


def _row(row: Row, say: Say, *, policies: bool, told: bool) -> Html:
    name = target_of(row.kind, row.target, _TARGET)
    if told:
        name = element("a", name, href=f"#{anchor(row.number)}")
    app = element("b", outside(row.label, _TARGET)) if row.label else NOTHING
    score = "" if row.score is None else f"{row.score:.3f}"
    policy = element("td", badge(row.policy, say) if row.policy else NOTHING, class_="policy")
    return element(
        "tr",
        element("td", text(str(row.number)), class_="number"),
        element("td", badge(row.verdict, say), class_="verdict"),
        element("td", text(score), class_="score"),
        element("td", text(type_word(row.type, say), most=80), class_="type"),
        policy if policies else NOTHING,
        element("td", app, name, class_="target"),
        element("td", outside(row.why, _WHY) if row.why else NOTHING, class_="why"),
        data_n=row.number,
        data_v=row.verdict,
        data_r=_VERDICTS.index(row.verdict),
        data_s=-1 if row.score is None else row.score,
        data_t=row.type,
        data_p=row.policy if policies else None,
    )
