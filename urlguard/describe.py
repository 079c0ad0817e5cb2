"""The facts of an address that go into its record."""

from __future__ import annotations

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
    start, suffix, end = int(batch.start[row]), int(batch.suffix[row]), int(batch.host_end[row])
    flags = int(batch.flags[row])
    text = batch.text[start : int(batch.end[row])].tobytes().decode("ascii")
    host = text[: end - start]
    is_ip = flags & (IPV4 | IPV6)
    known = not (is_ip or flags & UNKNOWN_SUFFIX)
    registered = known and not flags & SUFFIX_ITSELF
    facts: dict[str, object] = {
        "host": f"www.{host}" if flags & WWW else host,
        "registrable_domain": host[int(batch.domain[row]) - start :] if registered else None,
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
    if batch.port[row] != NO_PORT:
        facts["port"] = int(batch.port[row])
    return facts
