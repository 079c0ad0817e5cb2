"""A strict reader of pages: every element closed in its place, only what a report may hold."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from fraudlens.reports.html import html
from fraudlens.reports.run import RunInfo
from fraudlens.verdict import Reason
from tests.data.apk.icon import icon_for
from tests.fraudlens.reports.apps import APPS, REJECTED
from tests.fraudlens.reports.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fraudlens.reports.page.gather import Bounds
    from fraudlens.verdict import Outcome

VOID = {"meta", "link", "img", "input"}
ELEMENTS = VOID | {
    "a", "article", "b", "body", "button", "code", "dd", "desc", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "head", "header", "html", "label", "li",
    "main", "nav", "noscript", "option", "output", "p", "path", "rect", "script", "section",
    "select", "span", "style", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr",
    "ul",
}  # fmt: skip


@dataclass
class Page(HTMLParser):
    """What a page holds, and what is wrong with it."""

    source: str
    ids: Counter[str] = field(default_factory=Counter)
    links: list[dict[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    policy: str = ""
    wrong: list[str] = field(default_factory=list)
    elements: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read it whole."""
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        self.wrong += [f"never closed: {name}" for name in self.opened]
        self.wrong += [f"id twice: {name}" for name, count in self.ids.items() if count > 1]
        for link in self.links:
            if link["href"].startswith("#") and link["href"][1:] not in self.ids:
                self.wrong.append(f"leads nowhere: {link['href']}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        held = {name: value or "" for name, value in attrs}
        if tag not in ELEMENTS:
            self.wrong.append(f"element: {tag}")
        if len(held) < len(attrs):
            self.wrong.append(f"attribute twice: {tag}")
        self.wrong += [
            f"attribute: {tag} {name}"
            for name in held
            if name.startswith("on") or name in {"style", "srcdoc", "src", "action"} - _allowed(tag)
        ]
        if tag not in VOID:
            self.opened.append(tag)
        self.elements[tag] += 1
        if "id" in held:
            self.ids[held["id"]] += 1
        if tag == "a":
            self.links.append(held)
        if tag == "img":
            self.pictures.append(held["src"])
        if held.get("http-equiv") == "Content-Security-Policy":
            if "body" in self.opened or self.blocks:
                self.wrong.append("the policy comes late")
            self.policy = held["content"]
        if tag in {"script", "style"}:
            self.blocks.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if not self.opened or self.opened.pop() != tag:
            self.wrong.append(f"closed out of turn: {tag} in line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self.opened and self.opened[-1] in {"script", "style"}:
            self.blocks[self.opened[-1]][-1] += data
            return
        if data.strip() and not {"body", "title"} & set(self.opened):
            self.wrong.append(f"text in the head: {data[:40]}")
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment: a report has none."""
        self.wrong.append(f"comment: {data[:40]}")

    def unknown_decl(self, data: str) -> None:
        """Note a marked section: a report has none."""
        self.wrong.append(f"declaration: {data[:40]}")

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction: a report has none."""
        self.wrong.append(f"instruction: {data[:40]}")


def _allowed(tag: str) -> set[str]:
    return {"src"} if tag == "img" else set()


RUN = RunInfo("1.2.3", datetime(2026, 11, 26, 18, 30, 5, tzinfo=UTC))
ICON = b64encode(icon_for("seed", side=8)).decode()
APP = replace(
    REJECTED,
    facts={
        "package": "com.loan.quick",
        "label": "=Quick",
        "bytes": 17849,
        "certificates": ["ab" * 32],
        "signer": "CN=Quick",
        "signature_holds": True,
        "icon_png": ICON,
        "permissions": ["android.permission.READ_SMS", "com.loan.quick.PUSH"],
        "packers": [],
        "urls": ["https://loan.example/a.html"],
        "worst_links": [{"url": "https://loan.example/a", "place": "classes.dex", "score": 0.99}],
        "visibility": 0.75,
    },
    reasons=(Reason("a", 1.0, 2.0, "for"), Reason("b", 1.0, -1.0, "against")),
)
ALL: tuple[Outcome, ...] = (*OUTCOMES, APP, *APPS[1:])


def page(outcomes: Iterable[Outcome], run: RunInfo = RUN, bounds: Bounds | None = None) -> Page:
    """Write outcomes and read the page."""
    pieces = html(outcomes, run) if bounds is None else html(outcomes, run, bounds)
    return Page(b"".join(pieces).decode())


def shown(outcomes: Iterable[Outcome], bounds: Bounds | None = None) -> str:
    """Give what a page says."""
    return "".join(page(outcomes, bounds=bounds).texts)
