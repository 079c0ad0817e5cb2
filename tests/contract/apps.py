"""Made-up apps as the JSON of their facts: honest and fraud in turn."""

from __future__ import annotations

import json
import random

_HONEST = ("INTERNET", "ACCESS_NETWORK_STATE", "VIBRATE", "CAMERA", "BLUETOOTH", "WAKE_LOCK")
_FRAUD = ("READ_SMS", "RECEIVE_SMS", "SEND_SMS", "READ_CONTACTS", "SYSTEM_ALERT_WINDOW", "INTERNET")


def made_up_apps(count: int) -> list[str]:
    """Give the facts of apps; those at odd places are fraud and like other permissions."""
    draw = random.Random(11)
    return [json.dumps(_app(number, draw)) for number in range(count)]


def _app(number: int, draw: random.Random) -> dict[str, object]:
    fraud = number % 2 == 1
    letters = "".join(draw.choices("bcdfgxz" if fraud else "aeiolmn", k=9))
    names = draw.sample(_FRAUD if fraud else _HONEST, draw.randint(2, 5))
    return {
        "file": {"sha256": f"{number:064x}", "bytes": 1000 + number},
        "identity": {"package": f"org.{letters}.app{number}", "label": letters.title()},
        "manifest": {
            "permissions": sorted(f"android.permission.{name}" for name in names),
            "components": [{"kind": "activity", "name": f"org.{letters}.Main", "exported": True}],
        },
        "signing": {
            "schemes": ["v2"],
            "certificates": [{"sha256": f"{number // 4:064x}", "subject": f"CN={letters}"}],
        },
        "dex": {"files": 1, "classes": draw.randint(5, 50), "methods": 200, "strings": 300},
    }


def app_rows(count: int = 120) -> tuple[list[str], list[int], list[int]]:
    """Give apps with labels and types (-1 = benign), as `save_small_bundle` takes them."""
    labels = [number % 2 for number in range(count)]
    types = [number // 2 % 2 if number % 2 else -1 for number in range(count)]
    return made_up_apps(count), labels, types
