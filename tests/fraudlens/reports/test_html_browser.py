"""The HTML report in a real browser: Chromium of the system, driven by Playwright, no network."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Error, expect, sync_playwright

from apkscan.describe import facts_of
from apkscan.read.app import read_app
from apkscan.view import AppView
from fraudlens.limits import DEFAULT_LIMITS
from fraudlens.reports.html import html
from fraudlens.verdict import Subject, Verdict
from tests.data.apk.build import build_apk
from tests.data.apk.spec import AppSpec
from tests.fraudlens.reports.apps import APPS, REJECTED
from tests.fraudlens.reports.browsing import ARGS, RUN, opened
from tests.fraudlens.reports.hostile import FLAG, HOSTILE, PAYLOADS
from tests.fraudlens.reports.outcomes import CLEAR, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from fraudlens.verdict import Outcome

CHROMIUM = shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no program 'chromium' on PATH")

ALL: tuple[Outcome, ...] = (*OUTCOMES, *APPS)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=CHROMIUM, args=ARGS, headless=True
        )
        context.set_default_timeout(10_000)
        yield context
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_texts_do_nothing(browser: BrowserContext, tmp_path: Path, scheme: str) -> None:
    with opened(browser, tmp_path, HOSTILE) as seen:
        seen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        seen.page.locator("h3").first.click()
        seen.page.locator("#find").fill("script")
        seen.page.mouse.wheel(0, 5000)
        seen.page.wait_for_timeout(300)

        assert seen.nothing_happened()
        assert 0 == seen.page.locator("iframe, object, embed, base, form[action], svg a").count()
        assert 1 == seen.page.locator("script").count()


def hostile_app(folder: Path) -> Verdict:
    """Build and read an app whose label is markup, and whose icon is a picture and a page."""
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Comment", f"<script>{FLAG}</script>")
    icon = BytesIO()
    Image.new("RGB", (96, 96), (200, 30, 30)).save(icon, "PNG", pnginfo=comment)
    label = f'"><img src=x onerror={FLAG}></script><script>{FLAG}</script>\u202e'
    spec = AppSpec(
        label=label,
        icon=icon.getvalue() + f"<html><script>{FLAG}</script>".encode(),
        version_name=f"<svg onload={FLAG}>",
    )
    file = folder / f"x'{FLAG}.apk"
    file.write_bytes(build_apk(spec))
    facts = facts_of(AppView(read_app(file, DEFAULT_LIMITS)))

    assert str(facts["label"]).startswith('"><img src=x')
    return replace(REJECTED, subject=Subject("apk", file.name), facts=facts)


def test_an_app_whose_label_and_icon_try_to_break_out_does_nothing(
    browser: BrowserContext, tmp_path: Path
) -> None:
    with opened(browser, tmp_path, [hostile_app(tmp_path)]) as seen:
        icon = seen.page.locator("article img")
        size = icon.evaluate("picture => [picture.complete, picture.naturalWidth]")

        assert [True, 48] == size
        assert str(icon.get_attribute("src")).startswith("data:image/png;base64,")
        assert '"><img src=x onerror=' in seen.page.locator("article h3").inner_text()
        assert seen.nothing_happened()


def test_policy_of_the_page_is_in_force(browser: BrowserContext, tmp_path: Path) -> None:
    """The second wall stands by itself: what got past the escaping would do nothing."""
    with opened(browser, tmp_path, [CLEAR]) as seen:
        page = seen.page
        for code in (
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.pwned=1>')",
            "document.body.appendChild(document.createElement('script')).textContent = 'pwned=1'",
        ):
            with pytest.raises(Error, match=r"TrustedHTML|TrustedScript"):
                page.evaluate(code)
        blocked: dict[str, str | None] = {}
        page.on("requestfailed", lambda each: blocked.update({each.url: each.failure}))
        page.evaluate("document.body.setAttribute('style', 'color: rgb(1, 2, 3)')")
        page.evaluate("new Image().src = 'https://evil.example/x.png'")
        page.evaluate("void fetch('https://evil.example/').catch(() => 0)")
        page.evaluate("window.fifth")

        assert page.evaluate("window.pwned === undefined")
        assert "rgb(1, 2, 3)" != page.evaluate("getComputedStyle(document.body).color")
        assert ["csp"] == list(blocked.values())
        assert {
            "require-trusted-types-for", "style-src-attr", "img-src", "connect-src",
        } <= set(page.evaluate("window.broken"))  # fmt: skip


def test_rows_are_sorted_by_mouse_and_keyboard(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, ALL) as seen:
        score = seen.page.get_by_role("button", name="Score")
        worst = seen.rows()
        score.click()
        falling = seen.rows()
        head = seen.page.locator("th.score").get_attribute("aria-sort")
        score.focus()
        seen.page.keyboard.press("Enter")
        rising = seen.rows()
        seen.page.get_by_role("button", name="Target").press("Space")
        names = seen.page.locator("#rows tbody td.target").all_inner_texts()
        seen.page.get_by_role("button", name="No.").click()

        assert ["1", "2", "6"] == worst[:3]
        assert ["1", "2", "6"] == falling[:3]
        assert "descending" == head
        assert ["5", "3"] == rising[:2]
        assert names[0] == "-1+\\ud800half\\x00"
        assert [str(n) for n in range(1, 9)] == seen.rows()
        assert ["ascending"] == seen.page.eval_on_selector_all(
            "th[aria-sort]", "heads => heads.map(head => head.ariaSort)"
        )
        assert seen.nothing_happened()


def test_rows_are_filtered(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, ALL) as seen:
        page = seen.page
        find, status = page.locator("#find"), page.locator("#shown")
        find.fill("http://PAYPAL.com.secure-login PayPal")
        found, told = seen.rows(), status.inner_text()
        find.fill("hxxp://paypal[.]com")
        defanged = seen.rows()
        find.fill("")
        page.locator("#verdict").select_option("error")
        failed = seen.rows()
        page.locator("#verdict").select_option("any")
        page.locator("#type").select_option("none")
        typeless = seen.rows()
        find.fill("quick")
        both = seen.rows()
        page.get_by_role("button", name="Clear").click()
        expect(page.locator("#rows tr[hidden]")).to_have_count(0)

        assert (["1"], "1 of 8 rows fit") == (found, told)
        assert ["1"] == defanged
        assert ["5"] == failed
        assert {"3", "7", "8"} == set(typeless)
        assert {"7", "8"} == set(both)
        assert "8 of 8 rows fit" == status.inner_text()
        assert seen.nothing_happened()


def test_a_row_leads_to_its_section_and_back(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, ALL) as seen:
        seen.page.locator("#rows a").first.click()
        there = seen.page.evaluate("document.querySelector('article:target').id")
        seen.page.locator("article:target .back").click()

        assert "t1" == there
        assert seen.page.url.endswith("#targets")


def test_chinese_page_says_so(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, ALL, replace(RUN, lang="zh")) as seen:
        assert "zh" == seen.page.locator("html").get_attribute("lang")
        assert "8 行符合，共 8 行" == seen.page.locator("#shown").inner_text()
        assert seen.nothing_happened()


def test_telephone_fits(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, [*ALL, *HOSTILE]) as seen:
        seen.page.set_viewport_size({"width": 360, "height": 700})

        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert seen.nothing_happened()


def test_paper_has_all_rows_and_no_controls(browser: BrowserContext, tmp_path: Path) -> None:
    with opened(browser, tmp_path, [*ALL, *[CLEAR] * 500]) as seen:
        before = len(seen.rows())
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        seen.page.emulate_media(media="print")

        assert (500, 508) == (before, len(seen.rows()))
        assert not seen.page.locator("#controls").is_visible()
        assert seen.page.locator("article").first.is_visible()
        assert seen.page.pdf(format="A4").startswith(b"%PDF")


def test_page_without_scripts_is_whole(browser: BrowserContext, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(b"".join(html(ALL, RUN)))
    session = browser.new_cdp_session(page := browser.new_page())
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto(file.as_uri())

    assert 8 == page.locator("#rows tbody tr").count()
    assert page.locator("noscript p").is_visible()
    assert not page.locator("#controls").is_visible()
    page.close()


def test_fifty_thousand_targets_are_searched_at_once(
    browser: BrowserContext, tmp_path: Path
) -> None:
    def many() -> Iterator[Outcome]:
        for number in range(50_000):
            subject = Subject("url", f"https://host-{number}.example/")
            yield replace(CLEAR, subject=subject, score=number / 50_000)

    with opened(browser, tmp_path, many()) as seen:
        first = len(seen.rows())
        seen.page.locator("#find").fill("host-49999.")
        left = seen.page.locator("#targets .left-out").inner_text()

        assert 500 == first
        assert ["50000"] == seen.rows()
        assert "The table has the worst 10,000 of 50,000 targets" in left
        assert "1 of 10,000 rows fit" == seen.page.locator("#shown").inner_text()
        seen.page.locator("#find").fill("host-4999")
        assert not seen.page.locator("#more").is_visible()
        seen.page.locator("#find").fill("host-49")
        seen.page.get_by_role("button", name="Show all 1,000 rows").click()
        assert 1000 == len(seen.rows())


def test_payloads_would_work_on_a_page_that_does_not_escape(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """The traps are armed: the same texts run where nothing holds them."""
    file = tmp_path / "open.html"
    file.write_text(f"<!doctype html><p>{PAYLOADS[0]}</p>")
    page = browser.new_page()
    page.goto(file.as_uri())

    assert page.evaluate("window.pwned") == 1
    page.close()
