"""`--lookup`: off by default, from the cache without a socket, and over the network when asked."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from fraudlens import bundle
from fraudlens.cli.lookup_options import Lookup, LookupRequest
from fraudlens.cli.lookup_run import lookups_of, tell_states
from fraudlens.errors import UsageError
from fraudlens.scanning.lookups import LookupMode
from tests.fraudlens.cli.conftest import exit_code
from tests.fraudlens.scanning.models import folders
from urlguard.registration.cache import RegistrationCache
from urlguard.registration.facts import Registration, State

if TYPE_CHECKING:
    from pathlib import Path

    from fraudlens.scoring import Scorer

Capture = pytest.CaptureFixture[str]
BAD = "http://abcdefgh123-secure.top/login"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put small models in the place of the shipped ones; give a cache that knows one domain."""
    monkeypatch.setattr(bundle, "_places", folders().__getitem__)
    path = tmp_path / "known.sqlite"
    now = datetime.now(UTC)
    with RegistrationCache(path) as kept:
        kept.put(Registration("abcdefgh123-secure.top", State.OK, observed=now, created=now))
    return path


def records(capsys: Capture, *arguments: str) -> tuple[list[dict[str, Any]], str]:
    exit_code("url", "scan", *arguments, "--format", "jsonl", "--fail-on", "never")
    told = capsys.readouterr()
    return [json.loads(line) for line in told.out.splitlines()], told.err


def test_names_of_modes_are_those_of_the_core() -> None:
    assert [mode.value for mode in LookupMode] == [mode.value for mode in Lookup]


@pytest.mark.usefixtures("no_socket", "cache")
def test_nothing_is_looked_up_unless_asked(capsys: Capture) -> None:
    (record,), err = records(capsys, BAD)

    assert "registration" not in record["facts"]
    assert not err


@pytest.mark.usefixtures("no_socket")
def test_the_cache_is_used_without_a_socket(cache: Path, capsys: Capture) -> None:
    found, err = records(
        capsys, BAD, "new.com", "192.0.2.1", "--lookup", "cache", "--cache", str(cache)
    )

    assert ["ok", "not_queried"] == [
        record["facts"]["registration"]["state"] for record in found[:2]
    ]
    assert ["registration", "url", "url"] == [record["model"]["name"] for record in found]
    assert "registered" == found[0]["facts"]["origin"]
    assert "look-ups: 2 domains: ok 1, not_queried 1\n" in err


@pytest.mark.usefixtures("no_socket")
def test_quiet_says_nothing_of_look_ups(cache: Path, capsys: Capture) -> None:
    _, err = records(capsys, BAD, "--lookup", "cache", "--cache", str(cache), "--quiet")

    assert "look-ups" not in err


@pytest.mark.usefixtures("no_socket")
def test_another_model_of_addresses_is_told(cache: Path, tmp_path: Path, capsys: Capture) -> None:
    from tests.contract.bundles import save_small_bundle  # noqa: PLC0415  trains
    from urlguard.detector import UrlDetector  # noqa: PLC0415  numba

    other = save_small_bundle(tmp_path / "other", UrlDetector(), changes={"version": "9"})
    changed = save_registered(tmp_path / "r")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "_places", {**folders(), "registration": (changed,)}.__getitem__)
        _, err = records(
            capsys, BAD, "--lookup", "cache", "--cache", str(cache), "--model", str(other)
        )

    assert "was trained with another model of kind 'url'" in err


def save_registered(path: Path) -> Path:
    from tests.contract.bundles import made_up_rows, save_small_bundle  # noqa: PLC0415  trains
    from tests.contract.samples import made_up_samples  # noqa: PLC0415  as above
    from urlguard.registered.detector import RegisteredDetector  # noqa: PLC0415  numba

    digest = bundle.read_manifest(folders()["url"][0])[1].sha256
    _, labels, types = made_up_rows(400)
    return save_small_bundle(
        path,
        RegisteredDetector(),
        keep=("model.txt", "weights.npz"),
        rows=(made_up_samples(400), labels, types),
        changes={"training": {"depends": {"url": digest}, "typical": {}, "typical_fraud": {}}},
    )


def test_a_proxy_that_is_none_is_a_wrong_use(cache: Path, capsys: Capture) -> None:
    code = exit_code(
        "url", "scan", BAD, "--lookup", "all", "--cache", str(cache), "--lookup-contact", "me\n"
    )

    assert 2 == code
    assert "contact" in capsys.readouterr().err


def test_progress_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    times = iter([0.0, 1.0, 5.0, 5.0, 6.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(times))
    stage = lookups_of(LookupRequest(Lookup.ALL), _no_model, quiet=False)
    assert stage is not None
    hear = stage._plan.hear
    for done in (1, 2, 3):
        hear(done, 3)

    assert "look-ups: 2 of 3 domains\n" == capsys.readouterr().err


def test_a_run_that_asked_for_nothing_says_so(capsys: Capture) -> None:
    stage = lookups_of(LookupRequest(Lookup.ALL), _no_model, quiet=True)
    assert stage is not None
    stage._plan.hear(1, 1)
    tell_states(stage)

    assert "look-ups: 0 domains: none was asked for\n" == capsys.readouterr().err
    assert lookups_of(LookupRequest(), _no_model, quiet=True) is None


def _no_model() -> Scorer:
    raise UsageError("no model is needed here")
