"""An app in several APKs is read as one app, whatever carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apkscan.read.app import read_app
from fraudlens.limits import DEFAULT_LIMITS
from tests.data.apk import bundles, frauds, invented

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEC = frauds.loan()
SPLITS = (
    bundles.language_split(SPEC, "zh", {"apply": "立即申请贷款"}),
    bundles.library_split(SPEC, "arm64-v8a", {"libkit.so": invented.library("libkit.so")}),
)


@pytest.mark.parametrize(
    ("kind", "make"), [("xapk", bundles.xapk), ("apks", bundles.apks), ("apkm", bundles.apkm)]
)
def test_bundle_is_read_as_one_app(kind: str, make: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / f"app.{kind}"
    path.write_bytes(make(SPEC, *SPLITS))
    facts = read_app(path, DEFAULT_LIMITS)

    assert kind == facts.file.container
    assert SPEC.package == facts.identity.package
    assert sorted(SPEC.permissions) == list(facts.manifest.permissions)
    assert len(SPLITS) == len(facts.file.splits)
    assert () == facts.unseen


def test_folder_of_splits_is_read_as_one_app(tmp_path: Path) -> None:
    for name, data in bundles.parts(SPEC, *SPLITS).items():
        (tmp_path / name).write_bytes(data)
    facts = read_app(tmp_path, DEFAULT_LIMITS)

    assert "folder" == facts.file.container
    assert SPEC.package == facts.identity.package
    assert ("split_config.arm64_v8a.apk", "split_config.zh.apk") == facts.file.splits
