"""A text whose trees would hang or end LightGBM is refused before LightGBM sees it."""

from __future__ import annotations

import re
from itertools import pairwise

import lightgbm
import numpy as np
import pytest

from fraudlens.errors import ModelIntegrityError
from fraudlens.tree_text import MOST_LEAVES, check_trees
from fraudlens.trees import portable

COLUMNS = 4


def fitted(rounds: int = 3, **extra: object) -> bytes:
    """Fit a few trees of four leaves on made-up rows."""
    random = np.random.default_rng(5)
    matrix = random.normal(size=(600, COLUMNS)).round(1)
    target = (matrix[:, 0] + matrix[:, 1] * matrix[:, 2] > 0).astype(int)
    if extra.get("num_class") == 3:
        target += (matrix[:, 3] > 1).astype(int)
    params: dict[str, object] = {
        "objective": "binary", "num_leaves": 4, "verbosity": -1, "num_threads": 1, **extra,
    }  # fmt: skip
    rows = lightgbm.Dataset(matrix, target, params=params)
    return portable(lightgbm.train(params, rows, rounds).model_to_string().encode())


PLAIN = fitted()
SEVERAL = fitted(objective="multiclass", num_class=3)


def with_sizes(text: bytes) -> bytes:
    """Give the text with the lengths of its trees as they are, so that only the change is wrong."""
    body = text.partition(b"\nend of trees")[0] + b"\n"
    starts = [found.start() + 1 for found in re.finditer(rb"\nTree=", body)] + [len(body)]
    sizes = b" ".join(b"%d" % (b - a) for a, b in pairwise(starts))
    return re.sub(rb"tree_sizes=[\d ]*", b"tree_sizes=" + sizes, text)


def changed(pattern: bytes, new: bytes, text: bytes = PLAIN) -> bytes:
    """Give the text with the first place that fits changed."""
    found, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)

    assert count == 1
    return with_sizes(found)


def refusal(text: bytes, *, one: bool = True) -> str:
    with pytest.raises(ModelIntegrityError) as caught:
        check_trees("model.txt", text, COLUMNS, one=one)

    assert caught.value.hint == "get the model again, or train it anew"
    return caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        fitted(num_leaves=2),
        fitted(num_leaves=33, min_data_in_leaf=3),
        fitted(min_data_in_leaf=599),
        fitted(monotone_constraints=[1, 0, 0, -1]),
        with_sizes(PLAIN),
    ],
    ids=["plain", "two leaves", "many leaves", "no split", "monotone", "sizes"],
)
def test_what_lightgbm_writes_passes(text: bytes) -> None:
    check_trees("model.txt", text, COLUMNS, one=True)


def test_classes_pass_where_they_are_asked_for() -> None:
    check_trees("types.txt", SEVERAL, COLUMNS, one=False)

    assert "model.txt: its trees give 3 numbers a row, not one" == refusal(SEVERAL)


@pytest.mark.parametrize(
    "text",
    [
        changed(rb"^left_child=\S+", b"left_child=0"),
        changed(rb"^left_child=\S+", b"left_child=99999"),
        changed(rb"^left_child=\S+", b"left_child=-99"),
        changed(rb"^right_child=-?\d+ -?\d+", b"right_child=2 0"),
        changed(rb"^(left_child=)(.*)\n(right_child=).*", rb"\1\2\n\3\2"),
    ],
    ids=["cycle", "beyond", "no leaf", "up", "one child twice"],
)
def test_split_that_leads_nowhere_or_back_is_refused(text: bytes) -> None:
    assert "model.txt: tree 0 has a split that leads nowhere, or back" == refusal(text)


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (rb"^split_feature=\d+", b"split_feature=4"),
        (rb"^split_feature=\d+", b"split_feature=-1"),
        (rb"^decision_type=\d+", b"decision_type=1"),
        (rb"^decision_type=\d+", b"decision_type=258"),
    ],
)
def test_split_by_what_is_not_there_is_refused(pattern: bytes, new: bytes) -> None:
    assert "model.txt: tree 0 splits by a column that is not there, or by categories" == refusal(
        changed(pattern, new)
    )


