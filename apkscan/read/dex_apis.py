"""Which watched framework methods a DEX file refers to."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from apkscan.knowledge.apis import load_apis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apkscan.read.dex_tables import DexTable


def watched_apis(table: DexTable) -> Iterator[str]:
    """Give the watched methods in the method table, such as `android.app.Activity.onCreate`.

    A reference counts on the class that the code names, which may be the app's own subclass.
    """
    watched = _watched()
    owners = {
        number: watched[name] for number, name in enumerate(table.descriptors()) if name in watched
    }
    is_owner = np.zeros(1 << 16, np.bool_)
    is_owner[list(owners)] = True
    rows = table.methods[is_owner[table.methods["owner"]]]
    names = table.strings.raws(rows["name"])
    for owner, name in zip(rows["owner"].tolist(), names, strict=True):
        api = owners[owner].get(name)
        if api is not None:
            yield api


@lru_cache(maxsize=1)
def _watched() -> Mapping[bytes, Mapping[bytes, str]]:
    """Give the watched methods by class descriptor and name."""
    found: defaultdict[bytes, dict[bytes, str]] = defaultdict(dict)
    for api in load_apis():
        descriptor = f"L{api.owner.replace('.', '/')};".encode()
        found[descriptor][api.method.encode()] = api.name
    return found
