"""`fraudlens evidence`: one case in one file, and whether such a file is still as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from fraudlens.cli.grouped import grouped
from fraudlens.cli.options import Lang, LangOption, Model, exit_codes
from fraudlens.cli.share_options import ReporterRequest

if TYPE_CHECKING:
    from typer._click import Context

_MAKE = "make"


class _MakeByDefault(TyperGroup):
    """`evidence TARGET` is `evidence make TARGET`."""

    default = _MAKE

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the name of the command before arguments that name none."""
        known = {*self.commands, "--help", "-h"}
        if args and args[0] not in known:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_MakeByDefault,
    help="Pack the evidence of one case, and check such a pack.\n\n"
    "'fraudlens evidence TARGET ...' is 'fraudlens evidence make TARGET ...'.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_MAKE_EPILOG = f"""\b
Examples:
  fraudlens evidence http://paypal.com.example.top/login --out case.zip
  fraudlens evidence loan.apk --out case.zip --lang zh
  fraudlens evidence http://shop.example.top/ --from verdicts.jsonl --out case.zip
  fraudlens evidence http://shop.example.top/ --out case.zip --as-of 2026-11-26 \\
      --reporter "Example CERT" --contact reports@cert.example

The digest that is printed is that of the whole pack: note it elsewhere, or send it another way.

{exit_codes("the pack is made", "", "wrong usage", "the target or the run could not be read")}"""
_VERIFY_EPILOG = f"""\b
Examples:
  fraudlens evidence verify case.zip
  fraudlens evidence verify case.zip --sha256 9f86d081884c7d65...

A pack without a noted digest proves that it fits itself, not that it is the one that was made.

{exit_codes("it is intact", "it has changed", "wrong usage", "it cannot be read")}"""


_Target = Annotated[str, typer.Argument(metavar="TARGET", help="One URL, or one Android app.")]
_Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The pack to write.")]
_Run = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="RUN",
        help="Take the record of TARGET from a saved run (jsonl) instead of judging it.",
    ),
]
_AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="Time that the pack bears, in UTC, and day whose policies count; else now.",
    ),
]
_Sample = Annotated[
    bool,
    typer.Option("--include-sample", help="Put the app itself into the pack. It may do harm."),
]
_Pack = Annotated[Path, typer.Argument(metavar="PACK", help="A pack that 'make' wrote.")]
_Digest = Annotated[
    str | None,
    typer.Option("--sha256", metavar="DIGEST", help="Digest of the pack that was noted."),
]


@app.command(_MAKE, epilog=_MAKE_EPILOG)
@grouped
def make(
    target: _Target,
    out: _Out,
    *,
    run: _Run = None,
    as_of: _AsOf = None,
    model: Model = None,
    lang: LangOption = Lang.EN,
    include_sample: _Sample = False,
    who: ReporterRequest,
) -> None:
    """Judge one target and pack what the verdict rests on.

    For a named --reporter, the pack holds an abuse report (XARF), too.
    """
    from fraudlens.cli.evidence_run import CaseRequest, make_case  # noqa: PLC0415  numpy

    request = CaseRequest(
        target=target,
        out=out,
        run=run,
        as_of=as_of,
        model=model,
        lang=lang.value,
        include_sample=include_sample,
        who=who,
    )
    typer.echo(make_case(request))


@app.command(epilog=_VERIFY_EPILOG)
def verify(pack: _Pack, *, sha256: _Digest = None) -> None:
    """Tell whether a pack is byte by byte as it was made, and name what differs."""
    from fraudlens.cli.evidence_verify import verify_case  # noqa: PLC0415  with the command only

    raise typer.Exit(verify_case(pack, sha256))
