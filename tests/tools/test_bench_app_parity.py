"""Methods of code beside androguard's: what is equal, what differs, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.data.apk import dex
from tests.data.apk.apps import CAST, HONEST
from tests.data.apk.build import build_apk
from tests.data.apk.program import plain, program
from tests.data.apk.spec import AppSpec
from tests.tools.made_peer import tell_nobody
from tools.bench import __main__ as bench
from tools.bench import app_command, app_methods, app_parity
from tools.bench.app_methods import Methods, compare
from tools.bench.app_parity import app_parity_tables
from tools.bench.app_sample import App, Apps, made_apps
from tools.bench.tables import text_of
from tools.bench.timing import Run

if TYPE_CHECKING:
    from pathlib import Path

SMS = "android.telephony.SmsManager.sendTextMessage"
CODE = program(AppSpec(calls=(SMS,)))[0]
ODD_HEADER = CODE[:0x24] + b"\xe0\x1a\0\0" + CODE[0x28:]
"""Says that its header is longer, which Android refuses as androguard does, and a loader mends."""


def parity(apps: Apps, folder: Path, most: int = 40) -> Any:  # noqa: ANN401  plain JSON
    return app_parity.app_parity(apps, most, 60, folder, tell_nobody)


@pytest.mark.parametrize("name", CAST)
def test_methods_of_the_cast_are_those_of_androguard(name: str) -> None:
    for data in program(CAST[name]()):
        found = compare("classes.dex", data)

        assert ("equal", "", len(data)) == (found["result"], found["why"], found["bytes"])
        assert found["framework"]


def test_call_of_the_framework_is_counted() -> None:
    found = compare("classes.dex", CODE)

    assert 1 == found["watched"]
    assert ("Landroid/telephony/SmsManager;", "sendTextMessage") in app_methods.their_methods(
        CODE
    ).framework


@pytest.mark.parametrize(
    ("data", "result", "why"),
    [
        (dex.encode([]), "equal", ""),
        (dex.encode([plain("a.B")]), "equal", ""),
        (ODD_HEADER, "refused", "ValueError"),
        (b"encrypted" * 20, "neither", "ValueError"),
        (b"", "neither", "ValueError"),
    ],
    ids=["empty", "one class", "odd header", "no code", "nothing"],
)
def test_file_has_one_result(data: bytes, result: str, why: str) -> None:
    found = compare("classes.dex", data)

    assert (result, why) == (found["result"], found["why"])


@pytest.mark.parametrize("ours", [None, Methods(frozenset(), frozenset())])
def test_difference_is_seen(monkeypatch: pytest.MonkeyPatch, ours: Methods | None) -> None:
    monkeypatch.setattr(app_methods, "our_methods", lambda _: ours)

    assert "differs" == compare("classes.dex", CODE)["result"]


def test_each_code_file_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.apk"
    path.write_bytes(build_apk(replace(HONEST["bank"](), dex_files=2)))
    app_methods.main(path)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert ["classes.dex", "classes2.dex"] == [line["place"] for line in lines]
    assert {"equal"} == {line["result"] for line in lines}


def test_table_sums_up_apps_and_names_what_was_not_read(made: Apps, tmp_path: Path) -> None:
    found = parity(made, tmp_path)
    (table,) = app_parity_tables(found)

    assert (3, 2, 2) == (found["apps"], found["files"], found["equal"])
    assert ["none"] == found["unread"]
    assert found["bytes"] > 0 < found["watched"]
    assert "3 made apps. All `classes*.dex` of 3 drawn" in table.note
    assert table.note.endswith("Not read to the end: none.")
    assert "| code files | equal |" in text_of((table,))
    assert json.dumps(found)


def test_what_differs_or_is_refused_is_named(tmp_path: Path) -> None:
    files = [
        {"app": f"app{number}", "place": "classes.dex", "bytes": 1_000_000, "result": result,
         "why": why, "framework": 10, "watched": 1, "ours_cpu_seconds": 0.01,
         "theirs_cpu_seconds": 0.2}
        for number, (result, why) in enumerate(
            [("equal", ""), ("refused", "ValueError"), *[("differs", "")] * 22]
        )
    ]  # fmt: skip
    found: Any = {"origin": "Apps.", "apps": 24, "unread": [], **app_parity._summed(files)}
    (table,) = app_parity_tables(found)
    row = table.rows[0]

    assert ("24", "1", "22", "1", "0", "230", "23") == row[:7]
    assert ("10.0 ms", "200.0 ms", "20.0") == row[7:]
    assert "Refused: app1/classes.dex ValueError." in table.note
    assert "Differ: app2/classes.dex, " in table.note
    assert ", app21/classes.dex and 2 more." in table.note
    assert not list(tmp_path.iterdir())


def test_app_that_is_ended_keeps_what_was_compared(
    made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: object, how: Any) -> Run:  # noqa: ANN401  an option object of the real one
        line = json.dumps(compare("classes.dex", CODE))
        how.output.write_text(f"{line}\n{line[:20]}", "utf-8")
        return Run(60.0, 60.0, 1, -24, ended=True, said="")

    monkeypatch.setattr(app_parity, "run_once", ended)
    found = parity(made, tmp_path, most=1)

    assert (1, 1, ["calculator"]) == (found["files"], found["equal"], found["unread"])


def test_nothing_that_could_be_compared_is_no_row(
    made: Apps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        app_parity, "run_once", lambda *_: Run(0.0, 0.0, 0, -1, ended=False, said="")
    )
    (table,) = app_parity_tables(parity(made, tmp_path))

    assert () == table.rows
    assert "Not read to the end: calculator, loan, none." in table.note


def test_command_compares_built_apps_only_when_asked(
    app_bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def few(folder: Path) -> Apps:
        apps: tuple[App, ...] = made_apps(folder).every[:1]
        return Apps(apps, (), "One app that tests build.")

    monkeypatch.setattr(app_command, "TOP", tmp_path / "checkout")
    monkeypatch.setattr(app_command, "made_apps", few)
    given = ["--app-model", str(app_bundle), "--cache", str(tmp_path / "cache")]

    assert 0 == bench.main(["app-parity", *given, "--parity-apps", "1"], {})
    assert "One app that tests build. All `classes*.dex` of 1 drawn" in capsys.readouterr().out
    assert ["app-speed", "app-peers"] == list(app_command._parts("all", None))
    assert app_command.APP_PARTS == app_command._parts("apps", tmp_path)
