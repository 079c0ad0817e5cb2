"""One self-contained HTML page for people: it fetches nothing and runs nothing but its own script.

A Content-Security-Policy with the digests of the one style and the one script stands before all
text from outside, so even markup that got through would neither run nor load.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from fraudlens.reports.page.gather import Bounds, gather
from fraudlens.reports.page.markup import Html, element, joined, text
from fraudlens.reports.page.rows import table
from fraudlens.reports.page.script import SCRIPT
from fraudlens.reports.page.style import STYLE
from fraudlens.reports.page.summary import failures, left_out, summary
from fraudlens.reports.page.target import section
from fraudlens.reports.page.words import Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fraudlens.reports.page.gather import Gathered
    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

DEFAULT_BOUNDS = Bounds()


def html(
    outcomes: Iterable[Outcome], run: RunInfo, bounds: Bounds = DEFAULT_BOUNDS
) -> Iterator[bytes]:
    """Write outcomes as one page, in pieces; nothing comes before the last outcome was seen."""
    say = Say(run.lang)
    found = gather(outcomes, bounds)
    for part in _page(found, run, say):
        yield f"{part}\n".encode()


def _page(found: Gathered, run: RunInfo, say: Say) -> Iterator[Html]:
    yield Html(f'<!doctype html>\n<html lang="{text(say.lang)}">')
    yield _head(say)
    yield Html("<body>")
    yield _top(found, run, say)
    yield Html("<main>")
    yield _part("summary", summary(found, say), say)
    yield from _targets(found, say)
    yield from _told(found, say)
    if found.failures:
        yield _part("failures", failures(found, say), say)
    yield Html("</main>")
    yield Html("</body>\n</html>")


def _head(say: Say) -> Html:
    policy = "; ".join((
        "default-src 'none'",
        f"style-src '{_digest(STYLE)}'",
        f"script-src '{_digest(SCRIPT)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ))  # fmt: skip
    parts = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", text(say("title"))),
        element("link", rel="icon", href="data:,"),
        element("style", Html(STYLE)),
    )
    return element("head", joined(parts, Html("\n")))


def _digest(block: str) -> str:
    return f"sha256-{b64encode(sha256(block.encode()).digest()).decode()}"


def _top(found: Gathered, run: RunInfo, say: Say) -> Html:
    made = f"{run.made:%Y-%m-%d %H:%M}"
    names = ["summary", *(["targets", "told"] if found.rows else [])]
    names += ["failures"] if found.failures else []
    links = [
        element("li", element("a", text(say(_TITLES[name])), href=f"#{name}")) for name in names
    ]
    return element(
        "header",
        element("h1", text(say("title"))),
        element("p", text(say("made", made=made, version=run.version)), class_="note"),
        element("nav", element("ul", *links), aria_label=say("skip")),
        class_="top",
    )


_TITLES = {
    "summary": "summary", "targets": "all targets", "told": "in full", "failures": "failures",
}  # fmt: skip
"""Word of the heading of each part of the page."""


def _targets(found: Gathered, say: Say) -> Iterator[Html]:
    if not found.rows:
        return
    yield Html('<section id="targets">')
    yield element("h2", text(say(_TITLES["targets"])))
    yield left_out("rows left out", len(found.rows), found.tally.targets, say)
    yield element("noscript", element("p", text(say("no script")), class_="note"))
    yield from table(found, say)
    yield Html("</section>")


def _told(found: Gathered, say: Say) -> Iterator[Html]:
    if not found.rows:
        return
    yield Html('<section id="told">')
    yield element("h2", text(say(_TITLES["told"])))
    note = element("p", text(say("reasons note")), class_="note")
    yield note if found.judged else element("p", text(say("nothing told")))
    yield left_out("sections left out", len(found.told), found.judged, say)
    for number, verdict in found.told:
        yield section(number, verdict, say)
    yield Html("</section>")


def _part(name: str, content: Html, say: Say) -> Html:
    return element("section", element("h2", text(say(_TITLES[name]))), content, id=name)
