"""The facts of an address that go into its record."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from fraudlens.texts import Texts, chosen, is_plain_json, kept, weave
from urlguard.batch import (
    IPV4,
    IPV6,
    NO_PORT,
    PRIVATE_SUFFIX,
    PUNYCODE,
    SUFFIX_ITSELF,
    UNKNOWN_SUFFIX,
    WWW,
    UrlBatch,
)
from urlguard.read import unicode_label


def facts_of(batch: UrlBatch, row: int) -> dict[str, object]:
    """Give host, registrable domain, suffix and path of one row, and what is special about them.

    `registrable_domain` and `suffix` are null for IP addresses and where no suffix is known;
    `registrable_domain` also where the host is itself a suffix.
    """
    plain = _plain(batch)
    start, domain, suffix, host_end, end, port, flags = plain.rows[row]
    text = plain.text[start:end]
    host = text[: host_end - start]
    is_ip = flags & (IPV4 | IPV6)
    known = not (is_ip or flags & UNKNOWN_SUFFIX)
    registered = known and not flags & SUFFIX_ITSELF
    facts: dict[str, object] = {
        "host": f"www.{host}" if flags & WWW else host,
        "registrable_domain": host[domain - start :] if registered else None,
        "suffix": host[suffix - start :] if known else None,
    }
    if len(text) > len(host):
        facts["path"] = text[len(host) :]
    if flags & PRIVATE_SUFFIX:
        facts["platform"] = host[suffix - start :]
    if is_ip:
        facts["ip"] = host.strip("[]")
    if flags & PUNYCODE:
        facts["unicode_host"] = ".".join(unicode_label(label) for label in host.split("."))
    if port != NO_PORT:
        facts["port"] = port
    return facts


def facts_text(batch: UrlBatch) -> Texts:
    """Give what `facts_of` gives as JSON, row by row; empty for the few rows that need more care.

    Those are IP addresses, A-labels, ports, and texts that JSON would escape.
    """
    flags = batch.flags
    whole = Texts(batch.text, batch.start, batch.end)
    plain = is_plain_json(whole) & (flags & (IPV4 | IPV6 | PUNYCODE) == 0) & (batch.port == NO_PORT)
    known = flags & UNKNOWN_SUFFIX == 0
    registered = known & (flags & SUFFIX_ITSELF == 0)
    platform = flags & PRIVATE_SUFFIX != 0
    deep = batch.end > batch.host_end
    domain = Texts(batch.text, batch.domain, batch.host_end)
    suffix = Texts(batch.text, batch.suffix, batch.host_end)
    path = Texts(batch.text, batch.host_end, batch.end)
    pieces = (
        chosen(('{"host":"', '{"host":"www.'), flags & WWW != 0),
        Texts(batch.text, batch.start, batch.host_end),
        chosen(('","registrable_domain":null', '","registrable_domain":"'), registered),
        kept(domain, registered),
        chosen(("", '"'), registered),
        chosen((',"suffix":null', ',"suffix":"'), known),
        kept(suffix, known),
        chosen(("", '"'), known),
        chosen(("", ',"path":"'), deep),
        path,
        chosen(("", '"'), deep),
        chosen(("", ',"platform":"'), platform),
        kept(suffix, platform),
        chosen(("}", '"}'), platform),
    )
    return weave([kept(piece, plain) for piece in pieces])


class _Plain(NamedTuple):
    """A batch as plain Python, which is quicker row by row than arrays are."""

    text: str
    rows: list[tuple[int, ...]]


@lru_cache(maxsize=2)
def _plain(batch: UrlBatch) -> _Plain:
    columns = (
        batch.start, batch.domain, batch.suffix, batch.host_end, batch.end, batch.port, batch.flags,
    )  # fmt: skip
    text = batch.text.tobytes().decode("ascii")
    return _Plain(text, list(zip(*(column.tolist() for column in columns), strict=True)))
