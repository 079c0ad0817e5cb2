from __future__ import annotations

from dataclasses import replace

import pytest

from apkscan.facts import Component, Disagreement, Identity, Manifest
from apkscan.read.summary import Summary, disagreements, summarize, without_references

_ONE = Summary(package="a.b", min_sdk=21, permissions=("a.A", "a.B"), activities=2)


def test_summary_counts_components_by_kind() -> None:
    kinds = ("activity", "alias", "service", "service", "receiver", "provider")
    components = tuple(Component(kind=kind, name="a.b.C") for kind in kinds)
    found = summarize(
        Identity(package="a.b", label="L", version_code=3), Manifest(components=components)
    )

    assert (
        Summary(
            package="a.b",
            label="L",
            version_code=3,
            activities=1,
            services=2,
            receivers=1,
            providers=1,
        )
        == found
    )


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (_ONE, ()),
        (replace(_ONE, min_sdk=None), (Disagreement("min_sdk", "21", ""),)),
        (replace(_ONE, package="x.y"), (Disagreement("package", "a.b", "x.y"),)),
        (
            replace(_ONE, permissions=("a.B", "a.C", "a.D")),
            (Disagreement("permissions", "2: a.A", "3: a.C, a.D"),),
        ),
        ("error: why", (Disagreement("manifest", "read", "error: why"),)),
    ],
    ids=["same", "missing", "other", "permissions", "error"],
)
def test_fields_that_differ_are_told(
    second: Summary | str, found: tuple[Disagreement, ...]
) -> None:
    assert found == disagreements(_ONE, second)


def test_two_readers_that_give_up_are_told_with_both_reasons() -> None:
    found = disagreements("error: " + "x" * 500, "error: y")

    assert (Disagreement("manifest", "error: " + "x" * 193, "error: y"),) == found


def test_references_are_no_disagreement() -> None:
    second = replace(_ONE, package="@7f010000", permissions=("@7f010001", "a.A", "a.B"))

    assert _ONE == without_references(second, _ONE)
