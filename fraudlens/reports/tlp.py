"""How far what is shared may travel: the Traffic Light Protocol, version 2.0, of FIRST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

STIX_MARKINGS: Mapping[str, str] = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""Label to the id of its STIX 2.1 marking, widest first.

Source: github.com/oasis-open/cti-stix-common-objects, extension-definition-specifications/tlp-2.0,
marking-definition.json and examples/ (read 2026-11-26).
"""

STIX_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""The extension that holds `tlp_2_0`; source as above."""

STIX_CREATED = "2022-10-01T00:00:00.000Z"
"""When OASIS made the markings; source as above."""

LABELS = tuple(STIX_MARKINGS)


def tlp_label(given: str) -> str:
    """Read a label as people write it.

    Raises:
        UsageError: there is no such label.

    >>> tlp_label("TLP:AMBER+STRICT")
    'amber+strict'
    """
    label = given.strip().lower().removeprefix("tlp:")
    if label not in STIX_MARKINGS:
        raise UsageError(
            f'tlp: there is no label "{given[:40]}"', hint=f"give one of {', '.join(LABELS)}"
        )
    return label
