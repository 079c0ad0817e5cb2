"""The app half of `python -m tools.bench`: its options, and what it measures on which apps."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fraudlens.bundle import locate, read_manifest
from fraudlens.errors import ModelNotFound
from tools.bench.app_parity import PARITY_APPS, app_parity, app_parity_tables
from tools.bench.app_race import app_race, install_peers
from tools.bench.app_sample import made_apps, real_apps
from tools.bench.app_speed import AppRace, app_speed
from tools.bench.app_tables import app_race_tables, app_speed_tables
from tools.bench.tables import text_of
from tools.bench.timing import TOP

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Mapping

    from fraudlens.training.evaluate import Table
    from tools.bench.app_sample import Apps

APP_PARTS = ("app-speed", "app-parity", "app-peers")
_CONFIG = TOP / "datasets" / "training" / "apk.toml"
_USUAL = AppRace()


def add_app_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; `FRAUDLENS_APPS` and `FRAUDLENS_APP_LABELS` stand for the first two."""
    add = parser.add_argument_group("apps").add_argument
    add("--apps", type=Path, help="folder of apps named SHA256.apk; default: ../corpus/files")
    add("--labels", type=Path, help="CSV with sha256, label, source; default: index.csv beside it")
    add("--app-model", type=Path, help="folder of a bundle instead of the shipped app model")
    add("--speed-apps", type=int, default=_USUAL.apps, help="apps judged one after another")
    add("--reference-apps", type=int, default=_USUAL.reference, help="apps for AnalyzeAPK")
    add("--parity-apps", type=int, default=PARITY_APPS, help="apps for androguard's DEX()")
    add("--peer-apps", type=int, default=_USUAL.peers, help="apps for the peers")
    add("--app-cap", type=int, default=_USUAL.cap_s, help="CPU seconds of a peer for one app")
    add("--quark-rules", type=Path, help="folder of quark-engine's rules; without it, no quark")


def measure_apps(
    options: argparse.Namespace, environ: Mapping[str, str], say: Callable[[str], None]
) -> Table:
    """Measure the parts that `options.what` asks for and print them as they come.

    Raises:
        FraudlensError: a model or labels were named that cannot be used.
        CommandFailed: ours did not get through.
    """
    folder, labels = _places(options, environ)
    if (reason := _absent(options, folder)) is not None:
        print(f"Apps were not measured: {reason}.")
        return {"absent": reason}
    what = AppRace(
        options.speed_apps, options.reference_apps, options.peer_apps, options.runs,
        options.app_cap, options.app_model,
    )  # fmt: skip
    options.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.cache) as made:
        if folder:
            apps = real_apps(folder, labels, _CONFIG)
        else:
            apps = made_apps(Path(made))
            say("no folder of real apps: set FRAUDLENS_APPS; apps that tests build stand in")
        return _measured(options, _parts(options.what, folder), what, apps, say)


def _measured(
    options: argparse.Namespace,
    parts: Collection[str],
    what: AppRace,
    apps: Apps,
    say: Callable[[str], None],
) -> Table:
    found: Table = {}
    if "app-speed" in parts:
        speed = app_speed(apps, what, options.cache, say)
        print(text_of(app_speed_tables(speed)), flush=True)
        found["speed"] = speed
    if "app-parity" in parts:
        parity = app_parity(apps, options.parity_apps, what.cap_s, options.cache, say)
        print(text_of(app_parity_tables(parity)), flush=True)
        found["parity"] = parity
    if "app-peers" in parts:
        peers = () if options.no_peer else install_peers(options.cache, options.quark_rules, say)
        race = app_race(apps, what, peers, options.cache, say)
        print(text_of(app_race_tables(race)), flush=True)
        found["peers"] = race
    return found


def _parts(asked: str, folder: Path | None) -> Collection[str]:
    """Give the parts to measure; that small built apps agree, their tests say already."""
    if asked in APP_PARTS:
        return (asked,)
    return APP_PARTS if folder else [part for part in APP_PARTS if part != "app-parity"]


def _places(
    options: argparse.Namespace, environ: Mapping[str, str]
) -> tuple[Path | None, Path | None]:
    """Give folder and labels; neither is asked for by default if it is not there."""
    beside = TOP.parent / "corpus" / "files"
    named = options.apps or environ.get("FRAUDLENS_APPS")
    folder = Path(named) if named else beside if beside.is_dir() else None
    given = options.labels or environ.get("FRAUDLENS_APP_LABELS")
    usual = folder.parent / "index.csv" if folder else None
    return folder, Path(given) if given else usual if usual and usual.is_file() else None


def _absent(options: argparse.Namespace, folder: Path | None) -> str | None:
    """Say what keeps apps from being measured."""
    if folder and not any(folder.glob("*.apk")):
        return f"{folder} holds no *.apk"
    try:
        read_manifest(options.app_model or locate("apk"))
    except ModelNotFound as error:
        if options.app_model:
            raise
        return error.message
    return None
