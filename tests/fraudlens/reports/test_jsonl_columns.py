"""Lines woven from columns are the lines that are written row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.bundle import load_bundle, locate
from fraudlens.errors import MalformedInput
from fraudlens.ownlists import ListText, read_lists
from fraudlens.reports.formats import Format, body
from fraudlens.reports.jsonl import jsonl
from fraudlens.reports.look import Look
from fraudlens.reports.tally import tally
from fraudlens.scoring import ScoreOptions, Scorer
from fraudlens.targets import Chunk
from tests.urlguard.addresses import ADDRESSES
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Sequence

FRAUD = "http://abcdefgh123-secure.bad/login"
ODD = [
    'a.ok/"q"', "a.ok/\\x", "a.ok/\x7f", "a.ok/\ud800", "bücher.ok/\u202e", "no host", "",
    "http://paypal.com.secure.bad/verify", FRAUD, "a.ok", "a.ok/x?y=1#z", "x.github.io:8080",
]  # fmt: skip


@pytest.fixture(scope="module")
def url_scorer() -> Scorer:
    detector = UrlDetector()
    bundle = load_bundle(locate("url"), detector.features)
    return Scorer(detector, bundle, ScoreOptions(reasons=1))


def same(scorer: Scorer, chunk: Chunk) -> bool:
    judged = scorer.judge_chunk(chunk)
    outcomes = list(judged)

    assert len(chunk.targets) == len(judged) == len(outcomes)
    assert list(chunk.targets) == [outcome.subject.target for outcome in outcomes]
    assert tally(outcomes) == tally(judged)
    for form in Format:
        assert body(form, outcomes, Look()) == body(form, judged, Look())
    return jsonl(outcomes) == body(Format.JSONL, judged, Look())


@pytest.mark.parametrize("file", [None, 'a "b"\u202e.txt'])
@pytest.mark.parametrize("lines", [None, range(5, 5 + len(ODD)), [*range(len(ODD))]])
def test_columns_give_the_lines_of_rows(
    scorer: Scorer, file: str | None, lines: Sequence[int] | None
) -> None:
    assert same(scorer, Chunk(file, ODD, lines))


def test_urls_in_bulk_give_the_lines_of_rows(url_scorer: Scorer) -> None:
    targets = [*ADDRESSES, *ODD, "co.uk", "www.co.uk", "0x7f.1", "[::1]", "a.notasuffix/x"]

    assert same(url_scorer, Chunk("urls.txt", targets, range(1, len(targets) + 1)))


def test_own_lists_speak_in_columns_too(scorer: Scorer) -> None:
    lists = read_lists(
        scorer.detector, allow=ListText("a", "abcdefgh123-secure.bad"), block=ListText("b", "a.ok")
    )

    assert same(replace(scorer, options=ScoreOptions(lists=lists)), Chunk("x", ODD, None))


@pytest.mark.parametrize("targets", [["", " "], ["a.ok", ""], ["", "a.ok"], ["", "a.ok", "", ""]])
def test_failures_stand_in_their_places(scorer: Scorer, targets: list[str]) -> None:
    errors = ((0, MalformedInput("cut")),) if not targets[0] else ()

    assert same(scorer, Chunk("x", targets, range(len(targets)), errors))


def test_bulk_says_what_the_rows_say() -> None:
    detector = UrlDetector()
    facts = detector.read(ADDRESSES).facts
    rows = np.arange(1, len(facts), 2)

    assert [detector.describe(facts, row) for row in rows.tolist()] == detector.describe_some(
        facts, rows
    )
    assert [detector.findings(facts, row, "en") for row in rows.tolist()] == detector.findings_of(
        facts, rows, "en"
    )
