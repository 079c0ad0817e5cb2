"""Finds as lines for people, scripts and sheets, honest and hostile."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fraudlens.reports.finds import COLUMNS, FindFormat, finds_body, finds_head
from fraudlens.verdict import Subject, Where

PLAIN = Subject(
    "url", "http://a.example/", "chat.txt", 3, Where("text", "http://a.example/", None, 7)
)
LINK = Subject(
    "url", "http://evil.com", "m.eml", 1,
    Where("eml", "hxxp://evil[.]com", "part 2 text/html a href", 9, "bank.com"),
)  # fmt: skip
HOSTILE = Subject(
    "url", "=1+1\x1b[31m", "a\u202eb\n.txt", 1, Where("text", "@x\u200b\n", "-p\x07", 1, "+y\x1b")
)
BARE = Subject("url", "a.com")
FINDS = (PLAIN, LINK, HOSTILE, BARE)


def test_text_is_a_line_a_find() -> None:
    assert (
        "chat.txt:3:7: http://a.example/\n"
        "m.eml:1:9: http://evil.com"
        "  (part 2 text/html a href; as hxxp://evil[.]com; its words say bank.com)\n"
        "a\\u202eb\\x0a.txt:1:1: =1+1\\x1b[31m  (-p\\x07; as @x\\u200b\\x0a;"
        " its words say +y\\x1b)\n"
        ": a.com\n"
    ) == finds_body(FindFormat.TEXT, FINDS, "en").decode()


def test_text_speaks_chinese() -> None:
    assert (
        "原文 hxxp://evil[.]com; 文字却显示 bank.com"
        in finds_body(FindFormat.TEXT, [LINK], "zh").decode()
    )


def test_json_lines_hold_all() -> None:
    lines = finds_body(FindFormat.JSONL, FINDS, "en").splitlines()

    assert {
        "url": "http://evil.com", "file": "m.eml", "line": 1, "column": 9,
        "part": "part 2 text/html a href", "kind": "eml", "text": "hxxp://evil[.]com",
        "shown": "bank.com",
    } == json.loads(lines[1])  # fmt: skip
    assert ["=1+1\x1b[31m", "a\u202eb\n.txt"] == list(json.loads(lines[2]).values())[:2]
    assert b"\x1b" not in lines[2]


def test_csv_has_no_cell_that_computes() -> None:
    data = finds_head(FindFormat.CSV) + finds_body(FindFormat.CSV, FINDS, "en")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))

    assert list(COLUMNS) == list(rows[0])
    assert ["http://a.example/", "http://evil.com", "'=1+1\\x1b[31m", "a.com"] == [
        row["url"] for row in rows
    ]
    assert ("'-p\\x07", "'@x\\u200b\\x0a", "'+y\\x1b") == (
        rows[2]["part"], rows[2]["text"], rows[2]["shown"],
    )  # fmt: skip


@pytest.mark.parametrize("form", [FindFormat.TEXT, FindFormat.JSONL])
def test_only_csv_has_a_head(form: FindFormat) -> None:
    assert b"" == finds_head(form)
