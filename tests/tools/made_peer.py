"""A made-up peer in a wheel of its own, so that the benchmark installs something real, offline."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from pathlib import Path

_INFO = "fraudurl-1.0.1.dist-info"
_FILES = {
    "fraudurl/__init__.py": "",
    "fraudurl/__main__.py": "",
    "fraudurl/lexical.py": """
def extract(url):
    if "refuse" in url:
        return {"parse_error": 1.0}
    return {"parse_error": 0.0, "host_n_labels": 1 if url == "lone" else 2, "x": len(url) % 10 / 10}
""",
    "fraudurl/model.py": """
import json
class Model:
    def __init__(self, path):
        with open(path) as file:
            self.thresholds = json.load(file)
    def predict(self, facts, want_reasons):
        assert not want_reasons
        return 0.0, facts["x"], None, None
""",
    "fraudurl/data/model_safe.json": '{"fraud": 0.8, "legit": 0.1}',
    f"{_INFO}/METADATA": "Metadata-Version: 2.1\nName: fraudurl\nVersion: 1.0.1\n",
    f"{_INFO}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def write_peer(folder: Path) -> Path:
    """Write the wheel into `folder` and give a lock that names it."""
    wheel = folder / "fraudurl-1.0.1-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for name, text in _FILES.items():
            archive.writestr(name, text)
        archive.writestr(f"{_INFO}/RECORD", "".join(f"{name},,\n" for name in _FILES))
    lock = folder / "peer.lock"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"# the peer\nfraudurl==1.0.1 \\\n    --hash=sha256:{digest}\n", "utf-8")
    return lock


def tell_nobody(_: str) -> None:
    """Forget the progress."""
