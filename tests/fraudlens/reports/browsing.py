"""A report opened in a real browser, and all that it did there beside showing itself."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fraudlens.reports.html import html
from fraudlens.reports.run import RunInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Dialog, Page

    from fraudlens.verdict import Outcome

ARGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
RUN = RunInfo("1.2.3", datetime(2026, 11, 26, 18, 30, tzinfo=UTC))

VIOLATIONS = """
window.broken = [];
window.fifth = new Promise((done) => {
  document.addEventListener("securitypolicyviolation", (event) => {
    if (window.broken.push(event.effectiveDirective) === 5) done();
  });
});
"""


@dataclass
class Seen:
    """What a page did beside showing itself."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def dialog(self, dialog: Dialog) -> None:
        """Note a dialog, and close it."""
        self.said.append(dialog.message)
        dialog.dismiss()

    def nothing_happened(self) -> bool:
        """Tell whether the page fetched nothing but itself, ran nothing of others, and is whole."""
        assert [self.address] == [each for each in self.requests if not each.startswith("data:")]
        assert [] == self.said
        assert self.page.evaluate("window.pwned === undefined && window.broken.length === 0")
        return [self.address] == [frame.url for frame in self.page.frames]

    def rows(self) -> list[str]:
        """Give the numbers of the rows that are shown, from top to bottom."""
        found: list[str] = self.page.eval_on_selector_all(
            "#rows tbody tr:not([hidden])", "rows => rows.map(row => row.dataset.n)"
        )
        return found


@contextmanager
def opened(
    browser: BrowserContext, folder: Path, outcomes: Iterable[Outcome], run: RunInfo = RUN
) -> Iterator[Seen]:
    file = folder / "report.html"
    file.write_bytes(b"".join(html(outcomes, run)))
    page = browser.new_page()
    seen = Seen(page, file.as_uri())
    page.add_init_script(VIOLATIONS)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("dialog", seen.dialog)
    page.on("popup", lambda popup: seen.said.append(popup.url))
    page.goto(seen.address)
    yield seen
    page.close()
