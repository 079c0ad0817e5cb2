"""The only importer of apk-info: what its Rust reader finds in a manifest.

It takes a path, inflates without bound (1.5 GB for a bomb of 1.5 MB), and never ends on a resource
that refers to itself (version 1.0.13). So it is given an archive in memory that holds the manifest
alone, as our own reader has unpacked it, and references stay references.
"""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from apkscan.read.summary import Summary

_MANIFEST: Final = "AndroidManifest.xml"
_MAX_TEXT: Final = 200


def read_with_apk_info(manifest: bytes) -> Summary | str | None:
    """Its view of an app, why it gave up, or `None` where the system has no files in memory.

    The manifest must have passed the walk of `apkscan.read.axml`: every string is decoded at once.
    """
    if not hasattr(os, "memfd_create"):  # Linux only; nothing of a sample is put on a disk
        return None
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(_MANIFEST, manifest)
    handle = os.memfd_create("app", os.MFD_CLOEXEC)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(packed.getbuffer())
        return _read(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def _read(path: str) -> Summary | str:
    from apk_info import APK  # noqa: PLC0415  a compiled library, only where apps are read

    try:
        return _summary(APK(path))
    except Exception as exc:  # noqa: BLE001  its errors are of several kinds
        return f"error: {exc}"[:_MAX_TEXT]
    except BaseException as exc:
        if type(exc).__name__ != "PanicException":  # a panic of Rust is no `Exception`
            raise
        return f"error: panic: {exc}"[:_MAX_TEXT]


def _summary(app: Any) -> Summary:  # noqa: ANN401  its stubs name the getters, not their limits
    permissions = {*app.get_permissions(), *app.get_permissions_sdk23()}
    return Summary(
        package=_text(app.get_package_name()),
        label=_text(app.get_application_label()),
        version_name=_text(app.get_version_name()),
        version_code=_number(app.get_version_code()),
        min_sdk=_number(app.get_min_sdk_version()),
        # Its own getter gives the lowest level where none is stated.
        target_sdk=_number(app.get_attribute_value("uses-sdk", "targetSdkVersion")),
        permissions=tuple(sorted({name[:_MAX_TEXT] for name in permissions if name})),
        activities=len(app.get_activities()),
        services=len(app.get_services()),
        receivers=len(app.get_receivers()),
        providers=len(app.get_providers()),
    )


def _text(value: str | None) -> str | None:
    return value[:_MAX_TEXT] or None if value is not None else None


def _number(value: str | int | None) -> int | None:
    text = str(value) if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None  # noqa: PLR2004  64 bits
