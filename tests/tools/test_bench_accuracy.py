"""Both systems on exactly the same rows of the test part, and the command that prints it all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fraudlens.training.run import Told, TrainOptions, train
from tests.fraudlens.training.made import SMALL, show_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words
from tests.tools.made_peer import tell_nobody
from tools.bench import __main__ as bench
from tools.bench.accuracy import Comparison, compare
from tools.bench.peer import Absent
from tools.bench.speed import Race
from tools.bench.tables import accuracy_tables, text_of
from tools.bench.timing import CommandFailed

if TYPE_CHECKING:
    from pathlib import Path

    from tools.bench.peer import Peer

ABSENT = Absent("fraudurl could not be installed: no network")


@pytest.fixture(scope="session")
def what(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Train on made-up words, and give what to compare on."""
    folder = tmp_path_factory.mktemp("words")
    data = write_csv(folder / "words.csv", words(3000))
    config = folder / "words.toml"
    config.write_text(SMALL, "utf-8")
    options = TrainOptions((data,), folder / "model", config=config)
    train(Words(), options, Told(tell_nobody, show_nobody))
    return Comparison((data,), config, folder / "model", peer_rows=60)


@pytest.fixture
def found(what: Comparison, peer: Peer) -> Any:  # noqa: ANN401  plain JSON
    return compare(Words(), what, peer, tell_nobody)


def test_both_judge_the_same_rows(found: Any) -> None:  # noqa: ANN401  plain JSON
    ours, theirs = found["ours"], found["peer"]

    assert ours["rows"] == theirs["rows"]
    assert {"bare", "full"} == set(ours["forms"]) == set(theirs["forms"])
    for form in ours["forms"]:
        for class_ in ("fraud", "benign"):
            (drawn,) = [
                line["drawn"]
                for line in found["rows"]
                if (line["form"], line["class"], line["role"]) == (form, class_, "main")
            ]
            assert drawn == ours["forms"][form][class_] == theirs["forms"][form][class_] <= 60


def test_draw_is_bounded_and_the_same_again(found: Any, what: Comparison) -> None:  # noqa: ANN401  plain JSON
    again = compare(Words(), what, ABSENT, tell_nobody)

    assert found["rows"] == again["rows"]
    assert found["ours"] == again["ours"]
    assert {"main", "unknown", "malware"} == {line["role"] for line in found["rows"]}
    assert any(line["drawn"] < line["test"] for line in found["rows"])
    assert all(line["groups"] <= line["drawn"] for line in found["rows"])


def test_each_stands_at_its_own_cut(found: Any) -> None:  # noqa: ANN401  plain JSON
    """The made-up peer scores by length alone, so its own cut catches some and alarms on some."""
    theirs = found["peer"]["shipped"][1]

    assert "fraud" == theirs["label"]
    assert 0 < theirs["fpr"]["value"] < 1
    assert theirs != found["ours"]["shipped"][1]


def test_tables_put_both_side_by_side(found: Any) -> None:  # noqa: ANN401  plain JSON
    text = text_of(accuracy_tables(found))

    assert f"| {found['ours']['name']} | fraudurl 1.0.1 | ratio |" in text
    assert "| bare, FPR 0.1 % |" in text
    assert "| full, fraud: false alarms |" in text
    assert "| malware |" in text
    assert "| gov |" in text
    assert "fraudurl refused 0 of these rows" in text


def test_tables_without_the_peer_say_why(what: Comparison) -> None:
    text = text_of(accuracy_tables(compare(Words(), what, ABSENT, tell_nobody)))

    assert "fraudurl could not be installed: no network." in text
    assert "| - | - |" in text


def test_ratio_is_ours_over_theirs() -> None:
    shares = [{"value": share, "low": 0.0, "high": 1.0} for share in (0.6, 0.3)]
    sections = [
        {"forms": {"full": part(share)}, "shipped": part(share)["shipped"], "name": name}
        for share, name in zip(shares, ("url 1", "fraudurl 1.0.1"), strict=True)
    ]
    ours, theirs = ({**each, "types": [], "apart": [], "kinds": []} for each in sections)
    figures = {"ours": ours, "peer": {**theirs, "refused": 1}, "rows": []}

    assert "| full, FPR 1 % | 10 | 10 | 0 + 0 |" in text_of(accuracy_tables(figures))
    assert "| 2.00 |\n" in text_of(accuracy_tables(figures))


def part(share: dict[str, float]) -> dict[str, Any]:
    label = {"tpr": share, "fpr": share}
    recall = [{"fpr": 0.01, "recall": share}, {"fpr": 0.001, "recall": None}]
    return {"fraud": 10, "benign": 10, "recall": recall, "shipped": [label, label]}


def test_command_prints_accuracy_and_writes_figures(
    what: Comparison,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bench, "UrlDetector", Words)
    monkeypatch.setattr(bench, "_FILES", ("words.csv",))
    to = tmp_path / "figures.json"
    options = ["accuracy", "--no-peer", "--model", str(what.model), "--config", str(what.config)]
    code = bench.main([*options, "--json", str(to)], {"FRAUDLENS_DATA": str(what.config.parent)})

    assert 0 == code
    assert "## Recall at fixed false-alarm rates" in capsys.readouterr().out
    assert ["accuracy"] == list(json.loads(to.read_text("utf-8")))


def test_command_says_why_accuracy_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "install", lambda *_: ABSENT)
    code = bench.main(["accuracy", "--data", str(tmp_path)], {})

    assert 0 == code
    said = capsys.readouterr()
    assert (
        "Accuracy was not measured: no labelled data (malicious.parquet, benign.parquet, "
        "labelled_phishstorm_2014.csv.gz): set FRAUDLENS_DATA to its folder.\n"
    ) == said.out
    assert "only ours is measured" in said.err


def test_command_tells_what_is_wrong_with_the_model(
    what: Comparison,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bench, "_FILES", ("words.csv",))
    folder = ["--data", str(what.config.parent)]
    code = bench.main(["accuracy", "--no-peer", "--model", str(tmp_path), *folder], {})

    assert 2 == code
    assert "bench: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("peak", "expected"), [((1 << 30) - 1, 0), (1 << 30, 1)], ids=["below", "at"]
)
def test_command_fails_where_memory_is_too_much(
    monkeypatch: pytest.MonkeyPatch, peak: int, expected: int
) -> None:
    asked = []

    def race(what: object, *_: object) -> dict[str, object]:
        asked.append(what)
        return {"many": {"peak_bytes": peak, "most_bytes": 1 << 30}}

    monkeypatch.setattr(bench, "race", race)
    monkeypatch.setattr(bench, "speed_tables", lambda _: ())

    assert expected == bench.main(["speed", "--no-peer", "--ten-million"], {})
    assert [Race(many=10_000_000)] == asked


def test_command_leaves_the_peer_to_its_own_environment(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []

    def race(_: object, racer: object, *_rest: object) -> dict[str, object]:
        given.append(racer)
        return {}

    monkeypatch.setattr(bench, "install", lambda *_: peer)
    monkeypatch.setattr(bench, "race", race)
    monkeypatch.setattr(bench, "speed_tables", lambda _: ())

    assert 0 == bench.main(["speed"], {})
    assert [peer] == given


def test_command_tells_which_run_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def race(*_: object) -> None:
        raise CommandFailed("exit code 4: no model")

    monkeypatch.setattr(bench, "race", race)

    assert 2 == bench.main(["--no-peer"], {})
    assert "bench: the peer" not in (said := capsys.readouterr().err)
    assert "bench: exit code 4: no model\n" == said
