"""JSON Lines of a judged chunk, woven from columns: the bytes that `jsonl` gives row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import orjson

from fraudlens.decide import DECISIONS
from fraudlens.detector import InBulk
from fraudlens.reports.jsonl import extras_record, json_text, jsonl, record
from fraudlens.texts import Texts, chosen, constant, encoded, is_plain_json, replaced, taken, weave
from fraudlens.verdict import Subject, Verdict

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from fraudlens.judged import JudgedChunk


def jsonl_columns(judged: JudgedChunk) -> bytes:
    """Write the outcomes of a chunk as lines, in order."""
    if not len(judged.rows):
        return jsonl(judged)
    lines = weave(_columns(judged))
    if not judged.failures:
        return lines.data.tobytes()
    starts = [*lines.begin.tolist(), len(lines.data)]
    parts = []
    done = 0
    for number, (place, failure) in enumerate(judged.failed()):
        start = starts[place - number]  # so many rows stand before this failure
        parts += [lines.data[done:start].tobytes(), jsonl([failure])]
        done = start
    return b"".join([*parts, lines.data[done:].tobytes()])


def _columns(judged: JudgedChunk) -> list[Texts]:
    """Give the pieces of each line from left to right: what differs, and what stands between."""
    rows = len(judged.rows)
    kind, file = judged.detector.kind, judged.chunk.file
    blank = Verdict(Subject(kind, "", file), DECISIONS[0], 0.0, judged.model)
    varying = _varying(judged, blank)
    columns = []
    between = b"{"
    for key, value in record(blank).items():
        between += json_text(key) + b":"
        if key in varying:
            columns += [constant(between, rows), *varying[key]]
            between = b","
        else:
            between += json_text(value) + b","
    return [*columns, constant(between[:-1] + b"}\n", rows)]


def _varying(judged: JudgedChunk, blank: Verdict) -> dict[str, list[Texts]]:
    """Give the values that differ from row to row, by key, each in pieces."""
    quote = constant(b'"', len(judged.rows))
    return {
        "target": [quote, _targets(judged), quote],
        "verdict": [quote, chosen(DECISIONS, judged.ranks), quote],
        "score": [_numbers(judged.scores)],
        "facts": [_facts(judged)],
        **_extras(judged, blank),
        **_origins(judged, blank),
    }


def _targets(judged: JudgedChunk) -> Texts:
    """Give the targets as they stand between the quotes."""
    texts = taken(encoded(judged.chunk.targets), judged.rows)
    odd = np.flatnonzero(~is_plain_json(texts))
    places = judged.rows[odd].tolist()
    return replaced(texts, odd, [json_text(judged.chunk.targets[at])[1:-1] for at in places])


def _facts(judged: JudgedChunk) -> Texts:
    detector, facts = judged.detector, judged.facts
    every = np.arange(len(judged.rows))
    if not isinstance(detector, InBulk):
        return replaced(
            constant(b"", len(every)),
            every,
            [json_text(detector.describe(facts, row)) for row in every.tolist()],
        )
    texts = detector.facts_json(facts)
    rest = np.flatnonzero(texts.begin == texts.end)
    return replaced(texts, rest, [json_text(one) for one in detector.describe_some(facts, rest)])


def _extras(judged: JudgedChunk, blank: Verdict) -> dict[str, list[Texts]]:
    """Give what few rows carry; all others have the value of `blank`."""
    said = {row: extras_record(extra) for row, extra in judged.extras.items()}
    found = {}
    for key, usual in extras_record(blank).items():
        values = {row: value for row, values in said.items() if (value := values[key]) != usual}
        column = constant(json_text(usual), len(judged.rows))
        rows = np.fromiter(values, np.int64, len(values))
        found[key] = [replaced(column, rows, [json_text(value) for value in values.values()])]
    return found


def _origins(judged: JudgedChunk, blank: Verdict) -> dict[str, list[Texts]]:
    lines = judged.chunk.lines
    if lines is None or judged.chunk.file is None:
        return {}
    rows = len(judged.rows)
    before, after = json_text(record(blank)["origin"]).rsplit(b"null", 1)
    numbers = np.fromiter(lines, np.int64, len(lines))[judged.rows]
    return {"origin": [constant(before, rows), _numbers(numbers), constant(after, rows)]}


def _numbers(values: NDArray[Any]) -> Texts:
    """Write numbers as JSON does, one a row; at least one."""
    data = np.frombuffer(orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY), np.uint8)
    commas = np.flatnonzero(data == ord(","))
    return Texts(data, np.append([1], commas + 1), np.append(commas, [len(data) - 1]))
