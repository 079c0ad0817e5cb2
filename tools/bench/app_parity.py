"""Whether our tables of code name the methods that androguard names, file by file."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.training.tables import Figures, TextTable
from tools.bench.timing import Once, run_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fraudlens.training.evaluate import Table
    from tools.bench.app_sample import Apps

PARITY_APPS = 40
"""Apps whose code is compared, unless another number is asked for."""
_SHOWN = 20
"""Files that are named where the two differ."""


def app_parity(apps: Apps, most: int, cap_s: int, cache: Path, say: Callable[[str], None]) -> Table:
    """Compare the code of up to `most` apps, each in a process of `cap_s` CPU seconds: plain JSON.

    An app of which not all code was compared is in `unread`, with what was compared of it.
    """
    drawn = apps.every[:most]
    files: list[Figures] = []
    unread: list[str] = []
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        for number, app in enumerate(drawn, 1):
            say(f"methods beside androguard's, app {number} of {len(drawn)}")
            output = Path(folder) / f"{number}.out"
            command = [sys.executable, "-m", "tools.bench.app_methods", str(app.path.resolve())]
            run = run_once(command, Once(cap_s=cap_s, output=output))
            files += [{"app": app.path.stem, **line} for line in _lines(output)]
            if run.code:
                unread.append(app.path.stem)
    return {"origin": apps.origin, "apps": len(drawn), "unread": unread, **_summed(files)}


def app_parity_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give the table of `app_parity`."""
    ours, theirs = (_pace(figures, f"{side}_cpu_seconds") for side in ("ours", "theirs"))
    row = (
        f"{figures['files']:,}",
        f"{figures['equal']:,}",
        f"{len(figures['differs']):,}",
        f"{len(figures['refused']):,}",
        f"{figures['neither']:,}",
        f"{figures['framework']:,}",
        f"{figures['watched']:,}",
        _ms(ours),
        _ms(theirs),
        f"{theirs / ours:.1f}" if ours and theirs else "-",
    )
    head = ("code files", "equal", "differ", "androguard refuses", "neither reads",
            "framework methods", "watched methods", "fraudlens, CPU a MB", "androguard, CPU a MB",
            "ratio")  # fmt: skip
    note = (
        f"{figures['origin']} All `classes*.dex` of {figures['apps']:,} drawn, "
        f"{figures['bytes'] / 1e6:,.1f} MB that both read. Equal: the same methods of classes of "
        "Android, and the same watched ones, as in the method ids of androguard's `DEX()`, which "
        "reads more than that but makes no cross references. "
        f"{_named('Differ', figures['differs'])}{_named('Refused', figures['refused'])}"
        f"{_named('Not read to the end', figures['unread'])}"
    ).strip()
    title = "Apps: methods named by code, beside androguard's"
    return (TextTable(title, head, (row,) if figures["files"] else (), note),)


def _lines(output: Path) -> list[Figures]:
    """Give the whole lines of an output; a process that was ended may have left half a line."""
    text = output.read_text("utf-8") if output.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def _summed(files: Iterable[Figures]) -> Table:
    files = tuple(files)
    results = Counter(file["result"] for file in files)
    both = [file for file in files if file["result"] in {"equal", "differs"}]
    found: Table = {
        "files": len(files),
        "equal": results["equal"],
        "neither": results["neither"],
    }
    for result in ("differs", "refused"):
        found[result] = [
            f"{file['app']}/{file['place']} {file['why']}".strip()
            for file in files
            if file["result"] == result
        ]
    sums = ("bytes", "framework", "watched", "ours_cpu_seconds", "theirs_cpu_seconds")
    return found | {key: sum(file[key] for file in both) for key in sums}


def _pace(figures: Figures, key: str) -> float | None:
    """Give CPU milliseconds for a million bytes of code."""
    return 1000 * figures[key] / (figures["bytes"] / 1e6) if figures["bytes"] else None


def _ms(milliseconds: float | None) -> str:
    return "-" if milliseconds is None else f"{milliseconds:.1f} ms"


def _named(what: str, names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{what}: {', '.join(names[:_SHOWN])}{more}. " if names else ""
