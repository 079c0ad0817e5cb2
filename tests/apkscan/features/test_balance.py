from __future__ import annotations

import math

import numpy as np
import pytest

from apkscan.features.apis import families
from apkscan.features.balance import BALANCE, IDENTIFIERS, SENSITIVE, WEIGHTY
from tests.apkscan.apps import view

ASKS = '"permissions":["android.permission.READ_SMS","android.permission.SEND_SMS"]'
SCREEN = '{"kind":"activity","name":"a.b.Main"}'
SERVICE = '{"kind":"service","name":"a.b.Work"}'
SENDS = '"dex":{"apis":["android.telephony.SmsManager.sendMultipartTextMessage"]}'

BROUGHT_ALONE = '"dex":{"apis":["android.view.accessibility.AccessibilityEvent.getText"]}'
"""A sensitive method that the support library brings."""
BROUGHT = BROUGHT_ALONE.replace("]", ',"android.telephony.SmsManager.sendTextMessage","a.B.c"]')


def value(name: str, text: str) -> float:
    column = next(column for column in BALANCE.columns if column.feature.name == name)
    return column.measure(view(text))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("rights_a_screen", f'{{"manifest":{{{ASKS},"components":[{SCREEN}]}}}}', 1.0),
        ("rights_a_screen", f'{{"manifest":{{"components":[{SCREEN}]}}}}', 0.0),
        ("rights_a_screen", "{}", math.nan),
        ("background_share", f'{{"manifest":{{"components":[{SCREEN},{SERVICE}]}}}}', 0.5),
        (
            "background_share",
            '{"manifest":{"components":[{"kind":"provider","name":"a"}]}}',
            math.nan,
        ),
        (
            "background_outside",
            f'{{"identity":{{"package":"a.b.c"}},"manifest":{{"components":[{SERVICE}]}}}}',
            0.0,
        ),
        ("background_outside", f'{{"manifest":{{"components":[{SERVICE}]}}}}', 0.0),
        (
            "boot_outside",
            f'{{"identity":{{"package":"x"}},"manifest":{{"components":[{SERVICE}]}}}}',
            0.0,
        ),
        ("component_owners", f'{{"manifest":{{"components":[{SCREEN},{SERVICE}]}}}}', 1.0),
        ("events_a_receiver", f'{{"manifest":{{"components":[{SCREEN}]}}}}', 0.0),
        ("sends_unasked", f"{{{SENDS}}}", 1.0),
        ("sends_unasked", f'{{{SENDS},"manifest":{{{ASKS}}}}}', 0.0),
        ("own_sensitive", f"{{{BROUGHT}}}", 1.0),
        ("own_sensitive_share", f"{{{BROUGHT}}}", 0.5),
        ("own_sensitive_share", f"{{{BROUGHT_ALONE}}}", math.nan),
        ("own_sensitive_a_screen", f'{{{BROUGHT},"manifest":{{"components":[{SCREEN}]}}}}', 0.5),
        ("own_sensitive_a_screen", f"{{{BROUGHT_ALONE}}}", 0.0),
        ("own_sensitive_a_screen", "{}", math.nan),
        (
            "numbers_share",
            '{"finds":[{"kind":"email","value":"a@b.example","place":"x"}]}',
            math.nan,
        ),
    ],
)
def test_what_goes_together(name: str, text: str, expected: float) -> None:
    np.testing.assert_equal(value(name, text), expected)


def test_proportions_do_not_grow_with_the_app() -> None:
    """Twice the screens, parts and methods is the same app, but for the one screen added."""
    once = f'{{"manifest":{{{ASKS},"components":[{SCREEN},{SERVICE}]}}}}'
    twice = f'{{"manifest":{{{ASKS},"components":[{SCREEN},{SERVICE},{SCREEN},{SERVICE}]}}}}'

    assert value("background_share", once) == value("background_share", twice)
    assert value("component_owners", once) == value("component_owners", twice)


def test_lists_name_what_exists() -> None:
    watched = frozenset().union(*families().values())

    assert set() == set(SENSITIVE) - families().keys()
    assert IDENTIFIERS <= watched
    assert all(name.isupper() for name in WEIGHTY)
