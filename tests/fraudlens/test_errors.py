"""Errors: what each says for people and programs, and that it crosses from a worker whole."""

from __future__ import annotations

import pickle

import pytest

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


@pytest.mark.parametrize(
    ("kind", "code", "exit_code"),
    [
        (InputError, "unreadable", 3),
        (MalformedInput, "malformed", 3),
        (LimitExceeded, "limit-exceeded", 3),
        (UsageError, "usage", 2),
        (SourceError, "source", 3),
        (ModelError, "model", 4),
        (ModelNotFound, "model-not-found", 4),
        (ManifestInvalid, "manifest-invalid", 4),
        (ModelIntegrityError, "model-integrity", 4),
        (SchemaMismatch, "schema-mismatch", 4),
        (DataError, "data", 4),
    ],
)
def test_codes_are_stable(kind: type[FraudlensError], code: str, exit_code: int) -> None:
    """Scripts read both; a changed one breaks them."""
    assert (code, exit_code) == (kind.code, kind.exit_code)


def test_hint_is_empty_unless_given() -> None:
    error = UsageError("no target")

    assert "" == error.hint
    assert "no target" == error.message == str(error)


@pytest.mark.parametrize("kind", [LimitExceeded, ModelNotFound])
def test_error_survives_pickling(kind: type[FraudlensError]) -> None:
    error = kind("line is too long", hint="cut it")

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  made on the line itself

    assert (kind, "line is too long", "cut it") == (type(copy), copy.message, copy.hint)


def test_a_bare_error_holds_on_to_nothing_that_was_at_work() -> None:
    try:
        try:
            int("foreign")
        except ValueError as exc:
            raise LimitExceeded("too long", hint="cut it") from exc
    except LimitExceeded as error:
        bare = error.bare()

    assert (LimitExceeded, "too long", "cut it") == (type(bare), bare.message, bare.hint)
    assert (None, None, None) == (bare.__traceback__, bare.__cause__, bare.__context__)
