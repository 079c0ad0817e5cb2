"""What is left of an app's name without look-alikes, spacing and padding."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from apkscan.imitation.hanzi import simplified, sound
from fraudlens.knowledge.confusables import load_confusables, skeleton
from fraudlens.knowledge.reference import one_of, read_table, reference_text

_FILE = "app_label_words.csv"
_COLUMNS = ("kind", "word", "source")
_CHARACTERS = 60
"""Of a name; launchers show about 12, and a longer one is a sentence."""
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_VERSION = re.compile(r"v?\d{1,3}|20\d\d")
_MARKS = re.compile("[\u2120\u2122]")
"""Service mark and trade mark, which would become letters."""
_TURNED = re.compile("\u202e([^\u202c\u202d\u202e]*)")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_FEWEST = 4
"""Letters of a name that may stand for itself; shorter ones are abbreviations of many things."""
_FEWEST_HAN = 2
_HOMOPHONE = 3
"""Characters from which on a like sound is no chance: two syllables have many writings."""


@dataclass(frozen=True, slots=True)
class LabelWords:
    """Words in names of apps that tell no app from another, in simplified small letters."""

    filler: frozenset[str]
    """Stand before or behind a name that stays the same: `Lite`, `官方版`."""
    common: frozenset[str]
    """Ordinary words; a name of nothing else belongs to many apps."""
    known: frozenset[str]
    """Both."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, taken apart."""

    key: str
    """Small letters and digits, UTS #39 look-alikes as ASCII, simplified writing."""
    core: str
    """The same without filler words and versions at its ends; never empty if `key` is not."""
    look: str
    """`core` with look-alikes inside ASCII (`0`, `rn`) as letters."""
    sound: str
    """How `core` sounds, if it is Chinese and long enough."""
    words: tuple[str, ...]
    """Parts of `core` that stand apart."""


@lru_cache(maxsize=1)
def load_label_words() -> LabelWords:
    """Read the words that ship with fraudlens.

    Raises:
        DataError: the file is missing or broken.
    """
    return read_label_words(reference_text(_FILE))


def read_label_words(text: str) -> LabelWords:
    """Read words from the `text` of an `app_label_words.csv`.

    Raises:
        DataError: a row is broken; the message names its line.
    """
    words: dict[str, set[str]] = {"filler": set(), "common": set()}
    for place, (kind, word, _) in read_table(text, _FILE, _COLUMNS):
        words[one_of(kind, tuple(words), place)].add(plain(word))
    filler, common = frozenset(words["filler"]), frozenset(words["common"])
    return LabelWords(filler, common, filler | common)


def plain(text: str) -> str:
    r"""Give a text in small simplified letters, look-alikes as ASCII, without invisible marks.

    What a direction override turns round is read as it is seen.

    >>> plain("\u0421hrome\u200b"), plain("國家反詐中心"), plain("Pay\u202elaP"), plain("PayPal™")
    ('chrome', '国家反诈中心', 'paypal', 'paypal')
    """
    if text.isascii():
        return text.lower()
    text = _TURNED.sub(lambda turned: turned[1][::-1], _MARKS.sub("", text))
    kept = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc", "Co"})
    return skeleton(simplified(unicodedata.normalize("NFKC", kept)))


def name_of(label: str) -> Name:
    """Take a name apart.

    >>> name_of("WhatsApp Plus v2").core, name_of("支付宝官方版").core, name_of("Lite").core
    ('whatsapp', '支付宝', 'lite')
    """
    runs = _RUN.findall(plain(label[:_CHARACTERS]))
    words = _stripped(runs)
    core = "".join(words)
    return Name("".join(runs), core, _look(core), _sound(core), tuple(words))


def is_ordinary(name: Name, frequent: frozenset[str] = frozenset()) -> bool:
    """Tell whether a name says nothing alone: short, or made of ordinary words.

    >>> is_ordinary(name_of("Expense Tracker")), is_ordinary(name_of("WhatsApp"))
    (True, False)
    """
    fewest = _FEWEST_HAN if _HAN.search(name.key) else _FEWEST
    if len(name.key) < fewest or name.key.isdigit():
        return True
    known = load_label_words().known
    return name.key in known or all(w in known or w in frequent or w.isdigit() for w in name.words)


def _stripped(runs: list[str]) -> list[str]:
    """Drop filler words and versions from both ends, and from the ends of Chinese runs."""
    filler = load_label_words().filler
    words = [_trimmed(run, filler) if run[0] >= "\u3400" else run for run in runs]
    kept = [word for word in words if word]
    while len(kept) > 1 and (kept[-1] in filler or _VERSION.fullmatch(kept[-1])):
        kept.pop()
    while len(kept) > 1 and kept[0] in filler:
        kept.pop(0)
    return kept or runs


def _trimmed(run: str, filler: frozenset[str]) -> str:
    """Drop filler from the ends of a run of Chinese characters; empty if nothing else is left."""
    for size in range(min(len(run), 4), 1, -1):
        if run[-size:] in filler:
            return _trimmed(run[:-size], filler)
        if run[:size] in filler:
            return _trimmed(run[size:], filler)
    return run


def _look(core: str) -> str:
    """Give a skeleton with look-alikes inside ASCII as letters, as `fold` does with any text."""
    for source, target in load_confusables().pairs if not _HAN.fullmatch(core) else ():
        core = core.replace(source, target)
    return core


def _sound(core: str) -> str:
    return sound(core) if len(core) >= _HOMOPHONE and _HAN.fullmatch(core) else ""
