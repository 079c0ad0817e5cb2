"""Honest hobby sites come from files of friends, and only those that must not stay unseen."""

from __future__ import annotations

import gzip
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fraudlens.errors import InputError
from tools.hobby_sites import FILES, gather, hosts

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
"""


def git(folder: Path, *words: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *settings, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def mirror(tmp_path: Path) -> tuple[Path, str]:
    """Give a folder with one repository, and its commit."""
    folder = tmp_path / "mirror" / "someone+blog"
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "link.yml").write_text(FRIENDS, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "friends", "--date", "2024-05-06T00:00:00Z")
    return folder.parent, git(folder, "rev-parse", "HEAD")


def test_links_of_entries_and_pages_count_and_pictures_do_not() -> None:
    text = FRIENDS + "[Page](https://page.dev/x) ![badge](https://badge.dev/y.svg)\n"

    found = hosts(text)

    assert "blog.friend.example.org" in found
    assert {"hobby.top", "www.hobby.top", "seen.xyz", "page.dev"} <= set(found)
    assert not {"cdn.friend.example.org", "elsewhere.example.net", "badge.dev"} & set(found)


@pytest.mark.parametrize(
    "link",
    ["https://10.0.0.1/", "https://a..b/", "https://localhost/", "https://-x.org-", "ftp://a.b"],
)
def test_what_is_no_name_is_no_site(link: str) -> None:
    assert [] == hosts(f"link: {link}\n")


def test_one_row_of_each_domain_that_no_table_holds(
    mirror: tuple[Path, str], tmp_path: Path
) -> None:
    folder, commit = mirror
    files = pl.DataFrame({"repository": ["someone/blog"], "commit": [commit], "path": ["link.yml"]})
    (tmp_path / "seen.csv").write_text("url\nhttps://other.seen.xyz/a\n", "utf-8")
    out = tmp_path / "out.csv.gz"

    gather(files, folder, [tmp_path / "seen.csv"], out)

    day = git(folder / "someone+blog", "show", "-s", "--format=%cs", commit)
    assert (
        "value,kind,category,source,first_seen\n"
        f"https://hobby.top/,url,long_tail,friends of someone,{day}\n"
    ) == gzip.decompress(out.read_bytes()).decode()
    first = out.read_bytes()
    gather(files, folder, [tmp_path / "seen.csv"], out)
    assert first == out.read_bytes()


def test_a_commit_that_is_not_there_is_named(mirror: tuple[Path, str], tmp_path: Path) -> None:
    commit = "0" * 40
    files = pl.DataFrame({"repository": ["someone/blog"], "commit": [commit], "path": ["link.yml"]})

    with pytest.raises(InputError) as caught:
        gather(files, mirror[0], [], tmp_path / "out.csv.gz")

    assert f'cannot read "{commit}:link.yml" of "{mirror[0] / "someone+blog"}"' in str(caught.value)


def test_the_command_reads_the_table_of_files(
    mirror: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, commit = mirror
    table = tmp_path / "files.csv"
    table.write_text(f"# why\nrepository,commit,path\nsomeone/blog,{commit},link.yml\n", "utf-8")
    (tmp_path / "seen.csv").write_text("url\nhttps://seen.xyz/\n", "utf-8")
    seen, out = tmp_path / "seen.csv", tmp_path / "o.csv.gz"
    words = ("--mirror", folder, "--files", table, "--without", seen, "--out", out)
    monkeypatch.setattr("sys.argv", ["hobby_sites", *map(str, words)])
    monkeypatch.delitem(sys.modules, "tools.hobby_sites")

    runpy.run_module("tools.hobby_sites", run_name="__main__")

    assert capsys.readouterr().out.startswith("6 links, ")


def test_the_table_of_files_names_whole_commits_once() -> None:
    files = pl.read_csv(FILES, comment_prefix="#")

    assert ["repository", "commit", "path"] == files.columns
    assert files.is_unique().all()
    assert files["repository"].str.contains(r"^[\w.-]+/[\w.-]+$").all()
    assert files["commit"].str.contains(r"^[0-9a-f]{40}$").all()
