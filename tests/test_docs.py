"""What docs promise: examples run, links lead somewhere, commands exist, figures have a source."""

from __future__ import annotations

import doctest
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from fraudlens.bundle import PACKAGES as BUNDLES
from fraudlens.bundle import locate, read_manifest
from fraudlens.cli.commands import app
from fraudlens.cli.reference import command_helps
from fraudlens.errors import ModelNotFound
from fraudlens.reports.jsonl import record
from fraudlens.training.card import render_card
from fraudlens.verdict import Failure, Subject
from tools.pages import PAGES
from urlguard.detector import UrlDetector
from urlguard.inputs import open_targets

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parent.parent
WRITTEN = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md")
    for path in TOP.glob(pattern)
    if path.relative_to(TOP).as_posix() not in PAGES
)
"""Pages that people write, with sections that code fills in."""
EXAMPLES = TOP / "examples"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"<!-- begin (\S+) -->\n.*?<!-- end \1 -->", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FIGURE = re.compile(r"\d\s?%|(?<![\d.])0\.\d+\b(?!\.)|\d (?:rows|URLs|lines)/s")
SOURCE = re.compile(r"\]\(|`[\w./-]+\.(?:py|json|toml|md)`")

pages = pytest.mark.parametrize(
    "page", WRITTEN, ids=[path.relative_to(TOP).as_posix() for path in WRITTEN]
)


def prose(page: Path) -> str:
    """Give what a person wrote: neither code blocks nor generated sections."""
    return FENCE.sub("", GENERATED.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """Give the anchors that a site makes of the headings of a page."""
    titles = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


def command_lines() -> Iterator[tuple[str, ...]]:
    """Give the words of each call of `fraudlens` in a code block or in an example."""
    for page in (*WRITTEN, *EXAMPLES.glob("ci/*.yml")):
        text = page.read_text("utf-8")
        blocks = [body for _, body in FENCE.findall(text)] if page.suffix == ".md" else [text]
        for line in "\n".join(blocks).replace("\\\n", " ").splitlines():
            call = re.match(r"(?:\$ |.*?\| )?\s*(fraudlens [^|>]*)", line)
            if call:
                yield tuple(shlex.split(call[1], comments=True)[1:])


def has_model() -> bool:
    """Tell whether a model is shipped."""
    try:
        locate("url")
    except ModelNotFound:
        return False
    return True


@pages
def test_examples_in_docs_hold(page: Path) -> None:
    blocks = [body for _, body in FENCE.findall(page.read_text("utf-8")) if ">>> " in body]
    for number, body in enumerate(blocks):
        if "locate(" in body and not has_model():
            continue
        test = doctest.DocTestParser().get_doctest(body, {}, f"{page.name}:{number}", None, None)

        assert 0 == doctest.DocTestRunner().run(test).failed


@pytest.mark.parametrize("kind", BUNDLES)
def test_cards_say_what_their_manifests_say(kind: str) -> None:
    bundle = TOP / "models" / kind

    card = render_card(read_manifest(bundle)[0])

    assert card == (bundle / "CARD.md").read_text("utf-8")


@pages
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(prose(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert [] == broken


@pages
def test_no_figure_stands_without_its_source(page: Path) -> None:
    lines = prose(page).splitlines()

    assert [] == [line for line in lines if FIGURE.search(line) and not SOURCE.search(line)]


@pages
def test_every_page_ends_its_sections(page: Path) -> None:
    text = page.read_text("utf-8")

    assert re.findall(r"<!-- begin (\S+) -->", text) == re.findall(r"<!-- end (\S+) -->", text)
    assert 0 == text.count("```") % 2


@pytest.mark.parametrize("path", [path for path, _ in command_helps()])
def test_every_command_is_in_the_reference(path: str) -> None:
    assert f"\n## {path}\n" in (TOP / "docs/cli.md").read_text("utf-8")


@pytest.mark.parametrize("words", [shlex.join(words) for words in dict.fromkeys(command_lines())])
def test_commands_in_docs_exist(words: str) -> None:
    command: Any = get_command(app)
    rest = shlex.split(words)
    while rest and rest[0] in getattr(command, "commands", {}):
        command, rest = command.commands[rest[0]], rest[1:]
    if rest and hasattr(command, "default"):  # `evidence TARGET` is `evidence make TARGET`
        command = command.commands[command.default]
    known = {name for option in command.params for name in (*option.opts, "--help", "-h")}
    given = {word for word in rest if re.match(r"--?[a-z]", word)}

    assert given or not (rest and hasattr(command, "commands"))
    assert set() == given - known


def test_the_record_page_names_every_key() -> None:
    page = (TOP / "docs/records.md").read_text("utf-8")
    schema = json.loads((TOP / "datasets/schema/verdict.schema.json").read_text("utf-8"))
    written = record(Failure(Subject("url", "x"), "malformed", "no host in it"))

    assert [] == [key for key in {**schema["properties"], **written} if f"`{key}`" not in page]


def test_every_decision_is_short_and_of_one_shape() -> None:
    decisions = sorted((TOP / "docs/decisions").glob("*.md"))
    shapes = [HEADING.findall(path.read_text("utf-8")) for path in decisions]

    assert [f"{number:04}" for number in range(1, len(decisions) + 1)] == [
        path.name[:4] for path in decisions
    ]
    assert [] == [path.name for path in decisions if len(path.read_text().splitlines()) > 30]
    assert [["Context", "Decision", "What it costs"]] * len(decisions) == [s[1:] for s in shapes]
    assert [f"{number}. " for number in range(1, len(decisions) + 1)] == [
        shape[0][: len(f"{number}. ")] for number, shape in enumerate(shapes, 1)
    ]


@pytest.mark.parametrize(
    ("name", "unreadable"),
    [("urls.txt", ["javascript:alert(document.cookie)"]), ("urls.csv", [])],
)
def test_examples_can_be_read_but_for_the_line_that_cannot(
    name: str, unreadable: list[str]
) -> None:
    targets = [t for chunk in open_targets(str(EXAMPLES / name)) for t in chunk.targets]
    failures = UrlDetector().read(targets).failures

    assert unreadable == [targets[place] for place, _ in failures]
    assert len(targets) > 5
    assert len(set(targets)) == len(targets)
