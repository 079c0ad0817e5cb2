"""The reference of the command line, `docs/cli.md`, printed from the commands themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.main import get_command

from fraudlens.cli.commands import app

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCTION = """# Command line

Printed from the help texts by `make docs`; do not edit.
"""


def reference() -> str:
    """Give the whole page: the help of each command under a heading of its own."""
    sections = [f"## {path}\n\n```text\n{text.rstrip()}\n```\n" for path, text in command_helps()]
    return "\n".join([_INTRODUCTION, *sections])


def command_helps() -> Iterator[tuple[str, str]]:
    """Give path (`fraudlens url scan`) and help text of each command and group, depth first."""
    yield from _helps(get_command(app), "fraudlens", None)


def _helps(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  typer's are private
    context = command.make_context(
        name, [], parent=parent, resilient_parsing=True, terminal_width=80, max_content_width=80
    )
    yield context.command_path, command.get_help(context)
    for child_name, child in getattr(command, "commands", {}).items():
        yield from _helps(child, child_name, context)
