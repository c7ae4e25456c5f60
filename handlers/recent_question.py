"""What somebody asked about figures last, for as long as a follow-up such as ``and last year?`` may go on from it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.identity import Identity
    from bot.kit.period import Grain, Period

KEPT_FOR: Final = timedelta(minutes=10)
_MOST: Final = 10_000
"""Questions of different people and rooms that are kept at once; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class RecentQuestion:
    """A question about figures: the command that answered it, about whom (an id; "" for oneself), of what and when."""

    route: str
    person_id: str = ""
    metric: str = ""
    period: Period | None = None
    grain: Grain | None = None
    about_team: bool = False
    """Whether it goes on from one about a team."""


class RecentQuestions:
    """The last question of each account in each room. It is kept in memory alone, and forgotten after ten minutes.

    Nobody else goes on from it, and a restart forgets it: then a follow-up is asked about.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Identity, str], tuple[datetime, RecentQuestion]] = OrderedDict()
        self._lock = Lock()

    def keep(self, who: Identity, room: str, question: RecentQuestion, *, at: datetime) -> None:
        """Keep a question in place of the one before."""
        with self._lock:
            self._kept[who, room] = (at, question)
            self._kept.move_to_end((who, room))
            self._drop_old(at)

    def forget(self, who: Identity, room: str) -> None:
        """Forget what somebody asked in a room: what they ask now is about something else."""
        with self._lock:
            self._kept.pop((who, room), None)

    def last(self, who: Identity, room: str, *, at: datetime) -> tuple[datetime, RecentQuestion] | None:
        """Return what somebody asked last in a room, and when; None where that is too long ago."""
        with self._lock:
            self._drop_old(at)
            return self._kept.get((who, room))

    def _drop_old(self, now: datetime) -> None:
        """Drop what nobody goes on from any more; whoever asks a question anew stands at the end again."""
        while self._kept:
            at, _ = next(iter(self._kept.values()))
            if at >= now - KEPT_FOR and len(self._kept) <= _MOST:
                return
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Somebody in a room: their last question there is kept, and goes on."""

    questions: RecentQuestions
    who: Identity
    room: str

    def last(self, *, at: datetime) -> tuple[datetime, RecentQuestion] | None:
        """Return what they asked last, and when; None where that is too long ago."""
        return self.questions.last(self.who, self.room, at=at)

    def asked(self, question: RecentQuestion | None, *, at: datetime) -> None:
        """Keep what they ask now; None is something else, that nothing goes on from."""
        if question is None:
            self.questions.forget(self.who, self.room)
        else:
            self.questions.keep(self.who, self.room, question, at=at)
