"""Host, registrable label and subdomain, where their borders are odd."""

from __future__ import annotations

import pytest

from tests.urlguard.rows import batch_of, value_of
from urlguard.features.host import label_end


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("www.example.com", "example"),
        ("a.b.example.co.uk", "example"),
        ("x.github.io", "x"),
        ("192.0.2.7", "192.0.2.7"),
        ("http://[::1]/", "[::1]"),
        ("co.uk", ""),
        ("github.io", "github"),
    ],
)
def test_registrable_label(target: str, label: str) -> None:
    batch = batch_of("first.example", target)

    assert label == batch.slice_text(batch.domain[1], label_end(batch.columns(), 1))


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("co.uk", "domain_length", 0),
        ("co.uk", "domain_starts_digit", 0),
        ("co.uk", "domain_all_digits", 0),
        ("co.uk", "subdomain_labels", 0),
        ("192.0.2.7", "domain_length", 9),
        ("192.0.2.7", "host_labels", 4),
        ("--.example", "domain_all_digits", 1),
        ("a.gov.net.example.com", "subdomain_suffix_words", 2),
        ("xcom.comx.example.com", "subdomain_suffix_words", 0),
        ("com.example.com", "subdomain_suffix_words", 1),
        ("com-a.example", "domain_hides_suffix", 1),
        ("a-com.example", "domain_hides_suffix", 1),
        ("a-edu.example", "domain_hides_suffix", 1),
        ("acom-b.example", "domain_hides_suffix", 0),
        ("com-.example", "domain_hides_suffix", 0),
        ("b.c-d.e1.example.com", "subdomain_longest", 3),
        ("http://a@example.com", "host_user_info", 1),
        ("http://a:b@example.com", "host_user_info", 2),
        ("http://example.com:443", "host_port_given", 0),
        ("http://example.com:0", "host_port_given", 1),
        ("http://[::1]", "host_is_ip", 1),
    ],
)
def test_odd_host_is_measured(target: str, name: str, value: float) -> None:
    assert value == value_of(target, name)
