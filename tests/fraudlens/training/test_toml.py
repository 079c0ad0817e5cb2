"""Options from TOML: what is read, and that each error names its field."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, get_origin, get_type_hints

import pytest

from fraudlens.errors import UsageError
from fraudlens.training.config import SplitConfig, TrainingConfig, load_config
from fraudlens.training.toml import from_table
from tests.conftest import TOP

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_defaults_serve() -> None:
    assert TrainingConfig() == load_config(None)


def test_every_kind_of_field_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(
        'name = "x"\nlimits = ["a"]\nmax_rows = 5\n[licences]\n"s*" = "MIT"\n'
        '[split]\ntest_from = 2026-03-01\nbenign_by = "source"\n[calibration]\nbase_rate = 0.1\n'
        "small = true\n[audit]\ncurve = [1]\n",
        "utf-8",
    )

    config = load_config(path)

    assert ("x", ("a",), 5, {"s*": "MIT"}) == (
        config.name,
        config.limits,
        config.max_rows,
        config.licences,
    )
    assert SplitConfig(test_from=dt.date(2026, 3, 1), benign_by="source") == config.split
    assert (0.1, True) == (config.calibration.base_rate, config.calibration.small)
    assert (1.0,) == config.audit.curve


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nam": 1}, 'nam: unknown field "nam"'),
        ({"name": 1}, "name: expected a text, not 1"),
        ({"max_rows": True}, "max_rows: expected a whole number, not True"),
        ({"limits": "x"}, "limits: expected a list, not 'x'"),
        ({"limits": ["x", 2]}, "limits[1]: expected a text, not 2"),
        ({"split": 1}, "split: expected a table, not 1"),
        ({"split": {"test_from": "x"}}, "split.test_from: expected a date, not 'x'"),
        (
            {"split": {"benign_by": "x"}},
            "split.benign_by: expected one of auto, date, digest, source, not 'x'",
        ),
        ({"licences": {"a": 1}}, "licences.a: expected a text, not 1"),
        ({"calibration": {"small": 1}}, "calibration.small: expected true or false, not 1"),
        ({"fit": {"l2": "x"}}, "fit.l2: expected a number, not 'x'"),
    ],
)
def test_an_error_names_the_field(table: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_table(TrainingConfig, table)

    assert message == caught.value.message


@pytest.mark.parametrize(
    ("place", "value", "bounds"),
    [
        ("fit.rounds", -5, "[1, 1000000000]"),
        ("fit.learning_rate", float("nan"), "(0, 1]"),
        ("fit.learning_rate", 0, "(0, 1]"),
        ("fit.leaves", 1, "[2, 1024]"),
        ("fit.depth", 0, "[1, 64]"),
        ("fit.bins", 0, "[2, 65535]"),
        ("fit.feature_fraction", 7, "(0, 1]"),
        ("fit.threads", -3, "[1, 1024]"),
        ("fit.l2", float("inf"), "[0, 1000000000]"),
        ("split.folds", 1, "[2, 127]"),
        ("split.folds", 128, "[2, 127]"),
        ("calibration.base_rate", 0, "(0, 1)"),
        ("calibration.base_rate", 1, "(0, 1)"),
        ("calibration.knots", 0, "[2, 1000]"),
        ("calibration.suspicious_fpr", 2.0, "(0, 1]"),
        ("calibration.floor", -0.1, "[0, 1]"),
        ("weights.source_share", 0, "(0, 1]"),
        ("weights.half_life_months", -1, "[0, 1000000000]"),
        ("noise.rounds", -1, "[0, 1000000000]"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(place: str, value: float, bounds: str) -> None:
    section, _, name = place.partition(".")
    kind = type(getattr(getattr(TrainingConfig(), section), name))
    with pytest.raises(UsageError) as caught:
        from_table(TrainingConfig, {section: {name: value}})

    assert f"{place}: expected a number in {bounds}, not {kind(value)!r}" == caught.value.message


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            {"audit": {"curve": [0.5, 1.5]}},
            "audit.curve[1]: expected a number in (0, 1], not 1.5",
        ),
        (
            {"weights": {"sources": {"a*": -1.0}}},
            "weights.sources.a*: expected a number in [0, 1000000000], not -1.0",
        ),
        (
            {
                "split": {
                    "validation_from": dt.date(2026, 3, 1),
                    "test_from": dt.date(2026, 3, 1),
                }
            },
            "split.test_from: expected a day after 2026-03-01, not 2026-03-01",
        ),
    ],
)
def test_numbers_in_lists_and_days_in_order(table: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_table(TrainingConfig, table)

    assert message == caught.value.message


def test_every_number_has_a_range_that_holds_its_default() -> None:
    config = TrainingConfig()
    for top in fields(config):
        section = getattr(config, top.name)
        if is_dataclass(section) and not isinstance(section, type):
            kinds = get_type_hints(type(section), include_extras=True)

            assert [] == [name for name, kind in kinds.items() if kind in (int, float)]
            numbers = {
                name: getattr(section, name)
                for name, kind in kinds.items()
                if get_origin(kind) is Annotated
            }
            assert section == from_table(type(section), {**numbers})


def test_an_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("nam = 1", "utf-8")

    with pytest.raises(UsageError, match=r'^c\.toml: nam: unknown field "nam"$'):
        load_config(path)


@pytest.mark.parametrize(
    "text", [None, "= 1", "x = " + "[" * 5000], ids=["missing", "broken", "deep"]
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "c.toml"
    if text is not None:
        path.write_text(text, "utf-8")

    with pytest.raises(UsageError, match="cannot read the configuration"):
        load_config(path)


def test_the_shipped_configuration_is_sound() -> None:
    config = load_config(TOP / "datasets" / "training" / "url.toml")

    assert dt.date(2026, 3, 1) == config.split.test_from
    assert not set(config.split.test_sources) & set(config.split.validation_sources)
