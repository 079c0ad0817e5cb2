from __future__ import annotations

from datetime import date

import pytest

from apkscan.ownapps import read_own_apps
from fraudlens.errors import UsageError
from fraudlens.ownlists import ListText
from fraudlens.verdict import Decision

DIGEST = "ab" * 32
SIGNED = {"package": "x.y", "certificates": [DIGEST], "signature_holds": True}


def test_lists_name_packages_files_and_signers() -> None:
    allow = ListText("allow.txt", f"# ours\n\norg.Our.App,we wrote it\n{DIGEST.upper()} # key\n")
    lists = read_own_apps(allow=allow)
    by_package = lists.match({"package": "org.our.app", "certificates": []})
    by_signer = lists.match(SIGNED)

    assert lists
    assert by_package is not None
    assert (Decision.CLEAR, "we wrote it", 3) == (
        by_package.decision, by_package.reason, by_package.line,
    )  # fmt: skip
    assert by_signer is not None
    assert lists.match({"sha256": DIGEST}) == by_signer
    assert lists.match({"package": None, "sha256": "cd" * 32}) is None


def test_a_block_goes_before_an_allow() -> None:
    lists = read_own_apps(allow=ListText("a", "a.b"), block=ListText("b", "a.b"))
    entry = lists.match({"package": "a.b"})

    assert entry is not None
    assert Decision.FRAUD is entry.decision


@pytest.mark.parametrize("holds", [False, None])
def test_a_signer_is_allowed_only_where_the_signature_holds(holds: bool | None) -> None:
    copied = {**SIGNED, "signature_holds": holds}
    allowed = read_own_apps(allow=ListText("a", DIGEST))
    blocked = read_own_apps(block=ListText("b", DIGEST))

    assert allowed.match(SIGNED)
    assert not allowed.match(copied)
    assert blocked.match(copied)


def test_colons_in_a_digest_are_fine() -> None:
    colons = ":".join(["AB"] * 32)

    assert read_own_apps(block=ListText("b", colons)).match({"sha256": DIGEST})


def test_no_list_decides_nothing() -> None:
    assert not read_own_apps()


def test_a_line_that_is_neither_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        read_own_apps(allow=ListText("a.txt", "org.fine\nhttps://example.com/"))

    assert (
        "a.txt: line 2: 'https://example.com/' is no package name or SHA-256"
        == caught.value.message
    )


def test_expired_entry_does_not_count_and_is_told() -> None:
    text = ListText("a.txt", "org.old # until=2026-01-01 reason=pilot\norg.new # until=2026-01-02")
    lists = read_own_apps(allow=text, today=date(2026, 1, 2))

    assert None is lists.match({"package": "org.old"})
    assert None is not lists.match({"package": "org.new"})
    assert [("org.old", "pilot", date(2026, 1, 1))] == [
        (entry.text, entry.reason, entry.until) for entry in lists.expired
    ]


def test_expired_block_leaves_the_allow_beside_it() -> None:
    block = ListText("b", "a.b # until=2026-01-01")
    lists = read_own_apps(allow=ListText("a", "a.b"), block=block, today=date(2026, 1, 2))
    entry = lists.match({"package": "a.b"})

    assert entry is not None
    assert Decision.CLEAR is entry.decision
