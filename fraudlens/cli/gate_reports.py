"""The reports that the gate writes beside each other in one run."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from fraudlens.errors import UsageError
from fraudlens.gate import Step, gated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fraudlens.reports.run import RunInfo
    from fraudlens.verdict import Outcome

REPORTS: Mapping[str, str] = {
    "jsonl": "fraudlens.cli.gate_reports:records",
    "junit": "fraudlens.cli.gate_reports:gate_cases",
    "sarif": "fraudlens.cli.rule_texts:sarif_report",
    "html": "fraudlens.reports.html:html",
}
"""Name of the option -> `module:function` of the renderer, loaded when it is asked for."""


class Renderer(Protocol):
    """Writes outcomes as a report, in pieces."""

    def __call__(self, outcomes: Sequence[Outcome], run: RunInfo) -> Iterable[bytes]:
        """Give the pieces in order; the outcomes may be gone through more than once."""
        ...


def renderers(files: Mapping[str, Path]) -> dict[str, Renderer]:
    """Load what writes the reports that are asked for.

    Raises:
        UsageError: this release cannot write one of them, or two would be written to one place.
    """
    for name in files:
        if name not in REPORTS:
            raise UsageError(
                f"--{name}: this release cannot write such a report",
                hint=f"it can write: {', '.join(f'--{known}' for known in REPORTS)}",
            )
    names = {path: name for name, path in files.items()}
    for name, path in files.items():
        if names[path] != name:
            raise UsageError(
                f"--{name}: --{names[path]} is written to {path}, too",
                hint="name another file for each report",
            )
    return {name: _loaded(REPORTS[name]) for name in files}


def records(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write the records of a scan."""
    from fraudlens.reports.jsonl import jsonl  # noqa: PLC0415  only for this report

    del run
    yield jsonl(outcomes)


def gate_cases(outcomes: Iterable[Outcome], run: RunInfo) -> Iterator[bytes]:
    """Write test cases; whatever stops an app is a failure, not its verdict alone."""
    from fraudlens.reports.junit import junit  # noqa: PLC0415  only for this report

    return junit(outcomes, run, lambda verdict: gated(verdict, run.fail_on).step is Step.STOP)


def _loaded(reference: str) -> Renderer:
    module, _, name = reference.partition(":")
    return cast("Renderer", getattr(import_module(module), name))
