"""Teams at work: who reports to whom today, how each stands, and what may be told of people further down."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Occasion, Stage
from bot.figures.domain.about import About
from bot.figures.domain.suppression import FLOOR, Cell, member, share, tellable
from bot.figures.services import reading
from bot.figures.services.about import figures
from bot.figures.services.trend import trend
from bot.figures.views.about import said_back
from bot.kit.calendar import local_day, zone
from bot.kit.errors import Denied, NotFound
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.overview.domain.team import Below, Depth, Stand, matters, stand
from bot.overview.views import team as view
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation, Role
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.person import mentioned, named
from bot.rules.domain.rule import Tone
from bot.talks.services import talk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from bot.cases.domain.dispute import Dispute
    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.overview.ports.work import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_OLDEST, _LONGEST = 2, 40
"""A value that is so many whole periods old says nothing about today."""


def team(work: Work, actor: Actor, said: str = "", *, sentence: bool = False, now: datetime) -> Card:
    """Show the people whom somebody leads today, or those of whom HR names the manager or the department.

    ``said`` may name a metric, a period, somebody with a team, or for HR a department. In a whole ``sentence`` what
    names none of them is only how people talk. Of a team further down only the group is shown.

    Raises:
        NotFound: when it is not known what is meant, or nobody reports there.
        Denied: when the team is none of theirs.
    """
    card, read, heard = _team(work, actor, said, sentence=sentence, now=now)
    _note(work, actor, read, "team", now=now)
    return said_back(work.words(actor.person.locale), card, heard, route="team")


def _team(work: Work, actor: Actor, said: str, *, sentence: bool, now: datetime) -> tuple[Card, Sequence[str], About]:
    """Return what :func:`team` shows, whose figures are on it, and what was understood."""
    today = _today(actor, now)
    heard, whose = _meant(work, actor, said, sentence=sentence, today=today)
    metric, within = heard.metric, heard.period
    leads = permission.led_by(work, actor.person, now=now)
    if isinstance(whose, str):
        permission.require(work, actor, Act.LEAD, now=now)
        people = [one for one in work.people.all() if one.department == whose]
        card = _card(work, actor, people, (), metric, within, name=whose, now=now)
        return card, [one.id for one in people], heard
    if whose is not None and whose.id not in leads:
        if not (Role.HR in actor.roles and work.people.team(whose.id)):
            return group(work, actor, whose, metric=metric, within=within, now=now), (), heard
        permission.require(work, actor, Act.LEAD, whose, now=now)
        theirs = work.people.team(whose.id)
        return _card(work, actor, theirs, (whose.id,), metric, within, name=whose.name, now=now), (whose.id,), heard
    mine = [one for lead in ([whose.id] if whose else leads) for one in work.people.team(lead)]
    if not mine:
        raise NotFound("team-whose")
    name = whose.name if whose and whose.id != actor.person.id else ""
    return _card(work, actor, mine, leads, metric, within, name=name, now=now), leads, heard


def group(
    work: Work,
    actor: Actor,
    lead: Person,
    *,
    metric: Metric | None = None,
    within: Period | None = None,
    now: datetime,
) -> Card:
    """Show what somebody's people do as a group, to those who lead that one from further up.

    Raises:
        Denied: when the reader does not.
        NotFound: when nobody reports to that one.
    """
    permission.require(work, actor, Act.READ_GROUP, lead, now=now)
    if not work.people.team(lead.id):
        raise NotFound("team-nobody", name=lead.name)
    mine = _mine(work, actor, now=now)
    deeper = depth(work, [lead], metric=metric, within=within, now=now, today=_today(actor, now), mine=mine)
    return view.group(work.words(actor.person.locale), lead.name, deeper, today=_today(actor, now))


def look(work: Work, actor: Actor, said: str, *, sentence: bool = False, now: datetime) -> Card:
    """Show how one of the reader's people stands, when the two met and will meet, and what is open.

    Raises:
        NotFound: when it is not known who is meant.
        Denied: when the person does not report to the reader; further down, the team is named that can be seen.
    """
    today = _today(actor, now)
    subject = _one(work, actor, said, now=now)
    how = permission.relation(work, actor, subject, now=now)
    if not actor.may(Act.READ_FACTS, how):
        refused = {"act": Act.READ_FACTS.value, "subject": subject.id}
        lead = permission.leader(work, subject, now=now)
        if how is Relation.INDIRECT and lead is not None:
            raise Denied("team-second-line", name=subject.name, lead=lead.name, **refused)
        raise Denied("permission-denied", **refused)
    _note(work, actor, [subject.id], "person", now=now)
    heard = figures(work, _without(subject, said), today=today, sentence=sentence)
    metrics = _metrics(work)
    if heard.metric or heard.period:
        heard, deltas = reading.chosen_values(work, subject.id, heard)
    else:
        deltas = [one for one in work.deltas.of([subject.id], within=None) if one.metric in metrics]
        deltas = [one for one in deltas if one.value is not None]
    deltas.sort(key=lambda one: (-matters(one, metrics[one.metric]), one.metric))
    pair = work.one_on_ones.pair(subject.id)
    seen = view.Member(
        subject.name,
        subject.id,
        deltas,
        metrics,
        zone(actor.person.timezone),
        now,
        series=next((found for one in deltas if (found := trend(work, one))), []),
        last_at=pair.last_at if pair else None,
        next_at=pair.next_at if pair else None,
        topic=pair.topic_for(actor.person.id) if pair else "",
        acts=actor.may(Act.REMIND, how),
        why=_told_of(work, actor, subject, deltas),
        remarks=_remarks_on(work, subject, deltas) if actor.may(Act.READ_CONTEXT, how) else {},
        cases={
            (one.metric, one.period.start): (one.no, one.claim if actor.may(Act.READ_CONTEXT, how) else "")
            for one in work.disputes.about([subject.id], running=True)
        },
    )
    t = work.words(actor.person.locale)
    return said_back(t, view.member(t, seen), heard, route="person", who=subject.id)


def _remarks_on(work: Work, subject: Person, deltas: Sequence[Delta]) -> dict[tuple[str, date], str]:
    """Return what somebody added to values that are shown, by metric and first day."""
    shown = {(one.metric, one.period.start) for one in deltas}
    said = {(one.metric, one.period.start): one.text for one in work.remarks.about([subject.id])}
    return {place: text for place, text in said.items() if place in shown}


def _without(subject: Person, said: str) -> str:
    """Return what was said besides somebody's name or id."""
    for called in (subject.name, subject.id):
        if found := re.search(re.escape(called), said, re.IGNORECASE):
            return f"{said[: found.start()]} · {said[found.end() :]}"
    parts = set(subject.name.casefold().split())
    return " ".join(word for word in said.split() if word.casefold().removesuffix("'s") not in parts)


