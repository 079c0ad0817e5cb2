"""Gather honest hobby sites that public blogs link to as friends: `python -m tools.hobby_sites`.

The worst false alarms of the URL model were personal blogs under cheap suffixes, for the public
lists of honest sites hold next to none that may train. Blogs link to each other: a file of friends
in the public repository of one names a dozen others. `datasets/training/hobby_sites.csv` says which
file of which commit of which repository was read; bare copies of the repositories
(`git clone --bare URL DIR/owner+name`) are given with `--mirror`. Nothing of them is run.

A site is left out if its registrable domain stands in a table of `--without` (training, validation,
test and whatever else must stay unseen), if it is a name on a platform for rent, or if it looks
like a place of gambling, pornography or domains for sale. One row is kept of a domain.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fraudlens.errors import InputError
from fraudlens.training.dataset import read_values
from fraudlens.training.keys import sample_keys
from urlguard.detector import UrlDetector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILES = Path("datasets/training/hobby_sites.csv")
MOST_BYTES = 4_000_000
"""A larger file of friends is none."""
_HOST = r"https?://([A-Za-z0-9.\-]{4,253})(?![A-Za-z0-9.\-@:])"
_FIELD = (
    rf"""(?:link|url|href|html_?url|site|web_?site|blog|home_?page)["'`]?\s*[:=]\s*["'`]?{_HOST}"""
)
LINKS = re.compile(
    rf"(?<![A-Za-z_-]){_FIELD}|(?<!!)\[[^\]\[]{{0,200}}\]\(\s*<?{_HOST}", re.IGNORECASE
)
"""A field of a friend's entry, or a Markdown link that is no picture."""
AVOIDED = re.compile(
    r"casino|porn|sex|xxx|togel|slot|judi|poker|escort|lottery|caipiao|qipai|bocai"
    r"|(?:^|[.-])bet|bet\d\d|example|your-?(?:site|domain|blog|name)|(?:^|\.)(?:cdn|img|static|api)\d?\.",
)
_NO_HOST = re.compile(r"\.\.|^[.-]|[.-]$|^[^.]*$|^[\d.]+$")


def main() -> None:
    """Write the table and say what was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mirror", type=Path, required=True, help="folder of bare repositories")
    parser.add_argument("--files", type=Path, default=FILES, help="files of friends to read")
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
    keys = sample_keys(frame["value"], DETECTOR, 0)
    keyed = frame.with_row_index("row").join(keys, on="row", maintain_order="left")
    known = np.concatenate([groups(read_values(path)) for path in without])
    kept = (
        keyed.filter(~pl.col("shared"))
        .filter(~pl.col("group").is_in(pl.Series(known).implode()))
        .filter(~pl.col("value").str.strip_prefix("https://").str.contains(AVOIDED.pattern))
        .sort("value", "first_seen", "source")
        .unique("group", keep="first", maintain_order=True)
        .select("value", kind=pl.lit("url"), category=pl.lit("long_tail"), source="source",
                first_seen="first_seen")
    )  # fmt: skip
    out.write_bytes(gzip.compress(kept.write_csv().encode(), 9, mtime=0))
    print(f"{frame.height} links, {keyed['group'].n_unique()} domains, {kept.height} kept: {out}")


def sites(mirror: Path, file: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give address, source and day of each site that a file of friends links to."""
    folder = mirror / file["repository"].replace("/", "+")
    folder = folder / "repo" if (folder / "repo").is_dir() else folder
    body = _git(folder, "cat-file", "blob", f"{file['commit']}:{file['path']}")
    day = _git(folder, "log", "-1", "--format=%cs", file["commit"]).decode().strip()
    owner = file["repository"].split("/")[0]
    for host in hosts(body[:MOST_BYTES].decode("utf-8", "replace")):
        yield f"https://{host}/", f"friends of {owner}", day


def hosts(text: str) -> list[str]:
    """Give the hosts that a text links to, sorted, each once."""
    found = {(field or link).lower() for field, link in LINKS.findall(text)}
    return sorted(host for host in found if not _NO_HOST.search(host))


def groups(values: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Give the digest of each address's registrable domain."""
    return np.asarray(DETECTOR.groups(DETECTOR.read(values.to_list()).facts), dtype=np.uint64)


def _git(folder: Path, *words: str) -> bytes:
    command = ["git", "-C", str(folder), *words]
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip()
        raise InputError(f'cannot read "{words[-1]}" of "{folder}": {said}')
    return run.stdout


DETECTOR = UrlDetector()

if __name__ == "__main__":
    main()
