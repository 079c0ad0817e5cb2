from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fraudlens import bundle as bundles
from fraudlens.bundle import list_bundles, load_bundle, locate, read_manifest, save_bundle
from fraudlens.errors import (
    DataError,
    ManifestInvalid,
    ModelError,
    ModelIntegrityError,
    ModelNotFound,
    SchemaMismatch,
)
from fraudlens.features import Block, Feature, FeatureSet
from fraudlens.manifest import MANIFEST
from tests.contract.bundles import save_small_bundle
from tests.contract.fake import FEATURES, FakeDetector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(small_bundle: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bundle, tmp_path / "copy")


def refusal(path: Path, features: FeatureSet = FEATURES) -> ModelError:
    with pytest.raises(ModelError) as caught:
        load_bundle(path, features)
    assert caught.value.hint
    return caught.value


def test_loaded_bundle_names_itself_by_the_digest_of_its_manifest(small_bundle: Path) -> None:
    loaded = load_bundle(small_bundle, FEATURES)

    assert ("url", "2026.11") == (loaded.ref.name, loaded.ref.version)
    assert loaded.ref == read_manifest(small_bundle)[1]
    assert ["suffix_log_odds"] == list(loaded.weights)
    assert loaded.type_trees is not None


def test_same_training_gives_the_same_bytes(small_bundle: Path, tmp_path: Path) -> None:
    again = save_small_bundle(tmp_path / "again", FakeDetector())

    assert {f.name: f.read_bytes() for f in small_bundle.iterdir()} == {
        f.name: f.read_bytes() for f in again.iterdir()
    }


