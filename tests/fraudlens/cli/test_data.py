from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from apkscan.facts_file import FactsLine, line_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]
LABELS = """sha256,label,category,label_trust,source,cluster,stratum
AA,malicious,banker,C,s1,k1,
bb,0,,A,s2,,finance
cc,fraud,gambling,A,s1,,
dd,1,unheard-of,A,s1,,
ee,benign,,B,s2,,
"""
KINDS = '[fraud_types]\nbanker = "phishing"\n'


def facts(digest: str, package: str) -> str:
    document = {"file": {"sha256": digest}, "identity": {"package": package, "label": "An app"}}
    return json.dumps(document)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give facts of four labelled apps, of one that is not, and a broken line."""
    path = tmp_path / "facts.jsonl"
    texts = [facts(digest, f"a.{digest}") for digest in ("aa", "bb", "cc", "dd", "ff")]
    lines = [FactsLine("x.apk", 1, 1, text) for text in (*texts, '{"identity": []}')]
    path.write_bytes(b"".join(map(line_bytes, lines)))
    return path


def join(run: Run, tmp_path: Path, kept: Path, *more: str, labels: str = LABELS) -> int:
    path = tmp_path / "labels.csv"
    path.write_text(labels)
    out = str(tmp_path / "apps.jsonl.gz")
    return run("data", "apps", "--labels", str(path), "--facts", str(kept), "--out", out, *more)


def rows(tmp_path: Path) -> dict[str, dict[str, object]]:
    lines = gzip.decompress((tmp_path / "apps.jsonl.gz").read_bytes()).splitlines()
    found = [json.loads(line) for line in lines]
    return {json.loads(row["value"])["file"]["sha256"]: row for row in found}


def test_labels_and_facts_meet_by_digest(
    run: Run, capfd: Capture, tmp_path: Path, kept: Path
) -> None:
    kinds = tmp_path / "kinds.toml"
    kinds.write_text(KINDS)
    code = join(run, tmp_path, kept, "--kinds", str(kinds))
    found = rows(tmp_path)

    assert 0 == code
    assert ["aa", "bb", "cc", "dd"] == list(found)
    assert {
        "name": "An app a.aa", "label": 1, "category": "phishing", "source": "s1",
        "cluster": "k1", "weak": True,
    } == {key: value for key, value in found["aa"].items() if key != "value"}  # fmt: skip
    assert ("finance", False) == (found["bb"]["category"], found["bb"]["weak"])
    assert ["gambling", "unknown"] == [found[key]["category"] for key in ("cc", "dd")]
    assert "4 labelled apps\n1 labels without facts, 2 facts without a label\n" == (
        capfd.readouterr().out
    )


def test_rows_may_stay_unpacked(run: Run, tmp_path: Path, kept: Path) -> None:
    out = tmp_path / "apps.jsonl"

    assert 0 == join(run, tmp_path, kept, "--out", str(out))
    assert 4 == len(out.read_text().splitlines())


def test_rows_are_written_under_a_name_that_training_reads(
    run: Run, capfd: Capture, tmp_path: Path, kept: Path
) -> None:
    out = tmp_path / "apps.csv"

    assert 2 == join(run, tmp_path, kept, "--out", str(out))
    assert f"--out: {out} is no name of rows" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("name,label\nx,1\n", "line 2: no 'sha256', or no known 'label'"),
        ("sha256,label\naa,perhaps\n", "line 2: no 'sha256', or no known 'label'"),
        ("sha256,label\n\udcff,1\n", "cannot be read"),
        ("sha256,label\naa,1\nAA,fraud\naa,0\n", "line 4: the file has another label above"),
        ("sha256,label\n00,1\n", "none of 1 labelled apps has facts"),
    ],
    ids=["no digest", "odd label", "no text", "two labels", "of other apps"],
)
def test_labels_that_make_no_sense_are_named(
    run: Run, capfd: Capture, kept: Path, labels: str, message: str
) -> None:
    tmp_path = kept.parent
    path = tmp_path / "labels.csv"
    path.write_bytes(labels.encode("utf-8", "surrogateescape"))
    out = str(tmp_path / "o.jsonl")
    code = run("data", "apps", "--labels", str(path), "--facts", str(kept), "--out", out)

    assert 4 == code
    assert message in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = [", "cannot be read"),
        ("x = " + "[" * 5000, "cannot be read"),
        ("[fraud_types]\nx = ['phishing']", "fraud_types: 'x': '['phishing']' is no fraud type"),
        ("fraud_types = 3", "fraud_types: is no table"),
        ('[fraud_types]\na = "b"', "'a': 'b' is no fraud type"),
    ],
    ids=["broken", "deep", "a list", "no table", "no type"],
)
def test_kinds_that_make_no_sense_are_named(
    run: Run, capfd: Capture, kept: Path, text: str, message: str
) -> None:
    tmp_path = kept.parent
    kinds = tmp_path / "kinds.toml"
    kinds.write_text(text)

    assert 4 == join(run, tmp_path, kept, "--kinds", str(kinds))
    assert message in capfd.readouterr().err
