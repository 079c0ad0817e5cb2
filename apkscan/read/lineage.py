"""Former keys of an app: a lineage counts only where each key signed the one after it.

Anybody can write another's certificate into a lineage; only its key can sign the next one.
Source: https://source.android.com/docs/security/features/apksigning/v3 (read 2026-11-28); that
Android refuses a lineage which does not hold, and one that ends with another certificate, is
written from memory of apksig.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from apkscan.facts import Note
from apkscan.read.certificates import public_key_of
from apkscan.read.signatures import ALGORITHMS, signature_holds
from apkscan.read.signers import ROTATION_ATTRIBUTE, read_lineage
from fraudlens.errors import MalformedInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apkscan.read.signers import Link, Signer

_SCHEMES = ("v3.1", "v3")


@dataclass(frozen=True, slots=True)
class Lineage:
    """The certificates (DER) that an app was signed with one after the other, oldest first."""

    certificates: tuple[bytes, ...] = ()
    """Empty where there is no lineage, or one that does not hold."""
    notes: tuple[Note, ...] = ()
    """Why it does not hold."""


def lineage_of(signers: Mapping[str, tuple[Signer, ...]], own: tuple[bytes, ...]) -> Lineage:
    """Give the lineage of the strongest scheme with one, if it leads to one of `own`."""
    for scheme in _SCHEMES:
        for signer in signers.get(scheme, ()):
            value = signer.attribute(ROTATION_ATTRIBUTE)
            if value is not None:
                return _read(value, own, scheme)
    return Lineage()


def _read(value: bytes, own: tuple[bytes, ...], scheme: str) -> Lineage:
    try:
        links = read_lineage(value)
    except MalformedInput as exc:
        return Lineage((), (Note("signature-unreadable", scheme, f"its lineage: {exc.message}"),))
    notes = tuple(_checked(links, own, scheme))
    return Lineage((), notes) if notes else Lineage(tuple(link.certificate for link in links))


def _checked(links: tuple[Link, ...], own: tuple[bytes, ...], scheme: str) -> Iterator[Note]:
    for before, link in pairwise(links):
        holds = _vouches(before, link)
        if holds is None:
            yield Note("unsupported-signature", scheme, f"algorithm {before.algorithm:#06x}")
        elif not holds:
            yield Note("signature-mismatch", scheme, "of a key in the lineage by the one before it")
    if not links or links[-1].certificate not in own:
        yield Note("key-mismatch", scheme, "the lineage ends with another certificate")


def _vouches(before: Link, link: Link) -> bool | None:
    """Tell whether the key of one link signed the next; `None` if that cannot be told."""
    key, algorithm = public_key_of(before.certificate), ALGORITHMS.get(before.algorithm)
    if before.algorithm != link.signed_algorithm or key is None:
        return False
    if algorithm is None:
        return None
    return signature_holds(key, algorithm, link.signature, link.signed_data)
