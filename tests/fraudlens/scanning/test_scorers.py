from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens import bundle
from fraudlens.scanning.scorers import make_detector

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_apps_are_judged_without_a_model_of_addresses_too(
    monkeypatch: pytest.MonkeyPatch, small_bundle: Path
) -> None:
    """Then no other model is named that their columns rest on."""
    places: dict[str, tuple[Path, ...]] = {"url": ()}
    monkeypatch.setattr(bundle, "_places", places.__getitem__)
    alone = make_detector("apk").depends
    places["url"] = (small_bundle,)

    assert {} == alone
    assert ["url"] == list(make_detector("apk").depends)
