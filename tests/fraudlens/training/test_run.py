"""The whole loop on made-up words: a bundle that loads, a card, a report, and the same bytes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from fraudlens.bundle import load_bundle
from fraudlens.errors import DataError, SourceError
from fraudlens.training import score
from fraudlens.training.card import render_card
from fraudlens.training.run import EvaluateOptions, Told, TrainOptions, evaluate, train
from tests.fraudlens.training.made import (
    SMALL,
    show_nobody,
    tell_nobody,
    words,
    write_csv,
)
from tests.fraudlens.training.shapes import FEATURES, Words

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.manifest import Manifest
    from fraudlens.training.tables import TextTable

ROWS = [
    *words(3000),
    {"value": "b!d", "label": "1", "category": "", "first_seen": "", "source": ""},
]
QUIET = Told(tell_nobody, show_nobody)


class Run:
    """A finished training run and all that it left."""

    def __init__(self, folder: Path) -> None:
        self.data = write_csv(folder / "words.csv", ROWS)
        self.config = folder / "small.toml"
        self.config.write_text(SMALL, "utf-8")
        self.out = folder / "model"
        self.told: list[TextTable] = []
        options = TrainOptions((self.data,), self.out, 0, self.config)
        self.manifest: Manifest = train(Words(), options, Told(tell_nobody, self.told.append))
        self.report = (folder / "model-report" / "evaluation.html").read_text("utf-8")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("run"))


def test_the_bundle_loads_and_scores_its_probes_alike(run: Run) -> None:
    bundle = load_bundle(run.out, FEATURES)

    words_ = Words()
    probes = bundle.manifest.probes
    matrix = words_.matrix(words_.read([p.target for p in probes]).facts, bundle.weights)
    assert ["a1", "ab", "abc", "zz/9"] == [probe.target for probe in probes]
    assert [p.margin for p in probes] == bundle.trees.margin(matrix).tolist()
    assert bundle.type_trees is not None


def test_the_manifest_records_the_run(run: Run) -> None:
    training: dict[str, Any] = json.loads((run.out / "manifest.json").read_bytes())["training"]

    assert 0 == training["seed"]
    assert [("words.csv", len(ROWS))] == [(i["name"], i["rows"]) for i in training["inputs"]]
    assert {"reason": "unreadable", "fraud": 1, "benign": 0} in training["dropped"]
    assert set(FEATURES.names) == set(training["typical"]) == set(training["typical_fraud"])
    assert training["typical"]["letter_risk"] < training["typical_fraud"]["letter_risk"]
    assert 0 < training["grafted_rows"] <= 2 * training["options"]["fit"]["grafts"]
    assert 2 == len(training["threshold_notes"])
    assert "2026" == run.manifest.version[:4]


def test_the_model_learned_something(run: Run) -> None:
    evaluation: Any = run.manifest.evaluation

    assert evaluation["overall"]["auc"] > 0.75
    assert {"group": 0, "duplicate": 0} == evaluation["audits"]["crossing"]
    assert evaluation["audits"]["twins"]["passed"]
    assert {"malware", "unknown"} == {apart["name"] for apart in evaluation["apart"]}


def test_no_row_of_the_data_is_in_manifest_or_card(run: Run) -> None:
    shipped = "".join(
        path.read_text("utf-8") for path in run.out.iterdir() if path.suffix in {".json", ".md"}
    )
    values = [row["value"] for row in ROWS if len(row["value"]) > 6]

    assert [] == [value for value in values if value in shipped]
    # The report does name rows, which is why it lies beside the bundle and not in it.
    assert any(value in run.report for value in values)


def test_the_card_comes_from_the_manifest_alone(run: Run) -> None:
    manifest = load_bundle(run.out, FEATURES).manifest

    card = (run.out / "CARD.md").read_text("utf-8")

    assert render_card(manifest) == card
    assert "lies above every benign validation score" in card
    assert "No single column separates the classes alone." in card


def test_the_card_names_alarms_and_held_out_sources(run: Run) -> None:
    training, evaluation = (
        json.loads(json.dumps(each)) for each in (run.manifest.training, run.manifest.evaluation)
    )
    alarm = {"feature": "leak", "auc": 0.99, "alarm": True, "explained": ""}
    evaluation["audits"]["alarms"] = [alarm, {**alarm, "explained": "known | \x1b<b>"}]
    training["sources"].append(
        {"fraud": False, "source": "apart", "train": 0, "validation": 0, "test": 5, "licence": "x"}
    )

    card = render_card(replace(run.manifest, training=training, evaluation=evaluation))

    assert "- ALARM: leak alone has AUC 0.9900: not explained\n" in card
    assert "has AUC 0.9900: known \\| \N{REPLACEMENT CHARACTER}&lt;b>" in card
    assert "Benign sources of the test part that training never saw: apart." in card


def test_the_card_says_if_the_url_model_may_have_known_the_rows(run: Run) -> None:
    training = json.loads(json.dumps(run.manifest.training))
    training["options"]["labels"]["known_to_url_model"] = True
    said = "The URL model may have learned from the domains of these samples"
    limits = render_card(replace(run.manifest, training=training)).partition("## Limits")[2]

    assert f"- {said}" in limits
    assert said not in render_card(run.manifest)
    del training["options"]["labels"]["known_to_url_model"]  # as in manifests of before
    assert render_card(replace(run.manifest, training=training)) == render_card(run.manifest)


def test_a_person_is_told_what_was_dropped(run: Run) -> None:
    assert ["How the rows are split", "Rows dropped"] == [table.title for table in run.told[:2]]


def test_the_same_inputs_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Even if the rows stand in another order, but for the digest of the file."""
    again = Run(tmp_path)
    names = sorted(path.name for path in run.out.iterdir())

    assert ["CARD.md", "manifest.json", "model.txt", "types.txt", "weights.npz"] == names
    assert [(run.out / n).read_bytes() for n in names] == [
        (again.out / n).read_bytes() for n in names
    ]
    assert run.report == again.report


