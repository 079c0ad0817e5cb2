"""Whether the text of a model holds trees that end: what its digest cannot tell.

LightGBM believes its text. A split whose child is its own ancestor is walked for ever, a leaf or a
column that is not there is read from whatever lies in memory; and who makes a folder makes its
digests.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from fraudlens.errors import ModelIntegrityError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LEAVES = 1024
"""Of a tree: LightGBM goes down by recursion, and weighs columns in cubic time of the depth."""
_INTS, _REALS = rb"=([-\d ]*)\n", rb"=([-+.\deinf ]*)\n"
_HEAD = re.compile(
    rb"tree\nversion=v4\nnum_class=(\d{1,3})\nnum_tree_per_iteration=(\d{1,3})\nlabel_index=0\n"
    rb"max_feature_idx=(\d{1,5})\nobjective=([^\n]*)\nfeature_names=[ -~]*\n"
    rb"(?:monotone_constraints=[-\d ]*\n)?feature_infos=[^\n]*\ntree_sizes=([\d ]*)\n\n"
)
_TREE = re.compile(
    rb"Tree=\d+\nnum_leaves=(\d{1,4})\nnum_cat=0\nsplit_feature" + _INTS
    + rb"split_gain" + _REALS + rb"threshold" + _REALS + rb"decision_type" + _INTS
    + rb"left_child" + _INTS + rb"right_child" + _INTS + rb"leaf_value" + _REALS
    + rb"leaf_weight" + _REALS + rb"leaf_count" + _INTS + rb"internal_value" + _REALS
    + rb"internal_weight" + _REALS + rb"internal_count" + _INTS
    + rb"is_linear=0\nshrinkage=([-+.\deinf]+)\n+"
)  # fmt: skip
"""A tree as LightGBM 4.7 writes it, without categories and with plain leaves; its groups: leaves,
column, gain, threshold, kind, left, right, then three lines a leaf, three a split, and a factor."""
_NUMERIC = (0, 2, 4, 6, 8, 10)
"""Kinds of split: the lowest bit would be a category, the others are rules for missing values."""


def check_trees(name: str, text: bytes, columns: int, *, one: bool) -> None:
    """Check that each tree of a LightGBM text ends, and reads none but the first `columns` columns.

    `one` says that the trees give one number a row, not one of each class.

    Raises:
        ModelIntegrityError: one does not; the message names the file `name`, and the tree.
    """
    head, trees = _parts(name, text)
    classes = _classes(name, head, [len(tree) for tree in trees], columns)
    if one and classes > 1:
        raise _broken(name, f"its trees give {classes} numbers a row, not one")
    for number, tree in enumerate(trees):
        match = _TREE.fullmatch(tree)
        what = "is not what LightGBM writes" if match is None else _fault(match.groups(), columns)
        if what:
            raise _broken(name, f"tree {number} {what}")


def _parts(name: str, text: bytes) -> tuple[bytes, list[bytes]]:
    """Cut a text where LightGBM does: its head, and each tree up to the next."""
    starts = [found.start() + 1 for found in re.finditer(rb"\nTree=", text)]
    end = text.find(b"\nend of trees\n") + 1
    if not starts or end < starts[-1]:
        raise _broken(name, "it holds no trees")
    return text[: starts[0]], [text[a:b] for a, b in pairwise([*starts, end])]


def _classes(name: str, head: bytes, sizes: list[int], columns: int) -> int:
    """Check a head against its trees; give the numbers that these give a row."""
    match = _HEAD.fullmatch(head)
    if match is None:
        raise _broken(name, "its head is not what LightGBM writes")
    classes, trees_a_round, last, objective, told = match.groups()
    # So many results are written for a row: more than are expected would go beyond their place.
    said = re.findall(rb"num_class:(\d+)", objective)
    counts = {int(count) for count in (classes, trees_a_round, *said)}
    if (
        [int(size) for size in told.split()] != sizes
        or int(last) != columns - 1
        or len(counts) > 1
        or 0 in counts
        or len(sizes) % int(classes)
    ):
        raise _broken(name, "its head does not fit its trees")
    return int(classes)


def _fault(groups: Sequence[bytes], columns: int) -> str | None:
    """Give what is wrong with a tree, if anything is."""
    leaves, lines = int(groups[0]), [line.split(b" ") if line else [] for line in groups[1:]]
    if not 0 < leaves <= MOST_LEAVES:
        return f"has {leaves} leaves, not 1 to {MOST_LEAVES}"
    splits, of_leaves, of_splits = lines[:6], lines[6:9], lines[9:12]
    # A tree of one leaf is read no further than its value.
    told = of_leaves[:1] if leaves == 1 else of_leaves
    if {leaves} != set(map(len, told)) or {leaves - 1} != set(map(len, splits + of_splits)):
        return f"lacks lines for {leaves} leaves"
    try:
        column, kind, left, right = (list(map(int, splits[at])) for at in (0, 3, 4, 5))
        for line in (*lines, [groups[-1]]):
            list(map(float, line))
    except ValueError:
        return "has a number that is none"
    if not (set(column) <= set(range(columns)) and set(kind) <= set(_NUMERIC)):
        return "splits by a column that is not there, or by categories"
    return None if _ends(left, right) else "has a split that leads nowhere, or back"


def _ends(left: list[int], right: list[int]) -> bool:
    """Tell whether each split and leaf but the first split hangs below one split before it."""
    below = all(child < 0 or child > at for side in (left, right) for at, child in enumerate(side))
    splits = len(left)
    there = [*range(-splits - 1, 0), *range(1, splits)] if splits else []
    return below and sorted(left + right) == there


def _broken(name: str, what: str) -> ModelIntegrityError:
    return ModelIntegrityError(f"{name}: {what}", hint="get the model again, or train it anew")
