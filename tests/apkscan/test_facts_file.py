from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from apkscan.facts_file import FactsFile, FactsLine, facts_lines, line_bytes
from fraudlens.errors import SourceError

FACTS = '{"identity":{"package":"a.b"}}'


@pytest.fixture
def app(tmp_path: Path) -> str:
    path = tmp_path / "x.apk"
    path.write_bytes(b"x")
    return str(path)


def test_what_was_put_is_there_when_opened_again(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        assert file.get(app) is None
        file.put(app, FACTS)

    with closing(FactsFile(path)) as file:
        assert FACTS == file.get(app)


def test_an_app_that_changed_is_read_again(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        file.put(app, FACTS)
    Path(app).write_bytes(b"longer")

    with closing(FactsFile(path)) as file:
        assert file.get(app) is None


def test_an_app_that_is_gone_is_not_known_under_another_state(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        file.put(app, FACTS)
    Path(app).unlink()

    with closing(FactsFile(path)) as file:
        assert file.get(app) is None


def test_a_name_that_is_no_utf_8_is_kept_and_stands_for_no_other_file(tmp_path: Path) -> None:
    path, app, other = tmp_path / "facts.jsonl", tmp_path / "\udcff.apk", tmp_path / "\ufffd.apk"
    with closing(FactsFile(path)) as file:
        app.write_bytes(b"x")
        file.put(str(app), FACTS)
    app.rename(other)

    with closing(FactsFile(path)) as file:
        assert file.get(str(other)) is None
    assert [str(other)] == [line.target for line in facts_lines(path)]


@pytest.mark.parametrize("half", [b'{"target": "y', b"x" * 200_000], ids=["short", "long"])
def test_a_half_written_line_is_cut_off(tmp_path: Path, app: str, half: bytes) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        file.put(app, FACTS)
    with path.open("ab") as stream:
        stream.write(half)

    with closing(FactsFile(path)) as file:
        assert FACTS == file.get(app)
        file.put(app, FACTS)
    assert 2 == len(list(facts_lines(path)))


def test_a_file_that_is_one_half_line_becomes_empty(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b'{"target"')
    FactsFile(path).close()

    assert b"" == path.read_bytes()


def test_packed_files_of_facts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl.gz"
    line = FactsLine("x.apk", 1, 2, FACTS)
    path.write_bytes(gzip.compress(line_bytes(line)))

    assert [line] == list(facts_lines(path))


def test_a_line_that_holds_no_facts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "urls.jsonl"
    path.write_text('{"url": "a.example"}\n')

    with pytest.raises(SourceError) as caught:
        list(facts_lines(path))
    assert f"{path}: line 1: is no line of facts" == caught.value.message


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(facts_lines(tmp_path / "gone.jsonl"))
    with pytest.raises(SourceError, match="cannot be written"):
        FactsFile(tmp_path / "no" / "folder.jsonl")
