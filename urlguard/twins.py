"""Other spellings of one address, on which no verdict may turn."""

from __future__ import annotations

_SCHEMES = ("http://", "https://")


def twins_of(target: str) -> tuple[str, ...]:
    """Give the target with and without scheme, `www.` and last slash, without repeats.

    >>> twins_of("http://a.example/")[:3]
    ('http://a.example', 'http://a.example/', 'http://www.a.example')
    """
    rest = target
    for scheme in _SCHEMES:
        rest = rest.removeprefix(scheme)
    rest = rest.removeprefix("www.")
    bodies = (rest,) if "?" in rest or "#" in rest else (rest.rstrip("/"), rest.rstrip("/") + "/")
    spelled = [
        f"{scheme}{www}{body}" for scheme in (*_SCHEMES, "") for www in ("", "www.") for body in bodies
    ]
    return tuple(dict.fromkeys(spelled))
