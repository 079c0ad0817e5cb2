"""What tests share that talk to a server of their own on loopback, with TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.urlguard.registration.certificates import Certificates, make_certificates, server_context
from tests.urlguard.registration.loopback import loopback_only
from tests.urlguard.registration.querying import quick_options
from tests.urlguard.registration.server import RdapServer, running
from tests.urlguard.registration.serving import answer
from urlguard.registration.options import LookupOptions

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def loopback() -> Iterator[list[object]]:
    """Let a test connect to loopback; give the addresses elsewhere that refused."""
    names = {"inside.names.example": "10.0.0.7", "outside.names.example": "192.0.43.8"}
    with loopback_only(names) as refused:
        yield refused


@pytest.fixture
def options(certificates: Certificates) -> LookupOptions:
    return quick_options(certificates)


@pytest.fixture
def server(certificates: Certificates) -> Iterator[RdapServer]:
    with running(answer, server_context(certificates.good, http2=False)) as found:
        yield found


@pytest.fixture
def asking(certificates: Certificates, server: RdapServer) -> LookupOptions:
    """Give options of a run of look-ups that knows no rate, and has its own server for .com."""
    return LookupOptions(
        ca_file=certificates.authority,
        rate_per_s=1e9,
        retries=0,
        bases={"com": server.base},
    )
