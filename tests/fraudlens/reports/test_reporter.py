from __future__ import annotations

import pytest

from fraudlens.errors import UsageError
from fraudlens.reports.reporter import reporter


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((None, "a@b.example"), "reporter: the organisation must have 1 to 200 characters"),
        ((" ", "a@b.example"), "reporter: the organisation must have 1 to 200 characters"),
        (("x" * 201, "a@b.example"), "reporter: the organisation must have 1 to 200 characters"),
        (("CERT", None), "reporter: the contact must be an e-mail address"),
        (("CERT", "a b@c"), "reporter: the contact must be an e-mail address"),
        (("CERT", "a@localhost"), "reporter: the domain must be a host name"),
        (("CERT", "a@b.example", "b c"), "reporter: the domain must be a host name"),
    ],
    ids=str,
)
def test_a_reporter_who_cannot_be_answered_is_refused(
    given: tuple[str | None, ...], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        reporter(*given)

    assert message == caught.value.message
    assert caught.value.hint


def test_a_reporter_may_have_another_domain_than_its_mail() -> None:
    assert "cert.example" == reporter("CERT", "a@MAIL.example", "CERT.example").domain
    assert "mail.example" == reporter(" CERT ", "a@MAIL.example").domain
    assert "x" * 200 == reporter("x" * 200, "a@b.example").org
