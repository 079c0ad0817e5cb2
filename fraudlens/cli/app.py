"""The command `fraudlens`: what stands around the tree of commands, and what becomes of errors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from fraudlens.cli.ahead import reader_ahead
from fraudlens.cli.collecting import rare_collection
from fraudlens.cli.ending import orderly_end
from fraudlens.errors import FraudlensError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; errors that are raised on purpose become a message."""
    words = sys.argv[1:] if arguments is None else arguments
    with orderly_end(), rare_collection(), reader_ahead(words):
        _run(words)


def _run(words: Sequence[str]) -> None:
    from fraudlens.cli.commands import app  # noqa: PLC0415  0.1 s that a reading process can use
    from fraudlens.cli.messages import tell  # noqa: PLC0415  as above

    try:
        app(words, prog_name="fraudlens")
    except FraudlensError as error:
        tell(error)
        sys.exit(error.exit_code)
    except OSError as error:
        _told_or_raised(error)


def _told_or_raised(error: OSError) -> NoReturn:
    """Tell of a full disk, whatever was written; all else that comes here is a bug."""
    from fraudlens.cli.messages import tell  # noqa: PLC0415  only when something is wrong
    from fraudlens.cli.output import no_room  # noqa: PLC0415  as above

    told = no_room(error)
    if told is None:
        raise error
    tell(told)
    sys.exit(told.exit_code)
