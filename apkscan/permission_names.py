"""How permissions are called in columns, signs and rules."""

from __future__ import annotations

ANDROID = "android.permission."


def short_name(name: str) -> str:
    """Give the platform's own permissions without their prefix, all others as they stand.

    A bare name that looks like a short one is none that Android knows, so it gets a dot before.

    >>> short_name("android.permission.READ_SMS"), short_name("com.x.READ"), short_name("READ_SMS")
    ('READ_SMS', 'com.x.READ', '.READ_SMS')
    """
    if name.startswith(ANDROID):
        return name.removeprefix(ANDROID)
    return name if "." in name else f".{name}"
