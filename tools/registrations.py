"""Make labelled rows with registration facts of the public sets: `python -m tools.registrations`.

Reads the folder of sets (`--data`), and writes into `--out`, as docs/train.md tells:

* `registered.csv.gz`: what the model of registration facts trains and tests on: names on lists of
  fraud with a creation date, both classes of Hannousse 2020, sites of honest lists with a WHOIS
  record, and newly registered names that no list names, as honest.
* `registered_generic.csv.gz`, `registered_new.csv.gz`: more of the latter for the rate of false
  alarms: under generic suffixes, and registered later under those of four countries.
* `registered_hely.csv.gz`: the leaky set, for the table of other sets only.

Creation dates reach back to the first list of new names alone, so what was listed in the months
that train was days old, and what was listed in those that test up to years. Whoever meets a name
meets it later than its list did: half of the names that train are judged within a year after.

A newly registered name is judged at an age drawn from those at which fraud is, so that youth alone
tells one from the other in nothing.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import numpy as np
import polars as pl

from fraudlens.training.digest import text_keys, uniform
from urlguard.detector import UrlDetector
from urlguard.read import read_urls

COLUMNS = (
    "value", "label", "category", "source", "first_seen", "created", "observed",
)  # fmt: skip
POPULAR = 10_000
"""Of Tranco: a listed name that is so popular is a platform or was broken into."""
LATE_DAYS = 7
"""The lists of new names are weekly: a name may be older than its list by so much."""
HANNOUSSE_DAY = "2020-12-31"
"""The set was published in 2020 to 2021 and counts ages from a day that it does not state."""
HELY_DAY = "2026-06-30"
WHOIS_DAYS = {"yash-ru/spam_check": "2025-09-30", "akankshamahajan99/whois_records": "2021-04-30"}
"""Newest record of each set: its facts were read no earlier."""
ONE_IMPORT = "2025-06-06"
"""Day of one import of thousands of names: when they were first seen nobody says."""
HELD_OUT = "2024-10"
"""From this month on listed names test, and new names are kept for the rate of false alarms."""
NEW_NAMES = {"registered": 6_000, "registered_new": 30_000, "registered_generic": 30_000}
GENERIC = "2024-03", "2024-06"
"""First and last month whose lists hold names under generic suffixes; later ones have .se, .nu,
.sk and .ee alone, under which there is little fraud."""
MET_SHARE, MET_DAYS = 0.5, 365
"""Of the listed names that train so many are judged later, up to so many days."""
SALT = 20_261_126


def main() -> None:
    """Write the files and say what is in them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    options = parser.parse_args()
    make_sets(options.data, options.out)


def make_sets(data: Path, out: Path) -> None:
    """Write the files into `out`, out of the sets in `data`."""
    out.mkdir(parents=True, exist_ok=True)
    fraud, new = listed(data), new_names(data)
    early, known = pl.col("nrd_date") < HELD_OUT, pl.col("first_seen") < HELD_OUT
    lags, met = ages(fraud.filter(known)), met_later(fraud.filter(known))
    mixed = [
        met,
        fraud.filter(~known),
        hannousse(data),
        honest(data),
        aged(new.filter(early), ages(met), NEW_NAMES["registered"]),
    ]
    later = aged(new.filter(~early), lags, NEW_NAMES["registered_new"])
    drawn = pl.concat(mixed)["value"]
    generic = new.filter(
        pl.col("month").is_between(pl.lit(GENERIC[0]), pl.lit(GENERIC[1]))
        & ~pl.col("domain").is_in(drawn.implode())
        & ~pl.col("domain").str.split(".").list.last().str.len_chars().eq(2)
    )
    write(pl.concat(mixed), out / "registered.csv.gz")
    write(later, out / "registered_new.csv.gz")
    held_out = aged(generic, lags, NEW_NAMES["registered_generic"])
    write(held_out, out / "registered_generic.csv.gz")
    write(hely(data), out / "registered_hely.csv.gz")


def listed(data: Path) -> pl.DataFrame:
    """Give names on lists of fraud whose creation date another source states."""
    rows = read(data / "registration_malicious.csv.gz").filter(
        (pl.col("self_listed") != "0")
        & (pl.col("tranco_rank").cast(pl.Int64, strict=False).fill_null(10**9) > POPULAR)
        # Read by RDAP in August 2026, after the names were listed: that would leak.
        & (pl.col("whois_source") != "tweetfeed_rdap")
        & ((pl.col("first_seen_malicious") != ONE_IMPORT) | (pl.col("n_sources") != "1"))
    )
    seen, created = pl.col("first_seen_malicious"), pl.col("whois_created")
    late = (created.str.to_date() - seen.str.to_date()).dt.total_days()
    kinds = pl.col("categories").str.split("|")
    return shaped(
        rows,
        value="registrable_domain",
        label=pl.lit("1"),
        category=kinds.list.filter(pl.element() != "unknown").list.first().fill_null("unknown"),
        source=pl.concat_str(pl.lit("listed "), seen.str.slice(0, 7)),
        first_seen=seen,
        created=pl.when(late.is_between(1, LATE_DAYS)).then(seen).otherwise(created),
        observed=seen,
    )


def met_later(rows: pl.DataFrame) -> pl.DataFrame:
    """Judge half of the rows later, up to `MET_DAYS` after they were listed; facts stay as old."""
    keys = text_keys(rows["value"].to_list())
    chosen = uniform(keys, SALT + 2) < MET_SHARE
    days = (chosen * uniform(keys, SALT + 3) * MET_DAYS).astype(np.int64)
    later = day("first_seen") + pl.duration(days=pl.col("days"))
    return rows.with_columns(days=days).with_columns(first_seen=later.cast(pl.String)).drop("days")


