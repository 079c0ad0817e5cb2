"""What the model of registrations learns from: rules on a made-up folder of sets."""

from __future__ import annotations

import gzip
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tools import registrations
from tools.registrations import HANNOUSSE_DAY, HELY_DAY, ONE_IMPORT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LISTED_HEAD = (
    "registrable_domain", "whois_created", "whois_source", "first_seen_malicious", "tranco_rank",
    "categories", "n_sources", "self_listed",
)  # fmt: skip
LISTED = {
    "plain.com": ("2024-03-01", "nrd", "2024-03-05", "", "unknown|gambling", "1", "1"),
    "unknown.com": ("2024-03-01", "nrd", "2024-03-05", "10001", "unknown", "2", "1"),
    "day-later.com": ("2024-03-06", "nrd", "2024-03-05", "", "phishing", "1", "1"),
    "week-later.com": ("2024-03-12", "nrd", "2024-03-05", "", "phishing", "1", "1"),
    "imported-and-listed.com": ("2025-06-01", "nrd", ONE_IMPORT, "", "phishing", "2", "1"),
    "test.com": ("2025-01-02", "nrd", "2025-03-30", "", "phishing", "1", "1"),
}
"""Names that are kept; those below are left out, each for the reason in its name."""
LEFT_OUT = {
    "popular.com": ("2024-03-01", "nrd", "2024-03-05", "10000", "phishing", "9", "1"),
    "below-it-only.com": ("2024-03-01", "nrd", "2024-03-05", "", "phishing", "1", "0"),
    "read-in-august.com": ("2024-03-01", "tweetfeed_rdap", "2024-03-05", "", "phishing", "1", "1"),
    "one-import.com": ("2025-06-01", "nrd", ONE_IMPORT, "", "phishing", "1", "1"),
    "registered-again.com": ("2024-03-13", "nrd", "2024-03-05", "", "phishing", "1", "1"),
    "before-there-were-names.com": ("1984-12-31", "nrd", "2024-03-05", "", "phishing", "1", "1"),
}
HANNOUSSE = [
    ("http://a.hannousse.com/1", "1", "30"),
    ("http://b.hannousse.com/2", "1", "30"),
    ("http://old.org/", "0", "7000"),
    ("http://unknown.org/", "0", "-1"),
    ("http://unreadable.org/", "1", "-2"),
]
WHOIS = [
    ("bank.com", "1999-05-05", "2027-05-05", "Names", "yash-ru/spam_check"),
    ("gov.org", "2001-05-05", "2027-05-05", "Names", "akankshamahajan99/whois_records"),
    ("reborn.org", "2022-01-01", "2027-05-05", "Names", "akankshamahajan99/whois_records"),
    ("on-no-list.com", "1999-05-05", "2027-05-05", "Names", "yash-ru/spam_check"),
]
FILES = ("registered", "registered_generic", "registered_new", "registered_hely")
NEW = [
    *((f"new{number}.com", f"2024-0{3 + number % 2}-08", "1w") for number in range(60)),
    *((f"later{number}.com", "2025-01-08", "1w") for number in range(40)),
    *((f"country{number}.se", "2024-04-08", "1w") for number in range(5)),
    ("new0.com", "2024-05-08", "1w"),
    ("monthly.com", "2024-03-08", "1m"),
    ("listed-later.com", "2024-03-08", "1w"),
]
HELY = [
    ("http://x.com/", "1", "2000-03-09"),
    ("http://y.com/", "0", "2005-02-15"),
    ("http://none.com/", "1", ""),
    ("http://late.com/", "1", "2026-07-01"),
]


