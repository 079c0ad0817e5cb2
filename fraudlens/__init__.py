"""Tells fraudulent targets from honest ones: what every analyzer shares."""

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
)

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
    "SchemaMismatch",
    "Severity",
    "SourceError",
    "Subject",
    "UsageError",
    "Verdict",
]

__version__ = "0.1.0"
