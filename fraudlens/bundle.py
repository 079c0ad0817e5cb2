"""A model on disk: found, checked before anything of it is used, loaded, and saved whole."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle_place import check_place, real_place, unwritable
from fraudlens.errors import (
    ManifestInvalid,
    ModelIntegrityError,
    ModelNotFound,
    SchemaMismatch,
)
from fraudlens.manifest import MANIFEST, FileEntry, Manifest, dump_manifest, parse_manifest
from fraudlens.presence import is_folder
from fraudlens.tree_text import check_trees
from fraudlens.verdict import ModelRef

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fraudlens.detector import Weights
    from fraudlens.features import FeatureSet
    from fraudlens.trees import Trees

PACKAGES = {
    "url": ("urlguard", "_model"),
    "apk": ("apkscan", "_model"),
    "registration": ("urlguard", "_registration_model"),
}
"""Package that carries the shipped model of each kind, and the folder in it."""

_AGAIN = "get the model again, or train it anew"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model that passed all checks, ready to score."""

    manifest: Manifest
    ref: ModelRef
    trees: Trees
    type_trees: Trees | None
    """Tells the types of the manifest apart; `None` if the bundle names none."""
    weights: Weights
    path: Path


def locate(kind: str) -> Path:
    """Give the folder of the shipped model: inside the installed package, else in the checkout.

    Raises:
        ModelNotFound: neither has one.
    """
    for path in _places(kind):
        if (path / MANIFEST).is_file():
            return path
    raise ModelNotFound(
        f"no model of kind '{kind}' is installed",
        hint=f"train one with 'fraudlens {kind} train', or name a folder with --model",
    )


def list_bundles() -> tuple[tuple[str, Path], ...]:
    """Give kind and folder of each shipped model that is there."""
    found = []
    for kind in PACKAGES:
        try:
            found.append((kind, locate(kind)))
        except ModelNotFound:
            continue
    return tuple(found)


def read_manifest(path: Path) -> tuple[Manifest, ModelRef]:
    """Read the manifest of the bundle at `path`, and make the reference that names the bundle.

    Raises:
        ModelNotFound: no such folder.
        ManifestInvalid: no manifest in it, or a broken or newer one.
    """
    if not is_folder(path):
        raise ModelNotFound(
            f"{path}: no such folder", hint="give the folder that holds manifest.json"
        )
    try:
        data = (path / MANIFEST).read_bytes()
    except OSError as exc:
        raise ManifestInvalid(
            f"{path / MANIFEST}: {exc.strerror}",
            hint="give the folder that holds manifest.json",
        ) from exc
    manifest = parse_manifest(data)
    return manifest, _ref(manifest, data)


def load_bundle(path: Path, features: FeatureSet, *, threads: int = 1) -> Bundle:
    """Load a bundle for an analyzer: manifest, then columns, then digests, then weights and trees.

    The order matters: a changed tree text would end the process, other columns would score
    nonsense, and neither is looked at before it is known to be what was saved. Trees of a folder
    that is not part of the installation are checked one by one, too: who made it made the digests.

    Raises:
        ModelError: absent, broken, of a newer format, or made for other columns.
    """
    manifest, ref = read_manifest(path)
    check_schema(manifest, features)
    return _load(path, manifest, ref, threads)


def check_schema(manifest: Manifest, features: FeatureSet) -> None:
    """Compare the columns of a bundle with those that this version computes.

    Raises:
        SchemaMismatch: they differ; the message names the first columns that do.
    """
    if manifest.schema_digest == features.digest and manifest.columns == features.names:
        return
    raise SchemaMismatch(
        f"{MANIFEST}: schema: {_difference(manifest.columns, features.names)}",
        hint=f"use the fraudlens {manifest.fraudlens} that trained the model, or train it anew"
        f" with 'fraudlens {manifest.kind} train'",
    )


def read_files(path: Path, manifest: Manifest) -> dict[str, bytes]:
    """Read every file that the manifest names, each checked against its size and digest.

    Raises:
        ModelIntegrityError: one is missing or differs.
    """
    return {name: _read_file(path / name, entry) for name, entry in manifest.files.items()}


def check_kind(path: Path, kind: str) -> None:
    """Refuse a model of another kind by that; its columns would be a riddle.

    Raises:
        SchemaMismatch: it is of another kind.
    """
    found = read_manifest(path)[0].kind
    if found != kind:
        raise SchemaMismatch(
            f"{path}: is a model of kind '{found}', and one of kind '{kind}' is needed",
            hint=f"name one that 'fraudlens {kind} train' made, or leave out --model",
        )


