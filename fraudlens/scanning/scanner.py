"""The Python interface: addresses and apps in, outcomes out, as on the command line."""

from __future__ import annotations

import os
import warnings
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

from apkscan.inputs import is_app_name
from fraudlens.errors import UsageError
from fraudlens.limits import DEFAULT_LIMITS, Limits
from fraudlens.named_text import named_text
from fraudlens.ownlists import ListText
from fraudlens.scanning.apps import AppReading, read_apps
from fraudlens.scanning.judging import judged, judged_apps
from fraudlens.scanning.own_lists import OwnTexts
from fraudlens.scanning.scorers import Scorers, Setup
from fraudlens.scanning.sources import app_units
from fraudlens.targets import CHUNK_ROWS
from fraudlens.verdict import Failure, Outcome, Subject

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from apkscan.policy.request import PolicyRequest
    from apkscan.read.pool import AppReaders
    from fraudlens.errors import FraudlensError
    from fraudlens.scoring import Scorer

_LANGUAGES = ("en", "zh")


class Scanner:
    """Judges addresses and Android apps; models are loaded when the first target of a kind comes.

    One scanner may be used by several threads at once, each with iterators of its own. Apps are
    read by processes; leave the `with` block, or call `close`, when no thread is at work, to end
    them. Nothing that is scanned is ever fetched.

    >>> from fraudlens import Scanner
    >>> with Scanner() as scanner:
    ...     verdict = scanner.url("https://www.wikipedia.org/")
    >>> verdict.decision
    <Decision.CLEAR: 'clear'>
    """

    def __init__(
        self,
        *,
        model: str | Path | None = None,
        lang: str = "en",
        reasons: int = 3,
        base_rate: float | None = None,
        allow: str | Path | Iterable[str] | None = None,
        block: str | Path | Iterable[str] | None = None,
        policy: PolicyRequest | None = None,
        workers: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Check the options; nothing is loaded and no process started yet.

        Args:
            model: folder of another model than the shipped one, for the kind that it is of.
            lang: language of reasons and findings, `en` or `zh`.
            reasons: reasons of a verdict that is not clear, at most; 0 is fastest.
            base_rate: share of fraud that you expect, above 0 and below 1.
            allow: hosts or addresses that are clear: name of a file, or the entries themselves.
            block: hosts or addresses that are fraud, as `allow`.
            policy: rules of stores and countries that apps are held against.
            workers: processes that read apps in `apps`; `None` for one a core.
            limits: how much one app may cost.

        Raises:
            UsageError: an option makes no sense.
        """
        _check(lang, reasons, base_rate, workers)
        setup = Setup(
            model=None if model is None else Path(model),
            reasons=reasons,
            base_rate=base_rate,
            lang=lang,
            own=OwnTexts(
                _list_text("allow", allow),
                _list_text("block", block),
                datetime.now().astimezone().date(),
            ),
            policy=lambda: policy,
            tell=_warn,
        )
        self._scorers = Scorers(setup, "url")
        self._workers = workers or os.cpu_count() or 1
        self._reading = AppReading(limits=limits)
        self._loading = Lock()
        self._one_app = RLock()
        self._readers: AppReaders | None = None
        self._under_way: WeakSet[Generator[Outcome]] = WeakSet()

    def __enter__(self) -> Self:
        """Give the scanner itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that read apps."""
        self.close()

    def close(self) -> None:
        """End the processes that read apps, and what is under way in `apps`; others may start."""
        with self._one_app:
            if self._readers:
                self._readers.close()
            self._readers = None
        for found in [*self._under_way]:
            found.close()

    def url(self, text: str) -> Outcome:
        """Judge one address, host or domain; a `Failure` if no browser could open it.

        >>> Scanner(block=["example.com"]).url("http://example.com/a").decision
        <Decision.FRAUD: 'fraud'>
        >>> Scanner().url("no address").message
        "no browser can open 'no address'"
        """
        return next(self.urls([text]))

    def urls(self, texts: Iterable[str]) -> Iterator[Outcome]:
        """Judge many: one outcome an address, in order, as fast as the command line.

        They are taken in batches of 16,384 as outcomes are asked for, so memory stays flat.

        >>> outcomes = Scanner(reasons=0).urls(f"https://www.wikipedia.org/{n}" for n in range(3))
        >>> [outcome.subject.target for outcome in outcomes]
        ['https://www.wikipedia.org/0', 'https://www.wikipedia.org/1', 'https://www.wikipedia.org/2']
        """
        from urlguard.inputs import targets_from_arguments  # noqa: PLC0415  numba

        _refuse_one("urls", texts)
        source = iter(texts)
        while batch := list(islice(source, CHUNK_ROWS)):
            scorer = self._scorer("url")
            for chunk in targets_from_arguments(batch):
                yield from scorer.judge_chunk(chunk)

    def app(self, path: str | Path) -> Outcome:
        """Judge one app or bundle, or a folder of splits; a `Failure` if it cannot be read.

        The process that reads it is kept for the next one, until `close`. Of a folder of apps the
        first is taken: `apps` gives all.
        """
        from apkscan.read.pool import AppReaders  # noqa: PLC0415  only for apps

        with self._one_app:
            unit = next(app_units([str(path)], _ignore))
            if self._readers is None:
                self._readers = AppReaders(self._reading.limits, workers=1)
            read = list(islice(read_apps([unit], self._readers), 1))
        if not read:
            return Failure(Subject("apk", str(path)), "source", f"{path}: holds no app")
        found = judged(read[0], lambda: self._scorer("apk"))
        return found if isinstance(found, Failure) else next(iter(found))

    def apps(self, paths: Iterable[str | Path]) -> Iterator[Outcome]:
        """Judge many: files, folders of them, files of facts; in order, read by several processes.

        A few apps are read ahead of those that are asked for, so memory stays flat. The processes
        end with the last outcome, when the iterator is closed, or with the scanner.
        """
        found = self._apps(paths)
        self._under_way.add(found)
        return found

    def scan(self, target: str | Path) -> Outcome:
        """Judge either: an app if it is a `Path` or its name ends as one, else an address.

        >>> Scanner().scan("missing.apk").message
        'missing.apk: no such file'
        """
        is_app = isinstance(target, Path) or is_app_name(target)
        return self.app(target) if is_app else self.url(str(target))

    def _apps(self, paths: Iterable[str | Path]) -> Generator[Outcome]:
        _refuse_one("apps", paths)
        units = app_units((str(path) for path in paths), _ignore)
        self._scorer("apk")
        with closing(judged_apps(units, self._scorers, self._reading, self._workers)) as apps:
            for found in apps:
                yield from [found] if isinstance(found, Failure) else found

    def _scorer(self, kind: str) -> Scorer:
        with self._loading:
            return self._scorers.get(kind)


def _check(lang: str, reasons: int, base_rate: float | None, workers: int | None) -> None:
    if lang not in _LANGUAGES:
        raise UsageError(f'lang: "{lang}" is no language of reports', hint="give en or zh")
    if reasons < 0:
        raise UsageError(f"reasons: {reasons} is less than 0", hint="give 0 for none")
    if base_rate is not None and not 0 < base_rate < 1:
        raise UsageError(
            f"base_rate: {base_rate:g} is no share above 0 and below 1",
            hint="give the share of fraud that you expect, such as 0.01",
        )
    if workers is not None and workers < 1:
        raise UsageError(f"workers: {workers} is less than 1", hint="give None for one a core")


def _refuse_one(name: str, given: object) -> None:
    """Refuse one text where many are asked for: its letters would be judged."""
    if isinstance(given, str | bytes | Path):
        raise UsageError(
            f"{name}: takes many, and this is one {type(given).__name__}",
            hint=f"give a list, or call '{name[:-1]}'",
        )


def _list_text(name: str, given: str | Path | Iterable[str] | None) -> ListText | None:
    if given is None:
        return None
    if not isinstance(given, str | Path):
        return ListText(name, "\n".join(given))
    return ListText(str(given), named_text(name, Path(given)))


def _warn(error: FraudlensError) -> None:
    warnings.warn(error.message, stacklevel=2)


def _ignore(_: FraudlensError) -> None:
    """Do nothing: the outcome says it, too."""
