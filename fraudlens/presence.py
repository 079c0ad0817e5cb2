"""What stands under a name that a user gave: a name that no system takes stands for nothing.

`Path.exists` and its like raise for a name that is too long, or in a folder that one may not enter.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def exists(path: str | Path) -> bool:
    r"""Tell whether anything stands there.

    >>> exists("."), exists("a" * 5000), exists("a\0b")
    (True, False, False)
    """
    return os.path.exists(path)  # noqa: PTH110  see above


def is_folder(path: str | Path) -> bool:
    r"""Tell whether a folder stands there.

    >>> is_folder("."), is_folder("a" * 5000), is_folder("a\0b")
    (True, False, False)
    """
    return os.path.isdir(path)  # noqa: PTH112  see above


def is_file(path: str | Path) -> bool:
    r"""Tell whether a file stands there.

    >>> is_file("."), is_file("a" * 5000), is_file("a\0b")
    (False, False, False)
    """
    return os.path.isfile(path)  # noqa: PTH113  see above
