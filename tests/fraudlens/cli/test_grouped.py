from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from fraudlens.cli.grouped import grouped

Name = Annotated[str, typer.Option("--name", help="Who it is.")]
Age = Annotated[int, typer.Option("--age", min=0)]


@dataclass(frozen=True, slots=True)
class Person:
    name: Name = "nobody"
    age: Age = 7


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()

    @made.command()
    @grouped
    def meet(
        place: str, *, who: Person, again: Annotated[bool, typer.Option("--again")] = False
    ) -> None:
        """Meet somebody."""
        typer.echo(f"{place}: {who}{' again' if again else ''}")

    return made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["park"], "park: Person(name='nobody', age=7)\n"),
        (["park", "--age", "3", "--again"], "park: Person(name='nobody', age=3) again\n"),
        (["--name", "Ada", "park"], "park: Person(name='Ada', age=7)\n"),
    ],
)
def test_fields_are_options_and_come_as_one_value(
    app: typer.Typer, arguments: list[str], said: str
) -> None:
    assert said == CliRunner().invoke(app, arguments).stdout


def test_help_tells_of_fields_as_of_options(app: typer.Typer) -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout

    assert "Meet somebody." in shown
    assert "Who it is." in shown


def test_wrong_value_is_wrong_usage(app: typer.Typer) -> None:
    assert 2 == CliRunner().invoke(app, ["park", "--age", "-1"]).exit_code
