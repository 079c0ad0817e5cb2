"""Official apps of a user: registered from their files, and found when others pass for them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.registries import default_registry, own_registry, read_apps
from fraudlens.errors import UsageError
from tests.data.apk.apps import built

if TYPE_CHECKING:
    from tests.fraudlens.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples" / "apps"
CALCULATOR = str(EXAMPLES / "calculator.apk")
Capture = pytest.CaptureFixture[str]


def rules(capfd: Capture) -> list[str]:
    (line,) = capfd.readouterr().out.splitlines()
    return [finding["rule"] for finding in json.loads(line)["findings"]]


def test_registered_app_is_kept_with_its_source(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    own = tmp_path / "own" / "official.jsonl"
    before = datetime.now(UTC).date().isoformat()

    assert 0 == run_apps("apk", "register", CALCULATOR, "--registry", str(own), "--kind", "tool")
    (app,) = read_apps(own)
    assert app.package in capfd.readouterr().out
    assert ("tool", 64) == (app.kind, len(app.certificates[0]))
    assert f"registered by user {before}" <= app.source


def test_registering_again_puts_together(run_apps: Run, tmp_path: Path) -> None:
    own = tmp_path / "official.jsonl"
    for name in ("First Name", "Second Name"):
        assert 0 == run_apps("apk", "register", CALCULATOR, "--registry", str(own), "--name", name)
    (app,) = read_apps(own)

    assert "Second Name" == app.name
    assert "First Name" in app.labels
    assert 1 == len(app.certificates)


def test_file_of_the_user_is_the_default(
    run_apps: Run, capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.get_app_dir", lambda name: str(tmp_path / name))

    assert 0 == run_apps("apk", "register", CALCULATOR)
    assert str(default_registry()) in capfd.readouterr().out
    assert (tmp_path / "fraudlens" / "official-apps.jsonl").is_file()


def test_app_with_the_name_and_another_package_is_found(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    catalogue = tmp_path / "store.csv"
    label = read_label(run_apps, capfd)
    catalogue.write_text(f"package,label,cert_sha256\ncom.glimmer.real,{label} Glimmer,{'a' * 64}\n"
                         f"com.glimmer.other,{label},{'b' * 64}\n")  # fmt: skip
    run_apps("apk", "scan", CALCULATOR, "--format", "jsonl", "--registry", str(catalogue))

    assert "imitates-official-app" in rules(capfd)


def test_registered_app_itself_is_genuine(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    own = tmp_path / "official.jsonl"
    run_apps("apk", "register", CALCULATOR, "--registry", str(own))
    capfd.readouterr()
    run_apps("apk", "scan", CALCULATOR, "--format", "jsonl", "--registry", str(own))

    assert not {"imitates-official-app", "claims-official-package"} & set(rules(capfd))


def test_registered_app_is_clear_by_its_key(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    own, path = tmp_path / "official.jsonl", tmp_path / "loan.apk"
    path.write_bytes(built("loan"))
    assert 1 == run_apps("apk", "scan", str(path), "-q")
    run_apps("apk", "register", str(path), "--registry", str(own))
    capfd.readouterr()

    assert 0 == run_apps("apk", "explain", str(path), "--registry", str(own))
    shown = capfd.readouterr().out
    assert "score and rules do not count" in shown
    assert "whatever the model says" in shown


def test_explain_takes_a_registry(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    catalogue = tmp_path / "store.csv"
    row = f"org.kestrelfen.calculator,Glimmer,{'a' * 64}"
    catalogue.write_text(f"package,label,cert_sha256\n{row}\n")

    assert 1 == run_apps("apk", "explain", CALCULATOR, "--registry", str(catalogue))
    assert "has the package name of Glimmer" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["debug_key", "missing"])
def test_app_of_nobody_is_not_registered(
    name: str, run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    own, path = tmp_path / "official.jsonl", tmp_path / "app.apk"
    path.write_bytes(b"no zip" if name == "missing" else built("loan")[:-200])

    assert 3 == run_apps("apk", "register", str(path), "--registry", str(own))
    assert str(path) in capfd.readouterr().err
    assert not own.exists()


def test_catalogue_is_not_written_to(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    catalogue = tmp_path / "store.csv"
    catalogue.write_text("package,label\n")

    assert 2 == run_apps("apk", "register", CALCULATOR, "--registry", str(catalogue))
    assert "is a catalogue" in capfd.readouterr().err
    assert "package,label\n" == catalogue.read_text()


def test_registry_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--registry: .*none.jsonl: No such file"):
        own_registry(tmp_path / "none.jsonl")


def test_registry_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"\xff")

    with pytest.raises(UsageError, match=r"--registry: .*own.jsonl: is no UTF-8 text"):
        own_registry(path)


def read_label(run_apps: Run, capfd: Capture) -> str:
    """Give the label of the example."""
    run_apps("apk", "scan", CALCULATOR, "--format", "jsonl")
    return str(json.loads(capfd.readouterr().out)["facts"]["label"])


def test_a_name_is_written_so_that_a_terminal_obeys_nothing(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    own, name = str(tmp_path / "own.jsonl"), "Zephyr\u202e\x07\nBank"

    assert 0 == run_apps("apk", "register", CALCULATOR, "--registry", own, "--name", name)
    assert "registered Zephyr\\u202e\\x07\\x0aBank (" in capfd.readouterr().out


@pytest.mark.parametrize("option", ["--name", "--kind"])
def test_a_text_with_bytes_that_are_no_utf8_is_refused(
    run_apps: Run, capfd: Capture, tmp_path: Path, option: str
) -> None:
    own = tmp_path / "own.jsonl"

    assert 2 == run_apps("apk", "register", CALCULATOR, "--registry", str(own), option, "a\udcff")
    assert f"{option}: is no UTF-8 text" in capfd.readouterr().err
    assert not own.exists()


@pytest.mark.parametrize("command", ["register", "explain"])
def test_one_app_is_meant(run_apps: Run, capfd: Capture, tmp_path: Path, command: str) -> None:
    folder, empty = tmp_path / "two", tmp_path / "empty.jsonl"
    folder.mkdir()
    empty.touch()
    for name in ("a.apk", "b.apk"):
        (folder / name).write_bytes(Path(CALCULATOR).read_bytes())

    assert 2 == run_apps("apk", command, str(folder))
    assert f"{folder}: holds more than one app" in capfd.readouterr().err
    assert 2 == run_apps("apk", command, str(empty))
    assert f"{empty}: holds no app" in capfd.readouterr().err


@pytest.mark.parametrize("apps", [0, 1])
def test_a_file_of_facts_that_was_cut_is_not_one_app(
    apps: int, run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    kept = tmp_path / "facts.jsonl"
    run_apps("apk", "scan", CALCULATOR, "--facts", str(kept))
    kept.write_bytes(kept.read_bytes() * apps + b'{"target":')
    capfd.readouterr()

    assert 3 == run_apps("apk", "explain", str(kept))
    message = f"fraudlens: {kept}: line {apps + 1}: is cut off\n"
    assert message == capfd.readouterr().err


def test_what_is_absent_is_said_once(run_apps: Run, capfd: Capture, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.apk")

    assert 3 == run_apps("apk", "register", gone, "--registry", str(tmp_path / "own.jsonl"))
    assert 1 == capfd.readouterr().err.count(gone)


def test_a_folder_that_cannot_be_made_is_told(run_apps: Run, capfd: Capture) -> None:
    own = f"{'a' * 5000}/own.jsonl"

    assert 2 == run_apps("apk", "register", CALCULATOR, "--registry", own)
    assert f"fraudlens: {own}: cannot be written: File name too long\n" in capfd.readouterr().err


def test_an_app_that_was_altered_is_not_registered(
    run_apps: Run, capfd: Capture, tmp_path: Path
) -> None:
    altered, own = tmp_path / "altered.apk", tmp_path / "own.jsonl"
    altered.write_bytes(Path(CALCULATOR).read_bytes() + b"\0")

    assert 3 == run_apps("apk", "register", str(altered), "--registry", str(own))
    assert f"{altered}: its signature does not hold" in capfd.readouterr().err
    assert not own.exists()
