"""Leadership is asked when the way itself may be wrong (R139, R140): once, about a group; and sees what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery_timing import Drop
from bot.feedback.domain.kudos import Kudos, Visibility
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult
from bot.goals.services import strategy_review
from bot.goals.services.progress import type_value
from bot.kit.period import Period
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Role
from handlers import MESSAGES, tick
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, give, read
from tests.company import AUGUST, OCTOBER, SEPTEMBER, Company
from tests.statements import counted

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from storage.storage import Storage

REPORTED = datetime(2026, 11, 9, 2, tzinfo=UTC)
LATER = datetime(2027, 3, 9, 2, tzinfo=UTC)
MONTHS = (AUGUST, SEPTEMBER, OCTOBER)
WORKERS = range(6)


def staff(here: Chat) -> None:
    """A head of everybody with three lines of six people each, and somebody of HR."""
    here.hire("top", "ha")
    here.hire("lead1", "lead2", "lead3", manager="top")
    for line in (1, 2, 3):
        here.hire(
            f"L{line}", kind="unit", role="line", manager="lead3" if line == 3 else f"lead{line}", department="Plant"
        )
        here.hire(*(f"w{line}{n}" for n in WORKERS), manager=f"lead{line}", unit=f"L{line}", role="worker")
    with here.work() as work:
        give(work, "ha", Role.HR)
        company = Company(work)
        company.metric("defect_rate", unit="%", direction="lower", title_en="Defect rate", title_zh="次品率")


def results(here: Chat, months: dict[date, tuple[float, float, float]]) -> None:
    """Let lines have reached so much of their targets, and most workers of line 3 their own."""
    with here.work() as work:
        company = Company(work)
        for month, values in months.items():
            for line, value in enumerate(values, 1):
                company.delta(f"L{line}", "defect_rate", month, value=0.05 / value, target=0.05, attainment=value)
            for n in WORKERS:
                reached = 0.9 if n == 0 else 1.1
                company.delta(f"w3{n}", "defect_rate", month, value=0.05, target=0.05, attainment=reached)


def asked(here: Chat, at: datetime) -> list[Delivery]:
    here.clock.move_to(at)
    with here.work() as work:
        tick(work, now=at)
        return [found for found in work.outbox.find() if found.kind == "strategy_review"]


@IN_BOTH_LANGUAGES
async def test_a_team_that_stays_last_is_brought_to_leadership_and_held_against_what_follows(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as here:
        staff(here)
        results(here, dict.fromkeys(MONTHS, (0.9, 0.95, 0.7)))
        with here.work() as work:
            for line, n in ((1, 6), (2, 4), (3, 1)):
                for number in range(n):
                    giver, receiver = f"w{line}{number % 5}", f"w{line}5"
                    at = datetime(2026, 9, 3, number, tzinfo=UTC)
                    work.kudos.add(Kudos(giver, receiver, "", "thanks", Visibility.MANAGER, at))
        [question] = asked(here, REPORTED)
        assert question.person_id == "top"
        card = card_from_json(question.card)
        said = read(card)
        assert "Name L3" in said
        assert ("5 of 6 people reach their own" if here.locale == "en" else "6人里有5人完成了自己的目标") in said
        assert ("0.2 times a person, 0.8" if here.locale == "en" else "人均0.2次，其他团队0.8次") in said
        assert "Name w3" not in said, "nobody is named"
        assert asked(here, REPORTED) == [question]

        form = await here.click("top", button(card, "strategy.decide"))
        decided = await here.submit("top", form, decision="one target for both shifts", day="2026-11-15")
        assert "one target for both shifts" in read(decided)
        results(
            here,
            {date(2026, 11, 1): (0.9, 0.95, 0.5)}
            | dict.fromkeys((date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)), (0.9, 0.95, 0.91)),
        )
        here.clock.move_to(LATER)
        listed = await here.say("ha", "strategy reviews" if here.locale == "en" else "战略复盘")
        shown = await here.click("ha", button(listed, "strategy"))
        assert ("up 30%" if here.locale == "en" else "高了30%") in read(shown)
        assert "one target for both shifts" in read(shown)


def goals(here: Chat, *years: tuple[int, float]) -> None:
    """Let a department's strategic goal have come so far in some years."""
    with here.work() as work:
        for year, progress in years:
            period = Period(date(year, 1, 1), date(year, 12, 31))
            goal = Goal(
                title=f"Overseas {year}", level=GoalLevel.COMPANY, owner_id="", period=period, by="top", at=REPORTED
            )
            top = work.goals.add(goal)
            share = KeyResult(title="Share", target=Decimal(1))
            own = work.goals.add(replace(goal, level=GoalLevel.DEPARTMENT, owner_id="Sales", key_results=(share,)))
            work.goals.link(GoalLink(child_no=own.no, parent_no=top.no, weight=Decimal(40)))
            type_value(work, own, own.key_results[0], Decimal(str(progress)), by="top", now=REPORTED)


@IN_BOTH_LANGUAGES
async def test_two_missed_years_are_a_question_about_the_strategy(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        staff(here)
        goals(here, (2024, 0.8), (2025, 0.667))
        [question] = asked(here, REPORTED)
        card = card_from_json(question.card)
        assert "66.7%" in read(card)
        assert "80%" in read(card)
        refused = await here.click("lead1", button(card, "strategy.dismiss"))
        assert "66.7%" not in read(refused)
        settled = await here.click("top", button(card, "strategy.dismiss"))
        assert not buttons(settled)
        assert "Name top" in read(settled)
        with here.work() as work:
            assert isinstance(MESSAGES.render(work, question, here.clock.now()), Drop)
        assert len(asked(here, LATER)) == 1, "the same two years are not asked about again"


@pytest.mark.parametrize("years", [((2025, 0.5),), ((2024, 1.0), (2025, 0.5)), ((2023, 0.5), (2025, 0.5))])
async def test_one_missed_year_is_no_question(storage: Storage, years: tuple[tuple[int, float], ...]) -> None:
    async with chat(storage) as here:
        staff(here)
        goals(here, *years)
        assert asked(here, REPORTED) == []
        assert "No department" in read(await here.say("top", "strategy reviews"))


async def test_whoever_leads_only_a_part_is_refused(storage: Storage) -> None:
    async with chat(storage) as here:
        staff(here)
        goals(here, (2024, 0.8), (2025, 0.667))
        asked(here, REPORTED)
        for who in ("lead1", "w10"):
            said = read(await here.say(who, "strategy reviews"))
            assert "Sales" not in said
            assert "No department" not in said


def test_everybody_is_read_once_however_many_metrics_there_are(storage: Storage) -> None:
    counts: list[int] = []
    for some in (("first",), tuple(f"metric_{at}" for at in range(12))):
        with storage.work() as work:
            company = Company(work)
            if not counts:
                company.person("top")
                for unit in range(3):
                    company.person(f"U{unit}", kind="unit", role="line")
                    for at in range(6):
                        company.person(f"w{unit}{at}", manager_id="top", unit=f"U{unit}")
            for key in some:
                company.metric(key)
        with counted(storage) as statements, storage.work() as work:
            assert list(strategy_review.questions(work, today=OCTOBER.replace(month=11), now=REPORTED)) == []
        counts.append(len(statements))

    assert counts[0] == counts[1]
