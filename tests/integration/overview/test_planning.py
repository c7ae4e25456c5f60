"""One definition of who needs a talk: the team, the home page, the week, the month and the plan count the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.feedback.domain.feedback import Against, Mark
from bot.feedback.domain.story import Story, StoryKind
from bot.figures.domain.example import COLLECTIONS, OCTOBER
from bot.kit.period import Grain, period_of
from bot.overview.domain.planning import PlanningGroup, entry_of
from bot.overview.domain.team import Stand
from bot.overview.services import team
from bot.overview.services.planning import planning
from bot.overview.services.report_month import month_of
from bot.overview.services.report_week import week_of
from bot.people.domain.person import Person
from bot.people.services import permission
from bot.talks.domain.talk_answer import TalkAnswer, TalkAnswerKind
from bot.talks.services.talk import open_talks
from tests.company import NOW, SEPTEMBER, Company, company_in

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from storage.storage import Storage

LATER = NOW + timedelta(days=2)
MONTH = period_of(OCTOBER.start, Grain.MONTH)
WEEK = period_of(NOW.date(), Grain.WEEK)


def some_company(company: Company, dice: random.Random) -> list[str]:
    """Hire a head and some people, two of one name; let figures come in, and let some of it be dealt with."""
    company.hire("head", role="head", locale="en")
    people = [f"p{number}" for number in range(dice.randint(4, 8))]
    company.hire(*people, role="sales", locale="en", manager="head", names={"p0": "Lee", "p1": "Lee"})
    for who in people:
        for metric in ("new_customers", "collections"):
            for month in (SEPTEMBER, OCTOBER.start):
                company.agree(who, metric, month, 100)
                company.read(who, metric, month, dice.choice([40, 70, 78, 79, 81, 95, 100, 130]))
    company.settle()
    for who in people:
        what = dice.randrange(7)
        if what == 0:
            company.work.one_on_ones.met(who, at=NOW + timedelta(days=1))
        elif what == 1:
            company.work.one_on_ones.plan(who, at=NOW + timedelta(days=dice.choice([1, 3])))
        elif what == 2:
            company.restate(who, "new_customers", OCTOBER.start, 150)
        elif what == 3:
            answer(company, who, dice.choice(list(TalkAnswerKind)), until=dice.choice([None, date(2026, 11, 3)]))
    company.settle(now=NOW + timedelta(days=1))
    return people


def answer(company: Company, who: str, kind: TalkAnswerKind, *, until: date | None = None, at: datetime = NOW) -> None:
    given = TalkAnswer(who, "head", kind, "new_customers", OCTOBER.start, at + timedelta(hours=2), until, "on leave")
    company.work.talk_answers.add(given)


@pytest.mark.parametrize("seed", range(6))
def test_every_list_counts_the_same_talks(storage: Storage, seed: int) -> None:
    with company_in(storage) as company:
        people = some_company(company, random.Random(seed))  # noqa: S311 - no secret
        work = company.work
        head = work.people.get("head")
        who = permission.actor(work, head, now=LATER)

        members = [work.people.get(person) for person in people]
        due = set(open_talks(work, members, now=LATER))
        pairs = {person: work.one_on_ones.pair(person) for person in due}
        unplanned = {person for person, pair in pairs.items() if pair is None or pair.next_at is None}
        rows = team.stands(work, who, now=LATER)
        needs, _ = week_of(work, head, WEEK, now=LATER)
        report, _ = month_of(work, "office", MONTH, seen={*people, "head"}, now=LATER)
        plan = planning(work, who, now=LATER)

        assert {row.person.id for row in rows if row.talk} == due
        assert {stand.person.id for stand in team.talks(work, who, now=LATER)} == unplanned
        assert team.waiting(work, who, now=LATER) == len(unplanned)
        assert {need.delta.person_id for need in needs} == due
        assert {need.delta.person_id for need in report.needs} == due
        assert {entry.person.id for entry in plan.entries if entry.group is PlanningGroup.TALK} == due


def test_what_closes_a_talk_and_what_opens_it_again(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")
        company.hire("ann", role="sales", locale="en", manager="head")

        def waits(at: datetime = LATER) -> bool:
            return bool(open_talks(company.work, [company.work.people.get("ann")], now=at))

        company.agree("ann", "new_customers", OCTOBER.start, 20)
        company.read("ann", "new_customers", OCTOBER.start, 14)
        company.settle()
        assert waits()

        answer(company, "ann", TalkAnswerKind.LATER, until=date(2026, 11, 6))
        assert not waits()
        assert waits(NOW + timedelta(days=4)), "it was put off to this day"
        answer(company, "ann", TalkAnswerKind.NOT_NEEDED)
        assert not waits(NOW + timedelta(days=4))
        company.restate("ann", "new_customers", OCTOBER.start, 9)
        company.settle(now=NOW + timedelta(days=1))
        assert waits(), "it got worse since"
        company.work.one_on_ones.met("ann", at=NOW + timedelta(days=1, hours=1))
        assert not waits()


def test_a_month_that_has_just_begun_takes_no_talk_back(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")
        company.hire("ann", role="sales", locale="en", manager="head")
        november = date(2026, 11, 1)
        for month, value in ((OCTOBER.start, 14.0), (november, 1.0)):
            running = month == november
            company.delta(
                "ann",
                "new_customers",
                month,
                value=value,
                target=20.0,
                attainment=value / 20,
                **({"elapsed": 0.05, "end": NOW.date()} if running else {}),
            )

        [[found]] = open_talks(company.work, [company.work.people.get("ann")], now=LATER).values()

        assert found.period.start == OCTOBER.start


T = StoryKind


@pytest.mark.parametrize(
    ("kind", "mark", "praise", "group"),
    [
        (T.SLIPPING, Mark.PLAIN, None, PlanningGroup.SLIPPING),
        (T.FELL_BACK, Mark.GAP, COLLECTIONS, PlanningGroup.SLIPPING),
        (T.DROP, Mark.PLAIN, COLLECTIONS, PlanningGroup.SLIPPING),
        (T.IMPROVING, Mark.PLAIN, None, PlanningGroup.RECOVERING),
        (T.IMPROVING, Mark.PLAIN, COLLECTIONS, PlanningGroup.PRAISE),
        (T.RECOVERED, Mark.STRENGTH, None, PlanningGroup.PRAISE),
        (T.FIRST_REACHED, Mark.STRENGTH, None, PlanningGroup.PRAISE),
        (T.BEST, Mark.PLAIN, None, None),
        (T.HOLDING, Mark.STRENGTH, None, None),
        (T.STEADY, Mark.PLAIN, None, None),
    ],
)
def test_people_are_grouped_by_what_their_series_show(
    kind: StoryKind, mark: Mark, praise: Delta | None, group: PlanningGroup | None
) -> None:
    stand, story = Stand(Person("S1", "Min"), COLLECTIONS, praise=praise), Story(kind, mark, Against.TARGET)

    entry = entry_of(stand, story)
    talked = entry_of(replace(stand, talk=True), story)

    assert (entry.group if entry else None) is group
    assert talked
    assert talked.group is PlanningGroup.TALK, "what calls for a talk comes first, whatever the series shows"


def test_three_months_up_and_still_short_is_recovering_and_not_slipping(storage: Storage) -> None:
    """The series says which way somebody goes, not how far the newest value is from the target."""
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")
        company.hire("ann", "bob", role="sales", locale="en", manager="head")
        months = [date(2026, month, 1) for month in range(4, 11)]
        for who, values in {"ann": (60, 66, 72, 78, 84, 87, 90), "bob": (130, 128, 126, 124, 116, 110, 104)}.items():
            for month, value in zip(months, values, strict=True):
                company.agree(who, "collections", month, 500_000)
                company.read(who, "collections", month, 5_000 * value)
        company.settle()

        plan = planning(company.work, permission.actor(company.work, company.work.people.get("head"), now=NOW), now=NOW)

        assert {entry.person.id: entry.group for entry in plan.entries} == {
            "ann": PlanningGroup.RECOVERING,
            "bob": PlanningGroup.SLIPPING,
        }
