"""`fraudlens evidence verify`: what it prints, and its exit codes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.fraudlens.cli.conftest import Run

TARGET = "http://abcdefgh123-secure.bad/login"


def test_verify_tells_intact_changed_and_unreadable(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "case.zip"
    run("evidence", TARGET, "--out", str(out))
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    capsys.readouterr()

    assert 0 == run("evidence", "verify", str(out), "--sha256", digest)
    assert (
        f"intact: 8 members are as they were written\nSHA-256 of the pack: {digest}\n"
        == capsys.readouterr().out
    )
    assert 1 == run("evidence", "verify", str(out), "--sha256", "0" * 64)
    assert "changed: the pack is not the one whose SHA-256 was noted\n" in capsys.readouterr().out
    assert 2 == run("evidence", "verify", str(out), "--sha256", "short")
    assert "--sha256: must be 64 hex digits" in capsys.readouterr().err
    out.write_bytes(out.read_bytes() + b"x")
    assert 1 == run("evidence", "verify", str(out))
    assert "changed: bytes after the archive: 1\n" in capsys.readouterr().out
    out.write_bytes(b"x")
    assert 3 == run("evidence", "verify", str(out))
    assert f"fraudlens: {out}: no ZIP archive, or cut off at its end\n" == capsys.readouterr().err
    assert 3 == run("evidence", "verify", str(tmp_path / "none.zip"))
    assert "none.zip: No such file or directory" in capsys.readouterr().err
