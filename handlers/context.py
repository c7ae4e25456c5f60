"""What every handler has at hand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.kit.calendar import zone
from bot.kit.errors import NotFound, Unanswered
from bot.messages.answers import read
from bot.messages.card import Action
from bot.messages.inbound import Click, Submission
from bot.people.domain.reader import Reader
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.delivery.services.message import MessageKinds
    from bot.figures.services.event import Listeners
    from bot.messages.answers import Answers
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound
    from bot.overview.services.home import Queue
    from bot.people.domain.permission import Act, Actor, Role
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.recent_question import Conversation


_DIGITS, _ASKED = 9, "asked"


class InvalidForm(Exception):
    """The answers of a form cannot be used: here it is again, filled, with what is wrong."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.kind)
        self.form = form


@dataclass(frozen=True, slots=True)
class Context:
    """The open transaction, who asks, their language, the instant.

    ``command`` is how the bot is addressed where the words came from (``/perf``, or nothing in a conversation).
    ``words`` is what they can ask: whose it is first of all, the route, and the word that reaches it.
    ``messages`` is what every noun says of its messages, ``waiting`` what may wait for somebody, and
    ``listeners`` are what hears of events.
    ``rest`` is what followed the words that led to the route, with its letters as they were typed; in a plain
    ``sentence`` not every word of it has to mean something. ``conversation`` knows what they asked before.
    """

    work: Work
    actor: Actor
    t: Translator
    now: datetime
    command: str
    words: tuple[tuple[Role, str, str], ...]
    messages: MessageKinds[Work]
    waiting: tuple[Queue[Work], ...]
    listeners: Listeners[Work]
    rest: str = ""
    sentence: bool = False
    conversation: Conversation | None = None

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.actor.person

    @property
    def reader(self) -> Reader:
        """How whoever asks is answered: in which words, in which zone, at which instant."""
        return Reader(self.t, zone(self.person.timezone), self.now)

    @property
    def today(self) -> date:
        """The day where whoever asks is."""
        return self.reader.today

    def require(self, act: Act, subject: Person | None = None) -> None:
        """See to it that whoever asks may do this, with this person or in the company at large.

        Raises:
            Denied: when they may not.
        """
        permission.require(self.work, self.actor, act, subject, now=self.now)

    def said_of(self, wrong: Unanswered) -> dict[str, str]:
        """Return what is wrong with answers in words, by the paths of their fields."""
        return {name: self.t(key, **values) for name, (key, values) in wrong.problems.items()}

    @contextmanager
    def filling(self, form: Form, inbound: Inbound) -> Iterator[Answers]:
        """Give the checked answers of a form that was sent in; what is wrong with them brings the form back.

        What the block raises as ``Unanswered`` does so too, for what only the service can know.

        Raises:
            NotFound: when nothing was sent in.
            Refill: with the form as it was filled in.
        """
        if not isinstance(inbound, Submission):
            raise NotFound("button-unknown")
        try:
            yield read(form, inbound.values, today=self.today)
        except Unanswered as wrong:
            again = replace(form.filled(inbound.values), problems=self.said_of(wrong))
            if wrong.once:
                again = replace(again, action=Action(form.action.name, (*form.action.args, (_ASKED, "1"))))
            raise InvalidForm(again) from None


def prompted(inbound: Inbound) -> bool:
    """Say whether a form that was sent in came back once already, with what could be better."""
    return bool(argument(inbound, _ASKED))


def argument(inbound: Inbound, name: str) -> str:
    """Return an argument of the button that was pressed or the form that was sent in; "" where there is none."""
    return dict(inbound.action.args).get(name, "") if isinstance(inbound, Click | Submission) else ""


def number(inbound: Inbound) -> int:
    """Return the number that a button or form is about.

    Raises:
        NotFound: when it names none: it was not made by us.
    """
    found = whole(argument(inbound, "no"))
    if found is None:
        raise NotFound("button-unknown")
    return found


def whole(said: str) -> int | None:
    """Return the number that was said, of as many digits as any number of ours has; None when it is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else None
