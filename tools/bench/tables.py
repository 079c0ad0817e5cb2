"""The benchmark's figures as Markdown tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.training.tables import Figures, TextTable, interval, percent
from tools.bench.peer import NAME
from tools.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LOW = 2
"""Operating points that are compared: FPR 1 % and 0.1 %."""
_NO_PEER = "absent"


def accuracy_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give the tables of `tools.bench.accuracy.compare`."""
    ours, peer = figures["ours"], figures["peer"]
    names = (ours["name"], peer.get("name", NAME))
    return (
        _rows(figures["rows"], peer),
        _recall(ours, peer, figures["rows"], names),
        _shipped(ours, peer, names),
        _shares("Recall at FPR 0.1 % by fraud type", ours["types"], peer.get("types"), names),
        _shares(
            "Apart: rows of unknown type, malware and weak labels, caught at FPR 0.1 %",
            ours["apart"], peer.get("apart"), names,
        ),
        _alarms(ours, peer, names),
    )  # fmt: skip


def speed_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give the tables of `tools.bench.speed.race`."""
    lines = figures["lines"]
    rates = [_rate(line) for line in lines]
    base = rates[0]
    rows = tuple(
        (
            line["name"],
            f"{line['rows']:,}",
            f"{line['bytes']:,}",
            str(line["cores"] or "not bound"),
            f"{line['seconds']:.2f} ({line['fastest']:.2f} to {line['slowest']:.2f})",
            f"{line['cpu_seconds']:.2f}",
            f"{rate:,.0f}",
            f"{line['peak_bytes'] / 2**20:.0f} MiB",
            f"{base / rate:.1f}",
        )
        for line, rate in zip(lines, rates, strict=True)
    )
    head = ("whole process", "rows", "bytes", "cores", "seconds", "CPU seconds", "URLs/s",
            "peak memory", "times as fast: fraudlens, 1 worker")  # fmt: skip
    note = (
        f"Median of {figures['runs']} runs after a warm-up (fastest to slowest); peak memory is of "
        f"the largest process. Load of the machine before: {figures['load'][0]:g}."
    )
    if isinstance(figures["peer"], str):
        starts = ", ".join(f"{line['start_seconds']:.2f} s" for line in lines[2:])
        note += f" {NAME}'s own start ({starts}) is taken off its time for URLs/s; ours is not."
    else:
        note += f" {figures['peer'][_NO_PEER]}."
    return (TextTable("Speed", head, rows, note), *_others(figures))


def text_of(tables: Iterable[TextTable]) -> str:
    """Write tables one after another as Markdown; one without rows is left out."""
    return "\n".join(_section(each) for each in tables if each.rows)


def _rate(line: Figures) -> float:
    return float(line["rows"] / max(line["seconds"] - line["start_seconds"], 1e-9))


def _others(figures: Figures) -> Iterator[TextTable]:
    shown, many = figures["help"], figures["many"]
    rows = [
        (
            "fraudlens --help",
            f"{shown['seconds']:.3f} s",
            f"{shown['peak_bytes'] / 2**20:.0f} MiB",
        )
    ]
    if many:
        kept = "below" if many["peak_bytes"] < many["most_bytes"] else "NOT below"
        bound = f"{many['peak_bytes'] / 2**20:.0f} MiB, {kept} {many['most_bytes'] / 2**20:.0f} MiB"
        rows.append((f"scan of {many['rows']:,} lines", f"{many['seconds']:.1f} s", bound))
    yield TextTable("Start and memory", ("what", "time", "peak memory"), tuple(rows))


def _rows(counts: Sequence[Figures], peer: Figures) -> TextTable:
    head = ("rows", "in the test part", "drawn for both", "groups")
    rows = tuple(
        (
            f"{line['form']}, {line['class']}" + (f" ({line['role']})" * (line["role"] != "main")),
            f"{line['test']:,}",
            f"{line['drawn']:,}",
            f"{line['groups']:,}",
        )
        for line in counts
    )
    if _NO_PEER in peer:
        return TextTable("Rows", head, rows, f"{peer[_NO_PEER]}.")
    note = f"{NAME} refused {peer['refused']:,} of these rows, which counts as not flagged."
    return TextTable("Rows", head, rows, note)


def _recall(
    ours: Figures, peer: Figures, counts: Sequence[Figures], names: tuple[str, str]
) -> TextTable:
    rows = []
    for form, section in sorted(ours["forms"].items()):
        theirs = peer.get("forms", {}).get(form, {}).get("recall", [None] * _LOW)
        for mine, other in list(zip(section["recall"], theirs, strict=False))[:_LOW]:
            pair = (mine["recall"], other and other["recall"])
            rows.append(
                (
                    f"{form}, FPR {100 * mine['fpr']:g} %",
                    f"{section['fraud']:,}",
                    f"{section['benign']:,}",
                    _groups(counts, form),
                    *_pair(*pair),
                    _ratio(*pair),
                )
            )
    head = ("form", "fraud", "benign", "groups: fraud + benign", *names, "ratio")
    note = (
        "Each system has its own cut for the false-alarm rate on the same benign rows of the form. "
        "Intervals are exact, at 95 %."
    )
    return TextTable("Recall at fixed false-alarm rates", head, tuple(rows), note)


def _groups(counts: Sequence[Figures], form: str) -> str:
    found = {
        line["class"]: f"{line['groups']:,}"
        for line in counts
        if line["form"] == form and line["role"] == "main"
    }
    return f"{found.get('fraud', '0')} + {found.get('benign', '0')}"


def _shipped(ours: Figures, peer: Figures, names: tuple[str, str]) -> TextTable:
    places = [("all", ours["shipped"], peer.get("shipped"))]
    places += [
        (form, part["shipped"], peer.get("forms", {}).get(form, {}).get("shipped"))
        for form, part in sorted(ours["forms"].items())
    ]
    rows = tuple(
        (f"{form}, {label}: {what}", *_pair(mine[place][key], theirs and theirs[place][key]))
        for form, mine, theirs in places
        for place, label in enumerate(("suspicious or review", "fraud"))
        for key, what in (("tpr", "recall"), ("fpr", "false alarms"))
    )
    return TextTable("At the thresholds that each ships", ("rows", *names), rows)


def _shares(
    title: str, ours: Sequence[Figures], peer: Sequence[Figures] | None, names: tuple[str, str]
) -> TextTable:
    theirs = {line["name"]: line["recall"] for line in peer or ()}
    rows = tuple(
        (
            line["name"],
            f"{line['rows']:,}",
            percent(line["recall"]),
            percent(theirs.get(line["name"])),
        )
        for line in ours
    )
    note = "Each system has its own cut on all benign rows drawn."
    return TextTable(title, ("rows", "count", *names), rows, note)


def _alarms(ours: Figures, peer: Figures, names: tuple[str, str]) -> TextTable:
    theirs = {line["name"]: line["fraud"] for line in peer.get("kinds", ())}
    rows = tuple(
        (
            line["name"],
            f"{line['fraud']['total']:,}",
            *_pair(line["fraud"], theirs.get(line["name"])),
        )
        for line in ours["kinds"]
    )
    note = "Ours at the threshold `fraud`, the other at the cut from which it says FRAUD."
    title = "False alarms by kind of benign site"
    return TextTable(title, ("kind", "rows", *names), rows, note)


def _pair(ours: Figures | None, peer: Figures | None) -> tuple[str, str]:
    return interval(ours), interval(peer) if peer else "-"


def _ratio(ours: Figures | None, peer: Figures | None) -> str:
    if not (ours and peer and ours["value"] is not None and peer["value"]):
        return "-"
    return f"{ours['value'] / peer['value']:.2f}"


def _section(each: TextTable) -> str:
    return f"## {each.title}\n\n{table(each.head, each.rows)}" + (
        f"\n{each.note}\n" * bool(each.note)
    )
