"""The page that lists what rules can say of an app: `docs/findings-apk.md`."""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from apkscan.imitation.findings import TEXTS
from apkscan.judging import WELL_KNOWN
from apkscan.kinds.scores import HEAVY_WEIGHT, HIGH_SCORE, LOW_SCORE, MEDIUM_SCORE
from apkscan.kinds.signs import load_rules, load_signs
from apkscan.phrases import phrase
from apkscan.read.codes import CODES
from apkscan.visibility import REVIEW_BELOW, SHARES
from fraudlens.verdict import Severity
from tools.markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apkscan.kinds.signs import Sign

_BUILT_IN = Path(__file__).parent.parent / "apkscan" / "findings.py"
_OPEN = "…"
"""Stands where a finding names something."""

_HEAD = (
    "# What rules say of an app\n\n"
    "Printed from the code and from `datasets/reference/` by `make docs`; do not edit.\n\n"
    "A finding stands beside the model: it has a rule, a severity, a sentence, and evidence with "
    "its place in the file.\n"
    "Kinds of fraud and likeness to an official app can raise a verdict: a high finding to "
    "`fraud`, a medium one to `suspicious`, with `basis` = `rules`.\n"
    f"Signs of {' and '.join(f'`{kind}`' for kind in sorted(WELL_KNOWN))}, which the model knows "
    "well, do so only where the model, too, holds fraud likelier than not "
    "([0031](decisions/0031-signs-wait-for-the-model-where-it-knows.md)).\n"
    "`official-app` clears an app whatever else is found, with `basis` = `official-app` "
    "([0039](decisions/0039-the-key-of-an-official-app-clears-it.md)).\n"
    "All others are evidence for a reader and decide nothing.\n"
    f"With less than {REVIEW_BELOW:g} of an app to see, a `clear` verdict becomes `suspicious`, "
    "with `basis` = `visibility`.\n"
    "Rules of stores and countries are another matter: they stand under `policy` in a record.\n"
)
_KINDS = (
    "\n## Kinds of fraud\n\n"
    "Signs of `app_signs.toml`, which add up as independent causes: "
    "the doubt that is left is the product of 1 - weight.\n"
    "The sum is a degree of belief of the signs' author, not a calibrated probability.\n"
    f"A kind is high from {HIGH_SCORE:g} on, if one of its strong signs weighs {HEAVY_WEIGHT:g} "
    f"or more; medium from {MEDIUM_SCORE:g}; low from {LOW_SCORE:g}, with a strong sign.\n"
)


def findings_page() -> str:
    """Give the page; it ends with a line feed."""
    return "".join((_HEAD, *_kinds(), *_rules(), *_others(), *_codes(), *_visibility()))


def built_in(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the rules that a module names in its text, each with its possible severities.

    >>> list(built_in('Finding("packed", Severity.LOW, text)'))
    [('packed', ('low',))]
    >>> list(built_in('rule, severity = ("debug-key", Severity.INFO)'))
    [('debug-key', ('info',))]
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Call(
                    func=ast.Name(id="Finding"),
                    args=[ast.Constant(value=str() as name), severity, *_],
                )
                | ast.Tuple(elts=[ast.Constant(value=str() as name), severity])
            ):
                found = _severities(severity)
                if found:
                    yield name, found


def _severities(node: ast.expr) -> tuple[str, ...]:
    return tuple(
        Severity[inner.attr].value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.value, ast.Name)
        and inner.value.id == "Severity"
    )


def _kinds() -> Iterator[str]:
    yield _KINDS
    head = ("sign", "weight", "strong", "says", "中文")
    for kind, signs in groupby(load_signs(), key=lambda sign: sign.kind):
        said = phrase(kind, "en")
        yield f"\n### `kind-{kind.replace('_', '-')}`: {said}\n\n{table(head, map(_sign, signs))}"


def _sign(sign: Sign) -> tuple[str, ...]:
    strong = "yes" if sign.strong else ""
    return code(sign.name), f"{sign.weight:g}", strong, *sign.texts


def _rules() -> Iterator[str]:
    yield "\n## Combinations\n\nRules of `app_rules.toml`; MASVS is the control of OWASP MASVS.\n\n"
    head = ("rule", "severity", "MASVS", "says", "中文")
    yield table(head, ((code(r.name), r.severity.value, r.masvs, *r.texts) for r in load_rules()))


def _others() -> Iterator[str]:
    head = ("rule", "severity", "says", "中文")
    yield "\n## Likeness to an official app\n\nThe stronger the likeness, the graver.\n\n"
    rows = [(code(name), en, zh) for name, (en, zh) in TEXTS.items()]
    yield table(("rule or case", "says", "中文"), rows)
    yield "\n## Build, signature, addresses and visibility\n\n"
    found = sorted(built_in(_BUILT_IN.read_text("utf-8")))
    yield table(head, (_built_in_row(name, severities) for name, severities in found))


def _built_in_row(name: str, severities: tuple[str, ...]) -> tuple[str, ...]:
    said = (phrase(name, lang, _OPEN) for lang in ("en", "zh"))
    return code(name), " or ".join(severities), *said


def _codes() -> Iterator[str]:
    yield (
        "\n## Notes of the reader\n\n"
        "What the reader of archive, manifest, signature and code met.\n"
        "A note above `info` is a finding under its code; all are in the facts.\n\n"
    )
    rows = ((code(name), each.severity.value, each.en, each.zh) for name, each in CODES.items())
    yield table(("code", "severity", "says", "中文"), rows)


def _visibility() -> Iterator[str]:
    yield (
        "\n## Visibility\n\n"
        "Share of an app that can still be seen with each reason; several multiply.\n\n"
    )
    rows = (
        (code(name), f"{share:g}", phrase(f"seen-{name}", "en"), phrase(f"seen-{name}", "zh"))
        for name, share in SHARES.items()
    )
    yield table(("reason", "share", "says", "中文"), rows)
