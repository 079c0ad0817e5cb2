"""Reading: a row or a failure for each target, whatever it is and whoever its neighbours are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fraudlens.errors import LimitExceeded
from fraudlens.limits import Limits
from tests.urlguard.addresses import ADDRESSES, targets
from tests.urlguard.rows import batch_of, fixed_columns, texts
from urlguard.batch import NO_PORT, Columns, UrlBatch
from urlguard.read import read_urls, take, unicode_label
from urlguard.whatwg import split

COLUMNS = ("start", "domain", "suffix", "icann", "host_end", "path_end", "end")


@settings(max_examples=200)
@given(st.lists(targets, max_size=6))
def test_each_target_is_a_row_or_a_failure(listed: list[str]) -> None:
    read = read_urls(listed)
    batch: UrlBatch = read.facts
    failed = [position for position, _ in read.failures]

    assert list(range(len(listed))) == sorted([*read.rows.tolist(), *failed])
    assert sorted(failed) == failed
    assert sorted(read.rows.tolist()) == read.rows.tolist()
    assert len(batch) == len(read.rows)
    for row in range(len(batch)):
        places = [int(getattr(batch, name)[row]) for name in COLUMNS]
        start, domain, suffix, icann, host_end, path_end, end = places
        assert start <= domain <= suffix <= icann <= host_end <= path_end <= end <= len(batch.text)
    assert np.isfinite(fixed_columns(batch)).all()


@settings(max_examples=150)
@given(st.lists(targets, min_size=1, max_size=5))
def test_both_roads_give_what_the_slow_road_says(listed: list[str]) -> None:
    read = read_urls(listed)
    batch: UrlBatch = read.facts
    for row, position in enumerate(read.rows.tolist()):
        parts = split(listed[position])
        read_as = (
            texts(batch)[row],
            batch.host(row),
            int(batch.port[row]),
            int(batch.user_info[row]),
        )

        assert (
            parts.host + parts.path + parts.tail,
            parts.host,
            parts.port,
            parts.user_info,
        ) == read_as
        assert parts.flags == int(batch.flags[row]) & parts.flags


def test_row_does_not_depend_on_its_neighbours() -> None:
    together = fixed_columns(batch_of(*ADDRESSES))
    alone = np.concatenate([fixed_columns(batch_of(target)) for target in ADDRESSES])
    turned = fixed_columns(batch_of(*reversed(ADDRESSES)))[::-1]

    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, turned)


@pytest.mark.parametrize("as_mask", [False, True])
def test_taking_rows_is_reading_those_targets(as_mask: bool) -> None:
    chosen = np.arange(len(ADDRESSES)) % 3 != 1
    taken = take(batch_of(*ADDRESSES), chosen if as_mask else np.flatnonzero(chosen))
    read = batch_of(*(target for target, keep in zip(ADDRESSES, chosen, strict=True) if keep))

    assert texts(read) == texts(taken)
    np.testing.assert_array_equal(read.skeleton, taken.skeleton)
    np.testing.assert_array_equal(read.skeleton_start, taken.skeleton_start)
    np.testing.assert_array_equal(fixed_columns(read), fixed_columns(taken))


def test_taken_and_read_batches_share_compiled_kernels() -> None:
    read = batch_of(*ADDRESSES)
    taken = take(read, np.arange(3))

    for name in Columns._fields:
        one, other = getattr(read.columns(), name), getattr(taken.columns(), name)
        assert (one.dtype, one.flags.writeable) == (other.dtype, other.flags.writeable)


def test_taking_nothing_gives_an_empty_batch() -> None:
    taken = take(batch_of(*ADDRESSES), np.zeros(len(ADDRESSES), np.bool_))

    assert 0 == len(taken)
    assert (0, [0]) == (len(taken.skeleton), taken.skeleton_start.tolist())


def test_no_targets_give_no_rows() -> None:
    read = read_urls([])

    assert (0, [], ()) == (len(read.facts), read.rows.tolist(), read.failures)


@pytest.mark.parametrize(
    "target", ["http://a.example/bbbb", "http://a.example/bü", "%61.example/bbb"]
)
@pytest.mark.parametrize(("below", "readable"), [(1, False), (0, True), (-1, True)])
def test_limit_holds_on_both_roads(target: str, below: int, readable: bool) -> None:
    size = len(target.encode())
    read = read_urls(["b.example", target, "c.example"], Limits(max_url_bytes=size - below))
    expected = ["b.example", "c.example"]

    assert readable == (3 == len(read.facts))
    if not readable:
        assert expected == texts(read.facts)
        ((position, error),) = read.failures
        assert 1 == position
        assert isinstance(error, LimitExceeded)
        assert f"address of {size} bytes, the limit is {size - 1}" == error.message


@pytest.mark.parametrize(
    ("target", "skeleton"),
    [
        ("рayрal.com", b"paypal"),
        ("xn--80ak6aa92e.com", b"apple"),
        ("bücher.example", b"bucher"),
        ("ü.paypal.com", b"paypal"),
        ("银行.example", b""),
        ("paypal.com", b""),
        ("xn--p1ai", None),
        ("http://[::1]", b""),
        ("xn--" + "b" * 70 + ".example", b"xn--" + b"b" * 70),
    ],
)
def test_foreign_letters_are_read_as_what_they_look_like(
    target: str, skeleton: bytes | None
) -> None:
    read = read_urls([target])

    assert skeleton == (read.facts.skeleton.tobytes() if len(read.facts) else None)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("xn--bcher-kva", "bücher"),
        ("paypal", "paypal"),
        ("xn--", ""),
        ("xn--99999999", "xn--99999999"),
        ("xn--" + "a" * 60, "xn--" + "a" * 60),
    ],
)
def test_broken_or_long_label_stays_as_it_is(label: str, expected: str) -> None:
    assert expected == unicode_label(label)


def test_slow_rows_stand_behind_plain_ones_and_change_nothing() -> None:
    batch = batch_of("http://me@a.example:8080/x", "b.example:81", "ü.example/?#y", "c.example")

    assert ["a.example/x", "b.example", "xn--tda.example#y", "c.example"] == texts(batch)
    assert [8080, 81, NO_PORT, NO_PORT] == batch.port.tolist()
    assert [2, 0, 0, 0] == batch.user_info.tolist()


def test_failures_keep_no_frame_alive() -> None:
    """A traceback would hold every matrix and every line of a scan until a search for cycles."""
    read = read_urls(["no URL but a sentence", "example.com", "mailto:me@example.com"])

    assert [0, 2] == [position for position, _ in read.failures]
    assert {None} == {error.__traceback__ for _, error in read.failures}
    assert {None} == {error.__cause__ for _, error in read.failures}
