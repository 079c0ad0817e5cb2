"""What docs take from code: columns, options, bounds, a run, and the figures of a model."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from apkscan.detector import ApkDetector
from fraudlens import bundle
from fraudlens.limits import Limits
from fraudlens.training.config import TrainingConfig, load_config
from fraudlens.training.run import Told, TrainOptions, train
from fraudlens.training.tables import interval
from tests.contract.apps import app_rows
from tests.contract.bundles import save_small_bundle
from tests.fraudlens.training.made import SMALL, show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words
from tools import figures, pages, runs
from tools.declarations import classes
from tools.figures import APPS, URLS
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.manifest import Manifest

HELD_OUT = """[split]
benign_by = "source"
validation_sources = ["list-b"]
test_sources = ["list-c"]
"""
SAVED = ("model.txt", "types.txt")
DECLARED = '''
"""A module."""
FREE = 1
class Shape:
    """What it is."""
    sides: int
    """How many
    sides."""
    colours: Mapping[str, str] = field(default_factory=dict)
    name: str = 'x'
'''


def install(monkeypatch: pytest.MonkeyPatch, **places: Path) -> None:
    """Let the models that are shipped stand at `places`, by kind."""
    monkeypatch.setattr(bundle, "_places", lambda kind: [places[kind]] if kind in places else [])


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return words(1500)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> Manifest:
    """Give the manifest of a real run on made-up words, with a benign source held out."""
    folder = tmp_path_factory.mktemp("pages")
    data = write_csv(folder / "words.csv", rows)
    config = folder / "small.toml"
    config.write_text(SMALL.replace("[split]\n", HELD_OUT), "utf-8")
    options = TrainOptions((data,), folder / "model", 0, config)
    return train(Words(), options, Told(tell_nobody, show_nobody))


def test_fields_are_read_as_they_are_declared() -> None:
    declared = (
        ("sides", "", "How many sides."),
        ("colours", "{}", ""),
        ("name", '"x"', ""),
    )

    assert [("Shape", "What it is.", declared)] == list(classes(DECLARED))


def test_option_page_names_every_option_under_its_section() -> None:
    page = pages.option_tables()
    config = load_config(None)

    for top in fields(TrainingConfig):
        section = page.partition(f"### `[{top.name}]`\n")[2].partition("###")[0]
        options = getattr(config, top.name)
        if hasattr(options, "__dataclass_fields__"):
            assert [] == [f.name for f in fields(options) if f"| `{f.name}` |" not in section]
        else:
            assert f"| `{top.name}` |" in page.partition("### Above all sections\n")[2]


def test_limits_are_shown_as_numbers() -> None:
    page = pages.limit_table()

    assert [] == [f.name for f in fields(Limits) if f"| `{f.name}` |" not in page]
    assert "| 1,048,576 |" in page


def test_exit_codes_are_those_of_a_scan() -> None:
    lines = pages.exit_codes().splitlines()

    assert ["0", "1", "2", "3", "4"] == [
        line.split(" | ")[0].removeprefix("| ") for line in lines[2:]
    ]


def test_run_is_that_of_the_shipped_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, url=save_small_bundle(tmp_path / "url", UrlDetector()))
    text = runs.url_run()

    assert text.startswith("```console\n$ fraudlens scan ")
    assert f"{len(runs.SHOWN)} targets: " in text
    assert text == runs.url_run()


def test_run_of_apps_reads_the_examples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    model = save_small_bundle(tmp_path / "apk", ApkDetector(), keep=SAVED, rows=app_rows())
    install(monkeypatch, apk=model)
    text = runs.app_run()

    assert text.startswith("```console\n$ fraudlens apk scan examples/apps/quickloan.apk ")
    assert "fake loan" in text
    assert "error" not in text


def test_without_a_model_the_pages_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)

    assert figures.no_model("url") == pages.SECTIONS["README.md", "output"]()
    assert figures.no_model("apk") == pages.SECTIONS["README.md", "output-apk"]()
    assert figures.no_model("url") == pages.SECTIONS["README.md", "accuracy"]()
    assert figures.no_model("apk") == pages.SECTIONS["README.md", "accuracy-apk"]()
    assert figures.no_model("url") == pages.SECTIONS["docs/evaluation.md", "figures"]()
    assert figures.no_model("apk") == pages.SECTIONS["docs/evaluation.md", "figures-apk"]()


def test_a_model_without_figures_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, url=save_small_bundle(tmp_path / "url", UrlDetector()))

    assert figures.no_figures("url") == pages.SECTIONS["README.md", "accuracy"]()
    assert figures.no_figures("url") == pages.SECTIONS["docs/evaluation.md", "figures"]()


def test_accuracy_is_that_of_the_manifest(manifest: Manifest) -> None:
    text = figures.accuracy(manifest, URLS)
    table: figures.Figures = dict(manifest.evaluation)
    recall = table["forms"]["full"]["recall"][1]["recall"]
    shipped = table["shipped"][1]

    assert f"| {interval(recall)} |" in text
    assert f"| {interval(shipped['tpr'])} | {interval(shipped['fpr'])} |" in text
    assert f"| `fraud` | {manifest.thresholds.fraud.score:.3f} | all |" in text
    assert "precision at 0.07 %" in text
    assert "Benign sources that training never saw: `list-c`.\n" in text


def test_accuracy_names_every_kind_of_honest_site(manifest: Manifest) -> None:
    text = figures.accuracy(manifest, URLS)

    assert [] == [kind for kind in ("`gov`", "`cn`", "digits") if f"| {kind} |" not in text]


def test_evaluation_leaves_the_longest_tables_to_the_card(manifest: Manifest) -> None:
    text = figures.evaluation(manifest, URLS)

    assert "### Recall at fixed false-alarm rates\n" in text
    assert "### Other spellings of the same target\n" in text
    assert "Recall by source" not in text
    assert "Strongest single columns" not in text


def test_no_row_of_the_data_is_in_the_pages(manifest: Manifest, rows: list[dict[str, str]]) -> None:
    text = figures.accuracy(manifest, URLS) + figures.evaluation(manifest, URLS)

    assert [] == [row["value"] for row in rows if len(row["value"]) > 7 and row["value"] in text]


def test_absent_forms_dates_and_held_out_sources_are_left_out(manifest: Manifest) -> None:
    training: figures.Figures = dict(manifest.training)
    undated = [{**part, "first": None, "last": None} for part in training["parts"]]
    bare = replace(
        manifest,
        training={**training, "parts": undated, "sources": []},
        evaluation={**manifest.evaluation, "forms": {}},
    )
    text = figures.accuracy(bare, URLS)

    assert "No benign source was held out as a whole.\n" in text
    assert "first seen" not in text
    assert "full URLs" not in text
    assert "| all |" in text


def test_apps_are_counted_by_source_type_and_out_of_source(manifest: Manifest) -> None:
    figure: figures.Figures = dict(manifest.evaluation)
    cross = {"folds": 8, "overall": figure["overall"], "sources": []}
    text = figures.accuracy(replace(manifest, evaluation={**figure, "cross": cross}), APPS)

    assert "1 benign ones that training never saw; `models/apk/CARD.md` names them.\n" in text
    assert "in 8 folds of sources" in text
    assert "| all but the test part |" in text
    assert "chosen on rows judged out of source" in text
    assert "By the fraud type of the label, on test:\n" in text
    assert "full URLs" not in text


def test_only_small_collections_are_judged_out_of_source(manifest: Manifest) -> None:
    text = figures.accuracy(
        replace(manifest, evaluation={**manifest.evaluation, "types": []}), APPS
    )

    assert "\nWith fewer than 1,000 benign rows, FPR 0.1 % means no false alarm at all.\n" in text
    assert "folds of sources" not in text
    assert "By the fraud type" not in text


def test_enough_honest_rows_need_no_warning(manifest: Manifest) -> None:
    evaluation = {**manifest.evaluation, "rows": {"fraud": 1, "benign": 1000}}

    assert "no false alarm at all" not in figures.accuracy(
        replace(manifest, evaluation=evaluation), URLS
    )
