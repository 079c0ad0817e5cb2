"""Apps in several APKs: splits, and the bundles that carry them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.data.apk.build import build_apk
from tests.data.apk.container import Draft, Entry, layout
from tests.data.apk.spec import AppSpec

if TYPE_CHECKING:
    from collections.abc import Mapping


def language_split(spec: AppSpec, locale: str, texts: Mapping[str, str]) -> AppSpec:
    """Give the split of `spec` that holds the texts of a language."""
    return replace(_split(spec, f"config.{locale}"), resources=texts)


def library_split(spec: AppSpec, abi: str, native: Mapping[str, bytes]) -> AppSpec:
    """Give the split of `spec` that holds the native libraries of an ABI."""
    name = f"config.{abi.replace('-', '_')}"
    return replace(_split(spec, name), native=native, abis=(abi,))


def parts(spec: AppSpec, *splits: AppSpec) -> dict[str, bytes]:
    """Give the APKs by file name, `base.apk` first, as `adb pull` leaves them in a folder."""
    return {"base.apk": build_apk(spec)} | {
        f"split_{split.split}.apk": build_apk(split) for split in splits
    }


def apks(spec: AppSpec, *splits: AppSpec) -> bytes:
    """Give the app as SAI exports it."""
    about = {"package": spec.package, "label": spec.label, "meta_version": 2}
    return _packed({"meta.sai_v2.json": json.dumps(about).encode(), **parts(spec, *splits)})


def apkm(spec: AppSpec, *splits: AppSpec) -> bytes:
    """Give the app as APKMirror offers it."""
    about = {"pname": spec.package, "app_name": spec.label, "versioncode": spec.version_code}
    return _packed({"info.json": json.dumps(about).encode(), **parts(spec, *splits)})


def xapk(spec: AppSpec, *splits: AppSpec) -> bytes:
    """Give the app as APKPure offers it."""
    base = f"{spec.package}.apk"
    rows = [{"file": base, "id": "base"}]
    rows += [{"file": f"{split.split}.apk", "id": str(split.split)} for split in splits]
    about = {
        "xapk_version": 2,
        "package_name": spec.package,
        "name": spec.label,
        "version_code": str(spec.version_code),
        "split_apks": rows,
    }
    files = {base: build_apk(spec)} | {f"{each.split}.apk": build_apk(each) for each in splits}
    return _packed({"manifest.json": json.dumps(about).encode(), **files})


def _split(spec: AppSpec, name: str) -> AppSpec:
    return AppSpec(
        package=spec.package,
        split=name,
        version_code=spec.version_code,
        version_name=spec.version_name,
        label=None,
        icon=b"",
        components=(),
        has_code=False,
        schemes=spec.schemes,
        key=spec.key,
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    rows = (Entry(name=name, data=data, deflated=False) for name, data in files.items())
    return layout(Draft(entries=tuple(rows))).whole()
