"""Outcomes drawn at random, honest and hostile alike, for properties of reports."""

from __future__ import annotations

from hypothesis import strategies as st

from fraudlens.verdict import (
    Basis,
    Breach,
    Decision,
    Failure,
    Finding,
    FraudType,
    ModelRef,
    PolicyResult,
    Reason,
    Severity,
    Subject,
    Verdict,
    Where,
)

TRAPS = (
    "=1+1", "@x", "\t-1", "\r\n", "\x1b[2J", "\x9b31m", "\u202egnp", "\u200b", "\ud800", "\x00",
    "<script>alert(1)</script>", "<!--", "]]>", "<![CDATA[", "&amp;", "`", "``", "|", "\\", "\\|",
    "[a](http://evil.example)", "![a](http://evil.example/x.png)", "<http://evil.example>",
    "www.evil.example", "_http://evil.example", "a@evil.example", "# head", "- item", "1. item",
    "***", "~~x~~", "$x$",
    '"', "'", "&", "<", ">", "{}", "{base}", "贷款", "\ufffe", "\U000e0041",
)  # fmt: skip
"""What makes spreadsheets, terminals, browsers, Markdown and XML do something."""

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.lists(st.sampled_from(TRAPS), min_size=1, max_size=4).map("".join),
)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_SHARES = st.floats(0, 1)
_EVIDENCE = st.dictionaries(TEXTS, TEXTS, max_size=2)
_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | _FLOATS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=5,
)
_NAMES = st.sampled_from(["host", "registrable_domain", "package", "label", "sha256", "other"])
_ONE_TYPE = st.sampled_from([each.value for each in FraudType])
_BREACHES = st.builds(
    Breach, TEXTS, st.sampled_from(["review", "reject"]), TEXTS, _EVIDENCE, TEXTS, TEXTS
)
_POLICIES = st.builds(
    PolicyResult,
    TEXTS,
    st.dates().map(str),
    st.sampled_from(["pass", "review", "reject"]),
    st.lists(_BREACHES, max_size=2).map(tuple),
    st.lists(TEXTS, max_size=2).map(tuple),
)
_MODELS = st.builds(
    ModelRef,
    TEXTS,
    TEXTS,
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.none() | st.tuples(_FLOATS, _FLOATS),
    st.none() | _SHARES,
)


def _subjects(kind: str) -> st.SearchStrategy[Subject]:
    alone = st.builds(Subject, st.just(kind), TEXTS)
    lines = st.none() | st.integers(1, 2**40)
    maybe = st.none() | TEXTS
    where = st.builds(
        Where, TEXTS, text=maybe, part=maybe, column=st.none() | st.integers(1, 2**40), shown=maybe
    )
    return alone | st.builds(Subject, st.just(kind), TEXTS, TEXTS, lines, st.none() | where)


def _verdicts(
    kind: str, policies: st.SearchStrategy[PolicyResult | None]
) -> st.SearchStrategy[Verdict]:
    return st.builds(
        Verdict,
        _subjects(kind),
        st.sampled_from(Decision),
        _SHARES,
        _MODELS,
        st.none() | _ONE_TYPE,
        st.dictionaries(_ONE_TYPE, _SHARES, max_size=2),
        st.lists(st.builds(Reason, TEXTS, st.none() | _FLOATS, _FLOATS, TEXTS), max_size=2).map(
            tuple
        ),
        st.lists(
            st.builds(Finding, TEXTS, st.sampled_from(Severity), TEXTS, _EVIDENCE), max_size=2
        ).map(tuple),
        st.dictionaries(_NAMES | TEXTS, _PLAIN, max_size=3),
        st.sampled_from(Basis),
        policies,
    )


FAILURES = st.builds(
    Failure,
    _subjects("url") | _subjects("apk"),
    st.sampled_from(["malformed", "limit-exceeded", "source", "unreadable"]),
    TEXTS,
)
OUTCOMES = st.lists(
    _verdicts("url", st.none()) | _verdicts("apk", st.none() | _POLICIES) | FAILURES, max_size=4
)
