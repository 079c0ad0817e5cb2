"""What a run says of a target, as far as two runs are compared; and which targets are the same.

An address is the same in all its spellings: host without `www.`, port, path with query. An app is
the same in all its versions: package and signer. What states neither is the same by its text or,
an app that nobody signed, by its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from fraudlens.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fraudlens.verdict import Outcome

ERROR = "error"
"""Stands among the decisions for a target that could not be judged."""
_NO_MARK = bytes(8)


@dataclass(frozen=True, slots=True)
class State:
    """One outcome."""

    kind: str
    target: str
    """As given."""
    decision: str
    """Of `Decision`, or `ERROR`."""
    score: float | None
    """`None` for an error."""
    cuts: tuple[float, float] | None
    """Lowest scores of `suspicious` and `fraud`, where they are known."""
    identity: bytes
    """Equal for records of the same target, 16 bytes."""
    spelling: bytes
    """Equal for records of the same target in the same spelling, or the same file; 8 bytes."""
    mark: bytes
    """What beside decision and score makes a change: the file of an app, the code of an error.

    8 bytes.
    """


def state_of(outcome: Outcome) -> State:
    """Give the state that an outcome tells."""
    subject = outcome.subject
    if isinstance(outcome, Verdict):
        return verdict_state(
            (subject.kind, subject.target),
            outcome.decision,
            outcome.score,
            outcome.facts,
            outcome.model.thresholds,
        )
    return error_state(subject.kind, subject.target, outcome.code)


def verdict_state(
    subject: tuple[str, str],
    decision: str,
    score: float,
    facts: Mapping[str, object],
    cuts: tuple[float, float] | None,
) -> State:
    """Give the state of a target that was judged; `subject` is its kind and its text."""
    kind, target = subject
    file = facts.get("sha256")
    if kind == "apk" and isinstance(file, str):
        spelling, mark = _digest(8, kind, file), _digest(8, file)
        identity = _digest(16, kind, *_app(facts, file))
    else:
        spelling, mark = _digest(8, kind, target), _NO_MARK
        identity = _digest(16, kind, *_address(facts, target))
    return State(kind, target, decision, score, cuts, identity, spelling, mark)


def error_state(kind: str, target: str, code: str) -> State:
    """Give the state of a target that could not be judged; only its text is known of it."""
    identity, spelling = _digest(16, kind, "text", target), _digest(8, kind, target)
    return State(kind, target, ERROR, None, None, identity, spelling, _digest(8, code))


def _address(facts: Mapping[str, object], target: str) -> tuple[str, ...]:
    host = facts.get("host")
    if not isinstance(host, str) or not host:
        return "text", target
    port, path = facts.get("port") or "", facts.get("path") or ""
    return "address", host.removeprefix("www."), str(port), str(path)


def _app(facts: Mapping[str, object], file: str) -> tuple[str, ...]:
    package, certificates = facts.get("package"), facts.get("certificates")
    if package and isinstance(certificates, list) and certificates:
        return "app", str(package), *sorted(map(str, certificates))
    return "file", file


def _digest(size: int, *parts: str) -> bytes:
    """Hash texts so that no two lists of them give the same bytes by where they are cut."""
    text = "".join([f"{len(part)}:{part}" for part in parts])
    if not text.isascii():  # half a character is another one in a saved run, which is UTF-8
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return blake2b(text.encode(), digest_size=size).digest()
