"""Names that stand in a registrant's place: privacy services, and words for "withheld"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

PRIVACY_FILE = "privacy_services.csv"
PRIVACY_KINDS = ("service", "withheld")

_COLUMNS = ("phrase", "kind", "source")
_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PrivacyNames:
    """Phrases of lower-case words, each with a space before and behind."""

    services: tuple[str, ...]
    withheld: tuple[str, ...]

    def is_service(self, name: str) -> bool:
        """Tell whether a name is that of a privacy or proxy service.

        >>> names = PrivacyNames((" domains by proxy ",), ())
        >>> names.is_service("Domains By Proxy, LLC"), names.is_service("Proxy Ltd")
        (True, False)
        """
        return _has(name, self.services)

    def is_withheld(self, name: str) -> bool:
        """Tell whether a text stands where a name, a number or an address was left out.

        >>> PrivacyNames((), (" redacted ",)).is_withheld("REDACTED FOR PRIVACY")
        True
        """
        return _has(name, self.withheld)


@lru_cache(maxsize=1)
def load_privacy_names() -> PrivacyNames:
    """Read the names that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_privacy_names(reference_text(PRIVACY_FILE))


def read_privacy_names(text: str) -> PrivacyNames:
    """Read names from the `text` of a `privacy_services.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    kinds: dict[str, list[str]] = {kind: [] for kind in PRIVACY_KINDS}
    for place, (phrase, kind, _) in read_table(text, PRIVACY_FILE, _COLUMNS):
        kinds[one_of(kind, PRIVACY_KINDS, place)].append(f" {phrase} ")
    return PrivacyNames(tuple(kinds["service"]), tuple(kinds["withheld"]))


def _has(name: str, phrases: tuple[str, ...]) -> bool:
    words = f" {_WORDS.sub(' ', name.lower()).strip()} "
    return any(phrase in words for phrase in phrases)
