"""Options from TOML: what is read, and that each error names its field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

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


def test_an_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("nam = 1", "utf-8")

    with pytest.raises(UsageError, match=r'^c\.toml: nam: unknown field "nam"$'):
        load_config(path)


@pytest.mark.parametrize("text", [None, "= 1"], ids=["missing", "broken"])
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
