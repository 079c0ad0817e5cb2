"""Rows that calibrate are not always those that set thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from fraudlens.training.config import CalibrationConfig, TrainingConfig, WeightConfig
from fraudlens.training.probabilities import Judged, decide
from tests.fraudlens.training.made import keyed

if TYPE_CHECKING:
    from fraudlens.calibration import Calibration
    from fraudlens.manifest import Thresholds


def judged(part: pl.DataFrame) -> Judged:
    """Take the number in a row's value, by hundredths, for its margin."""
    return Judged(part, part["value"].str.slice(1).cast(pl.Float64).to_numpy() / 100)


def decided(part: pl.DataFrame, *without: str) -> tuple[Calibration, Thresholds]:
    config = TrainingConfig(calibration=CalibrationConfig(small=True, without=without))
    return decide(judged(part), None, config)[:2]


def test_hard_negatives_count_for_thresholds_and_not_for_probabilities() -> None:
    # Fraud grows denser with the margin, honest rows thinner; hard ones stand where fraud does.
    fraud = [{"value": f"f{200 * (n / 200) ** 0.5}", "fraud": 1} for n in range(200)]
    honest = [{"value": f"b{200 * (n / 300) ** 3}"} for n in range(300)]
    hard = [{"value": f"h{150 + n / 3}", "source": "new 2024"} for n in range(150)]
    everywhere = decided(keyed(*fraud, *hard, *honest))
    met = decided(keyed(*fraud, *honest))

    calibration, thresholds = decided(keyed(*fraud, *hard, *honest), "new*")

    assert met[0] == calibration != everywhere[0]
    assert thresholds.suspicious.score > met[1].suspicious.score
    flagged = calibration.score(np.arange(150, 200, 1 / 3) / 100) >= thresholds.suspicious.score
    # One in a hundred of the 450 honest rows, of which the hard ones are the worst.
    assert 0 < flagged.sum() <= 4


@pytest.mark.parametrize(("weight", "same"), [(0.01, True), (1.0, False)])
def test_sources_may_weigh_otherwise_where_thresholds_are_chosen(weight: float, same: bool) -> None:
    fraud = [{"value": f"f{100 + n}", "fraud": 1} for n in range(200)]
    honest = [{"value": f"b{n / 10}"} for n in range(1500)]
    new = [{"value": f"n{200 + n}", "source": "new 2024"} for n in range(30)]
    frame = judged(keyed(*fraud, *honest, *new))
    options = CalibrationConfig(small=True)
    plain = TrainingConfig(calibration=options, weights=WeightConfig(sources={"new*": 0.01}))
    other = replace(plain, calibration=replace(options, sources={"new*": weight}))

    (curve, first, _), (also, then, _) = (decide(frame, None, each) for each in (plain, other))

    assert curve == also
    assert same == (first.suspicious.score == then.suspicious.score)
    assert first.suspicious.score <= then.suspicious.score


def ramp(kind: str, count: int, shift: int, power: float, source: str) -> list[dict[str, object]]:
    """Give rows whose margins run over 2, thinner towards one end, moved by `shift` hundredths."""
    fraud = int(kind == "f")
    margins = (shift + 200 * (n / count) ** power for n in range(count))
    return [{"value": f"{kind}{m}", "fraud": fraud, "source": source} for m in margins]


@pytest.mark.parametrize(("share", "nearer"), [(0.01, "here"), (0.5, "between"), (0.99, "there")])
def test_rows_beside_calibrate_by_their_share_and_set_no_threshold(
    share: float, nearer: str
) -> None:
    here = keyed(*ramp("f", 300, 0, 0.5, "a"), *ramp("b", 300, 0, 2, "a"))
    # The other collection gives all of its rows one log-odds less.
    there = keyed(*ramp("f", 900, -100, 0.5, "b"), *ramp("b", 900, -100, 2, "b"))
    unmet = keyed(*ramp("b", 50, 300, 1, "kept for another model"))
    options = CalibrationConfig(
        small=True, beside=("b.csv",), beside_share=share, without=("kept*",)
    )
    alone, first, _ = decide(judged(here), None, TrainingConfig(calibration=options))
    other = decide(judged(there), None, TrainingConfig(calibration=options))[0]

    more = judged(pl.concat([there, unmet]))
    both, cut, notes = decide(judged(here), more, TrainingConfig(calibration=options))

    at = np.array([0.5])
    low, high = alone.score(at)[0], other.score(at)[0]
    place = (both.score(at)[0] - low) / (high - low)
    assert high - low > 0.2
    assert nearer == ("here" if place < 0.2 else "there" if place > 0.8 else "between")
    # The same rows lie above the threshold, whatever their probability.
    flagged = both.score(judged(here).margin) >= cut.suspicious.score
    assert flagged.tolist() == (alone.score(judged(here).margin) >= first.suspicious.score).tolist()
    assert (
        f"probabilities: they rest on 600 rows of validation and, with {share:.0%} of the weight, "
        "on 1800 rows of b.csv, of which no group stands in a part"
    ) == notes[0]
