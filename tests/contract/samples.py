"""Made-up addresses with the registration of their domains."""

from __future__ import annotations

import json

from tests.contract.bundles import made_up_rows


def made_up_samples(count: int) -> list[str]:
    """Give samples, honest and fraud in turn: what is fraud is young, at one registrar."""
    urls, labels, _ = made_up_rows(count)
    return [_sample(number, *row) for number, row in enumerate(zip(urls, labels, strict=True))]


def _sample(number: int, url: str, fraud: int) -> str:
    year = 2026 if fraud else 1999 + number % 20
    record = {
        "domain": url.split("/")[2],
        "state": "ok",
        "created": f"{year}-11-{number % 20 + 1:02}",
        "registrar": "Cheap Names" if fraud else f"Names {number % 3}",
        "name_servers": ["ns1.park.example" if fraud else "ns1.host.example"],
        "statuses": ["client hold"] if fraud and number % 3 == 0 else ["active"],
    }
    return json.dumps({"url": url, "at": "2026-11-26", "registration": record})
