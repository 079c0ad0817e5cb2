"""Many questions, few at a time: a bounded window, in which no slow host holds up the others."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Window(Generic[Question, Answer]):
    """Questions that wait, by host, and those under way; answers come as they are ready.

    The hosts take turns. One that is slow, or that makes us wait, keeps its own questions back
    and at most `per_host` places of the window, so that a list that is sorted by suffix does not
    stand still.
    """

    def __init__(
        self, ask: Callable[[Question], Awaitable[Answer]], *, most: int, per_host: int
    ) -> None:
        """Ask with `ask`; at most `most` at once, at most `per_host` of one host."""
        self._ask, self._most, self._per_host = ask, most, per_host
        self._waiting: dict[str, deque[Question]] = {}
        self._ready: deque[str] = deque()
        """Hosts that have a question and a free place, each once, in the order of their turns."""
        self._under_way: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: asyncio.Queue[Answer | BaseException] = asyncio.Queue()
        self.held = 0
        """Questions that were put and whose answers were not yet taken."""

    def put(self, host: str, question: Question) -> None:
        """Take a question, and send it at once if there is a place."""
        self._waiting.setdefault(host, deque()).append(question)
        self.held += 1
        if len(self._waiting[host]) == 1 and self._under_way.get(host, 0) < self._per_host:
            self._ready.append(host)
        self._start()

    async def answer(self) -> Answer:
        """Wait for the next answer; there must be a question.

        An error of `ask`, which is a bug, is raised here.
        """
        found = await self._done.get()
        self.held -= 1
        if isinstance(found, BaseException):
            raise found
        return found

    def has_answer(self) -> bool:
        """Tell whether `answer` gives one without waiting."""
        return not self._done.empty()

    async def close(self) -> None:
        """Stop all that is under way."""
        self._waiting.clear()
        self._ready.clear()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self) -> None:
        while self._ready and len(self._tasks) < self._most:
            host = self._ready.popleft()
            question = self._waiting[host].popleft()
            self._under_way[host] = self._under_way.get(host, 0) + 1
            task = asyncio.create_task(self._one(question))
            self._tasks.add(task)
            task.add_done_callback(partial(self._ended, host))
            self._offer(host)

    def _offer(self, host: str) -> None:
        """Give the host its next turn; forget it if nothing is left of it."""
        if not self._waiting.get(host):
            self._waiting.pop(host, None)
        elif self._under_way[host] < self._per_host and host not in self._ready:
            self._ready.append(host)

    async def _one(self, question: Question) -> None:
        try:
            self._done.put_nowait(await self._ask(question))
        except Exception as exc:  # noqa: BLE001  is raised again by `answer`, where it is heard
            self._done.put_nowait(exc)

    def _ended(self, host: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._under_way[host] -= 1
        self._offer(host)
        self._start()
