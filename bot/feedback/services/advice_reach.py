"""Whom an advice would have reached in the last month, before it is put in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.advice import AdviceUse, fits
from bot.feedback.domain.advice_reach import AdviceReach
from bot.feedback.domain.advice_tags import tags_of
from bot.feedback.domain.feedback import Finding
from bot.feedback.domain.story import story_of
from bot.feedback.services.driver import drivers
from bot.feedback.services.story import series_of
from bot.figures.domain.suppression import instead, person_digest
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.i18n import LOCALES
from bot.people.domain.permission import Act, Relation
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.feedback.domain.advice import Advice
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.kit.period import Period
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def reach(work: Work, actor: Actor, advice: Advice, *, now: datetime) -> AdviceReach:
    """Say whom an advice would have fitted last month, by their newest figures of it.

    That somebody was told the same lately is not looked at. Whoever may not read figures is told how many it is, as
    the trial of a rule does: not where that would show how one of a few does.
    """
    period = previous_period(period_of(work.reader(actor.person, now=now).today, Grain.MONTH), Grain.MONTH)
    people = _people(work, advice)
    deltas = _deltas(work, advice, people, period)
    found = [people[key] for key in sorted(_reached(work, advice, people, deltas))]
    without = tuple(
        locale
        for locale in LOCALES
        if locale not in advice.text and any(work.words(person.locale).locale == locale for person in found)
    )
    if actor.may(Act.READ_FACTS, Relation.OTHER):
        return AdviceReach(period, len(found), tuple(person.name for person in found), without)
    everybody = {delta.person_id for delta in deltas}
    return AdviceReach(period, _told(work, actor, found, everybody, period, now=now))


def _people(work: Work, advice: Advice) -> dict[str, Person]:
    kind = Kind.UNIT if advice.use is AdviceUse.ALERT else Kind.PERSON
    silent = work.restrictions.all()
    return {person.id: person for person in work.people.all() if person.kind is kind and person.id not in silent}


def _deltas(work: Work, advice: Advice, people: Iterable[str], period: Period) -> list[Delta]:
    known = {metric.key for metric in work.metrics.all()}
    wanted = advice.metrics & known if advice.metrics else known
    return [
        delta
        for delta in work.deltas.of(sorted(people), within=period)
        if delta.metric in wanted and delta.value is not None
    ]


def _reached(work: Work, advice: Advice, people: dict[str, Person], deltas: list[Delta]) -> set[str]:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    moved = drivers(work, deltas) if advice.drivers else {}
    found = set()
    for place, series in enumerate(series_of(work, deltas, metrics)):
        delta = series[-1]
        story = story_of(series, metrics[delta.metric])
        if story is not None:
            finding = Finding("", story.mark, (), delta, 0.0, story=story)
            role = people[delta.person_id].role
            if fits(advice, tags_of(finding, metrics[delta.metric], moved.get(place), role=role)):
                found.add(delta.person_id)
    return found


def _told(
    work: Work, actor: Actor, found: list[Person], everybody: set[str], period: Period, *, now: datetime
) -> int | None:
    """Return how many may be told of, and remember that they were."""
    leads = permission.led_by(work, actor.person, now=now)
    mine = [actor.person.id, *(person.id for lead in leads for person in work.people.team(lead))]
    universe = frozenset(map(person_digest, everybody))
    told = instead(
        frozenset(person_digest(person.id) for person in found),
        told=work.cells.trials(period),
        known=[frozenset(), universe],
        mine=frozenset(map(person_digest, mine)),
    )
    if not told or told == universe:  # of nobody and of all of them is of each
        return None
    work.cells.tell_trial(period, told, at=now)
    return len(told)
