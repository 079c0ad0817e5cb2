"""Keep in step with the code what docs say that code can print: `docs.py [--check]`.

Without an option each text of `tools/pages.py` is written to its place; with `--check` nothing is
written, the differences are printed, and the exit code is 1 if there are any.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from tools.pages import PAGES, SECTIONS

REFRESH = "make docs"


def fill(text: str, name: str, body: str) -> str:
    """Put `body` between the markers of the section `name` of a page.

    Raises:
        ValueError: the page does not have both markers, in order.
    """
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
    head, opened, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (opened and closed):
        raise ValueError(f"no markers of section {name!r}")
    return f"{head}{begin}{body}{end}{tail}"


def expected(top: Path) -> dict[str, str]:
    """Give the text that each page must have, by path from `top`."""
    texts = {path: page() for path, page in PAGES.items()}
    for (path, name), section in SECTIONS.items():
        texts[path] = fill(texts.get(path) or (top / path).read_text("utf-8"), name, section())
    return texts


def difference(path: str, old: str, new: str) -> str:
    """Give a unified diff from what the page says to what the code says; empty if they agree."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), path, f"{path} (from code)"
    )
    return "".join(lines)


def main(arguments: list[str]) -> int:
    """Write or check all pages; 0 if they are in step, else 1."""
    top = Path(__file__).parent.parent
    stale = 0
    for path, new in expected(top).items():
        place = top / path
        old = place.read_text("utf-8") if place.exists() else ""
        if old == new:
            continue
        stale += 1
        if "--check" in arguments:
            print(difference(path, old, new))
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(new, "utf-8", newline="\n")
            print(f"wrote {path}")
    if "--check" not in arguments:
        return 0
    print(f"docs: {stale} out of step, run: {REFRESH}" if stale else "docs: in step with the code")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
