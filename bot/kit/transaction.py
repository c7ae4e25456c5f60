"""A transaction: what every unit of work can do, whatever repositories it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from contextlib import AbstractContextManager
    from datetime import datetime

P = ParamSpec("P")
R = TypeVar("R")
W_co = TypeVar("W_co", covariant=True)


class Transaction(Protocol):
    """One transaction; ``now`` is the instant as of which it sees the company: who has left by then is gone."""

    now: datetime

    def recall(self, key: Hashable, make: Callable[[], R]) -> R:
        """Return what ``make`` works out by reading, remembered under a key as long as nobody writes anything.

        The key names everything that it depends on besides what is stored: who, which day, which language.
        """
        ...

    def attempt(self, *, savepoint: bool = True) -> AbstractContextManager[None]:
        """Try something that may fail by itself: what it wrote is undone when it raises, and nothing else is.

        A savepoint costs as much as a remembered answer. Without one, whatever raises before it has written anything
        leaves nothing to undo either.

        Raises:
            Entangled: when something was written without a savepoint before it raised; the transaction has to end.
        """
        ...

    def forget_old(self, *, now: datetime) -> int:
        """Delete what is older than its repository keeps it; return how much. What cannot be deleted stops nothing."""
        ...

    def contained(self, what: str) -> AbstractContextManager[None]:
        """Do something for one of many: when it fails it is undone and logged, and the others go on.

        ``what`` is a word for the log; nothing about anybody.
        """
        ...


class Works(Protocol[W_co]):
    """Opens units of work, for what takes several one after the other."""

    def work(self) -> AbstractContextManager[W_co]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...


class RunInWork(Protocol[W_co]):
    """Runs a function with an open unit of work in a thread and commits: one call, one transaction."""

    async def __call__(self, fn: Callable[Concatenate[W_co, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the function returned, once its work is committed."""
        ...