def _one(work: Work, actor: Actor, said: str, *, now: datetime) -> Person:
    """Return who is meant: first of those whom the reader may see, so that nobody else's name is guessed at."""
    everybody = work.people.all()
    leads = set(permission.led_by(work, actor.person, now=now))
    mine = [one for one in everybody if one.manager_id in leads or one.id == actor.person.id]
    wrong = NotFound("person-unknown", said="–")
    for among in (everybody,) if Role.HR in actor.roles else (mine, everybody):
        try:
            return mentioned(work, said, among=among)
        except NotFound as error:
            wrong = error
            if among is mine and error.key == "person-several":
                raise
    if wrong.key == "person-several" and Role.HR not in actor.roles:
        raise NotFound("person-several-hidden", said=said.strip()[:_LONGEST])
    raise wrong


def _told_of(work: Work, actor: Actor, subject: Person, deltas: Sequence[Delta]) -> str:
    """Return the key of a message about the newest figures whose evidence the reader may open, "" without one."""
    for delta in deltas[:1]:
        for occasion in (Occasion.NUDGE, Occasion.STANDING, Occasion.PRAISE):
            for one in work.feedback.about(subject.id, delta.period, occasion):
                if one.stage is Stage.SENT and actor.person.id in {one.reader_id, one.subject_id}:
                    return one.key
    return ""


