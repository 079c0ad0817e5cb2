"""The driver of generated docs: sections are filled in place, and a stale page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import docs

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "a\n<!-- begin x -->\nold\n<!-- end x -->\nz\n"


def fake_pages(monkeypatch: pytest.MonkeyPatch, top: Path) -> None:
    """Let one page and one section of another page stand under `top`."""
    (top / "tools").mkdir()
    (top / "readme.md").write_text(PAGE)
    monkeypatch.setattr(docs, "__file__", str(top / "tools" / "docs.py"))
    monkeypatch.setattr(docs, "PAGES", {"docs/cli.md": lambda: "# cli\n"})
    monkeypatch.setattr(docs, "SECTIONS", {("readme.md", "x"): lambda: "new\n"})


def test_only_the_section_changes() -> None:
    assert "a\n<!-- begin x -->\nnew\n<!-- end x -->\nz\n" == docs.fill(PAGE, "x", "new\n")


@pytest.mark.parametrize("page", ["", "<!-- begin x -->\n", "<!-- end x -->\n<!-- begin x -->\n"])
def test_page_without_markers_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r"^no markers of section 'x'$"):
        docs.fill(page, "x", "new\n")


def test_stale_pages_are_shown_then_written_then_in_step(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_pages(monkeypatch, tmp_path)

    assert 1 == docs.main(["--check"])
    shown = capsys.readouterr().out
    assert "-old\n+new\n" in shown
    assert "+# cli\n" in shown
    assert shown.endswith("docs: 2 out of step, run: make docs\n")
    assert PAGE == (tmp_path / "readme.md").read_text()

    assert 0 == docs.main([])
    assert "wrote docs/cli.md\nwrote readme.md\n" == capsys.readouterr().out

    assert 0 == docs.main(["--check"])
    assert "docs: in step with the code\n" == capsys.readouterr().out
