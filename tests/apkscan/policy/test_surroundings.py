"""A run that asks for a policy has its result in the ruling of each app."""

from __future__ import annotations

from apkscan.batch import AppBatch
from apkscan.judging import rulings
from apkscan.policy.request import PolicyRequest
from apkscan.view import NOTHING, AppView, Surroundings
from tests.apkscan.policy.made import TODAY, app, pack, rules

CONTACTS = pack('when = { permissions_any = ["READ_CONTACTS"] }')


def test_ruling_carries_the_policy_of_its_app() -> None:
    around = Surroundings(policy=PolicyRequest((CONTACTS,), TODAY))
    batch = AppBatch((AppView(app("READ_CONTACTS"), around), AppView(app(), around)))
    first, second = (ruling.policy for ruling in rulings(batch, "zh").values())

    assert first is not None
    assert second is not None
    assert ({"r": "reject"}, "不得") == (rules(first), first.breaches[0].text)
    assert "pass" == second.result


def test_policy_changes_no_decision() -> None:
    asked = AppView(app("READ_CONTACTS"), Surroundings(policy=PolicyRequest((CONTACTS,), TODAY)))
    plain = AppView(app("READ_CONTACTS"), NOTHING)
    (with_policy,), (without,) = (
        tuple(rulings(AppBatch((one,)), "en").values()) for one in (asked, plain)
    )

    assert without.policy is None
    assert (without.decision, without.basis, without.fraud_types) == (
        with_policy.decision, with_policy.basis, with_policy.fraud_types,
    )  # fmt: skip
