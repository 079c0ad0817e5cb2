"""Packs of cases, looked into."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fraudlens.evidence import check_pack
from fraudlens.evidence_zip import read_archive

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run


def members_of(path: Path) -> dict[str, bytes]:
    """Give the members of a pack that is intact."""
    assert () == check_pack(path.read_bytes()).faults
    return dict(read_archive(path.read_bytes()).members)


def plain(path: Path, name: str) -> Any:  # noqa: ANN401  any JSON
    """Give a member that is JSON."""
    return json.loads(members_of(path)[name])


def saved(run: Run, path: Path, *targets: str) -> Path:
    """Scan into a run and give its path."""
    run("scan", *targets, "--format", "jsonl", "--output", str(path), "--quiet")
    return path
