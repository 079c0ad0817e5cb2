"""JSON Lines of a judged chunk, woven from columns: the bytes that `jsonl` gives row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import orjson

from fraudlens.decide import DECISIONS
from fraudlens.reports.jsonl import extras_record, json_text, jsonl, origin_record, record
from fraudlens.texts import (
    Texts,
    chosen,
    constant,
    encoded,
    is_plain_json,
    kept,
    packed,
    replaced,
    taken,
    weave,
)
from fraudlens.verdict import Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from fraudlens.detector import InBulk
    from fraudlens.judged import Extras, JudgedChunk, TypeShares


def jsonl_columns(judged: JudgedChunk, detector: InBulk) -> bytes:
    """Write the outcomes of a chunk as lines, in order; `detector` is the chunk's own."""
    if not len(judged.rows):
        return jsonl(judged)
    lines = weave(_columns(judged, detector))
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


def _columns(judged: JudgedChunk, detector: InBulk) -> list[Texts]:
    """Give the pieces of each line from left to right: what differs, and what stands between."""
    rows = len(judged.rows)
    kind, file = judged.detector.kind, judged.chunk.file
    blank = Verdict(Subject(kind, "", file), DECISIONS[0], 0.0, judged.model)
    varying = {**_varying(judged), **_extras(judged, blank), **_origins(judged, blank)}
    varying["facts"] = [_facts(judged, detector)]
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


def _varying(judged: JudgedChunk) -> dict[str, list[Texts]]:
    """Give the values that differ from row to row, by key, each in pieces."""
    quote = constant(b'"', len(judged.rows))
    return {
        "target": [quote, _targets(judged), quote],
        "verdict": [quote, chosen(DECISIONS, judged.ranks), quote],
        "score": [_numbers(judged.scores)],
    }


def _targets(judged: JudgedChunk) -> Texts:
    """Give the targets as they stand between the quotes."""
    texts = taken(encoded(judged.chunk.targets), judged.rows)
    odd = np.flatnonzero(~is_plain_json(texts))
    places = judged.rows[odd].tolist()
    escaped = [json_text(judged.chunk.targets[at])[1:-1] for at in places]
    return replaced(texts, odd, packed(escaped))


def _facts(judged: JudgedChunk, detector: InBulk) -> Texts:
    texts = detector.facts_json(judged.facts)
    rest = np.flatnonzero(texts.begin == texts.end)
    return replaced(texts, rest, _packed_json(detector.describe_some(judged.facts, rest)))


def _extras(judged: JudgedChunk, blank: Verdict) -> dict[str, list[Texts]]:
    """Give what few rows carry; all others have types, or the value of `blank`."""
    said = {row: _said(extra) for row, extra in judged.extras.items()}
    rows = np.fromiter(said, np.int64, len(said))
    types = {"fraud_type": _likeliest, "fraud_types": _shares}
    found = {}
    for key, usual in _said(blank).items():
        column = constant(json_text(usual), len(judged.rows))
        if key in types and judged.types.names:
            column = replaced(column, judged.types.rows, types[key](judged.types))
        pieces = _packed_json([values[key] for values in said.values()])
        found[key] = [replaced(column, rows, pieces)]
    return found


def _said(verdict: Verdict | Extras) -> dict[str, object]:
    return {**extras_record(verdict), "basis": verdict.basis}


def _likeliest(types: TypeShares) -> Texts:
    return chosen(_quoted(types), types.order[:, 0])


def _shares(types: TypeShares) -> Texts:
    """Give the shares as JSON objects."""
    names = _quoted(types)
    pieces = [constant(b"{", len(types.rows))]
    for rank in range(int(types.counts.max(initial=0))):
        named = types.counts > rank
        heads = [f"{',' if rank else ''}{name}:" for name in names]
        pieces.append(kept(chosen(heads, types.order[:, rank]), named))
        pieces.append(kept(_numbers(types.shares[:, rank].copy()), named))
    return weave([*pieces, constant(b"}", len(types.rows))])


def _quoted(types: TypeShares) -> list[str]:
    return [json_text(name).decode() for name in types.names]


def _packed_json(values: Sequence[object]) -> Texts:
    return packed([json_text(value) for value in values])


def _origins(judged: JudgedChunk, blank: Verdict) -> dict[str, list[Texts]]:
    lines = judged.chunk.lines
    if lines is None or judged.chunk.file is None:
        return {}
    if judged.chunk.places is not None:
        file, places = judged.chunk.file, judged.chunk.places
        subjects = (Subject("", "", file, lines[at], places[at]) for at in judged.rows.tolist())
        return {"origin": [_packed_json([origin_record(subject) for subject in subjects])]}
    rows = len(judged.rows)
    before, after = json_text(record(blank)["origin"]).rsplit(b"null", 1)
    numbers = np.fromiter(lines, np.int64, len(lines))[judged.rows]
    return {"origin": [constant(before, rows), _numbers(numbers), constant(after, rows)]}


def _numbers(values: NDArray[Any]) -> Texts:
    """Write numbers as JSON does, one a row; at least one."""
    data = np.frombuffer(orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY), np.uint8)
    commas = np.flatnonzero(data == ord(","))
    return Texts(data, np.append([1], commas + 1), np.append(commas, [len(data) - 1]))