def test_the_order_of_the_rows_changes_nothing(run: Run, tmp_path: Path) -> None:
    data = write_csv(tmp_path / "words.csv", ROWS[::-1])
    train(Words(), TrainOptions((data,), tmp_path / "model", 0, run.config), QUIET)

    for name in ("model.txt", "types.txt", "weights.npz"):
        assert (run.out / name).read_bytes() == (tmp_path / "model" / name).read_bytes()


def test_evaluate_with_the_configuration_gives_the_figures_of_training(
    run: Run, tmp_path: Path
) -> None:
    options = EvaluateOptions((run.data,), run.out, tmp_path / "report", run.config)

    found: Any = evaluate(Words(), options, QUIET).figures

    trained: Any = run.manifest.evaluation
    assert trained["rows"] == found["rows"]
    assert pytest.approx(trained["overall"]["auc"], abs=1e-6) == found["overall"]["auc"]


def test_evaluate_without_a_configuration_judges_all_rows(run: Run, tmp_path: Path) -> None:
    data = write_csv(tmp_path / "foreign.csv", words(200, seed=9))

    options = EvaluateOptions((data,), run.out, tmp_path / "report")
    found: Any = evaluate(Words(), options, QUIET).figures

    assert 100 < found["rows"]["fraud"] + found["rows"]["benign"] <= 200
    assert (tmp_path / "report" / "evaluation.html").is_file()


def test_evaluate_takes_the_categories_that_the_model_was_trained_with(
    run: Run, tmp_path: Path
) -> None:
    """As with apps, whose kinds are their own and whose malware is fraud."""
    rows = [row for row in words(200, seed=9) if row["category"] in {"malware", "gov"}]
    kinds = {"gov": "torch", "malware": "malware"}
    data = write_csv(
        tmp_path / "d.csv", [{**row, "category": kinds[row["category"]]} for row in rows]
    )
    options = EvaluateOptions((data,), run.out, tmp_path / "report")
    with pytest.raises(DataError, match='unknown category, found "torch"'):
        evaluate(Words(), options, QUIET)
    model = tmp_path / "model"
    shutil.copytree(run.out, model)
    head = json.loads((model / "manifest.json").read_bytes())
    head["training"]["options"]["labels"] |= {"apart": [], "benign_kinds": ["torch"]}
    (model / "manifest.json").write_text(json.dumps(head), "utf-8")
    found: Any = evaluate(Words(), replace(options, model=model), QUIET).figures

    assert found["rows"]["fraud"] > 0
    assert ["torch"] == [kind["name"] for kind in found["kinds"] if kind["name"][0] != "*"]


