from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st
from stix2patterns.v21.pattern import Pattern
from stix2validator import ValidationOptions, validate_string

from fraudlens.errors import UsageError
from fraudlens.reports.stix import stix
from fraudlens.reports.stix_pattern import literal, pattern
from fraudlens.reports.tlp import LABELS
from fraudlens.verdict import Decision, FraudType
from tests.fraudlens.reports import flagged as f

OURS_IS_V5 = "is not a valid UUIDv4 ID"
"""What the validator says of ids that follow from content; a SHOULD of the standard, not a MUST."""


def bundle(*outcomes: object, **options: Any) -> dict[str, Any]:  # noqa: ANN401  of several types
    data = b"".join(stix(outcomes or f.ALL, f.RUN, **options))  # type: ignore[arg-type]
    plain: dict[str, Any] = json.loads(data)
    return plain


def of_type(plain: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in plain["objects"] if one["type"] == kind]


@pytest.mark.parametrize("label", LABELS)
def test_bundle_passes_every_check_of_the_validator(label: str) -> None:
    """The schemas come with the validator; the suite refuses all connections."""
    text = b"".join(
        stix(f.ALL, replace(f.RUN, tlp=label), least=Decision.SUSPICIOUS, valid_days=30)
    ).decode()

    result = validate_string(text, ValidationOptions(version="2.1"))

    assert result.is_valid, [str(error) for error in result.errors]
    assert [] == [warning for warning in result.warnings if OURS_IS_V5 not in warning]


def test_a_page_without_what_told_it_from_its_host_is_not_told() -> None:
    assert {"marking-definition", "identity"} == {
        one["type"] for one in bundle(f.VICTIM_ALONE)["objects"]
    }


@pytest.mark.usefixtures("no_socket")
def test_no_socket_is_opened() -> None:
    assert bundle()["objects"]


def test_stix2_reads_the_bundle_back_as_it_was() -> None:
    text = b"".join(stix(f.ALL, f.RUN)).decode()

    read = stix2.parse(text)

    assert [one["id"] for one in json.loads(text)["objects"]] == [one.id for one in read.objects]
    assert json.loads(text) == json.loads(read.serialize())


def test_same_outcomes_give_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from fraudlens.reports.stix import stix;"
        "from tests.fraudlens.reports import flagged as f;"
        "sys.stdout.buffer.write(b''.join(stix(f.ALL, f.RUN)))"
    )
    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout

    assert b"".join(stix(f.ALL, f.RUN)) == other


def test_a_later_run_names_the_same_things_alike() -> None:
    later = replace(f.RUN, made=f.RUN.made + timedelta(days=1))
    one, other = bundle(), json.loads(b"".join(stix(f.ALL, later)))

    assert [x["id"] for x in one["objects"]] == [x["id"] for x in other["objects"]]
    assert one["id"] != other["id"]


def test_ids_are_unique_and_references_lead_somewhere() -> None:
    objects = bundle(valid_days=1, least=Decision.SUSPICIOUS)["objects"]
    ids = [one["id"] for one in objects]
    named = {
        ref
        for one in objects
        for key, value in one.items()
        if key.endswith(("_ref", "_refs"))
        for ref in ([value] if isinstance(value, str) else value)
    }

    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_patterns_of_addresses_hosts_and_files() -> None:
    outcomes = (f.PAGE, f.LOOK_ALIKE, f.PLATFORM, f.IPV4, f.IPV6, f.LOAN)
    found = [one["pattern"] for one in of_type(bundle(*outcomes), "indicator")]

    assert [
        "[url:value = 'https://login.evil.example/verify/account/?id=7']",
        "[domain-name:value = 'paypa1-login.example']",
        "[url:value = 'http://github.io/' OR url:value = 'https://github.io/']",
        "[url:value = 'http://192.0.2.7/']",
        "[ipv4-addr:value = '192.0.2.7']",
        "[ipv6-addr:value = '2001:db8::2']",
        f"[file:hashes.'SHA-256' = '{'12' * 32}']",
    ] == found