def talks(work: Work, actor: Actor, *, now: datetime) -> Card:
    """List the people with whom a talk is due and not planned yet, each with what about."""
    permission.require(work, actor, Act.LEAD, now=now)
    t = work.words(actor.person.locale)
    due = [one for one in stands(work, actor, now=now) if one.talk and one.next_at is None]
    return view.talks(t, due, metrics=_metrics(work), today=_today(actor, now))


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many talks wait to be planned by somebody who leads people."""
    if not actor.ever(Act.REMIND):
        return 0
    return sum(one.talk and one.next_at is None for one in stands(work, actor, now=now))


def stands(work: Work, actor: Actor, *, now: datetime) -> list[Stand]:
    """Return how each of the people stands whom somebody leads today, by name."""
    leads = permission.led_by(work, actor.person, now=now)
    mine = [one for lead in leads for one in work.people.team(lead)]
    return _stands(work, mine, leads, None, None, today=_today(actor, now), now=now)


def _card(
    work: Work,
    actor: Actor,
    people: Sequence[Person],
    leads: Sequence[str],
    metric: Metric | None,
    within: Period | None,
    *,
    name: str,
    now: datetime,
) -> Card:
    today = _today(actor, now)
    directs = [one for one in people if one.kind is Kind.PERSON]
    seen = view.Glance(
        _stands(work, people, leads, metric, within, today=today, now=now),
        _metrics(work),
        zone(actor.person.timezone),
        now,
        depth=depth(work, directs, metric=metric, within=within, now=now, today=today, mine=_mine(work, actor, now=now))
        if leads
        else None,
        asked=metric,
        name=name,
        own=bool(leads) and set(leads) <= set(permission.led_by(work, actor.person, now=now)),
    )
    return view.team(work.words(actor.person.locale), seen)


def _note(work: Work, actor: Actor, whose: Sequence[str], what: str, *, now: datetime) -> None:
    """Keep in the trail whose figures were read; of a department that HR reads, everybody's."""
    for one in whose:
        if one != actor.person.id or what == "team":
            work.audit.append(What.READ, actor=actor.person.id, subject=one, detail={"what": what}, at=now)


def _stands(
    work: Work,
    people: Sequence[Person],
    leads: Sequence[str],
    metric: Metric | None,
    within: Period | None,
    *,
    today: date,
    now: datetime,
) -> list[Stand]:
    """Return how each stands, by name, people before units: nobody is ranked."""
    metrics = _metrics(work)
    oldest = {grain: _oldest(grain, today=today) for grain in Grain}
    found: dict[str, list[Delta]] = {}
    for one in work.deltas.of([one.id for one in people], within=within):
        asked = metric is None or one.metric == metric.key
        if asked and one.metric in metrics and (within or one.period.start >= oldest[metrics[one.metric].grain]):
            found.setdefault(one.person_id, []).append(one)
    first = min((one.period.start for deltas in found.values() for one in deltas), default=today)
    since = datetime.combine(first, time(0), tzinfo=UTC)
    talks: dict[str, set[tuple[str, date]]] = {}
    for who, what, start in talk.due(work, [one for deltas in found.values() for one in deltas], now=now):
        talks.setdefault(who, set()).add((what, start))
    praised: dict[str, set[tuple[str, date]]] = {}
    for signal in work.rules.lately([one.id for one in people], since=since):
        if signal.tone is Tone.PRAISE:
            praised.setdefault(signal.subject_id, set()).add((signal.metric, signal.period.start))
    planned = {pair.person_id: pair.next_at for lead in leads for pair in work.one_on_ones.of(lead)}
    ids = [one.id for one in people]
    remarks, cases = work.remarks.about(ids), work.disputes.about(ids, running=True)
    rows = [
        stand(
            one,
            found.get(one.id, ()),
            metrics,
            due=talks.get(one.id, ()),
            praised=praised.get(one.id, ()),
            next_at=planned.get(one.id),
        )
        for one in people
    ]
    rows = [replace(one, remarks=said) if (said := _said(one, remarks, cases)) else one for one in rows]
    return sorted(rows, key=lambda one: (one.person.kind is Kind.UNIT, one.person.name, one.person.id))


def _said(stand: Stand, remarks: Sequence[Remark], cases: Sequence[Dispute]) -> tuple[str, ...]:
    """Return what somebody added to the value that is shown of them, and what they claim of it in an open case."""
    delta = stand.delta
    if delta is None:
        return ()
    place = (delta.person_id, delta.metric, delta.period.start)
    return (
        *(one.text for one in remarks if (one.person_id, one.metric, one.period.start) == place),
        *(one.claim for one in cases if (one.person_id, one.metric, one.period.start) == place),
    )


def _oldest(grain: Grain, *, today: date) -> date:
    """Return where the oldest period begins of which a value still says something about today."""
    period = period_of(today, grain)
    for _ in range(_OLDEST):
        period = previous_period(period, grain)
    return period.start


def _mine(work: Work, actor: Actor, *, now: datetime) -> set[str]:
    """Return whose figures somebody may read because they lead them; HR reads everybody's, and works nothing out."""
    if Role.HR in actor.roles:
        return set()
    leads = permission.led_by(work, actor.person, now=now)
    return {actor.person.id, *(one.id for lead in leads for one in work.people.team(lead))}