def save_bundle(
    path: Path,
    manifest: Manifest,
    files: Mapping[str, bytes],
    *,
    extra: Mapping[str, bytes] | None = None,
) -> ModelRef:
    """Write a bundle whole or not at all, in the place of an older one if there is one.

    `files` are the model's and go into the manifest by digest; `extra` only lies beside them
    (`CARD.md`).

    Raises:
        DataError: `path` is a file, or a folder with other things in it than a bundle.
    """
    entries = {name: FileEntry(_sha256(data), len(data)) for name, data in sorted(files.items())}
    head = dump_manifest(replace(manifest, files=entries))
    check_place(path)
    try:
        _write_whole(real_place(path), {**(extra or {}), **files, MANIFEST: head})
    except OSError as exc:
        raise unwritable(path, exc) from exc
    return _ref(manifest, head)


def _write_whole(path: Path, files: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        for name, data in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes(data)
        draft.chmod(0o755)
        _swap(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, path: Path) -> None:
    """Put `draft` in the place of `path`; what stood there is removed only afterwards."""
    if not path.exists():
        draft.rename(path)
        return
    old = draft.with_name(f"{draft.name}-old")
    path.rename(old)
    draft.rename(path)
    shutil.rmtree(old)


def _load(path: Path, manifest: Manifest, ref: ModelRef, threads: int) -> Bundle:
    from fraudlens.trees import load_trees  # noqa: PLC0415  numpy, 35 ms
    from fraudlens.weights import read_weights  # noqa: PLC0415  numpy, 35 ms

    files = read_files(path, manifest)
    _check_trees(path, manifest, files)
    columns, types = manifest.columns, files.get("types.txt")
    type_trees = None if types is None else load_trees(types, columns, threads=threads)
    if (type_trees.classes if type_trees else 0) != len(manifest.types):
        raise ManifestInvalid(
            f"{MANIFEST}: types: 'types.txt' does not tell {len(manifest.types)} types apart",
            hint=_AGAIN,
        )
    return Bundle(
        manifest=manifest,
        ref=ref,
        weights=read_weights(files["weights.npz"]) if "weights.npz" in files else {},
        trees=load_trees(files["model.txt"], columns, threads=threads),
        type_trees=type_trees,
        path=path,
    )


def _check_trees(path: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    # Of a start of 300 ms it would take 130 for the URL model; who can change that changes code.
    if path.resolve() in [place.resolve() for place in _places(manifest.kind)]:
        return
    for name in sorted(files.keys() & {"model.txt", "types.txt"}):
        check_trees(str(path / name), files[name], len(manifest.columns), one=name == "model.txt")


def _read_file(path: Path, entry: FileEntry) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size == entry.bytes else b""
    except OSError as exc:
        raise ModelIntegrityError(f"{path}: {exc.strerror}", hint=_AGAIN) from exc
    if size != entry.bytes:
        raise ModelIntegrityError(
            f"{path}: has {size} bytes, the manifest says {entry.bytes}", hint=_AGAIN
        )
    if _sha256(data) != entry.sha256:
        raise ModelIntegrityError(
            f"{path}: differs from the file that was saved (SHA-256)", hint=_AGAIN
        )
    return data


def _places(kind: str) -> tuple[Path, ...]:
    # The package is looked up, not imported: it would load numpy for `model list`.
    package, folder = PACKAGES.get(kind, ("", ""))
    spec = find_spec(package) if package else None
    packaged = [] if spec is None else [Path(p) for p in spec.submodule_search_locations or ()]
    checkout = Path(__file__).parent.parent / "models" / kind
    return (*(place / folder for place in packaged), checkout)


def _difference(saved: Sequence[str], computed: Sequence[str]) -> str:
    gone = [name for name in saved if name not in set(computed)]
    new = [name for name in computed if name not in set(saved)]
    parts = [f"the model has '{name}', which this version does not compute" for name in gone[:1]]
    parts += [f"this version computes '{name}', which the model lacks" for name in new[:1]]
    if more := max(len(gone) + len(new) - len(parts), 0):
        parts.append(f"{more} more columns differ")
    return "; ".join(parts) or "the columns have another order, unit or revision"


def _ref(manifest: Manifest, head: bytes) -> ModelRef:
    cuts = manifest.thresholds.suspicious.score, manifest.thresholds.fraud.score
    base_rate = manifest.calibration.base_rate
    return ModelRef(manifest.name, manifest.version, _sha256(head), cuts, base_rate)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
