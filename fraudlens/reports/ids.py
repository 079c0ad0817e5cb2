"""Ids that follow from content alone: the same input gives the same id, on any machine and day."""

from __future__ import annotations

from uuid import UUID, uuid5

_NAMESPACE = UUID("b1f2a3d0-6d0c-5b8e-9a3f-6f1f2c9e4d71")
"""Of all ids that fraudlens makes up; never changed, for what was shared is known by them."""


def stable_uuid(*parts: str) -> str:
    """Give the UUID (version 5) of a kind of thing and what tells it from others of its kind.

    Parts are told apart, however they are cut.

    >>> stable_uuid("url", "http://a.example/") == stable_uuid("url", "http://a.example/")
    True
    >>> stable_uuid("a", "bc") == stable_uuid("ab", "c")
    False
    """
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return str(uuid5(_NAMESPACE, text))
