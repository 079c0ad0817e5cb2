"""The DEX files of an app: its components' classes, the calls it names, its texts."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.data.apk import dex
from tests.data.apk.code import (
    PUBLIC,
    RETURN_VOID,
    STATIC,
    ClassDef,
    Code,
    FieldRef,
    Invoke,
    Method,
    MethodRef,
    Raw,
    Text,
    dotted,
    words,
)
from tests.data.apk.frameworks import PARENTS, inherited, signature
from tests.data.apk.manifest import class_name, components

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.data.apk.code import Instruction
    from tests.data.apk.spec import AppSpec, ComponentSpec

ACCESSIBILITY = "android.permission.BIND_ACCESSIBILITY_SERVICE"
CALLS_A_METHOD = 400


def program(spec: AppSpec) -> tuple[bytes, ...]:
    """Give the DEX files of `spec`, `classes.dex` first."""
    first = [*_components(spec), *_work(spec)]
    parts: list[list[ClassDef]] = [first, *([] for _ in range(spec.dex_files - 1))]
    for number, name in enumerate(spec.classes):
        parts[number % len(parts)].append(plain(name))
    return tuple(dex.encode(part) for part in parts)


def plain(name: str, parent: str = "java.lang.Object") -> ClassDef:
    """Give a class in Java's spelling that has nothing but what its super class asks for."""
    return ClassDef(dotted(name), dotted(parent), tuple(inherited(name, parent)))


def _components(spec: AppSpec) -> Iterator[ClassDef]:
    names = set(spec.classes)
    if spec.application is not None and spec.application_defined:
        name = class_name(spec.package, spec.application)
        names.add(name)
        yield plain(name, "android.app.Application")
    for component in components(spec):
        name = class_name(spec.package, component.name)
        if component.kind != "alias" and component.defined and name not in names:
            names.add(name)
            yield plain(name, component.base or _parent(component))


def _parent(component: ComponentSpec) -> str:
    if component.permission == ACCESSIBILITY:
        return "android.accessibilityservice.AccessibilityService"
    return PARENTS[component.kind]


def _work(spec: AppSpec) -> Iterator[ClassDef]:
    """Give the class that names all calls and texts, in methods that nobody calls."""
    steps: list[list[Instruction]] = [[*_call(call)] for call in spec.calls]
    steps += [[Text(0, text)] for text in spec.strings]
    if not steps:
        return
    own = dotted(f"{spec.package}.Work")
    methods = []
    for number, at in enumerate(range(0, len(steps), CALLS_A_METHOD)):
        body = [step for group in steps[at : at + CALLS_A_METHOD] for step in group]
        code = Code(16, 0, (*body, RETURN_VOID))
        methods.append(Method(MethodRef(own, f"part{number}"), PUBLIC | STATIC, code))
    yield ClassDef(own, methods=tuple(methods), fields=(FieldRef(own, "VERSION", "I"),))


def _call(call: str) -> Iterator[Instruction]:
    """Give the call with zero and null for every argument."""
    kind, ref = signature(call)
    types = ref.takes if kind == "static" else (ref.owner, *ref.takes)
    register = 0
    for name in types:
        wide = name in {"J", "D"}
        yield Raw(struct.pack("<BBh", 0x16 if wide else 0x13, register, 0))
        register += words([name])
    yield Invoke(kind, ref, 0, register)
