from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from apkscan import facts_file
from apkscan.facts_file import FactsFile, FactsLine, facts_lines, latest_lines, line_bytes
from fraudlens.errors import SourceError, UsageError

FACTS = '{"identity":{"package":"a.b"}}'


@pytest.fixture
def app(tmp_path: Path) -> str:
    path = tmp_path / "x.apk"
    path.write_bytes(b"x")
    return str(path)


def keep(path: Path, app: str) -> None:
    with closing(FactsFile(path)) as file:
        assert file.get(app) is None
        file.put(app, FACTS)


def test_what_was_put_is_there_when_opened_again(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        assert file.get(app) is None
        file.put(app, FACTS)

    with closing(FactsFile(path)) as file:
        assert FACTS == file.get(app)


def test_an_app_that_changed_is_read_again(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    keep(path, app)
    Path(app).write_bytes(b"longer")

    with closing(FactsFile(path)) as file:
        assert file.get(app) is None


def test_an_app_that_is_gone_is_not_known_under_another_state(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    keep(path, app)
    Path(app).unlink()

    with closing(FactsFile(path)) as file:
        assert file.get(app) is None


def test_a_name_that_is_no_utf_8_is_kept_and_stands_for_no_other_file(tmp_path: Path) -> None:
    path, app, other = tmp_path / "facts.jsonl", tmp_path / "\udcff.apk", tmp_path / "\ufffd.apk"
    with closing(FactsFile(path)) as file:
        app.write_bytes(b"x")
        assert file.get(str(app)) is None
        file.put(str(app), FACTS)
    app.rename(other)

    with closing(FactsFile(path)) as file:
        assert file.get(str(other)) is None
    assert [str(other)] == [line.target for line in facts_lines(path)]


HALVES = [b'{"tar', b'{"target":"' + b"x" * 200_000]


@pytest.mark.parametrize("half", HALVES, ids=["short", "long"])
def test_a_half_written_line_is_cut_off(tmp_path: Path, app: str, half: bytes) -> None:
    path = tmp_path / "facts.jsonl"
    keep(path, app)
    with path.open("ab") as stream:
        stream.write(half)

    with closing(FactsFile(path)) as file:
        assert FACTS == file.get(app)
        assert file.get("other") is None
        file.put("other", FACTS)
    assert [app, "other"] == [line.target for line in facts_lines(path)]


@pytest.mark.parametrize("half", HALVES, ids=["short", "long"])
def test_a_file_that_is_one_half_line_becomes_empty(tmp_path: Path, half: bytes) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(half)
    FactsFile(path).close()

    assert b"" == path.read_bytes()


@pytest.mark.parametrize("notes", [b'{"my":"notes"}', b"x" * 200_000, b'{"targets": 1}'])
def test_what_is_no_half_line_of_facts_is_left_alone(tmp_path: Path, notes: bytes) -> None:
    path = tmp_path / "notes.json"
    path.write_bytes(notes)

    with pytest.raises(SourceError) as caught:
        FactsFile(path)
    assert f"{path}: its last line is no line of facts" == caught.value.message
    assert notes == path.read_bytes()


@pytest.mark.parametrize("name", ["facts.jsonl.gz", "facts.jsonl.zst"])
def test_packed_files_do_not_grow(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"{}"))

    with pytest.raises(UsageError, match="a packed file cannot grow"):
        FactsFile(path)
    assert b"{}" == gzip.decompress(path.read_bytes())


def test_the_state_is_that_before_reading(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        assert file.get(app) is None
        Path(app).write_bytes(b"swapped while it was read")
        file.put(app, FACTS)

    with closing(FactsFile(path)) as file:
        assert file.get(app) is None


def test_a_folder_of_splits_changes_with_its_parts(tmp_path: Path) -> None:
    folder, path = tmp_path / "app", tmp_path / "facts.jsonl"
    folder.mkdir()
    (folder / "base.apk").write_bytes(b"x")
    keep(path, str(folder))
    with closing(FactsFile(path)) as file:
        assert FACTS == file.get(str(folder))
    (folder / "base.apk").write_bytes(b"longer")

    with closing(FactsFile(path)) as file:
        assert file.get(str(folder)) is None


def test_the_last_line_of_an_app_counts(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    lines = [FactsLine("a", 1, 1, FACTS), FactsLine("b", 1, 1, FACTS), FactsLine("a", 2, 2, FACTS)]
    path.write_bytes(b"".join(map(line_bytes, lines)))

    assert lines[1:] == list(latest_lines(path))


def test_a_line_that_is_cut_off_is_an_error_behind_the_others(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    line = FactsLine("a", 1, 1, FACTS)
    path.write_bytes(line_bytes(line) + line_bytes(line)[:-1])
    found = latest_lines(path)

    assert line == next(found)
    with pytest.raises(SourceError, match=r"facts.jsonl: line 2: is cut off"):
        next(found)
    assert [line] == list(facts_lines(path))


def test_a_line_that_is_none_is_an_error_behind_the_others(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    lines = [FactsLine(name, 1, 1, "{}") for name in "aba"]
    path.write_bytes(b"".join(map(line_bytes, lines)) + b"{}\n" + line_bytes(lines[0]))
    found = latest_lines(path)

    assert lines[1:] == [next(found), next(found)]
    with pytest.raises(SourceError, match=r"facts\.jsonl: line 4: is no line of facts$"):
        next(found)


def test_an_app_that_is_named_twice_is_kept_as_it_was_first(tmp_path: Path, app: str) -> None:
    path = tmp_path / "facts.jsonl"
    with closing(FactsFile(path)) as file:
        assert file.get(app) is None
        Path(app).write_bytes(b"longer")
        assert file.get(app) is None
        file.put(app, FACTS)
        file.put(app, FACTS)

    assert [1, 1] == [line.bytes for line in facts_lines(path)]


def test_lines_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_file, "_MOST_BYTES", 100)
    path = tmp_path / "facts.jsonl.gz"
    path.write_bytes(gzip.compress(line_bytes(FactsLine("x" * 100, 1, 2, FACTS))))

    with pytest.raises(SourceError, match="line 1: is too long"):
        list(facts_lines(path))


def test_a_broken_packed_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl.gz"
    packed = bytearray(gzip.compress(line_bytes(FactsLine("x", 1, 2, FACTS)) * 9))
    packed[10] = 0xFF
    path.write_bytes(packed)

    with pytest.raises(SourceError, match="cannot be read"):
        list(facts_lines(path))


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
