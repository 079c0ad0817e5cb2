"""Gather honest sites that public repositories name: `python -m tools.honest_sites`.

The worst false alarms of the URL model are personal blogs and young projects under cheap suffixes,
for the public lists of honest sites hold next to none that may train. Two tables say which file
of which commit of which repository was read:

- `datasets/training/hobby_sites.csv` (kind `friends`): blogs link to each other, so a file of
  friends in the repository of one names a dozen others.
- `datasets/training/project_sites.csv` (kind `projects`): homepages in catalogues that people
  keep by hand: packages, apps, servers, showcases, directories of developers.

Bare copies of the repositories (`git clone --bare URL DIR/owner+name`) are given with `--mirror`.
Nothing of them is run. A `*` in a path stands for any text, and all files that fit are read.

A site is left out if its registrable domain stands in a table of `--without` (training, validation,
test and whatever else must stay unseen), if it is a platform for rent (of projects: a name on one,
too), or if it looks like a place of gambling, pornography or domains for sale. Of projects only
names under young suffixes are kept: under the others training lacks nothing, and more of them made
frauds there look honest. One row is kept of a domain, and at most 2,000 of a source.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.errors import InputError
from fraudlens.training.dataset import read_values
from fraudlens.training.keys import sample_keys
from tools.honest_links import AVOIDED, hosts
from urlguard.batch import PRIVATE_SUFFIX, UNKNOWN_SUFFIX
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILES = Path("datasets/training/hobby_sites.csv")
MOST_BYTES = 4_000_000
"""What follows in a larger file is not read; of many files, a larger one is not."""
MOST_FILES = 20_000
"""More files of one row are not read."""
MOST_ROWS = 2_000
"""Of one source, so that none outweighs the others."""
YOUNG = (
    r"\.(?:agency|app|art|asia|autos|baby|bar|beauty|best|bet|bid|black|blue|boats|bond|business"
    r"|buzz|cam|capital|casa|cash|cf|cfd|christmas|ci|claims|click|club|cn|college|cyou|date|dev"
    r"|digital|events|exchange|finance|financial|fit|foundation|fun|fund|ga|gift|gifts|gives|gq"
    r"|green|hair|help|homes|icu|land|lat|life|link|live|loan|lol|makeup|marketing|ml|mom|monster"
    r"|motorcycles|network|one|online|page|pics|pink|pro|promo|pw|quest|racing|rest|review|sale"
    r"|sbs|shop|site|skin|space|store|stream|support|surf|tk|today|tokyo|top|trade|trading|uno|vip"
    r"|wang|website|win|world|xin|xyz|yachts|zip)/$"
)
"""Suffixes with a hundred frauds or more in training, and over twenty for each honest name."""


def main() -> None:
    """Write the table and say what was left out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mirror", type=Path, required=True, help="folder of bare repositories")
    parser.add_argument("--files", type=Path, default=FILES, help="table of the files to read")
    parser.add_argument("--without", type=Path, nargs="+", required=True, help="tables of names")
    parser.add_argument("--out", type=Path, required=True, help="the .csv.gz to write")
    options = parser.parse_args()
    files = pl.read_csv(options.files, comment_prefix="#")
    gather(files, options.mirror, options.without, options.out)


def gather(files: pl.DataFrame, mirror: Path, without: Sequence[Path], out: Path) -> None:
    """Write the sites that the files name and no table of `without` holds."""
    rows = [row for file in files.rows(named=True) for row in sites(mirror, file)]
    frame = pl.DataFrame(rows, schema=["value", "source", "first_seen"], orient="row")
    frame = frame.unique().sort("value", "source", "first_seen")
    keyed = keys(frame)
    known = np.concatenate([groups(read_values(path)) for path in without])
    kept = chosen(keyed.filter(~pl.col("group").is_in(pl.Series(known).implode())))
    table = kept.select("value", kind=pl.lit("url"), category=pl.lit("long_tail"), source="source",
                        first_seen="first_seen")  # fmt: skip
    out.write_bytes(gzip.compress(table.write_csv().encode(), 9, mtime=0))
    print(f"{frame.height} links, {keyed['group'].n_unique()} domains, {kept.height} kept: {out}")


def keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the keys of each address, and whether it is of a project, under a name of its own."""
    flags = DETECTOR.read(frame["value"].to_list()).facts.flags
    own = pl.Series(flags & (PRIVATE_SUFFIX | UNKNOWN_SUFFIX) == 0)
    projects = pl.col("source").str.starts_with("projects ")
    frame = frame.with_columns(own=own, projects=projects).with_row_index("row")
    return frame.join(sample_keys(frame["value"], DETECTOR, 0), on="row", maintain_order="left")


def chosen(keyed: pl.DataFrame) -> pl.DataFrame:
    """Give one row of each domain that may train, and no more than `MOST_ROWS` of a source."""
    short = pl.when("projects").then(pl.col("value").str.len_bytes()).otherwise(0)
    wanted = pl.col("own") & pl.col("value").str.contains(YOUNG)
    return (
        keyed.filter(~pl.col("shared") & (wanted | ~pl.col("projects")))
        .filter(~pl.col("value").str.strip_prefix("https://").str.contains(AVOIDED.pattern))
        .sort(short, "value", "first_seen", "source")
        .unique("group", keep="first", maintain_order=True)
        .sort("duplicate")
        .group_by("source", maintain_order=True)
        .head(MOST_ROWS)
        .sort("value")
    )


def sites(mirror: Path, file: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give address, source and day of each site that the files of a row name."""
    folder = mirror / file["repository"].replace("/", "+")
    folder = folder / "repo" if (folder / "repo").is_dir() else folder
    read = _many if "*" in file["path"] else _one
    text = read(folder, file["commit"], file["path"]).decode("utf-8", "replace")
    day = _git(folder, "log", "-1", "--format=%cs", file["commit"]).decode().strip()
    named = file["repository"] if file["kind"] == "projects" else file["repository"].split("/")[0]
    for host in hosts(text, file["reads"]):
        yield f"https://{host}/", f"{file['kind']} of {named}", day


def groups(values: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Give the digest of each address's registrable domain."""
    return np.asarray(DETECTOR.groups(DETECTOR.read(values.to_list()).facts), dtype=np.uint64)


def _one(folder: Path, commit: str, path: str) -> bytes:
    return _git(folder, "cat-file", "blob", f"{commit}:{path}")[:MOST_BYTES]


def _many(folder: Path, commit: str, pattern: str) -> bytes:
    """Give all files that fit, one after the other, each after the line that git writes of it."""
    listed = _git(folder, "ls-tree", "-r", "-z", commit).decode("utf-8", "replace")
    entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
    names = [head.split()[2] for head, _, path in entries if fnmatchcase(path, pattern)]
    if not names:
        raise InputError(f'no file of "{folder}" fits "{pattern}" at {commit}')
    about = _git(folder, "cat-file", "--batch-check", text="\n".join(names[:MOST_FILES]))
    known = (line.split() for line in about.decode().splitlines())
    small = [each[0] for each in known if each[1] == "blob" and int(each[2]) <= MOST_BYTES]
    return _git(folder, "cat-file", "--batch", text="\n".join(small))


def _git(folder: Path, *words: str, text: str = "") -> bytes:
    command = ["git", "-C", str(folder), *words]
    run = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip()
        raise InputError(f'cannot read "{words[-1]}" of "{folder}": {said}')
    return run.stdout


DETECTOR = UrlDetector()

if __name__ == "__main__":
    main()