def ages(rows: pl.DataFrame) -> pl.Series:
    """Give how many days old each name was when it is judged."""
    return rows.select(days=(day("first_seen") - day("created")).dt.total_days())["days"]


def hannousse(data: Path) -> pl.DataFrame:
    """Give both classes of the set of 2020, whose fraud is of any age."""
    age = pl.col("domain_age_days").cast(pl.Int64)
    rows = read(data / "labelled_hannousse.csv.gz").filter(age >= 0)
    today = pl.lit(HANNOUSSE_DAY).str.to_date()
    phishing = pl.col("label") == "1"
    return shaped(
        rows,
        value="url",
        label="label",
        category=pl.when(phishing).then(pl.lit("phishing")).otherwise(pl.lit("benign")),
        source=tenth("hannousse ", rows["url"]),
        first_seen=pl.lit(HANNOUSSE_DAY),
        created=(today - pl.duration(days=age)).cast(pl.String),
        # No other set here tells when names end: having an end would tell the set.
        observed=pl.lit(HANNOUSSE_DAY),
    )


def honest(data: Path) -> pl.DataFrame:
    """Give sites of honest lists that have a record, under the kind that their list states."""
    columns = ["registrable_domain", "category"]
    kinds = (
        pl.read_parquet(data / "benign.parquet", columns=columns)
        .unique("registrable_domain", keep="first", maintain_order=True)
        .rename({"registrable_domain": "domain"})
    )
    rows = read(data / "whois_unlabelled.csv.gz").join(kinds, on="domain")
    read_on = pl.col("source").replace_strict(WHOIS_DAYS)
    return shaped(
        rows,
        value="domain",
        label=pl.lit("0"),
        category="category",
        source=tenth("honest ", rows["domain"]),
        first_seen=read_on,
        created="whois_created",
        # Its registrars and ends are left out: no listed name has one, so having one would tell.
        observed=read_on,
    )


def new_names(data: Path) -> pl.DataFrame:
    """Give the names of weekly lists of new registrations that no list of fraud names."""
    names = pl.read_parquet(data / "malicious.parquet", columns=["registrable_domain"])
    return (
        read(data / "nrd_2024_2026.csv.gz")
        .filter(pl.col("window") == "1w")
        .unique("domain", keep="first", maintain_order=True)
        .join(names.unique(), left_on="domain", right_on="registrable_domain", how="anti")
        .with_columns(month=pl.col("nrd_date").str.slice(0, 7))
    )


def aged(names: pl.DataFrame, lags: pl.Series, most: int) -> pl.DataFrame:
    """Draw as many names of each month, and judge each at an age out of `lags`."""
    keys = text_keys(names["domain"].to_list())
    names = names.with_columns(
        draw=pl.Series(uniform(keys, SALT)),
        lag=lags.sort().gather((uniform(keys, SALT + 1) * len(lags)).astype(np.uint32)),
    )
    share = most // names["month"].n_unique()
    rows = names.filter(pl.col("draw").rank("ordinal").over("month") <= share)
    seen = pl.col("nrd_date").str.to_date() + pl.duration(days=pl.col("lag"))
    return shaped(
        rows,
        value="domain",
        label=pl.lit("0"),
        category=pl.lit("newly_registered"),
        source=pl.concat_str(pl.lit("new names "), pl.col("month")),
        first_seen=seen.cast(pl.String),
        created="nrd_date",
        observed="nrd_date",
    )


def hely(data: Path) -> pl.DataFrame:
    """Give the rows of the leaky set that have a record: no row is judged by having none."""
    rows = read(data / "labelled_hely_whois2026.csv.gz")
    fraud = pl.col("label") == "1"
    return shaped(
        rows.filter(pl.col("whois_created").is_not_null()),
        value="url",
        label="label",
        category=pl.when(fraud).then(pl.lit("phishing")).otherwise(pl.lit("benign")),
        source=pl.lit("hely"),
        first_seen=pl.lit(HELY_DAY),
        created="whois_created",
        observed=pl.lit(HELY_DAY),
    )


def shaped(rows: pl.DataFrame, **given: str | pl.Series | pl.Expr) -> pl.DataFrame:
    """Give rows in `COLUMNS`, without those whose dates contradict each other."""
    found = rows.select(
        **{name: pl.lit(None, pl.String) for name in COLUMNS if name not in given},
        **{name: pl.col(one) if isinstance(one, str) else one for name, one in given.items()},
    ).select(COLUMNS)
    in_order = (day("created") <= day("first_seen")) & (day("observed") <= day("first_seen"))
    sound = found.filter(in_order & (day("created") >= pl.date(1985, 1, 1)))
    lost = found.height - sound.height
    print(f"{found['source'].item(0)} ...: {sound.height} rows, {lost} whose dates contradict")
    return sound


def tenth(prefix: str, values: pl.Series) -> pl.Series:
    """Name ten sources by the digest of the registrable domain, so that some can be held out."""
    read = read_urls(values.to_list())
    keys = np.zeros(len(values), np.uint64)
    keys[read.rows] = UrlDetector().groups(read.facts)
    place = (uniform(keys, SALT) * 10).astype(np.int64)
    return prefix + pl.Series(place).cast(pl.String)


def day(name: str) -> pl.Expr:
    """Read a column of ISO dates."""
    return pl.col(name).str.slice(0, 10).str.to_date(strict=False)


def read(path: Path) -> pl.DataFrame:
    """Read a set as text."""
    return pl.read_csv(path, infer_schema=False)


def write(rows: pl.DataFrame, path: Path) -> None:
    """Write rows, and count them."""
    path.write_bytes(gzip.compress(rows.write_csv().encode(), mtime=0))
    print(f"{path.name}: {rows.height} rows, {(rows['label'] == '1').sum()} fraud")


if __name__ == "__main__":
    main()
