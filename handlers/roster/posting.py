"""Moves: an admin says where somebody stands from which day on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Notice
from bot.messages.text import plain
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.person import named
from bot.roster.services import posting
from bot.roster.views import posting as view
from bot.runtime.tick import Due, Tick
from handlers.argument import person as someone
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.roster.domain.posting import Posting
    from bot.work import Work
    from handlers.context import Context


def move(context: Context, inbound: Inbound) -> Form:
    """Ask where whoever is named stands from which day on."""
    context.require(Act.MATCH_PEOPLE)
    asked = argument(inbound, "person")
    if not (asked or context.rest):
        raise Invalid("move-who")
    return _form(context, permission.somebody(context.work, asked) if asked else named(context.work, context.rest))


def save(context: Context, inbound: Inbound) -> Notice:
    """Make the move, at once or on its day."""
    person = permission.somebody(context.work, argument(inbound, "person"))
    context.require(Act.MATCH_PEOPLE, person)
    with context.filling(_form(context, person), inbound) as answers:
        wanted = {name: answers.text_or_none(name) or "" for name in ("department", "unit", "role")}
        manager = _manager(context, answers.text_or_none("manager") or "")
        start = answers.day("start")
        made = posting.move(
            context.work,
            context.actor,
            person,
            wanted | {"manager_id": manager.id if manager else None},
            start=start,
            now=context.now,
        )
    return Notice(plain(view.done(context.t, person.name, start=start, planned=made.planned, today=context.today)))


def _form(context: Context, person: Person) -> Form:
    manager = context.work.people.get(person.manager_id) if person.manager_id else None
    return view.form(context.t, person, manager=manager.name if manager else "", today=context.today)


def _manager(context: Context, said: str) -> Person | None:
    try:
        return named(context.work, said) if said else None
    except NotFound as unknown:
        raise Unanswered({"manager": (unknown.key, unknown.values)}) from None


# A move that was planned, when its day has begun where the person is.


def _postings(work: Work, now: datetime) -> Iterator[Due]:
    for planned in posting.due(work, now=now):
        yield Due(planned.person_id, f"{planned.start.isoformat()} {now.isoformat()}", _begin(planned))


def _begin(planned: Posting) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return posting.begin(work, planned, now=now)

    return effect


ROUTES = (
    Route(
        "move",
        move,
        Act.MATCH_PEOPLE,
        (Means.WORDS, Means.CLICK),
        spoken(en="move", zh="调动"),
        opens=True,
        takes=someone,
    ),
    Route("move.save", save, Act.MATCH_PEOPLE, (Means.FORM,)),
)

TICKS = (Tick("posting", _postings),)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("hand_over", acts=(Act.TALK,)),)
