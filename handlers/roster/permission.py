"""Who may do more than others: roles that admins give and take, and deputies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.feedback.services.feedback_pending import hand_on
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Notice
from bot.messages.text import plain
from bot.people.domain.permission import Act, Relation, Role
from bot.people.domain.permission_words import granting
from bot.people.services import permission
from bot.people.services.person import named
from bot.roster.services import role as roster_role
from bot.roster.views import permission as view
from bot.runtime.tick import Due, Tick
from handlers.argument import person as someone
from handlers.argument import read_by
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.context import Context


def role(context: Context, _inbound: Inbound) -> Card:
    """Show the roles; with words behind it, give one or take it first."""
    context.require(Act.MATCH_PEOPLE)
    if not context.rest:
        return view.roles(context.t, roster_role.holders(context.work))
    asked = granting(context.rest)
    if asked is None:
        raise Invalid("role-what")
    return _set(context, named(context.work, asked.name), asked.role, give=asked.give)


def change(context: Context, _inbound: Inbound) -> Form:
    """Ask for a change."""
    return view.change(context.t)


def put(context: Context, inbound: Inbound) -> Card:
    """Make the change that a form asks for."""
    context.require(Act.MATCH_PEOPLE)
    with context.filling(view.change(context.t), inbound) as answers:
        person = _named(context, "name", answers.text("name"))
        return _set(context, person, Role(answers.choice("role")), give=answers.choice("way") == "give")


def _set(context: Context, person: Person, which: Role, *, give: bool) -> Card:
    work, actor, now = context.work, context.actor, context.now
    done = (roster_role.grant if give else roster_role.revoke)(work, actor, person, which, now=now)
    if not done:
        said = context.t("role-same", name=person.name)
    elif give:
        said = context.t("role-done-given", name=person.name, role=view.word(context.t, which))
    else:
        said = context.t("role-done-taken", name=person.name, role=view.word(context.t, which))
    return view.roles(context.t, roster_role.holders(work), said=said)


# Deputies


def deputy(context: Context, inbound: Inbound) -> Card | Form:
    """Show who stands in, where somebody does; otherwise, or with a name behind the word, ask who shall."""
    found = roster_role.standing_in(context.work, context.actor, now=context.now)
    if found and not context.rest:
        return view.deputies(context.t, found, today=context.today)
    return name_deputy(context, inbound)


def name_deputy(context: Context, _inbound: Inbound) -> Form:
    """Ask who shall stand in."""
    leads = bool(context.work.people.team(context.person.id))
    return view.appoint(
        context.t,
        anybody=_anybody(context),
        principal=context.person.name if leads else "",
        deputy=context.rest,
        today=context.today,
    )


def appoint(context: Context, inbound: Inbound) -> Notice:
    """Name whom the form says."""
    with context.filling(name_deputy(context, inbound), inbound) as answers:
        principal = _named(context, "principal", answers.text("principal")) if _anybody(context) else context.person
        chosen = _named(context, "deputy", answers.text("deputy"))
        first, last = answers.day("first"), answers.day("last")
        roster_role.appoint(context.work, context.actor, principal, chosen, first=first, last=last, now=context.now)
    return Notice(
        plain(
            context.t(
                "deputy-set",
                deputy=chosen.name,
                name=principal.name,
                first=context.t.day(first, today=context.today),
                last=context.t.day(last, today=context.today),
            )
        )
    )


def end(context: Context, inbound: Inbound) -> Notice:
    """End it, for whom the button names or for oneself."""
    asked = argument(inbound, "person") or context.person.id
    principal = permission.somebody(context.work, asked)
    if roster_role.dismiss(context.work, context.actor, principal, now=context.now):
        return Notice(plain(context.t("deputy-ended", name=principal.name)))
    return Notice(plain(context.t("deputy-none", name=principal.name)))


def _anybody(context: Context) -> bool:
    return context.actor.may(Act.NAME_DEPUTY, Relation.COMPANY)


def _named(context: Context, field: str, said: str) -> Person:
    """Return who is meant in a form's field; nobody is a problem of that field."""
    try:
        return named(context.work, said)
    except NotFound as unknown:
        raise Unanswered({field: (unknown.key, unknown.values)}) from None


_BOTH = (Means.WORDS, Means.CLICK)
# Somebody stands in: what waits for the manager about the team goes to whoever leads it these days.


def _deputies(work: Work, now: datetime) -> Iterator[Due]:
    for principal_id, _, first, last in work.permissions.standing_in(now.date() - timedelta(days=1)):
        principal = work.people.get(principal_id)
        if principal is not None and first <= local_day(now, timezone=principal.timezone) <= last:
            local = first.isoformat()
            if (principal_id, local) not in work.job_runs.recorded("deputy", {local}):
                yield Due(principal_id, local, _hand_on(principal_id))


def _hand_on(principal_id: str) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        handed = 0
        for person in work.people.team(principal_id):
            leader = permission.leader(work, person, now=now)
            if leader and leader.id != principal_id:
                handed += hand_on(work, principal_id, person, now=now)
        return bool(handed)

    return effect


ROUTES = (
    Route(
        "role",
        role,
        Act.MATCH_PEOPLE,
        _BOTH,
        spoken(en="role, roles", zh="角色"),
        takes=read_by(lambda context: granting(context.rest)),
        changes=True,
    ),
    Route("role.change", change, Act.MATCH_PEOPLE, opens=True),
    Route("role.set", put, Act.MATCH_PEOPLE, (Means.FORM,)),
    Route("deputy", deputy, Act.NAME_DEPUTY, _BOTH, spoken(en="deputy", zh="代理"), opens=True, takes=someone),
    Route("deputy.name", name_deputy, Act.NAME_DEPUTY, opens=True),
    Route("deputy.set", appoint, Act.NAME_DEPUTY, (Means.FORM,)),
    Route("deputy.end", end, Act.NAME_DEPUTY),
)

TICKS = (Tick("deputy", _deputies),)