@pytest.mark.parametrize("name", ["model.txt", "types.txt", "weights.npz"])
def test_changed_byte_is_refused(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    error = refusal(copy)

    assert isinstance(error, ModelIntegrityError)
    assert f"{copy / name}: differs from the file that was saved (SHA-256)" == error.message


@pytest.mark.parametrize("name", ["model.txt", "types.txt"])
@pytest.mark.parametrize("child", [b"0", b"99999"])
def test_trees_without_an_end_are_refused_though_the_digest_is_right(
    copy: Path, name: str, child: bytes
) -> None:
    """A file made anew, with its manifest: LightGBM would walk such a tree for ever."""
    manifest, _ = read_manifest(copy)
    files = {name: (copy / name).read_bytes() for name in manifest.files}
    files[name] = re.sub(rb"left_child=\S+", b"left_child=" + child, files[name])
    sizes = [len(tree) for tree in re.split(rb"(?=Tree=)", files[name].split(b"end of")[0])[1:]]
    told = " ".join(map(str, sizes)).encode()
    files[name] = re.sub(rb"tree_sizes=[\d ]*", b"tree_sizes=" + told, files[name])
    save_bundle(copy, manifest, files)
    error = refusal(copy)

    assert isinstance(error, ModelIntegrityError)
    assert f"{copy / name}: tree 0 has a split that leads nowhere, or back" == error.message


def test_installed_trees_are_not_read_twice(
    small_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who can change them can change the check, and reading them takes a third of a start."""
    monkeypatch.setattr(bundles, "_places", lambda _: (small_bundle,))
    monkeypatch.setattr(bundles, "check_trees", None)

    assert load_bundle(small_bundle, FEATURES).type_trees is not None


def test_longer_file_is_refused(copy: Path) -> None:
    data = (copy / "model.txt").read_bytes()
    (copy / "model.txt").write_bytes(data + b"\n")

    assert (
        f"{copy / 'model.txt'}: has {len(data) + 1} bytes, the manifest says {len(data)}"
        == refusal(copy).message
    )


def test_missing_file_is_refused(copy: Path) -> None:
    (copy / "types.txt").unlink()

    assert f"{copy / 'types.txt'}: No such file or directory" == refusal(copy).message


def test_missing_manifest_is_refused(copy: Path) -> None:
    (copy / MANIFEST).unlink()
    error = refusal(copy)

    assert isinstance(error, ManifestInvalid)
    assert f"{copy / MANIFEST}: No such file or directory" == error.message


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path / "none")

    assert isinstance(error, ModelNotFound)
    assert f"{tmp_path / 'none'}: no such folder" == error.message


def columns(*names: str, rev: int = 1) -> FeatureSet:
    features = tuple(
        replace(feature, rev=rev) for feature in FEATURES.features if feature.name in names
    )
    new = tuple(Feature(name, "count", "1", "New.") for name in names if name not in FEATURES.names)
    return FeatureSet("other", (Block("all", "All", "全", features + new),))


@pytest.mark.parametrize(
    ("features", "message"),
    [
        (
            columns(*FEATURES.names[1:]),
            "the model has 'host_length', which this version does not compute",
        ),
        (
            columns(*FEATURES.names, "new_count"),
            "this version computes 'new_count', which the model lacks",
        ),
        (
            columns(*FEATURES.names[2:], "new_count"),
            (
                "the model has 'host_length', which this version does not compute; this version"
                " computes 'new_count', which the model lacks; 1 more columns differ"
            ),
        ),
        (columns(*FEATURES.names, rev=2), "the columns have another order, unit or revision"),
    ],
    ids=["gone", "new", "both", "revision"],
)
def test_other_columns_are_refused(small_bundle: Path, features: FeatureSet, message: str) -> None:
    error = refusal(small_bundle, features)

    assert isinstance(error, SchemaMismatch)
    assert f"manifest.json: schema: {message}" == error.message


def test_columns_are_compared_before_any_file_is_opened(copy: Path) -> None:
    (copy / "model.txt").unlink()

    assert isinstance(refusal(copy, columns("host_length")), SchemaMismatch)


def test_types_must_be_those_that_the_trees_tell_apart(tmp_path: Path) -> None:
    path = save_small_bundle(tmp_path / "one", FakeDetector(), changes={"types": ("phishing",)})

    assert "manifest.json: types: 'types.txt' does not tell 1 types apart" == refusal(path).message


def test_save_replaces_an_older_bundle_and_keeps_no_draft(copy: Path) -> None:
    manifest, _ = read_manifest(copy)
    files = {"model.txt": (copy / "model.txt").read_bytes()}
    ref = save_bundle(
        copy, replace(manifest, version="new", types=()), files, extra={"CARD.md": b"# card\n"}
    )

    assert {MANIFEST, "model.txt", "CARD.md"} == {entry.name for entry in copy.iterdir()}
    assert ref == load_bundle(copy, FEATURES).ref
    assert [copy] == list(copy.parent.iterdir())
    assert {} == load_bundle(copy, FEATURES).weights


def test_save_fills_an_empty_folder(small_bundle: Path, tmp_path: Path) -> None:
    manifest, _ = read_manifest(small_bundle)
    (tmp_path / ".gitkeep").touch()
    save_bundle(tmp_path, manifest, {"model.txt": b"x"})

    assert {MANIFEST, "model.txt"} == {entry.name for entry in tmp_path.iterdir()}


def test_save_that_fails_leaves_nothing(small_bundle: Path, tmp_path: Path) -> None:
    manifest, _ = read_manifest(small_bundle)
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot be written: "):
        save_bundle(tmp_path / "file" / "model", manifest, {})
    with pytest.raises(DataError, match="cannot be written"):
        save_bundle(tmp_path / "model", manifest, {"model.txt": b"", "model.txt/x": b""})

    assert [tmp_path / "file"] == list(tmp_path.iterdir())


def test_shipped_model_is_looked_for_in_package_then_checkout(
    small_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "_places", lambda kind: (tmp_path / kind, small_bundle))

    assert small_bundle == locate("url")
    assert ["url", "apk", "registration"] == [kind for kind, _ in list_bundles()]
    assert {small_bundle} == {path for _, path in list_bundles()}


def test_no_shipped_model_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "_places", lambda kind: (tmp_path / kind,))
    with pytest.raises(ModelNotFound) as caught:
        locate("url")

    assert "no model of kind 'url' is installed" == caught.value.message
    assert () == list_bundles()


def test_places_are_the_package_and_the_checkout() -> None:
    package, checkout = bundles._places("url")

    assert ("urlguard", "_model") == package.parts[-2:]
    assert ("models", "url") == checkout.parts[-2:]
    assert ("models", "other") == bundles._places("other")[-1].parts[-2:]


def test_manifest_lists_size_and_digest_of_each_file(small_bundle: Path) -> None:
    plain = json.loads((small_bundle / MANIFEST).read_bytes())

    assert {"model.txt", "types.txt", "weights.npz"} == set(plain["files"])
    assert (small_bundle / "model.txt").stat().st_size == plain["files"]["model.txt"]["bytes"]
