"""Made-up labelled rows for the tests of the training loop."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import polars as pl

from fraudlens.training.digest import text_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fraudlens.training.tables import TextTable

DAY = dt.date(2026, 1, 1)
SMALL = """
[calibration]
small = true
[fit]
rounds = 30
min_leaf = 10
rows = 800
grafts = 200
threads = 1
type_rounds = 5
type_min_rows = 50
type_min_groups = 20
[split]
fraud_folds = "time"
[weights]
half_life_months = 6.0
[noise]
rounds = 5
[audit]
twin_rows = 100
leave_out = 1
leave_out_rounds = 5
curve = [0.5, 1.0]
curve_rounds = 5
"""
"""Options for a run of a few seconds on a few thousand rows."""

_DEFAULTS: Mapping[str, object] = {
    "fraud": 0,
    "category": "benign",
    "first_seen": None,
    "source": "s",
    "weak": False,
    "name": None,
    "cluster": None,
    "shared": False,
    "form": 0,
    "made": False,
    "role": "main",
    "trained": True,
    "reserved": False,
    "part": 0,
    "fold": 0,
}


def keyed(*rows: Mapping[str, object]) -> pl.DataFrame:
    """Give rows with keys: `value` is `group/sample`, `cell` is `form`, all else has a default."""
    full = [{**_DEFAULTS, "cell": row.get("form", 0), **row} for row in rows]
    values = [str(row["value"]) for row in full]
    return pl.DataFrame(full, infer_schema_length=None).with_columns(
        pl.col("fraud", "form", "cell", "part", "fold").cast(pl.Int8),
        pl.col("first_seen").cast(pl.Date),
        pl.col("name", "cluster").cast(pl.String),
        duplicate=pl.Series(text_keys(values)),
        group=pl.Series(text_keys([value.split("/")[0] for value in values])),
    )


def words(rows: int, seed: int = 1) -> list[dict[str, str]]:
    """Give labelled words: fraud likes the ends of the alphabet, benign its middle."""
    draw = random.Random(seed)
    made = []
    for _ in range(rows):
        fraud = draw.random() < 0.5
        letters = "abcxyz" if fraud and draw.random() < 0.7 else "mnopqrstuvwe"
        value = "".join(draw.choice(letters) for _ in range(draw.randint(5, 12)))
        if draw.random() < 0.4:
            value += "/" + "".join(draw.choice("abc123") for _ in range(draw.randint(2, 6)))
        day = DAY + dt.timedelta(days=draw.randint(0, 299))
        kinds = ("phishing", "gambling", "unknown", "malware") if fraud else ("gov", "cn")
        made.append(
            {
                "value": value,
                "label": str(int(fraud)),
                "category": draw.choice(kinds),
                "first_seen": day.isoformat() if draw.random() < 0.9 else "",
                "source": draw.choice(("list-a", "list-b", "list-c")),
            }
        )
    return made


def write_csv(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows that share their keys, and give the path."""
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def tell_nobody(_: str) -> None:
    """Forget the progress."""


def show_nobody(_: TextTable) -> None:
    """Forget the table."""
