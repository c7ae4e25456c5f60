"""Teams at work: whom somebody may look at, alone or as a group, and with whom they should talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.services.driver_reader import drivers_of
from bot.figures.services import dependency, reading
from bot.figures.services.about import figures
from bot.figures.services.trend import trend
from bot.kit.calendar import local_day, zone
from bot.kit.errors import Denied, NotFound
from bot.overview.domain.team import Group, matters
from bot.overview.services.team_depth import depth, readable
from bot.overview.services.team_meant import meant, who_is_meant, without
from bot.overview.services.team_stand import stands_of
from bot.overview.views import team as view
from bot.overview.views.team_member import MOST_FIGURES, TeamMember
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation, Role
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.talks.services.finished import finished_lately

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.about import FigureScope
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.overview.domain.team import Stand
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def team(
    work: Work, actor: Actor, said: str = "", *, sentence: bool = False, now: datetime
) -> tuple[view.Glance | Group, FigureScope]:
    """Return the people whom somebody leads today, or those of whom HR names the manager or the department.

    ``said`` may name a metric, a period, somebody with a team, or for HR a department; what was understood of it comes
    second. In a whole ``sentence`` what names none of them is only how people talk. Of a team further down only the
    group is shown.

    Raises:
        NotFound: when it is not known what is meant, or nobody reports there.
        Denied: when the team is none of theirs.
    """
    seen, read, heard = _team(work, actor, said, sentence=sentence, now=now)
    _note(work, actor, read, "team", now=now)
    return seen, heard


def _team(
    work: Work, actor: Actor, said: str, *, sentence: bool, now: datetime
) -> tuple[view.Glance | Group, Sequence[str], FigureScope]:
    """Return what :func:`team` shows, whose figures are in it, and what was understood."""
    heard, whose = meant(work, actor, said, sentence=sentence, today=_today(actor, now))
    metric, within = heard.metric, heard.period
    leads = permission.led_by(work, actor.person, now=now)
    if isinstance(whose, str):
        permission.require(work, actor, Act.LEAD, now=now)
        people = [person for person in work.people.all() if person.department == whose]
        seen = _glance(work, actor, people, (), metric, within, name=whose, now=now)
        return seen, [person.id for person in people], heard
    if whose is not None and whose.id not in leads:
        if not (Role.HR in actor.roles and work.people.team(whose.id)):
            return group(work, actor, whose, metric=metric, within=within, now=now), (), heard
        permission.require(work, actor, Act.LEAD, whose, now=now)
        theirs = work.people.team(whose.id)
        return _glance(work, actor, theirs, (whose.id,), metric, within, name=whose.name, now=now), (whose.id,), heard
    mine = [person for lead in ([whose.id] if whose else leads) for person in work.people.team(lead)]
    if not mine:
        raise NotFound("team-whose")
    name = whose.name if whose and whose.id != actor.person.id else ""
    return _glance(work, actor, mine, leads, metric, within, name=name, now=now), leads, heard


def group(
    work: Work,
    actor: Actor,
    lead: Person,
    *,
    metric: Metric | None = None,
    within: Period | None = None,
    now: datetime,
) -> Group:
    """Return what somebody's people do as a group, for those who lead that one from further up.

    Raises:
        Denied: when the reader does not.
        NotFound: when nobody reports to that one.
    """
    permission.require(work, actor, Act.READ_GROUP, lead, now=now)
    if not work.people.team(lead.id):
        raise NotFound("team-nobody", name=lead.name)
    mine = readable(work, actor, now=now)
    told = depth(work, [lead], metric=metric, within=within, now=now, today=_today(actor, now), mine=mine)
    return Group(lead, told)


def look(
    work: Work, actor: Actor, said: str, *, sentence: bool = False, now: datetime
) -> tuple[TeamMember, FigureScope]:
    """Return how one of the reader's people stands, when the two met and will meet, and what is open.

    What was understood of what was ``said`` besides the name comes second.

    Raises:
        NotFound: when it is not known who is meant.
        Denied: when the person does not report to the reader; further down, the team is named that can be seen.
    """
    subject = who_is_meant(work, actor, said, now=now)
    how = _may_look(work, actor, subject, now=now)
    _note(work, actor, [subject.id], "person", now=now)
    heard = figures(work, without(subject, said), today=_today(actor, now), sentence=sentence)
    heard, deltas, metrics = _deltas(work, subject, heard)
    pair = work.one_on_ones.pair(subject.id)
    hears = actor.may(Act.READ_CONTEXT, how)
    seen = TeamMember(
        subject.name,
        subject.id,
        deltas,
        metrics,
        zone(actor.person.timezone),
        now,
        series=next((found for delta in deltas if (found := trend(work, delta))), []),
        last_at=pair.last_at if pair else None,
        next_at=pair.next_at if pair else None,
        topic=pair.topic_for(actor.person.id) if pair else "",
        acts=actor.may(Act.REMIND, how),
        why=_told_of(work, actor, subject, deltas),
        remarks=_remarks_on(work, subject, deltas) if hears else {},
        cases={
            (case.metric, case.period.start): (case.no, case.claim if hears else "")
            for case in work.disputes.about([subject.id], running=True)
        },
        done=None if heard.metric or heard.period else finished_lately(work, subject, now=now),
        drivers=drivers_of(work, actor, deltas[:MOST_FIGURES], now=now),
    )
    return seen, heard


def _may_look(work: Work, actor: Actor, subject: Person, *, now: datetime) -> Relation:
    """Return how somebody stands to a person whose figures they may read.

    Raises:
        Denied: when they may not; of somebody further down it says who leads them.
    """
    how = permission.relation(work, actor, subject, now=now)
    if actor.may(Act.READ_FACTS, how):
        return how
    refused = {"act": Act.READ_FACTS.value, "subject": subject.id}
    lead = permission.leader(work, subject, now=now)
    if how is Relation.INDIRECT and lead is not None:
        raise Denied("team-second-line", name=subject.name, lead=lead.name, **refused)
    raise Denied("permission-denied", **refused)


def _deltas(work: Work, subject: Person, heard: FigureScope) -> tuple[FigureScope, list[Delta], dict[str, Metric]]:
    """Return the values of somebody that were asked for, else their newest, what matters most first."""
    metrics = _metrics(work)
    if heard.metric or heard.period:
        heard, deltas = reading.chosen_values(work, subject.id, heard)
    else:
        known = work.deltas.of([subject.id], within=None)
        deltas = [delta for delta in known if delta.metric in metrics and delta.value is not None]
    return heard, sorted(deltas, key=lambda delta: (-matters(delta, metrics[delta.metric]), delta.metric)), metrics


def _remarks_on(work: Work, subject: Person, deltas: Sequence[Delta]) -> dict[tuple[str, date], str]:
    """Return what somebody added to values that are shown, by metric and first day."""
    shown = {(delta.metric, delta.period.start) for delta in deltas}
    said = {(remark.metric, remark.period.start): remark.text for remark in work.remarks.about([subject.id])}
    return {place: text for place, text in said.items() if place in shown}


def _told_of(work: Work, actor: Actor, subject: Person, deltas: Sequence[Delta]) -> str:
    """Return the key of a message about the newest figures whose evidence the reader may open, "" without one."""
    for delta in deltas[:1]:
        for occasion in (Occasion.NUDGE, Occasion.STANDING, Occasion.PRAISE):
            for told in work.feedback.about(subject.id, delta.period, occasion):
                if told.stage is Stage.SENT and actor.person.id in {told.reader_id, told.subject_id}:
                    return told.key
    return ""


def talks(work: Work, actor: Actor, *, now: datetime) -> list[Stand]:
    """Return of the people whom somebody leads those with whom a talk is due and not planned yet.

    Raises:
        Denied: when they lead nobody.
    """
    permission.require(work, actor, Act.LEAD, now=now)
    return _due(work, actor, now=now)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many talks wait to be planned by somebody who leads people."""
    return len(_due(work, actor, now=now)) if actor.ever(Act.REMIND) else 0


