"""Where a result of SARIF is: files as URIs, lines, and places that are no files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from fraudlens.reports.escape import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.verdict import Subject

BASE = "%SRCROOT%"
"""Stands for the folder that relative names are relative to; its address is never told."""
APP_TYPE = "application/vnd.android.package-archive"
_KEPT = "!$&'()*+,;=@-._~"
"""Characters of a path segment beside letters and digits (RFC 3986); a colon could be taken for
the end of a scheme."""
_NO_TEXT = (".parquet", ".gz", ".zst", ".bz2", ".xz", ".zip")
"""Files whose bytes have no lines: what is counted are rows, or lines of what is inside."""
_PLACES = 10
_PLACE_CHARACTERS = 300


def file_uri(path: str) -> str:
    """Write the name of a file as the user gave it as a URI; relative names stay relative.

    >>> file_uri("./lists/a b#1.txt")
    'lists/a%20b%231.txt'
    >>> file_uri("/srv/a.apk")
    'file:///srv/a.apk'
    """
    parts = [part for part in path.split("/") if part not in ("", ".")]
    escaped = "/".join(quote(_bytes(part), safe=_KEPT) for part in parts)
    return f"file:///{escaped}" if path.startswith("/") else escaped or "."


def artifact_location(path: str, index: int) -> dict[str, object]:
    """Give the location of a file that stands at `index` of the run's artifacts."""
    uri = file_uri(path)
    based = {} if uri.startswith("file:") else {"uriBaseId": BASE}
    return {"uri": uri, **based, "index": index}


def file_of(subject: Subject) -> str | None:
    """Give the file that a target stands in, or is; `None` for one of the command line or a pipe.

    >>> from fraudlens.verdict import Subject
    >>> file_of(Subject("url", "example.com", "-", 3)), file_of(Subject("apk", "a.apk"))
    (None, 'a.apk')
    """
    name = subject.target if subject.kind == "apk" else subject.file
    return None if name == "-" else name or None


def region_of(subject: Subject) -> dict[str, object] | None:
    """Give the line of a target; `None` where the file is no text or the line is not known."""
    line, name = subject.line, file_of(subject)
    if subject.kind == "apk" or name is None or line is None or line < 1:
        return None
    if name.lower().endswith(_NO_TEXT):
        return None
    return {"startLine": line, "startColumn": 1, "endLine": line}


def logical_locations(subject: Subject, facts: Mapping[str, object], place: str) -> list[object]:
    """Give what a result is about where files and lines do not say it: address, package, entry."""
    if subject.kind != "apk":
        name = without_surrogates(subject.target[:_PLACE_CHARACTERS])
        return [{"fullyQualifiedName": name, "kind": "resource"}]
    package = facts.get("package")
    found: list[object] = []
    if isinstance(package, str) and package:
        found.append({"fullyQualifiedName": package[:_PLACE_CHARACTERS], "kind": "module"})
    for entry in re.split(r"[;,] ", place)[:_PLACES] if place else ():
        name = entry[:_PLACE_CHARACTERS]
        inside = f"{package or subject.target}!/{entry}"[: 2 * _PLACE_CHARACTERS]
        found.append({"name": name, "fullyQualifiedName": inside, "kind": "resource"})
    return found


def fingerprint(subject: Subject, facts: Mapping[str, object], rule: str, detail: str = "") -> str:
    """Give what stays the same from run to run: of target and rule, not of score, line or build.

    An app is the same while package and signer are; an address in whatever spelling.
    """
    whole = "\0".join((subject.kind, _canonical(subject, facts), rule, detail))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _canonical(subject: Subject, facts: Mapping[str, object]) -> str:
    if subject.kind == "apk":
        package, signers = facts.get("package"), facts.get("certificates")
        if package:
            signer = signers[0] if isinstance(signers, list | tuple) and signers else ""
            return f"{package} {signer}"
        return str(facts.get("sha256") or subject.target)
    host, port = facts.get("host"), facts.get("port")
    if not host:
        return subject.target.strip()
    return f"{host}{f':{port}' if port else ''}{facts.get('path') or '/'}"


def _bytes(part: str) -> bytes:
    try:
        return part.encode("utf-8", "surrogateescape")  # a name that is no UTF-8, as it is
    except UnicodeEncodeError:
        return without_surrogates(part).encode()
