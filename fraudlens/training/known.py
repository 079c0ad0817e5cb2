"""The guard of a model that learns from another's scores: they must be of names it never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.errors import DataError
from fraudlens.training.dataset import sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fraudlens.manifest import Manifest


def refuse_known(data: Sequence[Path], url_model: Manifest) -> None:
    """Refuse samples that the training of the URL model did not leave out.

    On rows that it learned from, its score is the label, and the second model would trust it
    more than it deserves.

    Raises:
        DataError: a file cannot be read, or is none that the URL model was trained without.
    """
    left_out = _left_out(url_model.training.get("without"))
    for path in data:
        if sha256_of(path) not in left_out:
            raise DataError(
                f'{path.name}: the URL model "{url_model.name} {url_model.version}" was not trained'
                " without these domains, so its scores may tell their labels",
                hint="train the URL model with this very file under [labels] without, or set"
                " labels.known_to_url_model = true; see docs/train.md",
            )


def _left_out(given: object) -> set[object]:
    """Give the digests of `training.without`; older manifests have none."""
    files = given if isinstance(given, list | tuple) else ()
    return {file.get("sha256") for file in files if isinstance(file, dict)}
