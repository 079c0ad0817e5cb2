"""Bounds that are checked before any work is done on an input."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may cost; one type for all analyzers."""

    max_line_bytes: int = 1 << 20
    """A longer line of a list is one failure record and is skipped without being held in memory."""

    max_record_bytes: int = 32 << 20
    """A line of a saved run: all names of the largest manifest, each byte six as an escape."""

    max_url_bytes: int = 8192
    """Browsers cut addresses at 2 MB, servers near 8 KB; no honest link in our data is longer."""

    max_ratio: int = 1000
    """Bytes out for one byte in, for compressed lists; zstd text rarely passes 50."""

    max_app_bytes: int = 500 << 20
    """Stores take packages of 200 MB; the largest of our corpora has 120 MB."""

    max_app_entries: int = 100_000
    """The largest real app seen has 21,000 entries; each costs 100 bytes of tables."""

    max_entry_bytes: int = 64 << 20
    """Produced from one entry that is read whole (DEX, resources), whatever it declares."""

    max_expanded_bytes: int = 300 << 20
    """Produced from all entries of one app together."""

    max_manifest_bytes: int = 4 << 20
    """androguard needs 10 s for a crafted manifest of 41 KB; real ones stay below 1 MB."""

    max_xml_elements: int = 50_000
    """Elements of one binary XML file."""

    max_xml_depth: int = 500
    """Nesting of one binary XML file: parsers are super-linear in it."""

    max_nested_files: int = 50
    """APK, DEX and ZIP files looked into inside one app; none is looked into twice as deep."""

    max_strings: int = 5_000_000
    """Strings of all DEX files of one app that are searched."""

    max_text_bytes: int = 24 << 20
    """Searched of all web pages, scripts and XML files of one app; 0.3 s at most."""

    max_text_entry_bytes: int = 8 << 20
    """Searched of one such file, or of one native library; script bundles rarely have more."""

    max_native_bytes: int = 8 << 20
    """Searched of all native libraries of one app, small ones first."""

    max_finds: int = 400
    """Strings of interest kept of each kind."""

    max_document_bytes: int = 32 << 20
    """A mail, page, JSON export or picture that addresses are taken out of; mail stops at 25 MB."""

    max_document_finds: int = 100_000
    """Addresses of one such document; a page has thousands at most."""

    max_mail_lines: int = 500_000
    """A mail of 32 MiB has that many; the parser asks each line for every open part."""

    max_mail_parts: int = 200
    """Boundaries and inner messages that a mail names, before its parts are looked for."""

    max_picture_pixels: int = 1 << 24
    """4,096 squared, checked before a pixel is decoded; a telephone's picture has 12 million."""

    max_picture_frames: int = 16
    """Looked at of a moving picture."""

    max_codes: int = 64
    """Codes of one picture."""

    max_app_seconds: float = 60.0
    """Wall clock for one app in its worker; 95 of 100 real apps need 0.2 s."""

    max_app_memory_bytes: int = 3 << 30
    """Address space of a worker, `RLIMIT_AS`; numpy and its threads map 1 GiB before any app."""


DEFAULT_LIMITS = Limits()
