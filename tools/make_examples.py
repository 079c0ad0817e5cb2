"""Write the APKs of `examples/apps`: `.venv/bin/python -m tools.make_examples`.

They are built, not collected: an honest calculator and a fake loan app, of the cast of the tests.
Entries are stored, not compressed, so that the bytes do not hang on the version of zlib.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.data.apk import frauds, honest
from tests.data.apk.build import build_apk

FOLDER = Path(__file__).parent.parent / "examples" / "apps"


def examples() -> dict[str, bytes]:
    """Give the bytes of each example by file name."""
    specs = {"calculator.apk": honest.calculator(), "quickloan.apk": frauds.loan()}
    return {name: build_apk(replace(spec, deflated=False)) for name, spec in specs.items()}


def main() -> None:
    """Write the examples."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in examples().items():
        (FOLDER / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
