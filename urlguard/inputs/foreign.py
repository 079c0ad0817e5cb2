"""Files that are no list of URLs, told by their first bytes."""

from __future__ import annotations

from fraudlens.errors import SourceError

PARQUET_MAGIC = b"PAR1"

_LIST = "a list of URLs"
_UNPACK = "unpack it first, or pack it with gzip or zstd"
_EXPORT = "export the column of URLs as CSV"
_GENERAL = "give text with one URL a line, CSV, JSON Lines or Parquet"

_MAGIC = (
    (b"PK\x03\x04", "a zip archive", _UNPACK),
    (b"PK\x05\x06", "an empty zip archive", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a rar archive", _UNPACK),
    (b"\x1f\x8b", "an archive inside an archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "an archive inside an archive", _UNPACK),
    (PARQUET_MAGIC, "Parquet from a pipe or an archive", "save it, and name the file"),
    (b"SQLite format 3\0", "an SQLite database", _EXPORT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document", _EXPORT),
    (b"%PDF-", "a PDF document", _EXPORT),
    (b"\x7fELF", "a program", _GENERAL),
    (b"dex\n03", "the code of an Android app", _GENERAL),
    (b"\x89PNG\r\n", "an image", _GENERAL),
    (b"\xff\xd8\xff", "an image", _GENERAL),
    (b"GIF87a", "an image", _GENERAL),
    (b"GIF89a", "an image", _GENERAL),
)
_APP_ENTRIES = (b"AndroidManifest.xml", b"classes.dex", b"resources.arsc", b"base.apk")
_PAGE = (b"<!doctype html", b"<html")

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MIN_CONTROLS = 4
_MAX_CONTROL_SHARE = 0.05
"""Text has none; of random bytes 10 % are control characters."""


def refuse_foreign(source: str, head: bytes, wanted: str = _LIST) -> None:
    """Refuse a file that begins with `head` and can be no list, or whatever is `wanted`.

    A NUL or two in a list are errors of their lines; it takes more to call a file binary.

    Raises:
        SourceError: it says what the file looks like, and what to do.
    """
    match = next((entry for entry in _MAGIC if head.startswith(entry[0])), None)
    if match and head.startswith(b"PK") and any(name in head for name in _APP_ENTRIES):
        raise _refusal(source, wanted, "an Android app", "scan it with: fraudlens apk scan")
    if match:
        raise _refusal(source, wanted, match[1], match[2])
    if head.lstrip().lower().startswith(_PAGE):
        raise _refusal(source, wanted, "an HTML page", "save the links of the page as text")


def refuse_binary(source: str, head: bytes, wanted: str = _LIST) -> None:
    """Refuse a file whose beginning, in UTF-8, holds too many control characters for text.

    Raises:
        SourceError: it says what the file looks like, and what to do.
    """
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls >= _MIN_CONTROLS and controls > _MAX_CONTROL_SHARE * len(head):
        raise _refusal(source, wanted, "binary data", _GENERAL)


def _refusal(source: str, wanted: str, looks_like: str, hint: str) -> SourceError:
    return SourceError(f"{source}: not {wanted}: looks like {looks_like}", hint=hint)