def test_evaluate_scores_in_chunks_alike(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = EvaluateOptions((run.data,), run.out, tmp_path / "report")
    whole = evaluate(Words(), options, QUIET)
    monkeypatch.setattr(score, "_CHUNK", 100)

    assert whole == evaluate(Words(), options, QUIET)


def test_cross_sets_official_domains_and_no_noise_rule(run: Run, tmp_path: Path) -> None:
    foreign = write_csv(tmp_path / "foreign.csv", words(300, seed=5))
    official = ROWS[0]["value"].split("/")[0]
    (tmp_path / "official.csv").write_text(f"domain\n{official}\n", "utf-8")
    config = tmp_path / "c.toml"
    text = SMALL.replace("rounds = 5\n[audit]", f'rounds = 0\n[audit]\ncross = ["{foreign.name}"]')
    config.write_text(
        'name = "n"\nversion = "7"\nprobes = ["made-up"]\nlimits = ["it is small"]\n'
        '[licences]\n"list-*" = "MIT"\n'
        + text.replace("type_min_rows = 50", "type_min_rows = 5000")
        + '[labels]\nofficial_domains = "official.csv"\n',
        "utf-8",
    )

    manifest = train(Words(), TrainOptions((run.data,), tmp_path / "m", 1, config), QUIET)

    evaluation: Any = manifest.evaluation
    training: Any = manifest.training
    assert ("n", "7", "word") == (manifest.name, manifest.version, manifest.kind)
    assert "foreign" == evaluation["audits"]["cross_sets"][0]["set"]
    assert {"MIT"} == {source["licence"] for source in training["sources"]}
    assert () == manifest.types
    assert "- it is small\n" in render_card(manifest)


def test_groups_of_another_model_do_not_train(run: Run, tmp_path: Path) -> None:
    kept = sorted({row["value"].split("/")[0] for row in ROWS})[:5]
    (tmp_path / "kept.csv").write_text("domain\n" + "\n".join(kept) + "\n", "utf-8")
    config = tmp_path / "c.toml"
    config.write_text(f'{SMALL}\n[labels]\nwithout = ["kept.csv"]\n', "utf-8")

    manifest = train(Words(), TrainOptions((run.data,), tmp_path / "m", 1, config), QUIET)

    training: Any = manifest.training
    assert [("kept.csv", 5)] == [(file["name"], file["rows"]) for file in training["without"]]
    reasons = {drop["reason"] for drop in training["dropped"]}
    assert "group kept for another model (labels.without)" in reasons


def test_a_refit_learns_from_validation_and_keeps_what_was_chosen_on_it(
    run: Run, tmp_path: Path
) -> None:
    config = tmp_path / "refit.toml"
    config.write_text(SMALL.replace("[fit]", "[fit]\nrefit = true"), "utf-8")
    out = tmp_path / "model"

    manifest = train(Words(), TrainOptions((run.data,), out, 0, config), QUIET)

    training: Any = manifest.training
    before: Any = run.manifest.training
    validation = sum(p["rows"] for p in training["parts"] if p["part"] == "validation")
    assert training["trained_rows"] >= training["refitted_rows"] - validation > 0
    assert (before["rounds"], 0) == (training["rounds"], before["refitted_rows"])
    assert run.manifest.thresholds == manifest.thresholds
    assert run.manifest.calibration == manifest.calibration
    assert (run.out / "model.txt").read_bytes() != (out / "model.txt").read_bytes()
    assert (run.out / "weights.npz").read_bytes() != (out / "weights.npz").read_bytes()
    assert f"the trees on {training['refitted_rows']} rows" in render_card(manifest)
    assert "Refit" not in render_card(run.manifest)


def test_a_report_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    options = EvaluateOptions((run.data,), run.out, tmp_path / "file")

    with pytest.raises(SourceError, match="cannot write the report"):
        evaluate(Words(), options, QUIET)