def _due(work: Work, actor: Actor, *, now: datetime) -> list[Stand]:
    return [row for row in stands(work, actor, now=now) if row.talk and row.next_at is None]


def stands(work: Work, actor: Actor, *, now: datetime) -> list[Stand]:
    """Return how each of the people stands whom somebody leads today, by name."""
    leads = permission.led_by(work, actor.person, now=now)
    mine = [person for lead in leads for person in work.people.team(lead)]
    return stands_of(work, mine, leads, None, None, today=_today(actor, now), now=now)


def _glance(
    work: Work,
    actor: Actor,
    people: Sequence[Person],
    leads: Sequence[str],
    metric: Metric | None,
    within: Period | None,
    *,
    name: str,
    now: datetime,
) -> view.Glance:
    today = _today(actor, now)
    directs = [person for person in people if person.kind is Kind.PERSON]
    mine = readable(work, actor, now=now)
    stands = stands_of(work, people, leads, metric, within, today=today, now=now)
    return view.Glance(
        stands,
        _metrics(work),
        zone(actor.person.timezone),
        now,
        depth=depth(work, directs, metric=metric, within=within, now=now, today=today, mine=mine) if leads else None,
        asked=metric,
        name=name,
        own=bool(leads) and set(leads) <= set(permission.led_by(work, actor.person, now=now)),
        drivers=moved(work, actor, view.shown_of(stands), now=now),
        late=dependency.late(work, people, [stand.delta.period for stand in stands if stand.delta], now=now),
    )


def moved(work: Work, actor: Actor, stands: Sequence[Stand], *, now: datetime) -> ValueDrivers:
    """Return what moved the values that are shown of some people, as far as the actor may be told."""
    return drivers_of(work, actor, [stand.delta for stand in stands if stand.delta], now=now)


def _note(work: Work, actor: Actor, whose: Sequence[str], what: str, *, now: datetime) -> None:
    """Keep in the trail whose figures were read; of a department that HR reads, everybody's."""
    for person_id in whose:
        if person_id != actor.person.id or what == "team":
            work.audit.append(What.READ, actor=actor.person.id, subject=person_id, detail={"what": what}, at=now)


def _metrics(work: Work) -> dict[str, Metric]:
    return {metric.key: metric for metric in work.metrics.all()}


def _today(actor: Actor, now: datetime) -> date:
    return local_day(now, timezone=actor.person.timezone)
