"""What is kept of a list in a manifest that is longer than that of any honest app.

A bound that bites is said: who fills a list to push what matters over its end is not cleared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from apkscan.facts import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apkscan.read.resources import Resources

LIMIT: Final = "limit-manifest"
"""Code where what decides is left out: permissions, components, what they answer to."""
PARTLY: Final = "manifest-partly-read"
"""Code where names are left out that say little: hosts of links, packages, libraries."""

_PLACE = "AndroidManifest.xml"
_Item = TypeVar("_Item")


def kept(
    items: Sequence[_Item],
    most: int,
    what: str,
    resources: Resources,
    *,
    code: str = LIMIT,
    last: Callable[[_Item], int],
) -> tuple[_Item, ...]:
    """Give at most `most` items in their order, with a note on `what` if some are left out.

    Those for which `last` gives most are left out first.
    """
    if len(items) <= most:
        return tuple(items)
    resources.unseen.append(Note(code, _PLACE, f"more than {most} {what}"))
    chosen = sorted(range(len(items)), key=lambda at: last(items[at]))[:most]
    return tuple(items[at] for at in sorted(chosen))


def kept_names(
    names: Sequence[str], most: int, what: str, resources: Resources, *, code: str = LIMIT
) -> tuple[str, ...]:
    """Give at most `most` names, those of Android before others."""
    return kept(names, most, what, resources, code=code, last=foreign)


def foreign(name: str) -> int:
    """Give how far a name is from what Android acts on.

    >>> foreign("android.permission.READ_SMS"), foreign("android.intent.action.VIEW"), foreign("x")
    (0, 1, 2)
    """
    return 0 if name.startswith("android.permission.") else 2 - name.startswith("android.")
