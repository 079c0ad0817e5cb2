"""All errors that fraudlens raises on purpose, and what each one means for a run.

FraudlensError              has .code, .exit_code and .hint
├── InputError              this target only; the batch goes on as a failure record
│   ├── MalformedInput      it cannot be read as what it claims to be
│   └── LimitExceeded       reading it would break a bound of `Limits`
├── UsageError              the command or its options make no sense (exit 2)
├── SourceError             a whole file or folder cannot be opened (exit 3)
├── ModelError              nothing can be scored (exit 4)
│   ├── ModelNotFound       no bundle at that place
│   ├── ManifestInvalid     the manifest is absent, broken or of a newer format
│   ├── ModelIntegrityError a file of the bundle is missing or not the one that was saved
│   └── SchemaMismatch      the bundle was trained for other columns
└── DataError               a data set breaks its card, or leaks (exit 4)
"""

from __future__ import annotations

from typing import ClassVar, Self


class FraudlensError(Exception):
    """Root of the tree: a message for people, a stable code for programs, a hint on what to do."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep `message` (what and where) and `hint` (what to do about it, may be empty)."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle whole, so that an error crosses from a worker process unchanged."""
        return _rebuild, (type(self), self.message, self.hint)


class InputError(FraudlensError):
    """One target cannot be judged; all others can."""

    code = "unreadable"
    exit_code = 3

    def bare(self) -> Self:
        """Give the same error as plain data, to be kept.

        One that was raised holds on, by its traceback, to every frame that was at work, and with
        them to all that was read and scored, until a search for cycles frees it.
        """
        return type(self)(self.message, hint=self.hint)


class MalformedInput(InputError):
    """The target is not what it claims to be."""

    code = "malformed"


class LimitExceeded(InputError):
    """Reading the target would break a bound of `Limits`."""

    code = "limit-exceeded"


class UsageError(FraudlensError):
    """The command or its options make no sense together."""

    code = "usage"
    exit_code = 2


class SourceError(FraudlensError):
    """A file or folder that was named cannot be opened or has no column to read."""

    code = "source"
    exit_code = 3


class ModelError(FraudlensError):
    """No score can be given."""

    code = "model"


class ModelNotFound(ModelError):
    """There is no bundle at the place that was named."""

    code = "model-not-found"


class ManifestInvalid(ModelError):
    """The manifest is absent, broken, or written by a newer fraudlens."""

    code = "manifest-invalid"


class ModelIntegrityError(ModelError):
    """A file of the bundle is missing or differs from the one that was saved."""

    code = "model-integrity"


class SchemaMismatch(ModelError):
    """The bundle was trained for other columns than this version computes."""

    code = "schema-mismatch"


class DataError(FraudlensError):
    """A data set breaks its card, lacks a class, or leaks between parts."""

    code = "data"


def _rebuild(kind: type[FraudlensError], message: str, hint: str) -> FraudlensError:
    return kind(message, hint=hint)