@pytest.mark.parametrize(
    "name",
    ["split_feature", "split_gain", "threshold", "decision_type", "left_child", "right_child",
     "leaf_value", "leaf_weight", "leaf_count", "internal_value", "internal_weight",
     "internal_count"],
)  # fmt: skip
@pytest.mark.parametrize(("pattern", "new"), [(rb" \S+$", b""), (rb"$", b" 1"), (rb"=.*$", b"=")])
def test_line_of_another_length_is_refused(name: str, pattern: bytes, new: bytes) -> None:
    line = re.search(rb"^" + name.encode() + rb"=.*$", PLAIN, re.MULTILINE)
    assert line is not None
    text = with_sizes(PLAIN.replace(line[0], re.sub(pattern, new, line[0], count=1), 1))

    assert "model.txt: tree 0 lacks lines for 4 leaves" == refusal(text)


@pytest.mark.parametrize("leaves", [0, MOST_LEAVES + 1])
def test_number_of_leaves_is_bounded(leaves: int) -> None:
    text = changed(rb"^num_leaves=4", b"num_leaves=%d" % leaves)

    assert f"model.txt: tree 0 has {leaves} leaves, not 1 to {MOST_LEAVES}" == refusal(text)


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (rb"^leaf_value=\S+", b"leaf_value=1.2.3"),
        (rb"^threshold=\S+", b"threshold="),
        (rb"^left_child=\S+", b"left_child=1-2"),
        (rb"^shrinkage=\S+", b"shrinkage=e"),
    ],
)
def test_number_that_is_none_is_refused(pattern: bytes, new: bytes) -> None:
    assert "model.txt: tree 0 has a number that is none" == refusal(changed(pattern, new))


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (rb"^num_cat=0", b"num_cat=1"),
        (rb"^is_linear=0", b"is_linear=1"),
        (rb"^num_leaves=4", b"num_leaves=four"),
        (rb"^left_child=", b"left_child=1 2 3\nleft_child="),
    ],
)
def test_tree_of_another_form_is_refused(pattern: bytes, new: bytes) -> None:
    assert "model.txt: tree 0 is not what LightGBM writes" == refusal(changed(pattern, new))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(b"tree_sizes=", b"tree_sizes=1 "),
        PLAIN.replace(b"tree_sizes=", b"tree_sizes=9"),
        PLAIN.replace(b"max_feature_idx=3", b"max_feature_idx=4"),
        PLAIN.replace(b"num_class=1", b"num_class=50"),
        PLAIN.replace(b"num_class=1", b"num_class=0").replace(b"iteration=1", b"iteration=0"),
        PLAIN.replace(b"objective=binary", b"objective=multiclass num_class:9"),
        SEVERAL.replace(b"num_class=3", b"num_class=2").replace(b"iteration=3", b"iteration=2")
        .replace(b"num_class:3", b"num_class:2"),
    ],
    ids=["more trees", "sizes", "columns", "classes", "none", "objective", "half a round"],
)  # fmt: skip
def test_head_that_does_not_fit_its_trees_is_refused(text: bytes) -> None:
    assert "model.txt: its head does not fit its trees" == refusal(text)


def test_head_of_another_form_is_refused() -> None:
    text = PLAIN.replace(b"label_index", b"num_class=50\nlabel_index")

    assert "model.txt: its head is not what LightGBM writes" == refusal(text)


@pytest.mark.parametrize(
    "text", [b"", b"tree\n", PLAIN.replace(b"end of trees", b""), b"\nend of trees\n" + PLAIN[:900]]
)
def test_text_without_trees_is_refused(text: bytes) -> None:
    assert "model.txt: it holds no trees" == refusal(text)
