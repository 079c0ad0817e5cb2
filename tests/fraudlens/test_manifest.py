from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from fraudlens.calibration import Calibration
from fraudlens.errors import ManifestInvalid
from fraudlens.manifest import MANIFEST, dump_manifest, parse_manifest, to_dict

if TYPE_CHECKING:
    from pathlib import Path

MISSING = object()
Plain: TypeAlias = dict[str, Any]
"""A manifest as JSON."""


@pytest.fixture
def plain(small_bundle: Path) -> Plain:
    found: Plain = json.loads((small_bundle / MANIFEST).read_bytes())
    return found


def changed(plain: Plain, path: str, value: object) -> bytes:
    *parents, last = path.split(".")
    place = plain
    for name in parents:
        place = place[name]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return json.dumps(plain).encode()


def test_manifest_comes_back_as_the_same_bytes(small_bundle: Path) -> None:
    data = (small_bundle / MANIFEST).read_bytes()

    assert data == dump_manifest(parse_manifest(data))
    assert json.loads(data) == to_dict(parse_manifest(data))


def test_a_curve_of_another_model_alone_comes_back_and_is_checked(plain: Plain) -> None:
    assert parse_manifest(json.dumps(plain).encode()).alone is None
    curve = {"margin": [-1.0, 1.0], "log_odds": [0.0, 0.5], "base_rate": 0.5}

    read = parse_manifest(changed(plain, "alone", curve))

    assert read.alone == Calibration((-1.0, 1.0), (0.0, 0.5), 0.5)
    assert curve == to_dict(read)["alone"]
    with pytest.raises(ManifestInvalid) as caught:
        parse_manifest(changed(plain, "alone", {**curve, "base_rate": 1}))
    assert "manifest.json: alone: expected a base rate above 0 and below 1" == caught.value.message


def test_manifest_is_written_canonically(small_bundle: Path) -> None:
    data = (small_bundle / MANIFEST).read_bytes()

    assert data.startswith(b'{\n "calibration": {\n  "base_rate": 0.5,\n')
    assert data.endswith(b"}\n")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("kind", MISSING, "manifest.json: kind: is missing"),
        ("kind", 3, "manifest.json: kind: expected a string, found a number"),
        ("format", "1", "manifest.json: format: expected a whole number of at least 0"),
        ("format", True, "manifest.json: format: expected a whole number of at least 0"),
        ("schema", [], "manifest.json: schema: expected an object, found a list"),
        ("schema.columns", {}, "manifest.json: schema.columns: expected a list, found an object"),
        (
            "schema.columns",
            ["a", None],
            "manifest.json: schema.columns[1]: expected a string, found null",
        ),
        (
            "schema.digest",
            "AB",
            "manifest.json: schema.digest: expected a SHA-256 in lower-case hex, found 'AB'",
        ),
        ("types", ["spam"], "manifest.json: types[0]: expected a fraud type, found 'spam'"),
        ("files", {}, "manifest.json: files: 'model.txt' is missing"),
        (
            "files",
            {"../model.txt": {}},
            "manifest.json: files.../model.txt: not the name of a model file",
        ),
        (
            "thresholds.fraud.score",
            True,
            "manifest.json: thresholds.fraud.score: expected a number, found a truth value",
        ),
        (
            "thresholds.fraud.score",
            "high",
            "manifest.json: thresholds.fraud.score: expected a number, found a string",
        ),
        (
            "thresholds.fraud.score",
            1.5,
            "manifest.json: thresholds.fraud.score: expected a number from 0 to 1, found 1.5",
        ),
        (
            "thresholds.fraud.score",
            0.4,
            "manifest.json: thresholds.fraud.score: lies below the score of 'suspicious'",
        ),
        (
            "calibration.base_rate",
            float("nan"),
            "manifest.json: calibration.base_rate: expected a finite number",
        ),
        (
            "calibration.base_rate",
            1,
            "manifest.json: calibration: expected a base rate above 0 and below 1",
        ),
        (
            "calibration.margin",
            [1, 1, 2],
            "manifest.json: calibration: expected margins in strictly rising order",
        ),
        (
            "calibration.log_odds",
            [1, 0, 2],
            "manifest.json: calibration: expected log-odds that never fall",
        ),
        (
            "calibration.margin",
            [1],
            (
                "manifest.json: calibration: expected at least two knots, and as many log-odds as"
                " margins"
            ),
        ),
    ],
)
def test_fault_says_where_it_is(plain: Plain, path: str, value: object, message: str) -> None:
    with pytest.raises(ManifestInvalid) as caught:
        parse_manifest(changed(plain, path, value))

    assert message == caught.value.message
    assert "get the model again, or train it anew" == caught.value.hint


def test_newer_format_asks_for_an_upgrade(plain: Plain) -> None:
    with pytest.raises(ManifestInvalid) as caught:
        parse_manifest(changed(plain, "format", 2))

    assert (
        "manifest.json: format: 2 was written by a newer fraudlens, this one reads 1"
        == caught.value.message
    )
    assert "upgrade fraudlens, or use an older model" == caught.value.hint


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000], ids=range(4))
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestInvalid, match=r"^manifest.json: not JSON: "):
        parse_manifest(data)


def test_document_must_be_an_object() -> None:
    with pytest.raises(ManifestInvalid) as caught:
        parse_manifest(b"[]")

    assert "manifest.json: expected an object, found a list" == caught.value.message
