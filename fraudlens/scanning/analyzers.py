"""The analyzers by name; loaded when one is needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from fraudlens.detector import Trainable

ANALYZERS = {
    "url": "urlguard.detector:UrlDetector",
    "apk": "apkscan.detector:ApkDetector",
    "registration": "urlguard.registered.detector:RegisteredDetector",
}
"""Kind to `module:class`; a class without arguments that implements `Trainable`."""


def load_analyzer(reference: str) -> Trainable:
    """Import and make the analyzer at `module:class`."""
    module, _, name = reference.partition(":")
    return cast("Trainable", getattr(import_module(module), name)())
