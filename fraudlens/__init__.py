"""Tells fraudulent targets from honest ones: the public names.

`Scanner` is the way in; it is loaded when it is asked for, so that `import fraudlens` stays light.
"""

from typing import TYPE_CHECKING

from fraudlens.errors import (
    DataError,
    FraudlensError,
    InputError,
    LimitExceeded,
    MalformedInput,
    ManifestInvalid,
    ModelError,
    ModelIntegrityError,
    ModelNotFound,
    SchemaMismatch,
    SourceError,
    UsageError,
)
from fraudlens.features import Block, Feature, FeatureSet
from fraudlens.limits import Limits
from fraudlens.verdict import (
    Decision,
    Failure,
    Finding,
    FraudType,
    ModelRef,
    Outcome,
    Reason,
    Severity,
    Subject,
    Verdict,
    Where,
)
from fraudlens.version import __version__ as __version__

if TYPE_CHECKING:
    from fraudlens.scanning.scanner import Scanner
else:

    def __getattr__(name: str) -> object:
        """Load `Scanner` with all that it needs, 300 ms, at first use."""
        if name == "Scanner":
            from fraudlens.scanning.scanner import Scanner  # noqa: PLC0415  see above

            return Scanner
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Block",
    "DataError",
    "Decision",
    "Failure",
    "Feature",
    "FeatureSet",
    "Finding",
    "FraudType",
    "FraudlensError",
    "InputError",
    "LimitExceeded",
    "Limits",
    "MalformedInput",
    "ManifestInvalid",
    "ModelError",
    "ModelIntegrityError",
    "ModelNotFound",
    "ModelRef",
    "Outcome",
    "Reason",
    "Scanner",
    "SchemaMismatch",
    "Severity",
    "SourceError",
    "Subject",
    "UsageError",
    "Verdict",
    "Where",
]
