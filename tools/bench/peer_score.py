"""Score URLs with fraudurl: `peer_score.py INPUT OUTPUT WORKERS`, run in the peer's environment.

INPUT has one JSON string a line. OUTPUT gets a line with the peer's own cuts, then for each URL
its probability of fraud, or null where its command line would refuse the row. The probability is
the one that its command line prints, but not rounded to three digits, which would make ties at
low false-alarm rates, and without its reasons, which take a third of its time.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

_CHUNK = 500


@cache
def model() -> Any:  # noqa: ANN401  this project's environment knows no type of the peer's
    """Load the peer's offline model, once in each process."""
    folder = Path(str(import_module("fraudurl").__file__)).parent
    return import_module("fraudurl.model").Model(str(folder / "data" / "model_safe.json"))


def probability(url: str) -> float | None:
    """Give what `fraudurl.cli.score_rows` of 1.0.1 gives, by the same conditions."""
    facts = import_module("fraudurl.lexical").extract(url)
    one_label = not facts.get("host_is_ip") and facts.get("host_n_labels", 0) < 2  # noqa: PLR2004  as there
    if facts.get("parse_error") or any(map(str.isspace, url.strip())) or one_label:
        return None
    return float(model().predict(facts, want_reasons=False)[1])


def main(source: str, target: str, workers: int) -> None:
    """Score all of `source` into `target`."""
    urls = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    if workers == 1:
        scores = [probability(url) for url in urls]
    else:
        with multiprocessing.Pool(workers) as pool:
            scores = pool.map(probability, urls, _CHUNK)
    lines = [model().thresholds, *scores]
    Path(target).write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
