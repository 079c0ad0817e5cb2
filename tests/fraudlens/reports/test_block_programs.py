"""Blocklists as the programs that load them read them; skipped where a program is absent."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from fraudlens.reports.block_syntax import Syntax
from fraudlens.reports.blocklist import blocklist
from tests.fraudlens.reports.blocks import CHINESE, MIXED, OPTIONS, RUN, flagged

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

PROGRAMS = {
    Syntax.DNSMASQ: ("dnsmasq", ("--test", "--conf-file={}"), "syntax check OK"),
    Syntax.UNBOUND: ("unbound-checkconf", ("{}",), "no errors"),
    Syntax.RPZ: (
        "named-checkzone",
        ("-i", "local", "a-zone-of-a-long-name.with-many-labels.rpz.test", "{}"),
        "loaded serial 1795716000\nOK",
    ),
}
NOTHING: tuple[Outcome, ...] = ()
LONGEST = (flagged(".".join(["a" * 48] * 4) + ".top"), flagged(".".join(["a" * 62] * 3) + ".top"))


@pytest.mark.parametrize("syntax", PROGRAMS)
@pytest.mark.parametrize("outcomes", [MIXED, NOTHING, LONGEST], ids=["mixed", "nothing", "longest"])
@pytest.mark.parametrize("run", [RUN, CHINESE], ids=["en", "zh"])
def test_program_takes_the_list(
    syntax: Syntax, outcomes: tuple[Outcome, ...], run: RunInfo, tmp_path: Path
) -> None:
    name, arguments, said = PROGRAMS[syntax]
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if program is None:  # pragma: no cover  depends on the machine
        pytest.skip(f"{name} is not installed")
    path = tmp_path / "list"
    path.write_bytes(b"".join(blocklist(outcomes, run, syntax, OPTIONS)))
    done = subprocess.run(
        [program, *(argument.format(path) for argument in arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (0, True) == (done.returncode, said in done.stdout + done.stderr), done
