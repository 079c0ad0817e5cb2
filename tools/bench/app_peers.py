"""The peers that judge apps: how each is called and what its answer means.

Each runs as its users run it, with its own defaults but for what would reach a network, in an
environment of its own: fxapk installs an import package with the name of ours. Its home, its
folder for temporary files and its report are one folder that is removed; no tool that it would
start (adb, aapt, jadx, git) is on its path.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.peer import Absent, locked_version, make_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fraudlens.training.tables import Figures
    from tools.bench.app_speed import AppRace

LOCKS = Path(__file__).parent / "locks"
_UNDECIDED = "未定"
"""What fxapk writes where it names no type of fraud."""
_NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one tool reads one app."""

    app: Path
    folder: Path
    """Takes all that it writes; `out` in it is its standard output."""

    @property
    def output(self) -> Path:
        """File with its standard output."""
        return self.folder / "out"


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that is ready to run."""

    name: str
    """With version and what sets it apart from its defaults."""
    command: Callable[[Place], tuple[str, ...]]
    verdict: Callable[[Place], str | None]
    """Reads `clear`, `suspicious` or `fraud`; `None` if it judges nothing."""
    codes: tuple[int, ...] = (0,)
    """Exit codes that are an answer."""
    bin: Path | None = None
    """Folder of its programs; `None`: this environment."""

    def environ(self, place: Place) -> Mapping[str, str] | None:
        """Give the environment it runs in."""
        if self.bin is None:
            return None
        here = str(place.folder.resolve())
        proxies = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE}
        return {"HOME": here, "TMPDIR": here, "PATH": str(self.bin), "LANG": "C.UTF-8", **proxies}


def ours(what: AppRace) -> Tool:
    """Give our own command."""
    return Tool(
        "fraudlens apk scan",
        lambda place: what.scan([place.app], "--format", "jsonl", "--output", str(place.output)),
        lambda place: str(_json(place.output)["verdict"]),
        codes=(0, 3),
    )


def tools(
    cache: Path, rules: Path | None, say: Callable[[str], None]
) -> tuple[tuple[str, Tool | Absent], ...]:
    """Install the peers below `cache`; one that cannot be had says why."""
    return tuple((name, _tool(name, cache, rules, say)) for name in _MAKERS)


def _tool(name: str, cache: Path, rules: Path | None, say: Callable[[str], None]) -> Tool | Absent:
    if name == QUARK and rules is None:
        return Absent(
            "quark-engine was left out: its package holds no rules (its `freshquark` clones them); "
            "name their folder with --quark-rules"
        )
    lock = LOCKS / f"{name}.lock"
    home = make_environment(name, lock, cache, say)
    if isinstance(home, Absent):
        return home
    return _MAKERS[name](home / "bin", locked_version(lock, name), rules or Path())


def _gadbad(programs: Path, version: str, _: Path) -> Tool:
    said = {"likely malicious": "fraud", "suspicious": "suspicious"}
    return Tool(
        f"gadbad {version}",
        lambda place: (
            *_python(programs, "-m", "gadbad"), "scan", "--json", str(place.app),
        ),
        lambda place: said.get(str(_json(place.output)["verdict"]), "clear"),
        codes=(0, 1),
        bin=programs,
    )  # fmt: skip


def _fxapk(programs: Path, version: str, _: Path) -> Tool:
    return Tool(
        f"fxapk {version} --offline",
        lambda place: (
            *_python(programs, str(programs / "fxapk")), "analyze", str(place.app),
            "--offline", "--fmt", "json", "--out", str(place.folder / "report"),
        ),
        _fxapk_says,
        bin=programs,
    )  # fmt: skip


def _fxapk_says(place: Place) -> str:
    """Take a named type of fraud as its verdict: it knows no other."""
    (report,) = (place.folder / "report").glob("*.json")
    meta = _json(report)["meta"]
    kind = (meta.get("app_classification") or {}).get("type", _UNDECIDED)
    return "clear" if kind == _UNDECIDED else "fraud"


def _quark(programs: Path, version: str, rules: Path) -> Tool:
    said = {"High Risk": "fraud", "Moderate Risk": "suspicious"}
    folder = str(rules.resolve())
    return Tool(
        f"quark-engine {version}, {len(list(rules.glob('*.json')))} rules",
        lambda place: (
            *_python(programs, str(programs / "quark")), "-a", str(place.app),
            "-r", folder, "-o", str(place.folder / "report.json"),
        ),
        lambda place: said.get(_json(place.folder / "report.json")["threat_level"], "clear"),
        bin=programs,
    )  # fmt: skip


def _apkid(programs: Path, version: str, _: Path) -> Tool:
    def verdict(place: Place) -> None:
        _json(place.output)["files"]

    return Tool(
        f"APKiD {version}",
        lambda place: (*_python(programs, str(programs / "apkid")), "--json", str(place.app)),
        verdict,
        bin=programs,
    )


def _python(programs: Path, *words: str) -> tuple[str, ...]:
    return (str(programs / "python"), "-I", *words)


def _json(path: Path) -> Figures:
    found: Figures = json.loads(path.read_text("utf-8"))
    return found


QUARK = "quark-engine"
_MAKERS: Mapping[str, Callable[[Path, str, Path], Tool]] = {
    "gadbad": _gadbad,
    "fxapk": _fxapk,
    QUARK: _quark,
    "apkid": _apkid,
}
