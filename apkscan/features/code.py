"""The shape of the code: whose it is, and how far it hides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from apkscan.features.column import NAN, count, flag, ratio, share, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from apkscan.facts import Dex
    from apkscan.view import AppView

_COMPONENT_ELSEWHERE = (
    '{"manifest":{"components":[{"kind":"activity","name":"a.b.C"}]},'
    '"dex":{"packages":[["x.y",1]]}}'
)


def _dex(fields: str) -> str:
    return f'{{"dex":{{"classes":4,{fields}}}}}'


def _per_class(part: Callable[[Dex], float]) -> Callable[[AppView], float]:
    return lambda app: share(part(app.facts.dex), app.facts.dex.classes)


def package_entropy(app: AppView) -> float:
    """Give the bits of the spread of classes over packages; absent without classes."""
    counts = [n for _, n in app.facts.dex.packages]
    total = sum(counts)
    if not total:
        return NAN
    return 0.0 + sum(-n / total * math.log2(n / total) for n in counts)


def _below_package(app: AppView) -> float:
    """Give the share of classes below the first two parts of the package name."""
    package, dex = app.facts.identity.package, app.facts.dex
    if not package or not dex.classes:
        return NAN
    root = ".".join(package.split(".")[:2])
    return share(sum(n for name, n in dex.packages if name.startswith(root)), dex.classes)


def _missing_components(app: AppView) -> float:
    """Give the share of components in whose package no class is: code that comes later."""
    components, packages = app.facts.manifest.components, app.facts.dex.packages
    if not components or not packages:
        return NAN
    known = {name for name, _ in packages}
    missing = [c for c in components if not _lies_in(c.name, known)]
    return share(len(missing), len(components))


def _lies_in(name: str, packages: set[str]) -> bool:
    parts = name.split(".")[:-1]
    return any(".".join(parts[:n]) in packages for n in range(min(len(parts), 3), -1, -1))


CODE = theme(
    "code",
    "the shape of its code",
    "代码形态",
    (
        ratio("code_own_share", "Share of the classes that are no well-known library.",
              _per_class(lambda dex: dex.own_classes), (_dex('"own_classes":1'), 0.25)),
        ratio("code_short_names", "Share of the classes with names of one or two letters.",
              _per_class(lambda dex: dex.short_names), (_dex('"short_names":1'), 0.25)),
        ratio("code_odd_names", "Share of the classes with foreign or look-alike letters.",
              _per_class(lambda dex: dex.odd_names), (_dex('"odd_names":1'), 0.25)),
        ratio("code_below_package", "Share of the classes below the app's own package.",
              _below_package,
              ('{"identity":{"package":"a.b.c"},"dex":{"classes":4,"packages":[["a.b.x",1]]}}',
               0.25)),
        ratio("code_missing_components", "Share of the components that its code does not have.",
              _missing_components,
              (_COMPONENT_ELSEWHERE, 1)),
        ratio("code_package_entropy", "How far its classes spread over packages.",
              package_entropy, ('{"dex":{"packages":[["a",1],["b",1]]}}', 1.0),
              kind="bits", unit="bits"),
        ratio("code_methods_a_class", "Methods for each class.",
              _per_class(lambda dex: dex.methods), (_dex('"methods":8'), 2), kind="ratio",
              unit="methods/class"),
        ratio("code_strings_a_class", "Texts for each class.",
              _per_class(lambda dex: dex.strings), (_dex('"strings":8'), 2), kind="ratio",
              unit="texts/class"),
        ratio("code_characters_a_string", "Mean length of the texts in the code.",
              lambda app: share(app.facts.dex.string_characters, app.facts.dex.strings),
              ('{"dex":{"strings":2,"string_characters":8}}', 4), kind="ratio",
              unit="characters"),
        ratio("code_fields_a_class", "Fields for each class.",
              _per_class(lambda dex: dex.fields), (_dex('"fields":8'), 2), kind="ratio",
              unit="fields/class"),
        ratio("code_native_share", "Methods in native code for each class.",
              _per_class(lambda dex: dex.native_methods), (_dex('"native_methods":1'), 0.25)),
        count("code_long_strings", "texts", "Texts over 1,000 characters, such as a payload.",
              lambda app: app.facts.dex.long_strings, ('{"dex":{"long_strings":1}}', 1)),
        ratio("code_encoded_share", "Share of the texts that look encoded.",
              lambda app: share(app.facts.dex.encoded_strings, app.facts.dex.strings),
              ('{"dex":{"strings":4,"encoded_strings":1}}', 0.25)),
        flag("code_absent", "No code could be read.", lambda app: not app.facts.dex.classes,
             "{}", '{"dex":{"classes":1}}'),
        count("code_oddities", "notes", "Oddities of the code files.",
              lambda app: len(app.facts.dex.notes), ('{"dex":{"notes":[{"code":"x"}]}}', 1)),
    ),
)  # fmt: skip
