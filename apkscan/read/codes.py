"""What each note code says to a person, in English and Chinese, and how much it weighs.

Rows stand beside the reader that makes the code: `codes_archive.py`, `codes_signing.py`, ...
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from apkscan.read.codes_archive import ARCHIVE_CODES
from apkscan.read.codes_contents import CONTENTS_CODES
from apkscan.read.codes_manifest import MANIFEST_CODES
from apkscan.read.codes_reading import READING_CODES
from apkscan.read.codes_signing import SIGNING_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apkscan.read.code import Code

_PARTS = (
    ARCHIVE_CODES,
    CONTENTS_CODES,
    MANIFEST_CODES,
    READING_CODES,
    SIGNING_CODES,
)

CODES: Mapping[str, Code] = MappingProxyType(
    dict(sorted(row for part in _PARTS for row in part.items()))
)
"""All codes of notes, sorted."""
