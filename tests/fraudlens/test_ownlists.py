from __future__ import annotations

from datetime import date

import pytest

from fraudlens.errors import UsageError
from fraudlens.ownlists import NO_LISTS, Entry, ListText, own_finding, read_lists
from fraudlens.verdict import Decision, Severity
from tests.contract.fake import FakeDetector

DETECTOR = FakeDetector()
BLOCK = ListText(
    "block.txt",
    "# comment\n\n"
    "bad.com, seen in mails # by me\n"
    "*.worse.com\n"
    "HTTP://www.Shared.com/~eve/\n"
    "same.com\n"
    "query.com/a?x=1\n",
)
ALLOW = ListText("allow.txt", "good.bad.com\nsame.com\nshared.com/~eve/fine\n")


def match(target: str) -> Entry | None:
    lists = read_lists(DETECTOR, allow=ALLOW, block=BLOCK)
    return lists.match(DETECTOR.describe(DETECTOR.read([target]).facts, 0))


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("bad.com", "bad.com"),
        ("http://a.b.bad.com/x", "bad.com"),
        ("www.bad.com", "bad.com"),
        ("notbad.com", None),
        ("bad.com.au", None),
        ("x.worse.com", "worse.com"),
        ("good.bad.com/x", "good.bad.com"),
        ("shared.com/~eve", "HTTP://www.Shared.com/~eve/"),
        ("shared.com/~eve/x", "HTTP://www.Shared.com/~eve/"),
        ("shared.com/~evelyn", None),
        ("shared.com/~eve/fine/a", "shared.com/~eve/fine"),
        ("shared.com", None),
        ("other.com", None),
    ],
)
def test_most_specific_entry_matches(target: str, text: str | None) -> None:
    entry = match(target)

    assert text == (None if entry is None else entry.text)


def test_block_goes_before_allow_where_both_say_the_same() -> None:
    entry = match("same.com")

    assert entry is not None
    assert Decision.FRAUD is entry.decision


def test_no_lists_match_nothing() -> None:
    assert None is NO_LISTS.match({"host": "a.b.c"})
    assert NO_LISTS.by_host == read_lists(DETECTOR, block=ListText("b", "# none\n")).by_host


def test_finding_of_a_block_names_entry_list_and_reason() -> None:
    entry = match("bad.com")
    assert entry is not None
    finding = own_finding(entry, "en")

    assert "own-block-list" == finding.rule
    assert Severity.HIGH is finding.severity
    assert "your block list names bad.com: seen in mails" == finding.text
    assert {
        "entry": "bad.com",
        "list": "block.txt:3",
        "reason": "seen in mails",
    } == finding.evidence


def test_finding_of_an_allow_speaks_chinese_too() -> None:
    entry = match("good.bad.com")
    assert entry is not None
    finding = own_finding(entry, "zh")

    assert ("own-allow-list", Severity.INFO) == (finding.rule, finding.severity)
    assert "您的允许列表中有 good.bad.com" == finding.text
    assert {"entry": "good.bad.com", "list": "allow.txt:1"} == finding.evidence


def test_line_that_is_no_target_is_refused_with_its_number() -> None:
    with pytest.raises(UsageError) as caught:
        read_lists(DETECTOR, allow=ListText("allow.txt", "# x\nfine.com\nnot a host\n"))

    assert "allow.txt: line 3: no host in it" == caught.value.message
    assert (
        "give a host, a domain or an address a line, or start the line with '#'"
        == caught.value.hint
    )


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("bad.com:8080", "a port"),
        ("http://bad.com:8080/a", "a port"),
        ("[2001:db8::1]:80", "a port"),
        ("10.0.0.0/8", "the length of a network"),
        ("2001:db8::/32", "the length of a network"),
        ("http://eve@bad.com/", "a user name"),
        ("eve@bad.com", "a user name"),
        ('"bad.com"', "a quote"),
        ("bad.com'", "a quote"),
    ],
)
def test_entry_that_says_more_than_counts_is_refused(entry: str, what: str) -> None:
    """The port once was passed over, and the entry decided on the whole host."""
    with pytest.raises(UsageError) as caught:
        read_lists(DETECTOR, block=ListText("block.txt", f"# x\n{entry}\n"))

    assert f"block.txt: line 2: {what} stands in the entry" == caught.value.message
    assert "give the host, the domain or the address without it" == caught.value.hint


@pytest.mark.parametrize(
    "entry", ["http://bad.com/a:8080?b=c@d", "bad.com/?u=c.com:80", "bad.com/it's"]
)
def test_marks_behind_the_host_are_part_of_the_path(entry: str) -> None:
    assert ["bad.com"] == list(read_lists(DETECTOR, block=ListText("b", entry)).by_host)


@pytest.mark.parametrize(
    ("today", "counts"),
    [(date(2026, 12, 31), True), (date(2027, 1, 1), False), (None, True)],
    ids=["last day", "day after", "no day known"],
)
def test_entry_counts_through_its_last_day(today: date | None, counts: bool) -> None:
    text = "bad.com # until=2026-12-31 reason=ticket 7\nworse.com\n"
    lists = read_lists(DETECTOR, block=ListText("b", text), today=today)
    entry = Entry("bad.com", Decision.FRAUD, "", "ticket 7", "b", 1, date(2026, 12, 31))

    assert (entry if counts else None) == lists.match({"host": "bad.com"})
    assert (() if counts else (entry,)) == lists.expired
    assert None is not lists.match({"host": "worse.com"})


def test_list_of_expired_entries_is_no_list() -> None:
    text = ListText("a", "bad.com # until=2026-01-01")

    assert not read_lists(DETECTOR, allow=text, today=date(2026, 1, 2))


def test_expired_block_leaves_the_allow_beside_it() -> None:
    lists = read_lists(
        DETECTOR,
        allow=ListText("a", "same.com"),
        block=ListText("b", "same.com # until=2026-01-01"),
        today=date(2026, 1, 2),
    )
    entry = lists.match({"host": "same.com"})

    assert entry is not None
    assert Decision.CLEAR is entry.decision


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "your block list names bad.com until 2026-12-31: ticket 7"),
        ("zh", "您的拦截列表中有 bad.com（至 2026-12-31）: ticket 7"),
    ],
)
def test_finding_tells_reason_and_last_day(lang: str, text: str) -> None:
    entry = Entry("bad.com", Decision.FRAUD, "", "ticket 7", "b", 1, date(2026, 12, 31))
    finding = own_finding(entry, lang)

    assert text == finding.text
    assert {
        "entry": "bad.com",
        "list": "b:1",
        "until": "2026-12-31",
        "reason": "ticket 7",
    } == finding.evidence
