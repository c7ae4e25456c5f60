"""What two want to talk about: looked at, and brought by command, button or form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import NotFound
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.person import mentioned
from bot.talks.domain.agenda import LONGEST_POINT, AgendaTopic
from bot.talks.services import agenda
from bot.talks.views import agenda as view
from handlers.argument import topic
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card | Form:
    """Show what there is to talk about; words behind the command open the form with them."""
    person_id, said = argument(inbound, "person"), ""
    if not person_id:
        person_id, said = _meant(context)
    seen = agenda.look(context.work, context.actor, person_id, now=context.now)
    if said:
        return view.adding(context.t, name=seen.other.name, person_id=person_id, text=said[:LONGEST_POINT])
    return _card(context, seen)


def _meant(context: Context) -> tuple[str, str]:
    """Return whose talk typed words mean, and what is left of them: of somebody whom one leads, else one's own."""
    said = context.rest.strip()
    team = [
        member
        for lead in permission.led_by(context.work, context.person, now=context.now)
        for member in context.work.people.team(lead)
    ]
    try:
        person = mentioned(context.work, said, among=team) if said and team else None
    except NotFound:
        person = None
    if person is None:
        return context.person.id, said
    for called in (person.name, person.id):
        if said.casefold().startswith(called.casefold()):
            return person.id, said[len(called) :].strip(" :：,，")
    return person.id, said.partition(" ")[2].strip()


def _card(context: Context, seen: agenda.TalkAgenda, *, added: str = "") -> Card:
    return view.card(
        context.t,
        name=seen.other.name,
        person_id=seen.person.id,
        at=seen.at,
        last_at=seen.last_at,
        points=seen.points,
        findings=seen.findings,
        metrics=seen.metrics,
        drivers=seen.drivers,
        goals=seen.goals,
        zone=context.reader.zone,
        now=context.now,
        added=added,
    )


def add(context: Context, inbound: Inbound) -> Card | Form:
    """Ask for a point, then keep it and show the agenda with it."""
    person_id = argument(inbound, "person") or context.person.id
    seen = agenda.look(context.work, context.actor, person_id, now=context.now)
    form = view.adding(context.t, name=seen.other.name, person_id=person_id)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        point, other = agenda.add(
            context.work,
            context.actor,
            person_id,
            answers.text("text"),
            topic=AgendaTopic(answers.choice("topic")),
            shared=answers.choice("share") == "shared",
            now=context.now,
        )
    said = context.t("agenda-added" if point.shared else "agenda-added-private", name=other.name)
    return _card(context, agenda.look(context.work, context.actor, person_id, now=context.now), added=said)


ROUTES = (
    Route(
        "agenda",
        show,
        Act.TALK,
        (Means.WORDS, Means.CLICK),
        spoken(en="agenda, 1:1 agenda", zh="议题，一对一议题，加议题"),
        opens=True,
        takes=topic,
    ),
    Route("agenda.add", add, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
)
