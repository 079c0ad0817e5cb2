"""What an app calls itself: package name, label, version, signer, as texts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from apkscan.features.column import NAN, count, flag, ratio, share, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from apkscan.view import AppView

_VOWELS = frozenset("aeiouy")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]+")
_SAMPLES = ("com.example.", "com.test.", "com.demo.", "com.android.", "com.google.android.")
_SYSTEM_WORDS = re.compile(
    r"google|android|chrome|play ?(store|protect|service)|system|update|güncelle|service|"
    r"security|setting|手机|系统|更新|安全",
    re.IGNORECASE,
)
_SHORT_PART = 3


def _package(name: str) -> str:
    return f'{{"identity":{{"package":"{name}"}}}}'


def _label(text: str) -> str:
    return f'{{"identity":{{"label":"{text}"}}}}'


def _of_package(measure: Callable[[str], float]) -> Callable[[AppView], float]:
    """Measure the package name in lower case; absent without one."""

    def measured(app: AppView) -> float:
        package = app.facts.identity.package
        return measure(package.lower()) if package else NAN

    return measured


def _of_label(measure: Callable[[str], float]) -> Callable[[AppView], float]:
    def measured(app: AppView) -> float:
        label = (app.facts.identity.label or "").strip()
        return measure(label) if label else NAN

    return measured


def entropy(text: str) -> float:
    """Give the bits a character of a text.

    >>> entropy("aabb"), entropy("")
    (1.0, 0.0)
    """
    total = len(text)
    return 0.0 + sum(-n / total * math.log2(n / total) for n in Counter(text).values())


def longest_consonants(text: str) -> int:
    """Give the longest run of consonants, which made-up names have.

    >>> longest_consonants("bnamglgudtkwoa"), longest_consonants("")
    (4, 0)
    """
    return max(map(len, _CONSONANTS.findall(text)), default=0)


def _letters(package: str) -> str:
    return package.replace(".", "").replace("_", "")


def _vowel_share(package: str) -> float:
    letters = [c for c in _letters(package) if c.isalpha()]
    return share(sum(c in _VOWELS for c in letters), len(letters))


def _digit_share(package: str) -> float:
    return share(sum(c.isdigit() for c in package), len(package))


def _parts(package: str) -> list[str]:
    return package.split(".")


def _odd_ending(package: str) -> float:
    """Whether the last part is a number or a single letter, as generated names have."""
    last = _parts(package)[-1]
    return float(len(last) == 1 or last[-1].isdigit())


def _symbol_share(label: str) -> float:
    return share(sum(unicodedata.category(c)[0] in "SPC" for c in label), len(label))


def _scripts(label: str) -> float:
    """Count the scripts of the letters by the first word of their Unicode names."""
    names = (unicodedata.name(c, "?").split(" ", 1)[0] for c in label if c.isalpha())
    return float(len(set(names)))


def _foreign_share(label: str) -> float:
    return share(sum(not c.isascii() for c in label), len(label))


def _shares_word(app: AppView) -> float:
    """Whether the package name holds a word of the label; absent without either."""
    identity = app.facts.identity
    if not identity.package or not identity.label:
        return NAN
    words = re.findall(r"[a-z]{3,}", identity.label.lower())
    return float(any(word in identity.package.lower() for word in words)) if words else NAN


def _subject(app: AppView) -> str:
    certificates = app.facts.signing.certificates
    return certificates[0].subject if certificates else ""


def _signer_values(app: AppView) -> str:
    return "".join(part.partition("=")[2] for part in re.split(r",\s*", _subject(app)))


def _signer_entropy(app: AppView) -> float:
    values = _signer_values(app)
    return entropy(values.lower()) if values else NAN


def _signer_digits(app: AppView) -> float:
    values = _signer_values(app)
    return share(sum(c.isdigit() for c in values), len(values))


def _signed(subject: str) -> str:
    return f'{{"signing":{{"certificates":[{{"sha256":"00","subject":"{subject}"}}]}}}}'


PACKAGE = theme(
    "package_name",
    "how its package name is written",
    "包名的写法",
    (
        ratio("package_length", "Length of the package name.", _of_package(len),
              (_package("a.bcd"), 5), kind="length", unit="characters"),
        ratio("package_parts", "Parts of the package name.", _of_package(lambda p: len(_parts(p))),
              (_package("a.bcd"), 2), kind="count", unit="parts"),
        ratio("package_longest_part", "Longest part of the package name.",
              _of_package(lambda p: max(map(len, _parts(p)))), (_package("a.bcd"), 3),
              kind="length", unit="characters"),
        ratio("package_short_parts", "Share of its parts with less than three letters.",
              _of_package(lambda p: share(sum(len(x) < _SHORT_PART for x in _parts(p)),
                                          len(_parts(p)))), (_package("a.bcd"), 0.5)),
        ratio("package_entropy", "Entropy of the package name.",
              _of_package(lambda p: entropy(_letters(p))), (_package("a.b"), 1.0),
              kind="bits", unit="bits/character"),
        ratio("package_vowel_share", "Share of vowels among its letters.",
              _of_package(_vowel_share), (_package("ab.cd"), 0.25)),
        ratio("package_digit_share", "Share of digits in the package name.",
              _of_package(_digit_share), (_package("a1.b"), 0.25)),
        ratio("package_consonant_run", "Longest run of consonants in the package name.",
              _of_package(lambda p: longest_consonants(_letters(p))), (_package("a.bnmglo"), 5),
              kind="length", unit="characters"),
        ratio("package_odd_ending", "Its last part is one letter or ends with a digit.",
              _of_package(_odd_ending), (_package("com.app2"), 1.0)),
        flag("package_of_samples", "Its package name is one of samples or of Android itself.",
             lambda app: (app.facts.identity.package or "").lower().startswith(_SAMPLES),
             _package("com.example.app"), _package("org.honest.app")),
        flag("package_absent", "No package name could be read.",
             lambda app: not app.facts.identity.package, "{}", _package("a.b")),
    ),
)  # fmt: skip
LABEL = theme(
    "label",
    "the name under its icon",
    "图标下显示的名称",
    (
        ratio("label_length", "Length of the name under the icon.", _of_label(len),
              (_label("Bank"), 4), kind="length", unit="characters"),
        ratio("label_words", "Words of the name under the icon.",
              _of_label(lambda text: len(text.split())), (_label("My Bank"), 2),
              kind="count", unit="words"),
        ratio("label_foreign_share", "Share of its characters outside ASCII.",
              _of_label(_foreign_share), (_label("a贷"), 0.5)),
        ratio("label_scripts", "Scripts that its letters are from.", _of_label(_scripts),
              (_label("aб"), 2), kind="count", unit="scripts"),
        ratio("label_symbol_share", "Share of its characters that are no letters or digits.",
              _of_label(_symbol_share), (_label("a!"), 0.5)),
        ratio("label_sounds_like_system", "It sounds like a part of the system or of Google.",
              _of_label(lambda text: float(bool(_SYSTEM_WORDS.search(text)))),
              (_label("System Update"), 1)),
        flag("label_absent", "It has no name under its icon.",
             lambda app: not (app.facts.identity.label or "").strip(), "{}", _label("Bank")),
        ratio("label_in_package", "Its package name holds a word of its label.", _shares_word,
              ('{"identity":{"package":"org.bank","label":"Bank"}}', 1)),
        count("label_languages", "languages", "Languages that its name is given in.",
              lambda app: len(app.facts.identity.labels),
              ('{"identity":{"labels":[["","a"],["zh","b"]]}}', 2)),
        flag("icon_absent", "No icon could be read.",
             lambda app: app.facts.identity.icon is None, "{}", '{"identity":{"icon":{}}}'),
    ),
)  # fmt: skip
SIGNER = theme(
    "signer",
    "who signed it, and how",
    "签名者与签名方式",
    (
        ratio("signer_entropy", "Entropy of what the certificate says of its owner.",
              _signer_entropy, (_signed("CN=ab"), 1.0), kind="bits", unit="bits/character"),
        ratio("signer_digit_share", "Share of digits in what the certificate says of its owner.",
              _signer_digits, (_signed("CN=a1"), 0.5)),
        ratio("signer_fields", "Fields of the certificate that name its owner.",
              lambda app: float(_subject(app).count("=")) if _subject(app) else NAN,
              (_signed("CN=a,O=b"), 2), kind="count", unit="fields"),
        count("signers", "certificates", "Certificates that it is signed with.",
              lambda app: len(app.facts.signing.certificates), (_signed("CN=a"), 1)),
        flag("signature_fails", "Its signature does not hold.",
             lambda app: app.facts.signing.verified is False, '{"signing":{"verified":false}}'),
        count("signing_oddities", "notes", "Odd things about its signature.",
              lambda app: len(app.facts.signing.notes),
              ('{"signing":{"notes":[{"code":"x"}]}}', 1)),
    ),
)  # fmt: skip