def packed(path: Path, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String), orient="row")
    blank = pl.all().replace("", None)
    path.write_bytes(gzip.compress(frame.with_columns(blank).write_csv().encode()))


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of sets as public ones are: the same names of files and columns."""
    folder = tmp_path_factory.mktemp("sets")
    listed = [(name, *rest) for name, rest in (LISTED | LEFT_OUT).items()]
    packed(folder / "registration_malicious.csv.gz", LISTED_HEAD, listed)
    packed(folder / "labelled_hannousse.csv.gz", ("url", "label", "domain_age_days"), HANNOUSSE)
    head = ("domain", "whois_created", "whois_expires", "registrar", "source")
    packed(folder / "whois_unlabelled.csv.gz", head, WHOIS)
    packed(folder / "nrd_2024_2026.csv.gz", ("domain", "nrd_date", "window"), NEW)
    packed(folder / "labelled_hely_whois2026.csv.gz", ("url", "label", "whois_created"), HELY)
    benign = {
        "registrable_domain": ["bank.com", "gov.org", "reborn.org", "bank.com", "no-record.com"],
        "category": ["bank_finance", "gov", "gov", "news", "gov"],
    }
    pl.DataFrame(benign).write_parquet(folder / "benign.parquet")
    pl.DataFrame({"registrable_domain": ["listed-later.com", "listed-later.com"]}).write_parquet(
        folder / "malicious.parquet"
    )
    return folder


def run(sets: Path, out: Path, *, most: int = 20) -> dict[str, pl.DataFrame]:
    """Write the files with at most so many new names, and read them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["registrations", "--data", str(sets), "--out", str(out)])
        patch.setattr(registrations, "NEW_NAMES", dict.fromkeys(registrations.NEW_NAMES, most))
        registrations.main()
    return {
        path.name.split(".", 1)[0]: pl.read_csv(path, infer_schema=False)
        for path in out.glob("*.csv.gz")
    }


