"""The CI examples parse, and the very command lines in them do on the example apps as they say."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fraudlens.cli.app import main

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "examples"
FILES = sorted((FOLDER / "ci").glob("*.yml"))
BUILT = "app/build/outputs/apk/release"
CALL = re.compile(r"^ *(fraudlens (?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
EXPECTED = {
    "apk-gate.yml": [(1, ["gate.html", "gate.jsonl", "gate.sarif"]), (1, [])],
    "gitlab-gate.yml": [(1, ["gate.html", "gate.jsonl", "gate.sarif", "gate.xml"])],
    "url-gate.yml": [(1, ["links.sarif"])],
}
"""Exit code and files of each call, by example; the example apps are no apps to publish."""


def calls(path: Path) -> Iterator[list[str]]:
    """Give the arguments of each call of `fraudlens` in an example, without what the shell does."""
    for found in CALL.findall(path.read_text("utf-8")):
        line = found.replace("\\\n", " ").partition(" || ")[0]
        yield shlex.split(line)[1:]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository as the examples mean it, and stand in it."""
    (tmp_path / BUILT).mkdir(parents=True)
    for name in ("calculator.apk", "quickloan.apk"):
        shutil.copy(FOLDER / "apps" / name, tmp_path / BUILT / name)
    for source, target in (("listing.toml", "store/listing.toml"), ("urls.csv", "data/links.csv")):
        (tmp_path / target).parent.mkdir()
        shutil.copy(FOLDER / source, tmp_path / target)
    (tmp_path / ".fraudlens-allow.txt").write_text("example.com,ours\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_example_is_run() -> None:
    assert sorted(EXPECTED) == [path.name for path in FILES]
    assert {name: len(runs) for name, runs in EXPECTED.items()} == {
        path.name: len(list(calls(path))) for path in FILES
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_example_is_yaml_without_tabs_or_odd_blanks(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip()]

    assert "\t" not in text
    assert [] == [line for line in lines if line != line.rstrip()]
    assert [] == [line for line in lines if (len(line) - len(line.lstrip())) % 2]
    yaml = pytest.importorskip("yaml")
    document = yaml.safe_load(text)
    assert isinstance(document, dict)
    assert "fraudlens" in str(document)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_has_its_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))

    assert [] == [action for action in used if not re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", action)]
    assert ("github/codeql-action/upload-sarif@v4" in used) == bool(used)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_command_lines_of_the_examples_end_as_they_say(
    path: Path, checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = {each.name for each in checkout.iterdir()}
    for arguments, (code, files) in zip(calls(path), EXPECTED[path.name], strict=True):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        said = capfd.readouterr()
        made = sorted({each.name for each in checkout.iterdir()} - before)

        assert code == caught.value.code, said.err
        assert files == made
        assert all((checkout / name).stat().st_size for name in made)
        for name in made:
            (checkout / name).unlink()
