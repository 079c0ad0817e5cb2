"""The peers that judge apps: how they are called, what their answers mean, and what is printed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.tools.made_peer import tell_nobody
from tools.bench import __main__ as bench
from tools.bench import app_command, app_peers, app_race, app_speed, app_tables
from tools.bench.app_peers import LOCKS, Place, Tool, ours, tools
from tools.bench.app_race import install_peers
from tools.bench.app_speed import AppRace, Warm
from tools.bench.app_tables import app_race_tables
from tools.bench.peer import Absent
from tools.bench.tables import text_of

if TYPE_CHECKING:
    from tools.bench.app_sample import Apps

NAMES = ("gadbad", "fxapk", "quark-engine", "apkid")
WARM = {"seconds": 0.02, "cpu_seconds": 0.01, "verdict": "clear"}
SAYS = """
import sys
from pathlib import Path
app, out = Path(sys.argv[1]), Path(sys.argv[2])
if app.stem == "crash" or {crash!r} == app.stem:
    sys.exit("it broke")
out.write_text("fraud" if app.stem == "loan" else "clear")
"""


def made_tool(name: str, crash: str = "") -> Tool:
    program = SAYS.format(crash=crash)
    return Tool(
        name,
        lambda place: (
            sys.executable, "-c", program, str(place.app), str(place.folder / "said"),
        ),
        lambda place: (place.folder / "said").read_text("utf-8"),
        bin=Path(sys.executable).parent,
    )  # fmt: skip


def peer(name: str) -> Tool:
    return app_peers._MAKERS[name](Path("/env/bin"), "1.2", Path("/rules"))


@pytest.mark.parametrize(
    ("name", "file", "answer", "expected"),
    [
        ("gadbad", "out", {"verdict": "likely malicious"}, "fraud"),
        ("gadbad", "out", {"verdict": "suspicious"}, "suspicious"),
        ("gadbad", "out", {"verdict": "low risk"}, "clear"),
        ("fxapk", "report/a.json", {"meta": {"app_classification": {"type": "贷款盘"}}}, "fraud"),
        ("fxapk", "report/a.json", {"meta": {"app_classification": {"type": "未定"}}}, "clear"),
        ("fxapk", "report/a.json", {"meta": {}}, "clear"),
        ("quark-engine", "report.json", {"threat_level": "High Risk"}, "fraud"),
        ("quark-engine", "report.json", {"threat_level": "Moderate Risk"}, "suspicious"),
        ("quark-engine", "report.json", {"threat_level": "Low Risk"}, "clear"),
        ("apkid", "out", {"files": []}, None),
    ],
)
def test_answers_are_understood(
    tmp_path: Path, name: str, file: str, answer: dict[str, Any], expected: str | None
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(json.dumps(answer), "utf-8")

    assert expected == peer(name).verdict(Place(tmp_path / "a.apk", tmp_path))


@pytest.mark.parametrize("name", NAMES)
def test_missing_answer_is_no_verdict(tmp_path: Path, name: str) -> None:
    with pytest.raises((OSError, ValueError)):
        peer(name).verdict(Place(tmp_path / "a.apk", tmp_path))


@pytest.mark.parametrize("name", NAMES)
def test_peer_runs_apart_and_offline(tmp_path: Path, name: str) -> None:
    place = Place(tmp_path / "a.apk", tmp_path)
    tool = peer(name)
    environ = tool.environ(place)

    assert ("/env/bin/python", "-I") == tool.command(place)[:2]
    assert str(place.app) in tool.command(place)
    assert environ is not None
    assert "/env/bin" == environ["PATH"]
    assert str(tmp_path.resolve()) == environ["HOME"] == environ["TMPDIR"]


def test_fxapk_looks_nothing_up() -> None:
    assert "--offline" in peer("fxapk").command(Place(Path("a.apk"), Path("b")))


def test_quark_runs_nothing_of_an_app() -> None:
    assert "--dynamic-resolve" not in peer("quark-engine").command(Place(Path("a"), Path("b")))


@pytest.mark.parametrize("name", NAMES)
def test_locks_have_exact_releases_and_no_place_to_download_from(name: str) -> None:
    text = (LOCKS / f"{name}.lock").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.startswith("#")]

    assert any(line.startswith(f"{name}==") for line in lines)
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^#]*?)? +(--hash=sha256:[0-9a-f]{64} *)+", line)
    assert "://" not in text


def test_peers_that_cannot_be_had_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_peers, "make_environment", lambda name, *_: Absent(f"no {name}"))
    told: list[str] = []
    found = dict(install_peers(tmp_path, None, told.append))

    assert list(NAMES) == list(found)
    assert found["gadbad"] == Absent("no gadbad")
    assert 4 == len(told)
    assert "--quark-rules" in told[2]


def test_installed_peers_know_their_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_peers, "make_environment", lambda *_: tmp_path)
    (tmp_path / "00001.json").touch()
    found = [tool for _, tool in tools(tmp_path, tmp_path, tell_nobody)]

    assert [
        "gadbad 1.0.0", "fxapk 1.21.0 --offline", "quark-engine 26.10.1, 1 rules", "APKiD 3.2.0",
    ] == [tool.name for tool in found if isinstance(tool, Tool)]  # fmt: skip


@pytest.fixture
def race(made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401  plain JSON
    """Run made tools: one that answers, one that breaks, one that judges nothing."""
    mute = Tool("mute 1", made_tool("").command, lambda _: None, bin=tmp_path)
    monkeypatch.setattr(app_race, "ours", lambda _: made_tool("fraudlens apk scan"))
    monkeypatch.setattr(app_race, "judge_warm", lambda *_: Warm((WARM, WARM), 1 << 20))
    peers = (
        ("fxapk", made_tool("fxapk 1", crash="calculator")),
        ("apkid", mute),
        ("gadbad", Absent("gadbad could not be installed: no network")),
    )
    return app_race.app_race(made, AppRace(peers=2), peers, tmp_path / "cache", tell_nobody)


def test_every_tool_reads_the_same_apps(race: Any) -> None:  # noqa: ANN401  plain JSON
    mine, broken, mute, absent = race["tools"]

    assert [False, True] == race["fraud"]
    assert ["clear", "fraud"] == [run["verdict"] for run in mine["runs"]]
    assert ["crashed", "answered"] == [run["status"] for run in broken["runs"]]
    assert "it broke" == broken["runs"][0]["said"]
    assert ["answered", "answered"] == [run["status"] for run in mute["runs"]]
    assert {"name", "absent"} == set(absent)
    assert "calculator" not in json.dumps(race)


def test_tables_tell_verdicts_costs_and_ratios(race: Any) -> None:  # noqa: ANN401  plain JSON
    text = text_of(app_race_tables(race))

    row = "| fraudlens apk scan | 0 of 1 | 0 of 1 | 1 of 1 | 1 of 1 | 2 of 2 | 0 of 2 |"
    assert row in text
    assert "| fxapk 1 | 0 of 1 | 0 of 1 | 1 of 1 | 1 of 1 | 2 of 2 | 1 of 2 |" in text
    assert "| mute 1 |" not in text.partition("## Apps: cost")[0]
    assert "gadbad could not be installed: no network." in text
    assert "| fraudlens, one after another: median | 0.020 s |" in text


def test_run_that_was_ended_has_no_verdict(made: Apps, tmp_path: Path) -> None:
    loop = Tool("loop", lambda _: (sys.executable, "-c", "while True: pass"), lambda _: "clear")
    found = app_race._run(loop, made.every[0], AppRace(cap_s=1), tmp_path)

    assert ("ended", None) == (found["status"], found["verdict"])


def test_ours_answers_with_its_record(app_bundle: Path, made: Apps, tmp_path: Path) -> None:
    tool = ours(AppRace(model=app_bundle))
    found = [app_race._run(tool, app, AppRace(), tmp_path) for app in made.every[1:]]

    assert {"answered"} == {run["status"] for run in found}
    assert found[0]["verdict"] in app_speed.READ
    assert "error" == found[1]["verdict"]
    assert tool.environ(Place(tmp_path, tmp_path)) is None


def test_apps_without_labels_show_costs_alone(race: Any) -> None:  # noqa: ANN401  plain JSON
    text = text_of(app_race_tables({**race, "fraud": [None, None]}))

    assert "verdicts" not in text
    assert "## Apps: cost of all tools on the same apps" in text


@pytest.mark.parametrize(
    ("theirs", "expected"), [(6.0, "3.0"), (0.1, "0.05"), (None, "-"), (0.0, "-")]
)
def test_ratio_below_one_keeps_its_digits(theirs: float | None, expected: str) -> None:
    assert expected == app_tables._times(theirs, 2.0)


def test_command_measures_all_parts(
    app_bundle: Path,
    made: Apps,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[object] = []

    def measured(apps: object, what: object, *_: object) -> dict[str, object]:
        asked.extend((apps, what))
        return {}

    monkeypatch.setattr(app_command, "app_speed", measured)
    monkeypatch.setattr(app_command, "app_parity", measured)
    monkeypatch.setattr(app_command, "app_race", measured)
    monkeypatch.setattr(app_command, "app_speed_tables", lambda _: ())
    monkeypatch.setattr(app_command, "app_parity_tables", lambda _: ())
    monkeypatch.setattr(app_command, "app_race_tables", lambda _: ())
    folder = made.every[0].path.parent
    given = ["--app-model", str(app_bundle), "--cache", str(tmp_path), "--no-peer"]
    code = bench.main(["apps", *given], {"FRAUDLENS_APPS": str(folder)})

    assert 0 == code
    assert 6 == len(asked)
    assert [AppRace(model=app_bundle), 40, AppRace(model=app_bundle)] == asked[1::2]
    assert "\n\n\n" == capsys.readouterr().out


def test_command_builds_apps_where_there_are_none(
    app_bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(app_command, "TOP", tmp_path / "checkout")
    monkeypatch.setattr(app_command, "app_speed", lambda apps, *_: {"apps": apps.origin})
    monkeypatch.setattr(app_command, "app_speed_tables", lambda _: ())
    given = ["--app-model", str(app_bundle), "--cache", str(tmp_path)]
    code = bench.main(["app-speed", *given, "--json", str(tmp_path / "to.json")], {})

    assert 0 == code
    assert "set FRAUDLENS_APPS" in capsys.readouterr().err
    assert "small apps that tests build" in (tmp_path / "to.json").read_text("utf-8")


@pytest.mark.parametrize("lacks", ["apps", "model"])
def test_command_says_what_is_missing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lacks: str,
) -> None:
    if lacks == "model":
        (tmp_path / "a.apk").touch()
        monkeypatch.setattr("fraudlens.bundle._places", lambda _: ())
    code = bench.main(["apps", "--apps", str(tmp_path)], {})

    assert 0 == code
    reason = f"{tmp_path} holds no *.apk" if lacks == "apps" else "no model of kind 'apk' is"
    assert f"Apps were not measured: {reason}" in capsys.readouterr().out


def test_command_refuses_a_model_that_is_named_but_absent(
    made: Apps, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(made.every[0].path.parent)
    code = bench.main(["apps", "--apps", folder, "--app-model", str(tmp_path / "none")], {})

    assert 2 == code
    assert "no such folder" in capsys.readouterr().err
