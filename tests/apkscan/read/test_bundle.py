"""Apps as they come: APKs and bundles."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apkscan.facts import Note
from apkscan.read.bundle import AppFile, open_app
from fraudlens.errors import InputError, MalformedInput
from fraudlens.limits import DEFAULT_LIMITS, Limits
from tests.apkscan.read.archives import HONEST
from tests.data.apk.container import Draft, Entry, layout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = layout(HONEST).whole()
SPLIT = layout(replace(HONEST, comment=b"split")).whole()
OTHER = layout(replace(HONEST, comment=b"other")).whole()


def packed(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def opened(tmp_path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS) -> AppFile:
    path = tmp_path / "app.bin"
    path.write_bytes(data)
    return open_app(path, limits)


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(MalformedInput) as caught:
        opened(tmp_path, data)
    return caught.value.message


def test_apk_is_its_own_base(tmp_path: Path) -> None:
    app = opened(tmp_path, BASE)

    assert BASE == app.base.data[:]
    assert ((), "apk", len(BASE), ()) == (app.splits, app.container, app.bytes, app.unseen)
    assert hashlib.sha256(BASE).hexdigest() == app.sha256


XAPK = {
    "package_name": "org.example",
    "split_apks": [
        {"file": "whole.apk", "id": "base"},
        {"file": "config.en.apk", "id": "config.en"},
    ],
}
BUNDLES: dict[str, tuple[str, dict[str, bytes | str]]] = {
    "xapk": (
        "xapk",
        {
            "manifest.json": json.dumps(XAPK),
            "config.en.apk": SPLIT,
            "whole.apk": BASE,
            "icon.png": "",
        },
    ),
    "xapk without list": (
        "xapk",
        {
            "manifest.json": '{"package_name": "org.example", "split_apks": [3, {"id": "x"}]}',
            "Android/obb/org.example/main.obb": b"data",
            "org.example.apk": BASE,
            "z.apk": SPLIT,
        },
    ),
    "xapk with a wrong list": (
        "xapk",
        {
            "manifest.json": '{"package_name": "other", "split_apks": 7}',
            "config.a.apk": SPLIT,
            "org.example.apk": BASE,
        },
    ),
    "bundletool": (
        "apks",
        {
            "toc.pb": b"",
            "splits/base-en.apk": SPLIT,
            "splits/base-master.apk": BASE,
            "standalones/standalone-hdpi.apk": OTHER,
        },
    ),
    "sai": ("apks", {"meta.sai_v1.json": "{}", "base.apk": BASE, "split_a.apk": SPLIT}),
    "sai 2": ("apks", {"meta.sai_v2.json": "{}", "base.apk": BASE, "split_a.apk": SPLIT}),
    "apkmirror": (
        "apkm",
        {"info.json": '{"pname": "org.example"}', "base.apk": BASE, "split_a.APK": SPLIT},
    ),
    "no description": ("apks", {"base.apk": BASE, "split_config.en.apk": SPLIT}),
    "only splits by name": (
        "apkm",
        {"info.json": '{"pname": ""}', "split_a.apk": BASE, "split_b.apk": SPLIT},
    ),
}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(("kind", "files"), BUNDLES.values(), ids=BUNDLES.keys())
def test_bundle_is_read_as_one_app(
    tmp_path: Path, kind: str, files: dict[str, bytes | str], method: int
) -> None:
    app = opened(tmp_path, packed(files, method))

    assert (kind, BASE) == (app.container, app.base.data)
    assert [SPLIT] == [data for _, data in app.splits]
    left_out = [name for name in files if name.startswith("standalones/")]
    assert left_out == [note.place for note in app.unseen]


def test_apks_of_other_folders_are_said(tmp_path: Path) -> None:
    files = {"base.apk": BASE, "split_a.apk": SPLIT, "other/b.apk": OTHER, "other/a.apk": OTHER}
    app = opened(tmp_path, packed(files))

    assert ["split_a.apk"] == [name for name, _ in app.splits]
    assert (Note("apk-left-out", "other/a.apk", "APKs in other folders: 2"),) == app.unseen


@pytest.mark.parametrize("about", ["[]", "{", "[" * 100_000, "{}"])
def test_broken_description_is_no_description(tmp_path: Path, about: str) -> None:
    app = opened(tmp_path, packed({"manifest.json": about, "any.apk": BASE}))

    assert ("zip", BASE) == (app.container, app.base.data)


def test_split_that_is_no_apk_is_left_out(tmp_path: Path) -> None:
    files = {"base.apk": BASE, "split_a.apk": b"nothing", "split_b.apk": SPLIT}
    app = opened(tmp_path, packed(files))

    assert [("split_b.apk", SPLIT)] == list(app.splits)
    assert (Note("unreadable-split", "split_a.apk"),) == app.unseen


@pytest.mark.parametrize(("most", "splits"), [(4, 3), (3, 2), (2, 1)])
def test_splits_are_bounded(tmp_path: Path, most: int, splits: int) -> None:
    files = {"base.apk": BASE, **{f"split_{n}.apk": SPLIT for n in range(3)}}
    app = opened(tmp_path, packed(files), replace(DEFAULT_LIMITS, max_nested_files=most))

    assert splits == len(app.splits)
    assert (splits < 3) == bool(app.unseen)


def test_large_apk_in_a_bundle_is_read_whole(tmp_path: Path) -> None:
    limits = replace(DEFAULT_LIMITS, max_entry_bytes=100, max_expanded_bytes=200)
    app = opened(tmp_path, packed({"base.apk": BASE}), limits)

    assert BASE == app.base.data


def test_bundle_in_a_bundle_is_not_opened(tmp_path: Path) -> None:
    inner = packed({"base.apk": BASE})

    assert "'base.apk' in 'app.bin' is no APK that can be read" == refusal(
        tmp_path, packed({"base.apk": inner})
    )


def test_encrypted_apk_is_told(tmp_path: Path) -> None:
    entry = Entry(name="a.apk", data=BASE, packed=b"\xff" * 50).lie(flags=1)

    assert "'a.apk' in 'app.bin' is encrypted" == refusal(
        tmp_path, layout(Draft(entries=(entry,))).whole()
    )


OTHERS = {
    "'app.bin' is an Android App Bundle (.aab), which is no app yet: build APKs of it": {
        "BundleConfig.pb": "",
        "base/manifest/AndroidManifest.xml": "",
    },
    "'app.bin' is an office document": {"[Content_Types].xml": ""},
    "'app.bin' is a document in a ZIP file": {"mimetype": ""},
    "'app.bin' is a Java archive": {"META-INF/MANIFEST.MF": ""},
    "'app.bin' is an app for iOS": {"Payload/A.app/Info.plist": ""},
    "'app.bin' is a ZIP file with 2 APKs that are no bundle: scan them one by one": {
        "a.apk": BASE,
        "b.apk": BASE,
    },
    "'app.bin' is a ZIP file with 1 entries and no AndroidManifest.xml": {"a": ""},
}


@pytest.mark.parametrize(("message", "files"), OTHERS.items(), ids=range(len(OTHERS)))
def test_other_files_are_refused_by_what_they_are(
    tmp_path: Path, message: str, files: dict[str, bytes | str]
) -> None:
    assert message == refusal(tmp_path, packed(files))


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    assert "no ZIP directory found" == refusal(tmp_path, b"text")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        open_app(tmp_path / "nothing.apk", DEFAULT_LIMITS)