@pytest.fixture(scope="module")
def made(sets: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    return run(sets, tmp_path_factory.mktemp("out") / "new folder")


def of_source(frame: pl.DataFrame, start: str) -> dict[str, dict[str, str | None]]:
    """Give the rows of sources that begin so, by their address."""
    rows = frame.filter(pl.col("source").str.starts_with(start)).to_dicts()
    return {row.pop("value"): row for row in rows}


def test_files_of_one_shape_are_written(made: dict[str, pl.DataFrame]) -> None:
    assert set(FILES) == set(made)
    for frame in made.values():
        assert list(registrations.COLUMNS) == frame.columns
        assert frame.filter(pl.col("created") > pl.col("first_seen")).is_empty()
        assert frame.filter(pl.col("observed") > pl.col("first_seen")).is_empty()


def test_listed_names_are_kept_or_left_out_by_rule(made: dict[str, pl.DataFrame]) -> None:
    """Popular ones, parents of listed ones, facts of August and dates of an import are left out."""
    assert set(LISTED) == set(of_source(made["registered"], "listed "))


def test_a_listed_name_is_judged_once_it_was_listed(made: dict[str, pl.DataFrame]) -> None:
    """One that tests on that very day; its facts are never newer than its listing."""
    found = of_source(made["registered"], "listed ")
    judged = found["plain.com"].pop("first_seen")

    assert {
        "label": "1", "category": "gambling", "source": "listed 2024-03",
        "created": "2024-03-01", "observed": "2024-03-05",
    } == found["plain.com"]  # fmt: skip
    assert "2024-03-05" <= str(judged) < "2025-03-05"
    assert "unknown" == found["unknown.com"]["category"]
    assert ("listed 2025-03", "2025-03-30") == (
        found["test.com"]["source"],
        found["test.com"]["first_seen"],
    )


def test_half_of_the_names_are_judged_within_a_year_after_they_were_listed() -> None:
    names = [f"a{number}.com" for number in range(4000)]
    rows = pl.DataFrame({"value": names, "first_seen": "2024-03-05", "created": "2024-03-01"})

    days = registrations.ages(registrations.met_later(rows)) - 4

    assert 0.45 < (days == 0).mean() < 0.55  # type: ignore[operator]  # no null
    assert (0, 364) == (days.min(), days.max())
    assert 150 < days.filter(days > 0).median() < 215  # type: ignore[operator]  # as above


def test_a_weekly_list_may_be_late(made: dict[str, pl.DataFrame]) -> None:
    """Up to seven days: a name is then as old as its listing; more means a second life."""
    found = of_source(made["registered"], "listed ")

    for name in ("day-later.com", "week-later.com"):
        assert ("2024-03-05", "2024-03-05") == (found[name]["created"], found[name]["observed"])


def test_ages_of_2020_become_dates_and_unknown_ones_are_left_out(
    made: dict[str, pl.DataFrame],
) -> None:
    found = of_source(made["registered"], "hannousse ")

    assert [row[0] for row in HANNOUSSE[:3]] == list(found)
    assert ["phishing", "phishing", "benign"] == [row["category"] for row in found.values()]
    assert {HANNOUSSE_DAY} == {row["first_seen"] for row in found.values()}
    assert ["2020-12-01", "2020-12-01", "2001-11-01"] == [row["created"] for row in found.values()]


def test_sets_of_one_day_are_cut_into_tenths_by_registrable_domain(
    made: dict[str, pl.DataFrame],
) -> None:
    one, two, other = (r["source"] for r in of_source(made["registered"], "hannousse ").values())
    many = pl.Series([f"http://x{number}.com/" for number in range(500)])
    tenths = registrations.tenth("set ", many).rename("source").value_counts()

    assert one == two
    assert {f"set {number}" for number in range(10)} == set(tenths["source"])
    assert min(tenths["count"].to_list()) > 25
    assert other in {f"hannousse {number}" for number in range(10)}


def test_honest_sites_need_a_list_and_a_record(made: dict[str, pl.DataFrame]) -> None:
    """The record is as old as the newest of its set, and a domain that is younger is left out."""
    found = of_source(made["registered"], "honest ")

    assert {"bank.com": "bank_finance", "gov.org": "gov"} == {
        name: row["category"] for name, row in found.items()
    }
    assert ["2025-09-30", "2021-04-30"] == [row["first_seen"] for row in found.values()]
    assert {"0"} == {row["label"] for row in found.values()}


def test_new_names_are_weekly_ones_that_no_list_names(made: dict[str, pl.DataFrame]) -> None:
    early = of_source(made["registered"], "new names ")
    later = of_source(made["registered_new"], "new names ")

    generic = of_source(made["registered_generic"], "new names ")

    assert {name for name, _, _ in (*NEW[:60], *NEW[100:105])} > set(early)
    assert {name for name, _, _ in NEW[:60]} > set(generic)
    assert not set(early) & set(generic)
    assert len(generic) > 10
    assert {name for name, _, _ in NEW[60:100]} > set(later)
    assert {"newly_registered"} == {row["category"] for row in (early | later).values()}


def test_new_names_are_of_the_ages_at_which_fraud_is_judged(
    made: dict[str, pl.DataFrame],
) -> None:
    """Those that test of ages at which it was listed: 4 days for two names, none for two."""
    fraud = made["registered"].filter(pl.col("source") == "listed 2024-03")
    train = made["registered"].filter(pl.col("source").str.starts_with("new names "))
    later = made["registered_new"]

    assert set(registrations.ages(fraud)) == set(registrations.ages(train))
    assert {0, 4} == set(registrations.ages(later))
    assert min(registrations.ages(later).value_counts()["count"].to_list()) > 5
    assert pl.concat([train, later]).filter(pl.col("created") != pl.col("observed")).is_empty()


def test_as_many_new_names_of_each_month_are_drawn(
    made: dict[str, pl.DataFrame], sets: Path, tmp_path: Path
) -> None:
    """Three of the months are named; one has a single name, which its first list has already."""
    early = of_source(made["registered"], "new names ")
    fewer = of_source(run(sets, tmp_path, most=8)["registered"], "new names ")

    assert {"new names 2024-03": 10, "new names 2024-04": 10} == _counted(early)
    assert {"new names 2024-03": 4, "new names 2024-04": 4} == _counted(fewer)
    assert set(fewer) < set(early)


def test_the_leaky_set_has_no_row_without_a_record(made: dict[str, pl.DataFrame]) -> None:
    found = made["registered_hely"]

    assert ["http://x.com/", "http://y.com/"] == found["value"].to_list()
    assert ["phishing", "benign"] == found["category"].to_list()
    assert {HELY_DAY} == set(found["first_seen"])


def test_what_is_written_is_told_and_the_same_each_time(
    sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(sets, tmp_path / "a")
    told = capsys.readouterr().out.splitlines()
    run(sets, tmp_path / "b")

    # The second life and the impossible date; what rules leave out is no contradiction.
    assert "listed 2024-03 ...: 6 rows, 2 whose dates contradict" == told[0]
    assert "registered.csv.gz: 31 rows, 8 fraud" in told
    for name in FILES:
        one, other = (tmp_path / folder / f"{name}.csv.gz" for folder in "ab")
        assert one.read_bytes() == other.read_bytes()


def _counted(rows: dict[str, dict[str, str | None]]) -> dict[str | None, int]:
    names = [row["source"] for row in rows.values()]
    return {name: names.count(name) for name in names}
