"""Labelled rows with registrations become samples, or are counted with the reason why not."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from fraudlens.cli.registration_rows import make_samples
from fraudlens.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FULL: dict[str, Any] = {
    "domain": "shop.com",
    "state": "ok",
    "observed": "2026-11-26T10:00:00+00:00",
    "created": "2026-11-16",
    "changed": "2026-11-20",
    "expires": "2027-11-16",
    "registrar": "Cheap Names",
    "registrar_id": "1234",
    "country": "IS",
    "statuses": ["client hold", "active"],
    "name_servers": ["ns1.park.example", "ns2.park.example"],
    "dnssec": False,
    "privacy": True,
}


def made(tmp_path: Path, *rows: dict[str, Any], name: str = "rows.jsonl") -> list[dict[str, Any]]:
    """Write rows, make samples of them, and give what was written."""
    path, out = tmp_path / name, tmp_path / "samples.jsonl"
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if path.suffix == ".csv":
        frame.write_csv(path)
    elif path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_ndjson(path)
    list(make_samples((path,), out))
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def row(**more: Any) -> dict[str, Any]:  # noqa: ANN401  whatever a file may hold
    return {"url": "http://www.shop.com/a", "label": 1, "first_seen": "2026-11-26", **more}


def facts_of(line: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line["value"])["registration"]
    return found


def test_a_sample_keeps_the_label_and_where_it_is_from(tmp_path: Path) -> None:
    kept = {"category": "phishing", "source": "list", "weak": True, "cluster": "k1"}
    (line,) = made(tmp_path, row(created="2026-11-16", odd="left out", **kept))

    sample = json.loads(line.pop("value"))
    assert {
        "url": "http://www.shop.com/a",
        "at": "2026-11-26",
        "registration": {"domain": "shop.com", "state": "ok", "created": "2026-11-16"},
    } == sample
    assert {
        "url": sample["url"], "name": sample["url"], "first_seen": "2026-11-26", "label": 1, **kept,
    } == line  # fmt: skip


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.parquet"])
def test_a_registration_is_put_together_of_columns(tmp_path: Path, name: str) -> None:
    lists = {key: " | ".join(FULL[key]) + "|" for key in ("statuses", "name_servers")}
    columns = {key: FULL[key] for key in FULL if key not in {"domain", "state"}}
    (line,) = made(tmp_path, row(**{**columns, **lists}), name=name)

    assert FULL == facts_of(line)


def test_lists_may_be_lists(tmp_path: Path) -> None:
    given = row(created="2026-11-16", statuses=[" active ", ""])
    lines = made(tmp_path, {**given, "name_servers": ["a.example"]}, {**given, "name_servers": []})

    assert ["active"] == facts_of(lines[0])["statuses"] == facts_of(lines[1])["statuses"]
    assert "name_servers" not in facts_of(lines[1])


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1", True), ("Yes", True), ("true", True), ("0", False), ("no", False), ("FALSE", False)],
)
def test_truth_has_several_spellings(tmp_path: Path, value: str, shown: bool) -> None:
    given = {"created": "2026-11-16", "dnssec": value, "privacy": "perhaps"}
    (line,) = made(tmp_path, row(**given), name="rows.csv")

    assert shown is facts_of(line)["dnssec"]
    assert "privacy" not in facts_of(line)


def test_whois_columns_serve_where_the_others_are_empty(tmp_path: Path) -> None:
    whois = {"whois_created": "2020-01-01", "whois_expires": "2030-01-01"}
    lines = made(tmp_path, row(created="", **whois), row(created="2021-01-01", **whois))

    assert [("2020-01-01", "2030-01-01"), ("2021-01-01", "2030-01-01")] == [
        (facts_of(line)["created"], facts_of(line)["expires"]) for line in lines
    ]


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.parquet"])
def test_a_registration_as_a_look_up_gives_it_is_taken_whole(tmp_path: Path, name: str) -> None:
    """As the text of an object; the columns beside it do not count."""
    as_text = row(registration=json.dumps({**FULL, "source": "rdap:rdap.example"}), created="1999")
    (line,) = made(tmp_path, as_text, name=name)

    assert {**FULL, "source": "rdap:rdap.example"} == facts_of(line)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.parquet"])
def test_what_one_object_lacks_is_left_out_of_it(tmp_path: Path, name: str) -> None:
    short = {"domain": "shop.com", "state": "ok", "created": "2026-11-16"}
    lines = made(tmp_path, row(registration=FULL), row(registration=short), name=name)

    assert [FULL, short] == [facts_of(line) for line in lines]


def test_a_broken_registration_is_none(tmp_path: Path) -> None:
    lines = made(tmp_path, *(row(registration=r, created="2026-11-16") for r in ("{", "7")))

    expected = {"domain": "shop.com", "state": "ok", "created": "2026-11-16"}
    assert [expected, expected] == [facts_of(line) for line in lines]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"url": ""}, "no address"),
        ({"url": None}, "no address"),
        ({"url": "http://203.0.113.7/"}, "no registrable domain"),
        ({"url": "co.uk"}, "no registrable domain"),
        ({"first_seen": ""}, "no date"),
        ({"first_seen": None}, "no date"),
        ({"first_seen": "2026-11"}, '"at" is no ISO date'),
        ({"created": ""}, "no date of creation"),
        ({"created": None}, "no date of creation"),
        ({"created": "long ago"}, 'registration: "created" is no ISO date'),
        ({"created": "2026-11-28"}, "the registration was made after the moment of the sample"),
        ({"observed": "2026-11-28"}, "the registration was learned after the moment of the sample"),
        ({"registration": '{"state": "ok"}'}, 'registration: no "domain"'),
        (
            {"registration": '{"domain": "shop.com", "state": "redacted"}'},
            "no date of creation",
        ),
    ],
)
def test_a_row_that_is_left_out_is_counted_with_the_reason(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    sound = row(created="2026-11-16", observed="2026-11-26", registration=None)
    path, out = tmp_path / "rows.jsonl", tmp_path / "samples.jsonl"
    pl.DataFrame([sound, {**sound, **changes}], infer_schema_length=None).write_ndjson(path)

    told = list(make_samples((path,), out))

    assert ["1 samples", f"1 rows left out: {why}"] == told
    assert 1 == len(out.read_text("utf-8").splitlines())


def test_files_are_read_together_and_may_be_packed(tmp_path: Path) -> None:
    paths = tmp_path / "a.csv", tmp_path / "b.csv"
    paths[0].write_text("domain,label,first_seen,created\na.com,1,2026-11-26,2026-11-16\n,,,\n")
    paths[1].write_text("value,label,first_seen,created\nb.com,0,2026-11-26,2009-11-16\n,,,\n")
    out = tmp_path / "samples.jsonl.gz"

    told = list(make_samples(paths, out))
    first = out.read_bytes()
    list(make_samples(paths, out))

    assert ["2 samples", "2 rows left out: no address"] == told
    lines = [json.loads(line) for line in gzip.decompress(first).splitlines()]
    assert [("a.com", "1"), ("b.com", "0")] == [(line["url"], line["label"]) for line in lines]
    assert first == out.read_bytes()


@pytest.mark.parametrize("head", ["url,created", "host,first_seen"])
def test_a_file_without_addresses_or_dates_is_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{head}\na.com,2026-11-26\n")

    with pytest.raises(DataError) as caught:
        list(make_samples((path,), tmp_path / "samples.jsonl"))

    assert f'{path}: needs a column "value", "url" or "domain", and "first_seen"' == (
        caught.value.message
    )
    assert "a registration is judged as of the date of the label" == caught.value.hint
    assert not (tmp_path / "samples.jsonl").exists()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("", ""),
        ("a.com,1,,2026-11-16\n,,,\nb.com,0,,\n", ": no address (1); no date (2)"),
    ],
)
def test_a_file_without_one_sample_is_not_written(tmp_path: Path, lines: str, why: str) -> None:
    path, out = tmp_path / "rows.csv", tmp_path / "samples.jsonl"
    path.write_text(f"url,label,first_seen,created\n{lines}")

    with pytest.raises(DataError) as caught:
        list(make_samples((path,), out))

    assert f"no row makes a sample{why}" == caught.value.message
    assert not out.exists()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "samples.csv"
    with pytest.raises(UsageError) as caught:
        list(make_samples((tmp_path / "rows.csv",), out))

    assert f"--out: {out} is no name of samples" == caught.value.message
    assert "end it in .jsonl or .jsonl.gz" == caught.value.hint
