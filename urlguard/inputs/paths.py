"""Names on the command line: which are lists, apps or folders, and which are URLs."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from urlguard.inputs.source import STANDARD_INPUT

LIST_SUFFIXES = frozenset({".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".list"})
"""None of them is a top-level domain, so `urls.txt` cannot be a host."""

PACKED_SUFFIXES = frozenset({".gz", ".zst"})
APP_SUFFIXES = frozenset({".apk", ".xapk", ".apks", ".apkm"})

_DOTS = re.compile(r"[.。．｡]|\[\.\]|\(\.\)")
_TOP_LEVEL = re.compile(r"[^\W\d_]{2,}|xn--[a-z0-9-]+", re.IGNORECASE)
_PATH_BEGINS = ("/", "./", "../", "~/", ".\\", "..\\")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def looks_like_file(value: str) -> bool:
    r"""Tell a file, folder or `-` from a URL or host.

    What exists is a file. What does not is one if it begins like a path, or bears the suffix of a
    list or an app and does not begin with a host: `lists/urls.csv` is missing and should be said
    to be, `example.zip`, `evil.mov` and `example.com/robots.txt` are addresses.

    >>> [looks_like_file(v) for v in ("lists/urls.csv", "example.zip", "a.example/robots.txt")]
    [True, False, False]
    """
    if value == STANDARD_INPUT:
        return True
    if "://" in value or value.startswith("//"):
        return False
    if os.path.lexists(value) or value.startswith(_PATH_BEGINS) or _DRIVE.match(value):
        return True
    return (is_list(value) or is_app(value)) and not _begins_with_host(value)


def list_suffix(name: str) -> str:
    """Give the suffix that tells a list's layout, in lower case, without that of a packer.

    >>> list_suffix("feeds/URLs.CSV.gz"), list_suffix("-")
    ('.csv', '')
    """
    path = PurePath(name)
    if path.suffix.lower() in PACKED_SUFFIXES:
        path = path.with_suffix("")
    return path.suffix.lower()


def is_app(name: str | Path) -> bool:
    """Tell the name of an Android app, `.apk`, `.xapk` or `.apks`."""
    return PurePath(name).suffix.lower() in APP_SUFFIXES


def is_list(name: str | Path) -> bool:
    """Tell the name of a list of addresses, packed or not."""
    return list_suffix(str(name)) in LIST_SUFFIXES


def _begins_with_host(value: str) -> bool:
    first, slash, _ = value.replace("\\", "/").partition("/")
    labels = _DOTS.split(first)
    is_host = len(labels) > 1 and bool(_TOP_LEVEL.fullmatch(labels[-1]))
    return bool(slash) and (is_host or any(mark in first for mark in ":@"))
