"""What docs take from code: columns, options, bounds, a run, and the figures of a model."""

from __future__ import annotations

import doctest
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from fraudlens import bundle
from fraudlens.features import Feature
from fraudlens.limits import Limits
from fraudlens.training.config import TrainingConfig, load_config
from fraudlens.training.run import Told, TrainOptions, train
from fraudlens.training.tables import interval
from tests.contract.bundles import save_small_bundle
from tests.fraudlens.training.made import SMALL, show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words
from tools import figures, markdown, pages
from tools.declarations import classes
from urlguard.detector import UrlDetector
from urlguard.features.matrix import FEATURES

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.manifest import Manifest

HELD_OUT = """[split]
benign_by = "source"
validation_sources = ["list-b"]
test_sources = ["list-c"]
"""
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


def install(monkeypatch: pytest.MonkeyPatch, *places: Path) -> None:
    """Let the models that are shipped stand at `places`."""
    monkeypatch.setattr(bundle, "_places", lambda kind: places if kind == "url" else ())


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


def test_examples_of_the_markdown_module_hold() -> None:
    assert 0 == doctest.testmod(markdown).failed


def test_feature_page_names_every_column_and_block() -> None:
    page = pages.feature_page()

    assert [] == [name for name in FEATURES.names if f"| `{name}` |" not in page]
    assert [] == [block.name for block in FEATURES.blocks if f"(`{block.name}`)" not in page]
    assert f"reads {len(FEATURES)} columns" in page


@pytest.mark.parametrize(
    ("feature", "cell"),
    [
        (Feature("a", "count", "1", "A.", (("x.example", 2.0),)), "`x.example` 2"),
        (Feature("a", "count", "1", "A.", (("x.example", float("nan")),)), "`x.example` absent"),
        (Feature("a", "score", "log-odds", "A.", learned=True), "learned"),
    ],
    ids=["value", "absent", "learned"],
)
def test_examples_are_shown_with_their_values(feature: Feature, cell: str) -> None:
    assert cell == pages._feature_row(feature)[-1]


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
    install(monkeypatch, save_small_bundle(tmp_path / "url", UrlDetector()))
    text = pages.run_output()

    assert text.startswith("```console\n$ fraudlens scan ")
    assert f"{len(pages.SHOWN)} targets: " in text
    assert text == pages.run_output()


def test_without_a_model_the_pages_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)

    assert figures.NO_MODEL == pages.run_output()
    assert figures.NO_MODEL == pages.SECTIONS["README.md", "accuracy"]()
    assert figures.NO_MODEL == pages.SECTIONS["docs/evaluation.md", "figures"]()


def test_a_model_without_figures_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, save_small_bundle(tmp_path / "url", UrlDetector()))

    assert figures.NO_FIGURES == pages.SECTIONS["README.md", "accuracy"]()
    assert figures.NO_FIGURES == pages.SECTIONS["docs/evaluation.md", "figures"]()


def test_accuracy_is_that_of_the_manifest(manifest: Manifest) -> None:
    text = figures.accuracy(manifest)
    table: figures.Figures = dict(manifest.evaluation)
    recall = table["forms"]["full"]["recall"][1]["recall"]
    shipped = table["shipped"][1]

    assert f"| {interval(recall)} |" in text
    assert f"| {interval(shipped['tpr'])} | {interval(shipped['fpr'])} |" in text
    assert f"| `fraud` | {manifest.thresholds.fraud.score:.3f} | all |" in text
    assert "precision at 0.07 %" in text
    assert "Benign sources that training never saw: `list-c`.\n" in text


def test_accuracy_names_every_kind_of_honest_site(manifest: Manifest) -> None:
    text = figures.accuracy(manifest)

    assert [] == [kind for kind in ("gov", "cn", "digits") if f"| {kind} |" not in text]


def test_evaluation_leaves_the_longest_tables_to_the_card(manifest: Manifest) -> None:
    text = figures.evaluation(manifest)

    assert "### Recall at fixed false-alarm rates\n" in text
    assert "### Other spellings of the same target\n" in text
    assert "Recall by source" not in text
    assert "Strongest single columns" not in text


def test_no_row_of_the_data_is_in_the_pages(manifest: Manifest, rows: list[dict[str, str]]) -> None:
    text = figures.accuracy(manifest) + figures.evaluation(manifest)

    assert [] == [row["value"] for row in rows if len(row["value"]) > 7 and row["value"] in text]


def test_absent_forms_dates_and_held_out_sources_are_left_out(manifest: Manifest) -> None:
    training: figures.Figures = dict(manifest.training)
    undated = [{**part, "first": None, "last": None} for part in training["parts"]]
    bare = replace(
        manifest,
        training={**training, "parts": undated, "sources": []},
        evaluation={**manifest.evaluation, "forms": {}},
    )
    text = figures.accuracy(bare)

    assert "No benign source was held out as a whole.\n" in text
    assert "first seen" not in text
    assert "full URLs" not in text
    assert "| all |" in text
