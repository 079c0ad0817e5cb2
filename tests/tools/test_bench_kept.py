"""The samples that the bench needs beside the data."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tools.bench import kept
from tools.bench.kept import with_kept_samples

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROW = "value,label,source,first_seen,created\na.com,1,s,2026-01-02,2026-01-01\n"


def config(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "url.toml"
    path.write_text('[labels]\nwithout = ["registered.jsonl.gz"]\n', "utf-8")
    return path


def test_samples_that_are_there_are_taken(tmp_path: Path) -> None:
    path = config(tmp_path / "config")
    (tmp_path / "registered.jsonl.gz").touch()

    assert path == with_kept_samples(path, tmp_path, tmp_path / "room", lambda _: None)
    assert not (tmp_path / "room").exists()


def test_samples_that_are_missing_are_made_beside_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_sets(_data: Path, out: Path) -> None:
        out.mkdir(parents=True)
        (out / "registered.csv.gz").write_bytes(gzip.compress(ROW.encode()))

    monkeypatch.setattr(kept, "make_sets", make_sets)
    path, told = config(tmp_path / "config"), list[str]()
    found = with_kept_samples(path, tmp_path / "data", tmp_path / "room", told.append)

    assert path.read_bytes() == found.read_bytes()
    assert (found.parent / "registered.jsonl.gz").is_file()
    assert "registered.jsonl.gz: 1 samples" in told
