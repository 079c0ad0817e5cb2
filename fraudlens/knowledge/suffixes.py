"""The pinned Public Suffix List, and suffixes that say who may register under them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fraudlens.errors import DataError
from fraudlens.knowledge.reference import one_of, read_table, reference_text

PSL_FILE = "public_suffix_list.dat"
SUFFIX_KINDS = ("restricted", "abused")

_FILE = "suffixes.csv"
_COLUMNS = ("suffix", "kind", "note", "source")
_PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="


@dataclass(frozen=True, slots=True)
class SuffixRules:
    """Rules of the Public Suffix List, as A-labels, with their `*.` and `!` marks."""

    icann: frozenset[str]
    private: frozenset[str]
    """Rules of the private section: suffixes that a company opened to its customers."""


@dataclass(frozen=True, slots=True)
class Suffix:
    """A public suffix whose registrations are vetted, or are known to be abused."""

    text: str
    """A-labels, without a leading dot."""
    kind: str
    """One of `SUFFIX_KINDS`."""


@lru_cache(maxsize=1)
def load_rules() -> SuffixRules:
    """Read the list that ships with fraudlens; nothing is fetched.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_rules(reference_text(PSL_FILE))


@lru_cache(maxsize=1)
def load_suffixes() -> tuple[Suffix, ...]:
    """Read the restricted and abused suffixes that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_suffixes(reference_text(_FILE))


def read_rules(text: str) -> SuffixRules:
    """Read the rules of a Public Suffix List.

    Raises:
        DataError: a rule is no host name, or the private section is missing.
    """
    if _PRIVATE not in text:
        raise DataError(f"{PSL_FILE}: no private section")
    icann: set[str] = set()
    private: set[str] = set()
    section = icann
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_PRIVATE):
            section = private
        if (words := line.split(maxsplit=1)) and not words[0].startswith("//"):
            section.add(_ascii_rule(words[0], number))
    return SuffixRules(frozenset(icann), frozenset(private))


def read_suffixes(text: str) -> tuple[Suffix, ...]:
    """Read suffixes from the `text` of a `suffixes.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    return tuple(
        Suffix(suffix, one_of(kind, SUFFIX_KINDS, place))
        for place, (suffix, kind, _, _) in read_table(text, _FILE, _COLUMNS)
    )


def _ascii_rule(rule: str, number: int) -> str:
    if ".." in f".{rule}.":
        raise DataError(f'{PSL_FILE}:{number}: "{rule}" is no host name')
    if rule.isascii():  # nearly all of ten thousand
        return rule.lower()
    return ".".join(map(_ascii_label, rule.lower().split(".")))


def _ascii_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
