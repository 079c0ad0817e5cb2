"""Allow and block lists of apps: package names, and digests of files or certificates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fraudlens.errors import UsageError
from fraudlens.listlines import list_lines
from fraudlens.ownlists import Entry, ListText, is_expired
from fraudlens.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class OwnApps:
    """Entries by what they name, in lower case; a block goes before an allow."""

    by_key: Mapping[str, Entry] = field(default_factory=dict)
    expired: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        return bool(self.by_key)

    def match(self, facts: Mapping[str, object]) -> Entry | None:
        """Give the entry for an app: of its file, else of its signer, else of its package.

        Anybody can copy a certificate: a signer is allowed only where its signature holds.
        """
        certificates = facts.get("certificates")
        signers = certificates if isinstance(certificates, list) else []
        for key in (facts.get("sha256"), *signers, facts.get("package")):
            entry = self.by_key.get(str(key).lower()) if key else None
            copied = key in signers and facts.get("signature_holds") is not True
            if entry and not (copied and entry.decision is Decision.CLEAR):
                return entry
        return None


def read_own_apps(
    *, allow: ListText | None = None, block: ListText | None = None, today: date | None = None
) -> OwnApps:
    """Read lists: a package name or a SHA-256 a line, as `fraudlens.listlines` says.

    An entry whose last day is before `today` does not count; without `today` every entry counts.

    Raises:
        UsageError: a line is neither, or its day is none; the message names it.
    """
    found: dict[str, Entry] = {}
    expired = []
    for decision, source in ((Decision.CLEAR, allow), (Decision.FRAUD, block)):
        for key, entry in _entries(source, decision) if source else ():
            if is_expired(entry, today):
                expired.append(entry)
            else:
                found[key] = entry
    return OwnApps(found, tuple(expired))


def _entries(source: ListText, decision: Decision) -> Iterator[tuple[str, Entry]]:
    for line in list_lines(source.name, source.text):
        text = line.entry
        digest = text.lower().replace(":", "")
        if not (_DIGEST.fullmatch(digest) or _PACKAGE.fullmatch(text)):
            raise UsageError(
                f"{source.name}: line {line.number}: '{text[:80]}' is no package name or SHA-256",
                hint="give a package name, or the digest of a file or certificate, a line",
            )
        key = digest if _DIGEST.fullmatch(digest) else text.lower()
        yield key, Entry(text, decision, "", line.reason, source.name, line.number, line.until)
