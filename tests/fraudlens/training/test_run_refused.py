"""What a run refuses before it costs anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fraudlens.errors import DataError, SchemaMismatch, SourceError, UsageError
from fraudlens.training.config import TrainingConfig, as_trained
from fraudlens.training.report import write_report
from fraudlens.training.run import EvaluateOptions, Told, TrainOptions, evaluate, train
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FakeDetector
from tests.fraudlens.training.made import show_nobody, tell_nobody, words, write_csv
from tests.fraudlens.training.shapes import Words

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.training.tables import TextTable

QUIET = Told(tell_nobody, show_nobody)


def test_small_data_is_refused_unless_the_options_allow_it(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "d.csv", words(600))
    config = tmp_path / "quick.toml"
    config.write_text("[fit]\nrounds = 3\nthreads = 1\n[noise]\nrounds = 3\n", "utf-8")

    steps: list[str] = []
    with pytest.raises(DataError, match="too few to choose a threshold"):
        train(
            Words(),
            TrainOptions((data,), tmp_path / "m", 0, config),
            Told(steps.append, show_nobody),
        )

    assert "resolving conflicts" == steps[-1]


def test_what_was_dropped_is_told_where_a_class_is_lacking(tmp_path: Path) -> None:
    rows = words(300)
    others = [{**row, "label": "0", "category": ""} for row in rows if row["label"] == "1"]
    data = write_csv(tmp_path / "d.csv", [*rows, *others])
    told: list[TextTable] = []
    with pytest.raises(DataError, match="part has no fraud row"):
        train(Words(), TrainOptions((data,), tmp_path / "m"), Told(tell_nobody, told.append))

    (table,) = told
    assert ("same sample in both classes: dropped from both", True) in {
        (reason, int(fraud) > 0) for reason, fraud, _ in table.rows
    }


def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    (tmp_path / "new-report").touch()
    nothing = (tmp_path / "absent.csv",)

    with pytest.raises(DataError, match="exists and is no model"):
        train(Words(), TrainOptions(nothing, tmp_path / "taken"), QUIET)
    with pytest.raises(SourceError, match="new-report"):
        train(Words(), TrainOptions(nothing, tmp_path / "new"), QUIET)


def test_a_model_of_another_kind_is_called_that(tmp_path: Path) -> None:
    path = save_small_bundle(tmp_path / "one", FakeDetector(), changes={"kind": "apk"})

    with pytest.raises(SchemaMismatch, match="is a model of kind 'apk', and one of kind"):
        evaluate(
            Words(), EvaluateOptions((tmp_path / "absent.csv",), path, tmp_path / "report"), QUIET
        )


def test_a_report_that_fails_in_the_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "evaluation.html").mkdir()

    with pytest.raises(SourceError, match="cannot write the report"):
        write_report(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, 'the configuration names "o.csv", which lies neither beside it nor beside the data'),
        ("host\na\n", 'o.csv: no column "domain"'),
    ],
)
def test_a_file_that_the_configuration_names_must_be_there(
    tmp_path: Path, text: str | None, message: str
) -> None:
    data = write_csv(tmp_path / "d.csv", words(20))
    config = tmp_path / "c.toml"
    config.write_text('[labels]\nofficial_domains = "o.csv"\n', "utf-8")
    if text:
        (tmp_path / "o.csv").write_text(text, "utf-8")

    with pytest.raises(UsageError) as caught:
        train(Words(), TrainOptions((data,), tmp_path / "m", 0, config), QUIET)

    assert message == caught.value.message


def test_a_broken_file_of_official_domains_is_refused(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "d.csv", words(20))
    config = tmp_path / "c.toml"
    config.write_text('[labels]\nofficial_domains = "o.csv"\n', "utf-8")
    (tmp_path / "o.csv").write_bytes(b"domain\n\xff\n")

    with pytest.raises(DataError, match="line 2: invalid utf-8"):
        train(Words(), TrainOptions((data,), tmp_path / "m", 0, config), QUIET)


def test_a_manifest_that_names_no_categories_changes_none() -> None:
    config = TrainingConfig()

    assert config == as_trained(config, {}) == as_trained(config, {"options": {"labels": 3}})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('probes = ["abc", "b!d"]', "probes[1]: cannot be read: "),
        ('[audit]\ncross = ["absent.csv"]', 'the configuration names "absent.csv", which lies'),
        ('[fit]\nrising = ["odd"]', 'fit.rising, fit.falling: no column is called "odd"'),
    ],
)
def test_wrong_options_are_told_before_anything_is_read(
    tmp_path: Path, text: str, message: str
) -> None:
    config = tmp_path / "c.toml"
    config.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        train(Words(), TrainOptions((tmp_path / "no.csv",), tmp_path / "m", 0, config), QUIET)

    assert caught.value.message.startswith(message)