def depth(
    work: Work,
    leads: Sequence[Person],
    *,
    metric: Metric | None,
    within: Period | None,
    now: datetime,
    today: date,
    mine: Collection[str] = (),
) -> Depth | None:
    """Return what may be told of the people of each of these, about one metric and a period that is over.

    What was told before of any group counts: an answer that beside it would show fewer than five people is not given,
    and the one that was given before is repeated. ``mine`` are people whose figures the reader may read anyway, so
    that they hide nobody.
    """
    bosses = work.people.below([one.id for one in leads]) if leads else {}
    if not bosses:
        return None
    top = {one.id: one for one in leads}
    below: dict[str, set[str]] = {}
    for person_id in bosses:
        if lead := _top(person_id, bosses, top):
            below.setdefault(lead, set()).add(person_id)
    tallied = work.deltas.tally(sorted(bosses), before=today, within=within)
    key = metric.key if metric else _most(one[1] for one in tallied)
    start = max((one[2] for one in tallied if one[1] == key), default=None)
    known = work.metrics.get(key) if key else None
    if start is None or known is None:
        return None
    values = {who: (value, target) for who, what, first, value, target in tallied if (what, first) == (key, start)}
    members = {lead: values.keys() & ids for lead, ids in below.items()}
    members = {lead: ids for lead, ids in members.items() if not 0 < len(ids - set(mine)) < FLOOR}
    cells = _told(work, known, start, members, values, now=now)
    groups = tuple(
        Below(top[lead], cells[lead].n if lead in cells else None, cells[lead].share if lead in cells else None)
        for lead in sorted(below, key=lambda one: (top[one].name, one))
    )
    return Depth(known, period_of(start, known.grain), groups)


def _top(person_id: str, bosses: Mapping[str, str], top: Mapping[str, Person]) -> str:
    """Return under whom of the top somebody is; a circle, which no import lets in, would be under nobody."""
    seen = set()
    boss = bosses.get(person_id, "")
    while boss and boss not in top and boss not in seen:
        seen.add(boss)
        boss = bosses.get(boss, "")
    return boss if boss in top else ""


def _told(
    work: Work,
    metric: Metric,
    start: date,
    groups: Mapping[str, Iterable[str]],
    values: Mapping[str, tuple[float, float | None]],
    *,
    now: datetime,
) -> dict[str, Cell]:
    """Return the cells that are told: as they are now where that may be, else as they were told before."""
    told = work.cells.told(metric.key, start)
    before = {one.group: one for one in told}
    fresh: dict[str, Cell] = {}
    for lead, ids in groups.items():
        members = {one: values[one] for one in ids}
        cell = Cell(lead, frozenset(member(one, *pair) for one, pair in members.items()), _share(members, metric), now)
        if before.get(lead) is None or before[lead].members != cell.members:
            fresh[lead] = cell
    chosen = tellable({lead: one.members for lead, one in fresh.items()}, told=[one.members for one in told])
    work.cells.tell(metric.key, start, [fresh[lead] for lead in sorted(chosen)])
    return {lead: fresh[lead] if lead in chosen else before[lead] for lead in groups if lead in chosen | before.keys()}


def _share(members: Mapping[str, tuple[float, float | None]], metric: Metric) -> float | None:
    aims = [(value, target) for value, target in members.values() if target is not None]
    if len(aims) < len(members) or not aims:
        return None
    return share(sum(metric.direction.sign * (value - target) >= 0 for value, target in aims), len(aims))


def _most(keys: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return min(counts, key=lambda key: (-counts[key], key), default="")


def _meant(work: Work, actor: Actor, said: str, *, sentence: bool, today: date) -> tuple[About, Person | str | None]:
    """Return what is asked about, and whose team is meant: somebody's, for HR a department's, or the reader's own."""
    if not said.strip():
        return About(), None
    if Role.HR in actor.roles:
        departments = {one.department.casefold(): one.department for one in work.people.all() if one.department}
        if said.strip().casefold() in departments:
            return About(), departments[said.strip().casefold()]
    people = [one for one in work.people.all() if one.kind is Kind.PERSON]
    if not sentence:
        with suppress(NotFound):
            return About(), named(work, said, among=people)
    heard = figures(work, said, today=today, sentence=sentence)
    if sentence or not heard.unread:
        return heard, None
    for words in (heard.rest, *heard.unread):
        with suppress(NotFound):
            whose = mentioned(work, words, among=people)
            left = tuple(one for one in heard.unread if one != words and one.casefold() not in whose.name.casefold())
            return replace(heard, unread=left), whose
    if heard.metric or heard.period:
        return heard, None
    raise NotFound("team-unknown", said=said.strip()[:_LONGEST])


def _metrics(work: Work) -> dict[str, Metric]:
    return {metric.key: metric for metric in work.metrics.all()}


def _today(actor: Actor, now: datetime) -> date:
    return local_day(now, timezone=actor.person.timezone)
