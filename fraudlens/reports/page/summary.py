"""What stands above the table: counts, charts, models, and how to read the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.decide import DECISIONS
from fraudlens.reports.page.charts import score_histogram, type_bars, verdict_bar
from fraudlens.reports.page.markup import NOTHING, Html, element, joined, text
from fraudlens.reports.page.pieces import badge, outside, target_of
from fraudlens.reports.page.target import model_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.reports.page.gather import Gathered
    from fraudlens.reports.page.words import Say


def summary(found: Gathered, say: Say) -> Html:
    """Give counts and charts of all targets."""
    count = found.tally.targets
    if not count:
        return element("p", text(say("nothing")))
    counts = {str(name): found.tally.decisions.get(name, 0) for name in reversed(DECISIONS)}
    counts["error"] = found.tally.failed
    total = say("of one") if count == 1 else say("of targets", count=f"{count:,}")
    tiles = [
        element(
            "li",
            element("b", text(f"{number:,}")),
            text(f" {say(f'n {name}')}"),
            class_=f"tile {name}",
        )
        for name, number in counts.items()
    ]
    return joined(
        (
            element("ul", *tiles, element("li", text(total), class_="total"), class_="tiles"),
            _figure("chart verdicts", verdict_bar(counts, say), "", say),
            element("div", *_charts(found, say), class_="charts"),
            _policies(found.tally.policies, say),
            _models(found, say),
            element("p", text(say("defanged")), class_="note"),
        )
    )


def failures(found: Gathered, say: Say) -> Html:
    """Give how many targets could not be read for which reason, and which; at least one."""
    counts = [
        element("tr", element("td", element("code", text(code, 100))), _number(count))
        for code, count in sorted(found.tally.failures.items(), key=lambda pair: (-pair[1], pair))
    ]
    rows = [
        element(
            "tr",
            _number(number),
            element("td", element("code", text(failure.code, 100))),
            element("td", target_of(failure.subject.kind, failure.subject.target, 500)),
            element("td", outside(failure.message, 500)),
        )
        for number, failure in found.failures
    ]
    left = left_out("failures left out", len(found.failures), found.tally.failed, say)
    return joined(
        (
            _table(("code", "count"), counts, "counts", say),
            left,
            _table(("number", "code", "row target", "message"), rows, "failed", say),
        )
    )


def left_out(key: str, shown: int, total: int, say: Say) -> Html:
    """Say how many are not shown; nothing if all are."""
    if shown >= total:
        return NOTHING
    sentence = say(key, shown=f"{shown:,}", all=f"{total:,}")
    return element("p", text(sentence), class_="left-out")


def _charts(found: Gathered, say: Say) -> list[Html]:
    charts = []
    if any(map(any, found.scores.values())):
        drawn = score_histogram(found.scores, say)
        charts.append(_figure("chart scores", drawn, "score axis", say))
    if found.tally.types:
        charts.append(_figure("chart types", type_bars(found.tally.types, say), "", say))
    return charts


def _figure(name: str, drawn: Html, note: str, say: Say) -> Html:
    told = element("span", text(say(note)), class_="note") if note else NOTHING
    caption = element("figcaption", text(f"{say(name)} "), told)
    return element("figure", caption, drawn, class_=name.rsplit(maxsplit=1)[-1])


def _policies(counts: Mapping[str, int], say: Say) -> Html:
    if not counts:
        return NOTHING
    parts = [
        joined((badge(name, say), text(f" {count:,}"))) for name, count in sorted(counts.items())
    ]
    return element("p", text(say("policies", counts="")), joined(parts, text(" ")))


def _models(found: Gathered, say: Say) -> Html:
    rows = [
        element(
            "tr",
            element("td", text(f"{model.name} {model.version}", 200)),
            element("td", text(model_words(model, say))),
            element("td", element("code", text(model.sha256, 100))),
        )
        for model in found.models
    ]
    if not rows:
        return NOTHING
    note = element("p", text(say("score note")), class_="note")
    return joined((_table(("model of", "row verdict", "digest"), rows, "models", say), note))


def _table(heads: tuple[str, ...], rows: list[Html], kind: str, say: Say) -> Html:
    cells = [element("th", text(say(word)), scope="col") for word in heads]
    head = element("thead", element("tr", *cells))
    return element("table", head, element("tbody", *rows), class_=kind)


def _number(value: int) -> Html:
    return element("td", text(f"{value:,}"), class_="number")
