"""Framework methods that are worth a look, by what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.knowledge.reference import one_of, read_table, reference_text

API_FAMILIES = (
    "sms",
    "telephony",
    "device_ids",
    "contacts",
    "provider",
    "call_log",
    "location",
    "camera",
    "audio",
    "accessibility",
    "device_admin",
    "overlay",
    "usage",
    "packages",
    "install",
    "accounts",
    "clipboard",
    "notifications",
    "projection",
    "storage",
    "network",
    "webview",
    "reflection",
    "dynamic_code",
    "native",
    "shell",
    "root_checks",
    "crypto",
    "base64",
    "alarms",
    "jobs",
    "keyguard",
    "vpn",
    "bluetooth",
    "calendar",
    "nfc",
    "integrity",
    "input",
)
"""What a method is for, in the order of the columns that count them; a new one goes to the end."""

_FILE = "apis.csv"
_COLUMNS = ("family", "class", "method", "note", "source")


@dataclass(frozen=True, slots=True)
class Api:
    """A method of the framework."""

    family: str
    """One of `API_FAMILIES`."""
    owner: str
    """Full class name, `android.os.PowerManager$WakeLock`."""
    method: str
    """Name without signature; `<init>` for a constructor."""

    @property
    def name(self) -> str:
        """Class and method, as `facts.Dex.apis` has it."""
        return f"{self.owner}.{self.method}"


@lru_cache(maxsize=1)
def load_apis() -> tuple[Api, ...]:
    """Read the methods that ship with fraudlens, in the order of the file.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_apis(reference_text(_FILE))


def read_apis(text: str) -> tuple[Api, ...]:
    """Read methods from the `text` of an `apis.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Api(one_of(family, API_FAMILIES, place), owner, method)
        for place, (family, owner, method, _, _) in read_table(text, _FILE, _COLUMNS)
    )
