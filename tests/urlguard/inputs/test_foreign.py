"""Files that are no list."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.urlguard.inputs.lists import piped, refusal

if TYPE_CHECKING:
    from pathlib import Path

GENERAL = "give text with one URL a line, CSV, JSON Lines or Parquet"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "looks_like", "hint"),
    [
        (zipped("a.txt"), "a zip archive", "unpack it first, or pack it with gzip or zstd"),
        (zipped(), "an empty zip archive", "unpack it first, or pack it with gzip or zstd"),
        (
            zipped("AndroidManifest.xml"),
            "an Android app",
            "scan it with: fraudlens apk scan",
        ),
        (b"%PDF-1.7\n", "a PDF document", "export the column of URLs as CSV"),
        (b"\x7fELF\x02", "a program", GENERAL),
        (b"\n <!DOCTYPE HTML>\n", "an HTML page", "save the links of the page as text"),
        (bytes(range(256)) * 8, "binary data", GENERAL),
        (b"\0\0\0\0", "binary data", GENERAL),
    ],
)
def test_foreign_file_is_refused(tmp_path: Path, data: bytes, looks_like: str, hint: str) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(data)

    assert (f"{path}: not a list of URLs: looks like {looks_like}", hint) == refusal(path)


@pytest.mark.parametrize("nuls", [1, 2, 3])
def test_few_nuls_do_not_make_a_list_binary(nuls: int) -> None:
    assert {1: "malformed"} == piped(b"\0" * nuls).codes
