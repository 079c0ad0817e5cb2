"""Templates: what is blanked tells no rows apart, and the table keeps what says something."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from tests.urlguard.rows import batch_of
from urlguard.features import templates
from urlguard.features.templates import (
    MIN_ROWS,
    MIN_SHARED,
    N_TEMPLATES,
    SMOOTHING,
    STEP,
    TEMPLATES,
    fill_templates,
    fit_templates,
    template_keys,
)

NAMES = [feature.name.removeprefix("template_") for feature in TEMPLATES.features]


def keys_of(*targets: str) -> dict[str, list[int]]:
    """Give the keys of each row by the name of the template."""
    keys = np.zeros((N_TEMPLATES, len(targets)), np.uint64)
    template_keys(batch_of(*targets).columns(), np.arange(len(targets)), keys)
    return dict(zip(NAMES, keys.tolist(), strict=True))


def shared(one: str, other: str) -> set[str]:
    """Give the templates that two addresses share."""
    return {name for name, (a, b) in keys_of(one, other).items() if a == b != 0}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("j259v.xyz", "k111b.xyz", {"shape_suffix", "shape"}),
        ("j259v.xyz", "j012v.xyz", {"shape_suffix", "shape", "digits"}),
        ("j259v.xyz", "k111b.top", {"shape"}),
        ("parking-im.vip", "parking-gt.vip",
         {"shape_suffix", "shape", "start_suffix", "start", "first_word"}),
        ("uk-parking.vip", "irs-parking.vip", {"end_suffix", "end", "last_word"}),
        ("verizon.abc.cc", "verizon.qwertz.cc", {"subdomain"}),
        ("m1.abc.cc", "m2.qwertz.cc", {"subdomain"}),
        ("garden.com", "garden.top", {"shape", "start", "end", "label"}),
        ("abc.com/pay/1", "qwertz.top/pay/x/2", {"first_segment", "last_segment"}),
        ("abc.com/Page.html", "qwertz.top/page.html", {"first_segment", "last_segment"}),
        ("abc.com/x/y?a=1", "qwertz.top/z/y?b=2", {"last_segment"}),
        ("abc.com/?a=1", "qwertz.top/?a=1", set()),
        ("192.0.2.7", "192.0.2.8", {"shape", "shape_suffix", "digits", "start", "start_suffix"}),
        ("co.uk", "com.br", set()),
    ],
)  # fmt: skip
def test_rows_of_one_build_share_templates(one: str, other: str, expected: set[str]) -> None:
    assert expected == shared(one, other)


def test_long_runs_are_one_template() -> None:
    assert "shape" in shared(f"{'a' * 21}.com", f"{'b' * 40}.com")
    assert "shape" not in shared(f"{'a' * 19}.com", f"{'b' * 20}.com")


def test_odds_are_smoothed_and_kept_in_steps() -> None:
    targets = [*(f"a{n}b.top" for n in range(8)), *(f"garden{n}x.org" for n in range(8))]
    fraud = np.array([1] * 8 + [0] * 8, np.int8)
    batch = batch_of(*targets, "z9z.top", "violet.net")
    weights = fit_templates(
        batch.columns(), np.arange(16), np.append(fraud, [0, 0]).astype(np.int8),
        np.ones(18, np.float32),
    )  # fmt: skip
    out = np.full((18, N_TEMPLATES + 1), np.nan, np.float32)
    fill_templates(batch.columns(), weights["template_prints"], weights["template_odds"], out, 1)
    found = dict(zip(NAMES, out[16:, 1:].T.tolist(), strict=True))

    share = (8 + SMOOTHING / 2) / (8 + SMOOTHING)
    odds = round(log(share / (1 - share)) / STEP) * STEP
    assert 8 >= MIN_ROWS
    assert [pytest.approx(odds), 0] == found["shape_suffix"]
    assert [0, 0] == found["label"]
    assert np.isnan(out[:, 0]).all()
    assert pytest.approx(-odds) == out[8, 1]


def test_a_rare_or_average_template_is_left_out() -> None:
    batch = batch_of(*(f"a{n}b.top" for n in range(4)), *(f"{n}c.net" for n in range(9)), "x9.net")
    fraud = np.array([1, 1, 1, 1, *([0, 1] * 5)], np.int8)
    weights = fit_templates(batch.columns(), np.arange(14), fraud, np.ones(14, np.float32))
    out = np.zeros((14, N_TEMPLATES), np.float32)
    fill_templates(batch.columns(), weights["template_prints"], weights["template_odds"], out, 0)

    assert not out[:4].any()
    assert np.abs(out[4:, NAMES.index("shape_suffix")]).max() < 1


@pytest.mark.parametrize("share", [MIN_SHARED - 1, MIN_SHARED])
def test_weight_makes_no_template_of_what_hardly_anybody_shares(share: int) -> None:
    batch = batch_of(*(f"a{n}b.top" for n in range(share)), *(f"{n}cd.net" for n in range(9)))
    fraud = np.array([1] * share + [0] * 9, np.int8)
    weight = np.full(share + 9, 9 * MIN_ROWS, np.float32)
    weights = fit_templates(batch.columns(), np.arange(share + 9), fraud, weight)
    out = np.zeros((share + 9, N_TEMPLATES), np.float32)
    fill_templates(batch.columns(), weights["template_prints"], weights["template_odds"], out, 0)

    assert (share == MIN_SHARED) is bool(out[0, NAMES.index("shape_suffix")])


def test_a_domain_counts_once_but_each_of_its_paths_counts() -> None:
    batch = batch_of(
        *(f"a1b.top/pay/{'x' * n}" for n in range(1, 9)), *(f"n{n}.org" for n in range(8))
    )
    fraud = np.repeat(np.array([1, 0], np.int8), 8)
    weights = fit_templates(batch.columns(), np.arange(16), fraud, np.ones(16, np.float32))
    out = np.zeros((16, N_TEMPLATES), np.float32)
    fill_templates(batch.columns(), weights["template_prints"], weights["template_odds"], out, 0)
    found = dict(zip(NAMES, out[0].tolist(), strict=True))

    assert 0 == found["label"] == found["shape_suffix"]
    assert 0 == found["first_segment"]
    assert -0.9 > out[8, NAMES.index("shape_suffix")]


def test_a_row_is_learned_from_only_if_it_is_named() -> None:
    batch = batch_of(*(f"a{n}b.top" for n in range(20)), *(f"garden{n}.org" for n in range(20)))
    fraud = np.repeat(np.array([1, 0], np.int8), 20)
    weight = np.ones(40, np.float32)
    rows = np.arange(0, 40, 2)
    changed = fraud.copy()
    changed[1::2] = 1
    one = fit_templates(batch.columns(), rows, fraud, weight)
    other = fit_templates(batch.columns(), rows, changed, weight)

    assert [name for name in one if not np.array_equal(one[name], other[name])] == []


def test_full_slots_are_passed_by() -> None:
    prints, odds = np.zeros(16, np.uint32), np.zeros(16, np.int8)
    keys = np.array([(n << 33) for n in range(1, 9)], np.uint64)
    templates._insert(keys, np.arange(1, 9, dtype=np.int8), prints, odds)

    assert list(range(1, 9)) == [int(odds[templates._slot(key, prints)]) for key in keys]
    assert 0 == odds[templates._slot(np.uint64(9 << 33), prints)]
