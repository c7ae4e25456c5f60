"""Understanding a plan: its goal, its days and what it needs out of words, and where its metric stands now."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal_text import read_goal
from bot.growth.domain.plan import Plan, PlanAuthor, PlanWords, SupportRequest
from bot.growth.domain.plan_milestone import read_milestones
from bot.growth.domain.plan_pace import newest_before
from bot.kit.calendar import local_day
from bot.reviews.domain.form_template import Purpose

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.growth.ports import Work
    from bot.kit.period import Period
    from bot.messages.field import Values
    from bot.people.domain.person import Person
    from bot.reviews.domain.form_template import FormTemplate

MOST_SUPPORTS: Final = 5
_LINES: Final = re.compile(r"[\n\r;；]+")


def planned(template: FormTemplate, values: Values) -> list[PlanWords]:
    """Return the goals of the plan sections of a review with what was written beside each, in their order."""
    found = []
    for section in template.sections:
        if section.purpose is not Purpose.PLAN:
            continue
        items = [f"{section.key}.{number}." for number in range(1, section.most + 1)] if section.repeated else []
        for begin in items or [f"{section.key}."]:
            said = {name: _one_text(values.get(begin + name, "")) for name in ("goal", *_PARTS)}
            if said["goal"]:
                found.append(PlanWords(**said))
    return found


_PARTS: Final = ("steps", "milestones", "support")


def _one_text(given: str | tuple[str, ...]) -> str:
    return (given if isinstance(given, str) else ", ".join(given)).strip()


def understood(work: Work, person: Person, words: PlanWords, *, by: str, author: PlanAuthor, now: datetime) -> Plan:
    """Return a draft with what was understood of somebody's words, seen from today where they are."""
    today = local_day(now, timezone=person.timezone)
    reading = read_goal(words.goal, work.metrics.all(), start=today)
    base, of = baseline(work, person, reading.metric, today)
    return Plan(
        person_id=person.id,
        goal=words.goal.strip(),
        started=today,
        by=by,
        at=now,
        author=author,
        reading=reading,
        baseline=base,
        baseline_period=of,
        steps=words.steps.strip(),
        milestones=read_milestones(words.milestones, start=today),
        supports=supports(words.support),
    )


def supports(text: str) -> tuple[SupportRequest, ...]:
    """Return what somebody needs: a line, or a part between semicolons, each."""
    lines = [" ".join(line.split()) for line in _LINES.split(text)]
    return tuple(SupportRequest(line) for line in dict.fromkeys(lines) if line)[:MOST_SUPPORTS]


def baseline(work: Work, person: Person, metric: str, day: date) -> tuple[Decimal | None, Period | None]:
    """Return where a metric of somebody's stood on a day by the newest whole period, and which that is.

    Nothing of those whose data may not be used.
    """
    if not metric or person.id in work.restrictions.all():
        return None, None
    newest = newest_before(work.deltas.find(person_id=person.id, metric=metric), day)
    if newest is None or newest.value is None:
        return None, None
    return Decimal(str(newest.value)), newest.period
