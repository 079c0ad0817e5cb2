"""Headers of the directory and of the entries, as arrays."""

from __future__ import annotations

from dataclasses import replace

from apkscan.read.header_pairs import read_pairs
from apkscan.read.zip_records import read_directory
from tests.apkscan.read.archives import HONEST, MANIFEST
from tests.data.apk.container import Header, layout


def test_honest_headers_are_equal_and_content_follows() -> None:
    parts = layout(HONEST)
    data = parts.whole()
    entries = list(read_directory(data, 9).entries)
    pairs = read_pairs(data, entries)

    assert [True] * 3 == pairs.found.tolist()
    assert not any(where.any() for where in pairs.differences(data).values())
    assert [*(e.offset for e in entries[1:]), len(parts.contents)] == pairs.ends(entries).tolist()


def test_entry_without_local_header_differs_in_nothing() -> None:
    data = layout(HONEST.put(replace(MANIFEST, central=Header(offset=5, crc=1)))).whole()
    pairs = read_pairs(data, list(read_directory(data, 9).entries))

    assert [False, True, True] == pairs.found.tolist()
    assert not any(where.any() for where in pairs.differences(data).values())


def test_no_entries() -> None:
    pairs = read_pairs(b"PK", [])

    assert 0 == len(pairs.found)
    assert 0 == len(pairs.ends([]))
