"""The figures of apps as Markdown tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fraudlens.training.tables import Figures, TextTable
from tools.bench.app_speed import READ, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEDIAN_MS, _P95_MS, _RATE, _PEAK, _COLD_S = 40, 200, 20, 200, 0.8
"""What is asked of one core; memory in MiB."""
_TIMES_REFERENCE, _TIMES_FXAPK = 30, 50
"""How many times faster than others it shall be."""
_FLAGS = ("suspicious", "fraud")


def app_speed_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give the tables of `tools.bench.app_speed.app_speed`."""
    return (_ours(figures), _reference(figures["reference"]))


def app_race_tables(figures: Figures) -> tuple[TextTable, ...]:
    """Give the tables of `tools.bench.app_race.app_race`."""
    return (_verdicts(figures), _costs(figures), _fxapk(figures))


def _ours(figures: Figures) -> TextTable:
    warm, many = figures["warm"], figures["many"]
    wall, cpu = warm["seconds"], warm["cpu_seconds"]
    apps = warm["apps"]
    reading = warm["read_cpu_seconds"]
    several = f"command on {many['apps']:,} apps"
    rows = (
        ("one after another, median of an app", *_pair(wall, cpu, "median"), f"{_MEDIAN_MS} ms"),
        ("one after another, 95th percentile", *_pair(wall, cpu, "p95"), f"{_P95_MS} ms"),
        ("reading alone, median", "-", _ms(reading["median"]), "-"),
        ("reading alone, 95th percentile", "-", _ms(reading["p95"]), "-"),
        (
            "one after another, apps/s",
            _rate(apps, warm["total_seconds"]),
            _rate(apps, warm["total_cpu_seconds"]),
            str(_RATE),
        ),
        ("one after another, peak memory", _mib(warm["peak_bytes"]), "-", f"{_PEAK} MiB"),
        *(_command(line) for line in figures["cold"]),
        (
            f"{several}, {_cores(many)}, apps/s",
            _rate(many["apps"], many["seconds"]),
            _rate(many["apps"], many["cpu_seconds"]),
            "-",
        ),
        (f"{several}, peak memory of the largest process", _mib(many["peak_bytes"]), "-", "-"),
    )
    note = (
        f"{figures['origin']} {apps:,} drawn, {warm['bytes'] / 2**20:,.0f} MiB; {warm['refused']} "
        f"of them could not be read, which is in apps/s only. One core, except where said. Whole "
        f"commands: median of {figures['runs']} after a warm-up, on an app of "
        f"{figures['cold_bytes']:,} bytes, its reading process included. "
        f"Load of the machine before: {figures['load'][0]:g}; on a busy machine CPU time is the "
        "fairer figure."
    )
    return TextTable("Apps: speed", ("what", "wall", "CPU", "asked"), rows, note)


def _reference(found: Figures) -> TextTable:
    rows = []
    for place, name in (("median", "median"), ("p90", "90th percentile")):
        row = [name]
        for key in ("seconds", "cpu_seconds"):
            ours, theirs = found[f"ours_{key}"][place], found[f"theirs_{key}"][place]
            row += [_seconds(ours), _seconds(theirs), _times(theirs, ours)]
        rows.append((*row, f"{_TIMES_REFERENCE}"))
    head = ("of an app", "fraudlens", "AnalyzeAPK", "ratio", "fraudlens, CPU", "AnalyzeAPK, CPU",
            "ratio, CPU", "asked")  # fmt: skip
    note = (
        f"{found['compared']} of {found['apps']} apps that both read, on one core, loading of "
        f"either not counted. AnalyzeAPK raised on {found['crashed']} and was ended on "
        f"{found['ended']}, which count as the time until then; it took up to "
        f"{_mib(found['peak_bytes'])}."
    )
    title = "Apps: AnalyzeAPK of androguard, with cross references"
    return TextTable(title, head, tuple(rows) if found["compared"] else (), note)


def _verdicts(figures: Figures) -> TextTable:
    sides = figures["fraud"]
    mine = [run["verdict"] in _FLAGS for run in figures["tools"][0]["runs"]]
    rows = []
    for tool in figures["tools"] if None not in sides and sides else ():
        if "absent" in tool or _judges_nothing(tool["runs"]):
            continue
        said = [run["verdict"] for run in tool["runs"]]
        cells = [
            _of([word in words for word, fraud in zip(said, sides, strict=True) if fraud is side])
            for side in (False, True)
            for words in (("fraud",), _FLAGS)
        ]
        same = [(word in _FLAGS) is own for word, own in zip(said, mine, strict=True)]
        unread = [word not in READ for word in said]
        rows.append((tool["called"], *cells, _of(same), _of(unread)))
    head = ("tool", "honest, called fraud", "honest, flagged", "fraud, called fraud",
            "fraud, flagged", "flags as fraudlens does", "no verdict")  # fmt: skip
    note = (
        f"{figures['choice']} Flagged is `suspicious` or `fraud`; of gadbad `suspicious` and "
        "`likely malicious`, of quark-engine `Moderate Risk` and `High Risk`, of fxapk any named "
        "type of fraud. APKiD names packers and compilers and judges nothing. So few apps show "
        "what each tool is for, not how accurate it is."
    )
    return TextTable("Apps: verdicts of all tools on the same apps", head, tuple(rows), note)


