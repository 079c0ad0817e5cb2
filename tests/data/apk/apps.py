"""The cast: every app of the tests by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.data.apk import frauds, honest, shells
from tests.data.apk.build import build_apk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.data.apk.spec import AppSpec

HONEST: Mapping[str, Callable[[], AppSpec]] = {
    "calculator": honest.calculator,
    "bank": honest.bank,
    "sms": honest.sms,
    "launcher": honest.launcher,
    "screen_reader": honest.screen_reader,
}
FRAUDS: Mapping[str, Callable[[], AppSpec]] = {
    "loan": frauds.loan,
    "fake_bank": frauds.fake_bank,
    "police": frauds.police,
    "support": frauds.support,
    "stealer": frauds.stealer,
    "exchange": shells.exchange,
    "gambling": shells.gambling,
    "rebate": shells.rebate,
    "packed": shells.packed,
    "packed_tencent": shells.packed_tencent,
}
CAST: Mapping[str, Callable[[], AppSpec]] = {**HONEST, **FRAUDS}


@cache
def built(name: str) -> bytes:
    """Give the APK of the cast's app `name`; built once a session."""
    return build_apk(CAST[name]())
