"""The unit of work: one transaction with its repositories, and how it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from bot.admin.ports.work import Work as AdminWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


class Work(AdminWork, Protocol):
    """One transaction with all its repositories."""


class Works(Protocol):
    """Opens units of work, for what takes several one after the other."""

    def work(self) -> AbstractContextManager[Work]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...


P = ParamSpec("P")
R = TypeVar("R")


class RunInWork(Protocol):
    """Runs a function with an open unit of work in a thread and commits: one call, one transaction."""

    async def __call__(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the function returned, once its work is committed."""
        ...
