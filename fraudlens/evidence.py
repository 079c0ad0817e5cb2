"""Evidence packs: what a case rests on, in one file of which no byte can change unseen.

A pack proves that it is whole and as it was written, by the digests in its `manifest.json`. It
does not prove who wrote it, nor when: it bears no signature, and somebody who changes a member can
write the manifest anew. The digest of the whole pack, noted elsewhere, closes that gap.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fraudlens.errors import MalformedInput
from fraudlens.evidence_zip import read_archive, write_archive
from fraudlens.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMA = "fraudlens.evidence/1"
MANIFEST = "manifest.json"
ORDER = (
    "record.json", "facts.json", "inputs.json", "tool.json", "times.json", "summary.md",
    "summary.zh.md", "xarf.json", "sample.bin",
)  # fmt: skip
"""Members of a pack, in their order; the last two may be missing, `manifest.json` comes last."""
_MOST_MANIFEST = 64 << 10


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out of checking a pack."""

    sha256: str
    """Of the whole pack: the number to note elsewhere."""
    members: tuple[str, ...]
    faults: tuple[str, ...]
    """All that differs from what was written; none if it is intact."""


def write_pack(members: Mapping[str, bytes]) -> bytes:
    """Write a pack; the same members give the same bytes, on any machine and day."""
    ordered = {name: members[name] for name in ORDER if name in members}
    return write_archive({**ordered, MANIFEST: _manifest(ordered)})


def check_pack(data: bytes, expected: str | None = None) -> Checked:
    """Compare a pack with its own manifest, and with its digest if that was noted.

    Raises:
        LimitExceeded: it is larger than a pack can be.
        MalformedInput: it is no evidence pack, or cut off.
    """
    contents = read_archive(data)
    members = dict(contents.members)
    listed = _listed(members.get(MANIFEST))
    faults = [*contents.faults, *_member_faults(members, listed)]
    wanted = [*(name for name in ORDER if name in members), MANIFEST]
    if list(members) != wanted and set(members) == set(wanted):
        faults.append("the members stand in another order")
    if not faults and write_pack(members) != data:
        faults.append("the archive is not as fraudlens writes it: times, attributes or spelling")
    digest = hashlib.sha256(data).hexdigest()
    if expected is not None and expected.lower() != digest:
        faults.append("the pack is not the one whose SHA-256 was noted")
    return Checked(digest, tuple(members), tuple(faults))


def _member_faults(
    members: Mapping[str, bytes], listed: Mapping[str, tuple[int, str]]
) -> Iterator[str]:
    for name, (size, digest) in listed.items():
        data = members.get(name)
        if data is None:
            yield f'"{visible(name)}" is missing'
        elif len(data) != size:
            yield f'"{visible(name)}" has {len(data)} bytes, the manifest says {size}'
        elif hashlib.sha256(data).hexdigest() != digest:
            yield f'"{visible(name)}" has changed (SHA-256)'
    for name in members:
        if name not in listed and name != MANIFEST:
            yield f'"{visible(name)}" is not in the manifest'


def _manifest(members: Mapping[str, bytes]) -> bytes:
    rows = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    ]
    return json.dumps({"schema": SCHEMA, "members": rows}, indent=1).encode() + b"\n"


def _listed(data: bytes | None) -> dict[str, tuple[int, str]]:
    """Give size and digest of each member that the manifest names.

    Raises:
        MalformedInput: there is none, or it is broken.
    """
    if data is None:
        raise MalformedInput("no evidence pack: it holds no manifest.json that can be read")
    if len(data) > _MOST_MANIFEST:
        raise MalformedInput(f"manifest.json: has {len(data)} bytes, more than a pack needs")
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise MalformedInput("manifest.json: is no JSON") from exc
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise MalformedInput(f'manifest.json: is not of the schema "{SCHEMA}"')
    rows = plain.get("members")
    try:
        return {str(row["name"]): (int(row["bytes"]), str(row["sha256"])) for row in rows or ()}
    except (TypeError, KeyError, ValueError, OverflowError) as exc:
        raise MalformedInput("manifest.json: its members are not as they should be") from exc
