"""What an app costs: the warm process, whole commands, `AnalyzeAPK`, and runs that are ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.tools.made_peer import tell_nobody
from tools.bench import app_reference, app_speed, app_warm, launch
from tools.bench.app_speed import AppRace, judge_warm, spread
from tools.bench.app_tables import app_speed_tables
from tools.bench.tables import text_of
from tools.bench.timing import CommandFailed, Once, Run, run_once

if TYPE_CHECKING:
    from pathlib import Path

    from tools.bench.app_sample import Apps


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def test_each_app_is_timed_with_its_verdict(
    app_bundle: Path, made: Apps, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "spec.json"
    apps = [str(app.path) for app in made.every]
    given = {"apps": apps, "model": str(app_bundle), "warm_ups": 1}
    spec.write_text(json.dumps(given), "utf-8")
    app_warm.main(spec)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [app.path.stat().st_size for app in made.every] == [line["bytes"] for line in lines]
    assert {"clear", "suspicious", "fraud"} >= {line["verdict"] for line in lines[:2]}
    assert "malformed" in lines[2]["verdict"]
    for line in lines:
        assert 0 < line["read_cpu_seconds"] <= line["cpu_seconds"]


def test_reference_prints_what_one_analysis_takes(
    made: Apps, capsys: pytest.CaptureFixture[str]
) -> None:
    app_reference.main(str(made.every[0].path))

    assert {"seconds", "cpu_seconds"} == set(json.loads(capsys.readouterr().out))


def test_tables_hold_ours_beside_the_reference(
    app_bundle: Path, made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_speed, "FRAUDLENS", python("pass"))
    what = AppRace(apps=3, reference=2, runs=1, model=app_bundle)
    found: Any = app_speed.app_speed(made, what, tmp_path / "cache", tell_nobody)
    text = text_of(app_speed_tables(found))

    assert (3, 1) == (found["warm"]["apps"], found["warm"]["refused"])
    assert 2 == found["reference"]["compared"]
    assert "| one after another, median of an app |" in text
    assert "| command on one app, 1 core |" in text
    assert "2 of 2 apps that both read" in text
    assert [] == list((tmp_path / "cache").iterdir())
    assert json.dumps(found)


def test_reference_that_raises_or_runs_on_is_counted(
    made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tuple({"verdict": "clear", "seconds": 1.0, "cpu_seconds": 0.5} for _ in made.every)
    ends = iter([(1, False), (-9, True)])

    def ran(*_: object) -> Run:
        code, ended = next(ends)
        return Run(60.0, 30.0, 1, code, ended, "")

    monkeypatch.setattr(app_speed, "judge_warm", lambda *_: app_speed.Warm(lines[:2], 0))
    monkeypatch.setattr(app_speed, "run_once", ran)
    what = AppRace(reference=2)
    found: Any = app_speed._reference(made, what, tmp_path, tell_nobody)

    assert (1, 1, 1) == (found["crashed"], found["ended"], found["compared"])
    assert 60.0 == found["theirs_seconds"]["p90"]


def test_apps_that_no_reader_takes_cannot_be_timed(
    made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = {"verdict": "malformed", "bytes": 1, "seconds": 1.0, "cpu_seconds": 1.0}
    monkeypatch.setattr(app_speed, "judge_warm", lambda *_: app_speed.Warm((line,), 0))

    with pytest.raises(CommandFailed, match="none of the apps could be read"):
        app_speed.app_speed(made, AppRace(apps=1), tmp_path, tell_nobody)


def test_failing_warm_process_is_an_error(made: Apps, tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no such folder"):
        judge_warm(made.every, AppRace(model=tmp_path / "none"), tmp_path)


def test_model_is_handed_on(tmp_path: Path) -> None:
    command = AppRace(model=tmp_path).scan([tmp_path / "a.apk"], "--format", "jsonl")

    assert ("--model", str(tmp_path)) == command[-4:-2]
    assert str(tmp_path / "a.apk") in command


def test_percentile_is_one_of_the_values() -> None:
    found = spread([float(number) for number in range(1, 21)])

    assert {"median": 10.5, "p90": 19.0, "p95": 20.0, "most": 20.0} == found
    assert {None} == set(spread([]).values())


def test_run_over_its_cap_is_ended(tmp_path: Path) -> None:
    output = tmp_path / "out"
    loop = "import sys\nprint(7, file=sys.stderr)\nprint(6, flush=True)\nwhile True: pass"
    found = run_once(python(loop), Once(cap_s=1, output=output))

    assert found.ended
    assert -signal.SIGXCPU == found.code
    assert found.cpu_seconds > 0.9
    assert ("6\n", "7") == (output.read_text("utf-8"), found.said)


def test_run_that_only_waits_is_ended_with_its_group() -> None:
    before = signal.getsignal(signal.SIGALRM)
    pipe, other = os.pipe()
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    actions = [(os.POSIX_SPAWN_DUP2, pipe, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions, setpgroup=0)
    try:
        status, _, late = launch._wait(child, 1)
    finally:
        signal.signal(signal.SIGALRM, before)
        os.close(pipe)
        os.close(other)

    assert late
    assert -signal.SIGKILL == os.waitstatus_to_exitcode(status)


def test_run_in_its_cap_is_left_alone() -> None:
    found = run_once(python("raise SystemExit(3)"), Once(cap_s=50, environ={"LANG": "C"}))

    assert (3, False) == (found.code, found.ended)
    assert "without a word" == found.said


def test_commands_keep_their_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each cold start would compile anew what an installed package has compiled."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    program = "import os; raise SystemExit('PYTHONDONTWRITEBYTECODE' in os.environ)"

    assert 0 == run_once(python(program), Once()).code


def test_scripts_run_from_the_top_folder(made: Apps) -> None:
    command = [sys.executable, "-m", "tools.bench.app_reference", str(made.every[0].path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert json.loads(ran.stdout)["seconds"] > 0
