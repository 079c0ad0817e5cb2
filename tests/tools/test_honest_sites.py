"""Honest sites come from public repositories, and only those that must not stay unseen."""

from __future__ import annotations

import gzip
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fraudlens.errors import InputError
from tools.honest_links import READ
from tools.honest_sites import FILES, MOST_BYTES, gather

if TYPE_CHECKING:
    from pathlib import Path

FRIENDS = """
- name: A friend
  link: https://Blog.Friend.example.org/about
  avatar: https://cdn.friend.example.org/face.png
  descr: "see https://elsewhere.example.net"
- name: Another
  url: 'http://hobby.top/'
- { name: seen, link: "https://seen.xyz" }
- { name: again, link: "https://www.hobby.top/blog/" }
- { name: odd, link: "https://casino-friends.top" }
- { name: cdn, link: "https://img.pictures.top" }
- { name: tenant, link: "https://tenant.github.io/" }
"""
APPS = {
    "apps/one.yml": "homepage: https://docs.young.app/\nwebsite: https://young.app\n",
    "apps/two.yml": "homepage: https://tenant.github.io/\nwebsite: http://no.such-suffix\n",
    "apps/more.yml": "homepage: https://more.dev\n",
    "apps/old.yml": "homepage: https://old.com/\nurl: https://downloads.org/x.zip\n",
    "apps/note.md": "homepage: https://not-read.app/\n",
    "apps/large.yml": "homepage: https://large.app/\n" + "#" * MOST_BYTES,
}


def git(folder: Path, *words: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *settings, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def table(commit: str, path: str, kind: str = "friends", reads: str = "links") -> pl.DataFrame:
    names = ("repository", "commit", "path", "kind", "reads")
    return pl.DataFrame([("someone/blog", commit, path, kind, reads)], schema=names, orient="row")


def written(out: Path) -> list[str]:
    return gzip.decompress(out.read_bytes()).decode().splitlines()


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """Give a table of names that must stay unseen."""
    path = tmp_path / "seen.csv"
    path.write_text("url\nhttps://other.seen.xyz/a\n", "utf-8")
    return path


@pytest.fixture
def mirror(tmp_path: Path) -> tuple[Path, str]:
    """Give a folder with one repository, and its commit."""
    folder = tmp_path / "mirror" / "someone+blog"
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "link.yml").write_text(FRIENDS, "utf-8")
    (folder / "apps").mkdir()
    for name, text in APPS.items():
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "friends", "--date", "2024-05-06T00:00:00Z")
    return folder.parent, git(folder, "rev-parse", "HEAD")


def test_one_row_of_each_domain_that_no_table_holds(
    mirror: tuple[Path, str], seen: Path, tmp_path: Path
) -> None:
    folder, commit = mirror
    files = table(commit, "link.yml")
    out = tmp_path / "out.csv.gz"

    gather(files, folder, [seen], out)

    day = git(folder / "someone+blog", "show", "-s", "--format=%cs", commit)
    assert [
        "value,kind,category,source,first_seen",
        f"https://hobby.top/,url,long_tail,friends of someone,{day}",
        f"https://tenant.github.io/,url,long_tail,friends of someone,{day}",
    ] == written(out)
    first = out.read_bytes()
    gather(files, folder, [seen], out)
    assert first == out.read_bytes()


def test_of_projects_all_files_that_fit_are_read_and_young_names_kept(
    mirror: tuple[Path, str], seen: Path, tmp_path: Path
) -> None:
    folder, commit = mirror
    out = tmp_path / "out.csv.gz"

    gather(table(commit, "apps/*.yml", "projects", "homepages"), folder, [seen], out)

    rows = [row.split(",") for row in written(out)[1:]]
    assert ["https://more.dev/", "https://young.app/"] == [row[0] for row in rows]
    assert {"projects of someone/blog"} == {row[3] for row in rows}


# Of files, in the order of git: the first is too large, the second is kept, the others are beyond.
@pytest.mark.parametrize(
    ("bound", "kept"),
    [(("MOST_ROWS", 1), "https://young.app/"), (("MOST_FILES", 2), "https://more.dev/")],
)
def test_no_more_is_taken_than_the_bound(
    mirror: tuple[Path, str],
    seen: Path,
    monkeypatch: pytest.MonkeyPatch,
    bound: tuple[str, int],
    kept: str,
) -> None:
    folder, commit = mirror
    out = seen.with_name("out.csv.gz")
    name, most = bound
    monkeypatch.setattr(f"tools.honest_sites.{name}", most)

    gather(table(commit, "apps/*.yml", "projects", "homepages"), folder, [seen], out)

    assert [kept] == [row.split(",")[0] for row in written(out)[1:]]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("link.yml", 'cannot read "{commit}:link.yml" of "{folder}"'),
        ("*.yml", 'cannot read "{commit}" of "{folder}"'),
    ],
)
def test_a_commit_that_is_not_there_is_named(
    mirror: tuple[Path, str], tmp_path: Path, path: str, said: str
) -> None:
    commit, folder = "0" * 40, mirror[0] / "someone+blog"

    with pytest.raises(InputError) as caught:
        gather(table(commit, path), mirror[0], [], tmp_path / "out.csv.gz")

    assert str(caught.value).startswith(said.format(commit=commit, folder=folder))


def test_a_pattern_that_fits_no_file_is_named(mirror: tuple[Path, str], tmp_path: Path) -> None:
    folder, commit = mirror

    with pytest.raises(InputError) as caught:
        gather(table(commit, "casks/*.rb"), folder, [], tmp_path / "out.csv.gz")

    said = f'no file of "{folder / "someone+blog"}" fits "casks/*.rb" at {commit}'
    assert said == str(caught.value)


def test_the_command_reads_the_table_of_files(
    mirror: tuple[Path, str],
    seen: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, commit = mirror
    files = tmp_path / "files.csv"
    files.write_text("# why\n" + table(commit, "link.yml").write_csv(), "utf-8")
    out = tmp_path / "o.csv.gz"
    words = ("--mirror", folder, "--files", files, "--without", seen, "--out", out)
    monkeypatch.setattr("sys.argv", ["honest_sites", *map(str, words)])
    monkeypatch.delitem(sys.modules, "tools.honest_sites")

    runpy.run_module("tools.honest_sites", run_name="__main__")

    assert f"7 links, 6 domains, 2 kept: {out}\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "kind"), [(FILES, "friends"), (FILES.with_name("project_sites.csv"), "projects")]
)
def test_the_tables_of_files_name_whole_commits_once(path: Path, kind: str) -> None:
    files = pl.read_csv(path, comment_prefix="#")

    assert ["repository", "commit", "path", "kind", "reads"] == files.columns
    assert files.is_unique().all()
    assert files["repository"].str.contains(r"^[\w.-]+/[\w.-]+$").all()
    assert files["commit"].str.contains(r"^[0-9a-f]{40}$").all()
    assert {kind} == set(files["kind"])
    assert set(files["reads"]) <= set(READ)
