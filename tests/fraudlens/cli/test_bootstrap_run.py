"""`fraudlens data refresh-bootstrap`: a whole, newer list comes into place, and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import pytest

from fraudlens.cli import bootstrap_run
from fraudlens.cli.bootstrap_run import ADDRESS, bootstrap_copy, refresh_bootstrap
from fraudlens.knowledge.reference import reference_folder
from tests.urlguard.registration.certificates import make_certificates, server_context
from tests.urlguard.registration.loopback import loopback_only
from tests.urlguard.registration.server import Reply, running
from urlguard.registration.bootstrap import DNS_FILE, MOST_BYTES, load_bootstrap
from urlguard.registration.client import Broken, Page
from urlguard.registration.facts import State
from urlguard.registration.options import LookupOptions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fraudlens.cli.conftest import Run

Capture = pytest.CaptureFixture[str]
KEPT = "the list in place stays in use"


def listing(published: str = "2026-11-01T00:00:00Z") -> bytes:
    service = [[f"x{number}" for number in range(600)], ["https://new.example/"]]
    return json.dumps({"publication": published, "services": [service]}).encode()


@dataclass
class Iana:
    """Stands for the client; the real one is shown in tests of urlguard."""

    page: Page | Broken = field(default_factory=lambda: Page(200, "application/json", listing()))
    asked: list[tuple[str, int]] = field(default_factory=list)
    options: list[LookupOptions] = field(default_factory=list)

    def __call__(self, options: LookupOptions) -> Iana:
        self.options.append(options)
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def get(self, url: str, most_bytes: int) -> Page | Broken:
        self.asked.append((url, most_bytes))
        return self.page


@pytest.fixture
def iana(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iana:
    found = Iana()
    monkeypatch.setattr(bootstrap_run, "HttpClient", found)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return bootstrap_copy({"XDG_DATA_HOME": str(tmp_path)})


def test_a_new_list_comes_into_place_and_into_use(
    run: Run, capfd: Capture, iana: Iana, place: Path
) -> None:
    code = run("data", "refresh-bootstrap", "--proxy", "http://proxy.example:8080")

    assert 0 == code
    assert f"600 suffixes, published 2026-11-01T00:00:00Z\nwritten to {place}\n" == (
        capfd.readouterr().out
    )
    assert listing() == place.read_bytes()
    assert [place.name] == [path.name for path in place.parent.iterdir()]
    assert "2026-11-01T00:00:00Z" == load_bootstrap(place).published
    assert [(ADDRESS, MOST_BYTES)] == iana.asked
    assert ["http://proxy.example:8080"] == [options.proxy for options in iana.options]


@pytest.mark.parametrize(
    "case",
    [
        (
            Page(200, "text/html", b"<html>"),
            f"{ADDRESS}: no JSON",
            KEPT,
            4,
        ),
        (
            Page(200, "application/json", listing("2026-07-01T00:00:00Z")),
            f"{ADDRESS}: published 2026-07-01T00:00:00Z, before the list in use (2026-08-01T",
            KEPT,
            4,
        ),
        (
            Page(503, "text/html", b""),
            f"{ADDRESS}: cannot be fetched: the server answers 503",
            f"check network and proxy; {KEPT}",
            3,
        ),
        (
            Broken(State.TIMEOUT, "no answer in time"),
            f"{ADDRESS}: cannot be fetched: no answer in time",
            f"check network and proxy; {KEPT}",
            3,
        ),
    ],
    ids=["no list", "older", "503", "no answer"],
)
def test_the_old_list_outlives_what_is_broken(
    run: Run, capfd: Capture, iana: Iana, place: Path, case: tuple[Page | Broken, str, str, int]
) -> None:
    page, message, hint, code = case
    place.parent.mkdir(parents=True)
    place.write_bytes(listing("2026-08-01T00:00:00Z"))
    iana.page = page

    assert code == run("data", "refresh-bootstrap")
    told = " ".join(capfd.readouterr().err.split())
    assert message in told
    assert hint in told
    assert listing("2026-08-01T00:00:00Z") == place.read_bytes()


def test_a_list_older_than_the_shipped_one_is_refused(
    run: Run, capfd: Capture, iana: Iana, place: Path
) -> None:
    iana.page = Page(200, "application/json", listing("2026-01-01T00:00:00Z"))

    assert 4 == run("data", "refresh-bootstrap")
    assert f"before the list in use ({load_bootstrap().published})" in (
        " ".join(capfd.readouterr().err.split())
    )
    assert not place.exists()


def test_a_broken_copy_is_mended(run: Run, iana: Iana, place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(b"{")

    assert 0 == run("data", "refresh-bootstrap")
    assert 1 == len(iana.asked)
    assert listing() == place.read_bytes()


def test_a_folder_that_cannot_be_made_is_told(
    run: Run, capfd: Capture, iana: Iana, place: Path
) -> None:
    place.parent.write_text("a file is in the way")

    assert 2 == run("data", "refresh-bootstrap")
    assert f"{place}: cannot be written: File exists" in capfd.readouterr().err.replace("\n", "")
    assert 1 == len(iana.asked)


def test_a_proxy_that_makes_no_sense_is_told(
    run: Run, capfd: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert 2 == run("data", "refresh-bootstrap", "--proxy", "gopher://x")
    assert "look-ups: proxy or certificates cannot be used" in capfd.readouterr().err


def test_the_list_comes_over_the_wire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The whole way, with the real list and the real client, from a server on loopback."""
    certificates = make_certificates(tmp_path)
    whole = (reference_folder() / DNS_FILE).read_bytes()
    reply = Reply(whole, headers={"content-type": "application/json"})
    context = server_context(certificates.good, http2=False)
    options = LookupOptions(ca_file=certificates.authority)
    with running(lambda _: reply, context) as server, loopback_only():
        monkeypatch.setattr(bootstrap_run, "ADDRESS", server.base + "dns.json")
        told = list(refresh_bootstrap(options, {"XDG_DATA_HOME": str(tmp_path)}))
    copy = bootstrap_copy({"XDG_DATA_HOME": str(tmp_path)})

    assert ["1198 suffixes, published 2026-07-23T02:00:03Z", f"written to {copy}"] == told
    assert whole == copy.read_bytes()


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"XDG_DATA_HOME": "/data", "HOME": "/me"}, "/data/fraudlens/rdap_dns.json"),
        ({"XDG_DATA_HOME": "", "HOME": "/me"}, "/me/.local/share/fraudlens/rdap_dns.json"),
        ({"XDG_DATA_HOME": "data", "HOME": "/me"}, "/me/.local/share/fraudlens/rdap_dns.json"),
    ],
)
def test_the_copy_lies_where_xdg_says(environ: dict[str, str], wanted: str) -> None:
    assert wanted == str(bootstrap_copy(environ))