@pytest.mark.parametrize("verdict", [f.PLATFORM, f.PLATFORM_PAGE, f.OFFICIAL, f.VICTIM], ids=str)
def test_shared_and_official_hosts_are_never_a_domain(verdict: object) -> None:
    assert [] == of_type(bundle(verdict), "domain-name")
    assert "domain-name" not in json.dumps(bundle(verdict))


def test_only_what_is_malware_is_called_so() -> None:
    plain = bundle()

    assert [f"file--{of_type(plain, 'file')[1]['id'][6:]}"] == of_type(plain, "malware")[0][
        "sample_refs"
    ]
    assert 1 == len(of_type(plain, "malware"))
    assert [] == of_type(plain, "attack-pattern")


@pytest.mark.parametrize("kind", list(FraudType))
def test_kinds_of_infrastructure(kind: FraudType) -> None:
    expected = {"phishing": "phishing", "malware": "hosting-malware"}.get(kind, "unknown")
    (place,) = of_type(bundle(replace(f.PAGE, fraud_type=kind)), "infrastructure")

    assert [expected] == place["infrastructure_types"]


def test_confidence_validity_and_labels() -> None:
    (fraud,) = of_type(bundle(f.PAGE, valid_days=30), "indicator")
    (listed, _) = of_type(bundle(f.LISTED), "indicator")
    (odd,) = of_type(bundle(f.SUSPICIOUS, least=Decision.SUSPICIOUS), "indicator")

    assert 99 == fraud["confidence"]
    assert "2026-11-26T09:30:00Z" == fraud["valid_from"]
    assert "2026-12-26T09:30:00Z" == fraud["valid_until"]
    assert ["verdict:fraud", "fraud-type:phishing"] == fraud["labels"]
    assert ["verdict:fraud"] == listed["labels"]
    assert not {"confidence", "valid_until"} & listed.keys()
    assert ["anomalous-activity"] == odd["indicator_types"]


def test_an_empty_run_is_a_bundle_of_its_marking_and_maker() -> None:
    assert ["marking-definition", "identity"] == [x["type"] for x in bundle(f.CLEAR)["objects"]]


def test_a_label_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        list(stix([f.PAGE], replace(f.RUN, tlp="white")))

    assert 'tlp: there is no label "white"' == caught.value.message
    assert "give one of clear, green, amber, amber+strict, red" == caught.value.hint


def test_hostile_text_can_be_looked_at() -> None:
    data = b"".join(stix((f.HOSTILE, f.LOAN), f.RUN))
    texts = json.dumps(json.loads(data), ensure_ascii=False)

    assert not set("\x1b\u202e") & set(texts)
    assert "OR [x" not in data.decode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_one_literal_of_the_pattern(text: str) -> None:
    (value,) = _constants(pattern("url:value", [text]))

    assert text == value


@given(st.lists(st.text(alphabet="'\\] OR[=a", max_size=12), min_size=1, max_size=4))
def test_texts_of_a_pattern_stay_apart(texts: list[str]) -> None:
    assert texts == _constants(pattern("url:value", texts))


def test_quotes_and_backslashes() -> None:
    assert r"'\'\\\''" == literal("'\\'")


def _constants(text: str) -> list[str]:
    """Read the constants of a pattern with the parser of the standard's own library."""
    comparisons = Pattern(text).inspect().comparisons
    assert ["url"] == list(comparisons)
    return [_unquoted(str(constant)) for _, _, constant in comparisons["url"]]


def _unquoted(constant: str) -> str:
    assert constant[0] == constant[-1] == "'"
    return re.sub(r"\\(.)", r"\1", constant[1:-1], flags=re.DOTALL)


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, fraudlens.reports.stix, fraudlens.reports.misp;"
    code += "sys.exit('stix2' in sys.modules or 'pymisp' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
