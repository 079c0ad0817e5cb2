"""A model of apps beside another URL model: changes are counted, and noted only if asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fraudlens.bundle import load_bundle, read_manifest
from fraudlens.scanning.scorers import check_depends, make_detector
from tools import judge_beside
from tools.judge_beside import Judged, compare, judge

if TYPE_CHECKING:
    from fraudlens.errors import FraudlensError

LINKS = ["http://usdt-airdrop-claim.example.top/", "https://city.example.gov/"]
APPS = [
    json.dumps(
        {
            "identity": {"package": f"com.made.app{number}"},
            "finds": [{"kind": "url", "value": link, "place": "classes.dex"}],
        }
    )
    for number, link in enumerate(LINKS)
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url_bundle: Path) -> list[str]:
    """Give the words of a run on two apps, with copies of the shipped models and a small one."""
    shutil.copytree("models/apk", tmp_path / "apk")
    rows = [json.dumps({"value": app, "label": "benign", "source": "made"}) for app in APPS]
    (tmp_path / "apps.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = [
        "judge_beside", "--data", str(tmp_path / "apps.jsonl"), "--model", str(tmp_path / "apk"),
        "--before", "models/url", "--now", str(url_bundle),
    ]  # fmt: skip
    monkeypatch.setattr("sys.argv", words)
    return words


def test_changes_are_counted() -> None:
    before = Judged(np.array([0.1, 0.5, 0.9]), np.array([0, 1, 2], np.int8))
    now = Judged(np.array([0.1, 0.75, 0.8]), np.array([0, 2, 1], np.int8))

    found = compare(before, now)

    assert (3, 2, 0.25) == (found["apps"], found["scores_changed"], found["largest_change"])
    assert {"fraud to suspicious": 1, "suspicious to fraud": 1} == found["verdicts_changed"]


def test_what_cannot_be_read_is_clear(run: list[str]) -> None:
    model = Path(run[run.index("--model") + 1])
    found = judge(model, Path("models/url"), [*APPS, "no facts"])

    assert 0 == found.rank[2]
    assert 0 == found.score[2]
    assert (found.score[:2] > 0).all()


def test_nothing_is_written_unless_asked_for(
    run: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    model = Path(run[run.index("--model") + 1])
    manifest = (model / "manifest.json").read_bytes()

    judge_beside.main()

    assert manifest == (model / "manifest.json").read_bytes()
    assert "apps: 2\n" in capsys.readouterr().out


def test_a_model_that_was_judged_beside_another_belongs_to_it(
    run: list[str], url_bundle: Path
) -> None:
    model = Path(run[run.index("--model") + 1])
    before = read_manifest(model)[0]
    run.append("--write")

    judge_beside.main()

    now = read_manifest(model)[0]
    digest = read_manifest(url_bundle)[1].sha256
    told: list[FraudlensError] = []
    detector = make_detector("apk")
    bundle = load_bundle(model, detector.features)
    for known in (digest, now.training["depends"]["url"]):  # type: ignore[index]  # plain JSON
        check_depends(_Beside(known), bundle, told.append)  # type: ignore[arg-type]  # all it asks
    same = list(told)
    check_depends(_Beside("ab" * 32), bundle, told.append)  # type: ignore[arg-type]  # as above

    assert digest == now.training["judged_beside"]["url"]  # type: ignore[index]  # plain JSON
    assert before.files == now.files
    assert before.evaluation == now.evaluation
    assert [] == same
    assert 1 == len(told)
    assert "Judged again" in (model / "CARD.md").read_text(encoding="utf-8")


class _Beside:
    """A detector that names a URL model."""

    def __init__(self, digest: str) -> None:
        self.depends = {"url": digest}
