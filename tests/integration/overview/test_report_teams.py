"""A head of department reads which team it is and how few carry how much, and nothing of one person further down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.suppression import FLOOR
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Choices
from bot.overview.domain.report_teams import concentration
from bot.overview.services.report_month import monthly
from bot.overview.services.report_week import weekly
from tests.cards import card_of, everything, words
from tests.chat import chat
from tests.company import NOW, OCTOBER, Company, company_in

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage

MONTH = period_of(OCTOBER, Grain.MONTH)
WEEK = period_of(NOW.date(), Grain.WEEK)


def department(company: Company, *, north: int = 6, south: int = 6) -> None:
    """A head over two leads with teams of their own: in the south hardly anybody reaches the target."""
    company.hire("head", role="head", locale="en")
    company.hire("nora", "sam", role="lead", locale="en", manager="head", names={"nora": "Nora", "sam": "Sam"})
    for lead, size, reached in (("nora", north, north - 1), ("sam", south, 1)):
        people = [f"{lead}{number}" for number in range(size)]
        company.hire(*people, role="sales", locale="en", manager=lead, names={who: f"Zq{who}" for who in people})
        for number, who in enumerate(people):
            company.agree(who, "new_customers", OCTOBER, 20)
            company.read(who, "new_customers", OCTOBER, 20 + number if number < reached else 17 + number % 2)


def report(company: Company, kind: str = "report", reader: str = "head") -> Card:
    [sent] = [sent for sent in company.work.outbox.find(person_id=reader) if sent.kind == kind]
    return card_of(sent)


def actions(card: Card) -> list[Action]:
    return [button.action for block in card.blocks if isinstance(block, Choices) for button in block.buttons]


def test_a_head_reads_which_team_it_is_and_can_do_something_about_it(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company)
        company.settle()
        assert monthly(company.work, "office", MONTH, now=NOW)
        card = report(company)

    text = words(card)
    assert "Nora’s team" in text
    assert "what would Sam’s team need for new customers" in text
    assert Action("team", (("lead", "sam"),)) in actions(card)
    assert Action("one_on_one.times", (("person", "sam"),)) in actions(card)
    assert "Zq" not in everything(card), "nobody further down is named"


def test_a_team_that_is_too_small_stays_hidden_and_nothing_is_decided_about_it(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, north=7, south=4)
        company.settle()
        assert monthly(company.work, "office", MONTH, now=NOW)
        card = report(company)

    assert "Sam’s team" not in words(card)
    assert Action("team", (("lead", "sam"),)) not in actions(card)


@pytest.mark.parametrize("planned", [True, False])
def test_a_button_to_the_talks_is_there_only_where_a_talk_waits(storage: Storage, *, planned: bool) -> None:
    with company_in(storage) as company:
        company.hire("head", role="head", locale="en")
        company.hire("ann", "bob", "cat", role="sales", locale="en", manager="head")
        for who, value in (("ann", 12), ("bob", 20), ("cat", 21)):
            company.agree(who, "new_customers", OCTOBER, 20)
            company.read(who, "new_customers", OCTOBER, value)
        company.settle()
        if planned:
            company.work.one_on_ones.plan("ann", at=NOW + timedelta(days=2))
        head = company.work.people.get("head")
        assert monthly(company.work, "office", MONTH, now=NOW)
        assert weekly(company.work, head, WEEK, now=NOW)
        both = [report(company), report(company, "week")]

    for card in both:
        assert (Action("team.talks") in actions(card)) is not planned


def week_of(company: Company, *, later: timedelta = timedelta()) -> Card | None:
    """Write a week for the head, the present one or a later; None where it says nothing."""
    head = company.work.people.get("head")
    assert head is not None
    now = NOW + later
    return report(company, "week") if weekly(company.work, head, period_of(now.date(), Grain.WEEK), now=now) else None


def test_a_heads_week_says_which_team_needs_a_decision_and_leads_to_it(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company)
        company.settle()
        card = week_of(company)

    assert card is not None
    assert words(card).startswith("Your team's week: a look at Sam’s team")
    assert "what would Sam’s team need for new customers" in words(card)
    assert "Sam’s team 6 people" in words(card)
    assert {Action("team", (("lead", "sam"),)), Action("one_on_one.times", (("person", "sam"),))} <= {*actions(card)}
    assert "Zq" not in everything(card), "nobody further down is named"


def test_a_heads_week_says_nothing_of_teams_that_are_too_small_or_reached_their_targets(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company, south=4)
        company.settle()

        assert week_of(company) is None


def test_a_heads_week_says_nothing_of_a_month_that_was_over_long_before(storage: Storage) -> None:
    with company_in(storage) as company:
        department(company)
        company.settle()

        assert week_of(company, later=timedelta(days=14)) is None


async def test_the_buttons_of_a_heads_report_lead_to_something(storage: Storage) -> None:
    async with chat(storage) as talk:
        with talk.work() as work:
            company = Company(work)
            company.set_up(now=talk.clock.now())
        talk.hire("head")
        talk.hire("sam", manager="head")
        people = [f"s{number}" for number in range(6)]
        talk.hire(*people, manager="sam")
        with talk.work() as work:
            company = Company(work)
            for number, who in enumerate(people):
                company.agree(who, "new_customers", OCTOBER, 20)
                company.read(who, "new_customers", OCTOBER, 12 + number)
            company.come_in(now=talk.clock.now())
            work.connection.exec_driver_sql("update person set department = 'office'")
            work.people.forget()
            assert monthly(work, "office", MONTH, now=talk.clock.now())
            sent = [sent for sent in work.outbox.find(person_id="head") if sent.kind == "report"]

        assert Action("team", (("lead", "sam"),)) in actions(card_of(sent[0]))
        for action in actions(card_of(sent[0])):
            said = await talk.click("head", action)
            assert said is not None
            assert not getattr(said, "refused", False), action


@given(
    values=st.dictionaries(st.integers(0, 40).map(str), st.integers(0, 1000).map(float), min_size=1, max_size=40),
    readable=st.sets(st.integers(0, 40).map(str)),
)
def test_how_a_sum_is_spread_is_told_only_where_it_shows_nobody(values: dict[str, float], readable: set[str]) -> None:
    found = concentration("orders", values, readable=readable)
    if found is None:
        return
    carrying = sorted(values, key=lambda who: (-values[who], who))[: found.few]
    part = sum(values[who] for who in carrying) / sum(values.values())
    assert found.few >= 2
    assert abs(found.share - part) <= 0.05
    if found.carrying:
        assert set(found.carrying) == set(carrying) <= readable
    else:
        assert not set(carrying) & readable, "of a mix those could be worked out who are not known"
        assert len(values.keys() - readable) - found.few >= FLOOR