def _costs(figures: Figures) -> TextTable:
    rows, absent = [], []
    base = _spent(figures["tools"][0]["runs"], "cpu_seconds")["median"]
    for tool in figures["tools"]:
        if "absent" in tool:
            absent.append(f"{tool['absent']}.")
            continue
        runs = tool["runs"]
        wall, cpu = _spent(runs, "seconds"), _spent(runs, "cpu_seconds")
        rows.append(
            (
                tool["called"],
                f"{_seconds(wall['median'])} / {_seconds(wall['p90'])}",
                f"{_seconds(cpu['median'])} / {_seconds(cpu['p90'])}",
                _mib(max(run["peak_bytes"] for run in runs)),
                str(sum(run["status"] == "crashed" for run in runs)),
                str(sum(run["status"] == "ended" for run in runs)),
                _times(cpu["median"], base),
            )
        )
    cap = f"ended at {figures['cap_s']} CPU s"
    head = ("whole command, one app", "wall: median / 90th", "CPU: median / 90th", "peak memory",
            "crashed", cap, "times the CPU of fraudlens")  # fmt: skip
    note = (
        f"{figures['origin']} {len(figures['fraud'])} of them, each tool a process an app on one "
        "core, offline, peers in environments of their own. A run that was ended counts with its "
        "time until then. "
        f"Load of the machine before: {figures['load'][0]:g}. {' '.join(absent)}"
    ).strip()
    return TextTable("Apps: cost of all tools on the same apps", head, tuple(rows), note)


def _fxapk(figures: Figures) -> TextTable:
    """Set fxapk's command, which has no warm mode, beside ours both warm and as a command."""
    found = {tool["name"]: tool for tool in figures["tools"] if "absent" not in tool}
    rows = []
    for name, runs in (
        ("one after another", figures["warm"]),
        ("whole command", found["fraudlens"]["runs"]),
    ):
        for place in ("median", "p90") if "fxapk" in found else ():
            row = [f"fraudlens, {name}: {place.replace('p90', '90th percentile')}"]
            for key in ("seconds", "cpu_seconds"):
                ours = _spent(runs, key)[place]
                theirs = _spent(found["fxapk"]["runs"], key)[place]
                row += [_seconds(ours), _seconds(theirs), _times(theirs, ours)]
            rows.append((*row, f"{_TIMES_FXAPK}"))
    head = ("of an app", "fraudlens", "fxapk command", "ratio", "fraudlens, CPU",
            "fxapk command, CPU", "ratio, CPU", "asked")  # fmt: skip
    return TextTable("Apps: fxapk", head, tuple(rows))


def _judges_nothing(runs: Sequence[Figures]) -> bool:
    return all(run["verdict"] is None for run in runs) and any(
        run["status"] == "answered" for run in runs
    )


def _spent(runs: Sequence[Figures], key: str) -> Figures:
    """Spread the times of runs that did not crash."""
    return spread([run[key] for run in runs if run.get("status") != "crashed"])


def _of(hits: Sequence[bool]) -> str:
    return f"{sum(hits)} of {len(hits)}"


def _pair(wall: Figures, cpu: Figures, place: str) -> tuple[str, str]:
    return _ms(wall[place]), _ms(cpu[place])


def _command(line: Figures) -> tuple[str, str, str, str]:
    return (
        f"command on one app, {_cores(line)}",
        f"{line['seconds']:.2f} s ({line['fastest']:.2f} to {line['slowest']:.2f})",
        f"{line['cpu_seconds']:.2f} s",
        f"{_COLD_S} s",
    )


def _cores(line: Figures) -> str:
    return f"{line['cores']} core{'s' * (line['cores'] > 1)}" if line["cores"] else "any core"


def _ms(seconds: float | None) -> str:
    return "-" if seconds is None else f"{1000 * seconds:.1f} ms"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.3f} s"


def _mib(count: float) -> str:
    return f"{count / 2**20:.0f} MiB"


def _rate(apps: int, seconds: float) -> str:
    return f"{apps / max(seconds, 1e-9):.1f}"


def _times(theirs: float | None, ours: float | None) -> str:
    return f"{theirs / ours:.{1 if theirs > ours else 2}f}" if theirs and ours else "-"
