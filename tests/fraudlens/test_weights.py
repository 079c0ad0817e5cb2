from __future__ import annotations

import io

import numpy as np
import pytest

from fraudlens.errors import ModelIntegrityError
from fraudlens.weights import read_weights, save_weights


def test_tables_come_back_and_cannot_be_changed() -> None:
    tables = {"b": np.arange(6, dtype=np.int32).reshape(2, 3), "a": np.array([0.5, np.nan])}
    loaded = read_weights(save_weights(tables))

    assert ["a", "b"] == list(loaded)
    np.testing.assert_array_equal(tables["a"], loaded["a"])
    np.testing.assert_array_equal(tables["b"], loaded["b"])
    with pytest.raises(ValueError, match="read-only"):
        loaded["a"][0] = 1


def test_bytes_depend_on_the_tables_alone() -> None:
    a, b = np.ones(3), np.zeros((4, 2))

    assert save_weights({"a": a, "b": b}) == save_weights({"b": np.asfortranarray(b), "a": a})


def test_objects_are_neither_written_nor_read() -> None:
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        save_weights({"a": np.array([{}])})
    pickled = io.BytesIO()
    np.savez(pickled, a=np.array([{}], dtype=object))
    with pytest.raises(ModelIntegrityError, match=r"^weights.npz: not an archive of plain arrays"):
        read_weights(pickled.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"text"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ModelIntegrityError, match=r"^weights.npz: not an archive of plain arrays"):
        read_weights(data)
