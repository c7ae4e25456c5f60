"""More data on a day on which words were sent already: who hears of it, and what counts as said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.delivery.domain.delivery import REDRAW, DeliveryState
from bot.feedback.domain.feedback import Occasion
from bot.overview.services.team import waiting
from bot.people.services.permission import actor
from tests.cards import everything, words
from tests.company import NOW, OCTOBER, company_in

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage
    from tests.company import Company

MORNING = NOW + timedelta(hours=8)
"""Monday at ten in UTC, where everybody of the office is."""
SEPTEMBER = date(2026, 9, 1)


def company(firm: Company) -> None:
    """Ben and who leads him, both with an account."""
    firm.hire("max", role="head", locale="en")
    firm.hire("ben", role="sales", locale="en", manager="max", names={"ben": "Ben"})
    firm.reach("max", "ben")


def of(went: list[tuple[str, str, Card]], person: str) -> list[Card]:
    return [card for who, _, card in went if who == person]


def day(firm: Company, hour: float) -> list[tuple[str, str, Card]]:
    """Let everything follow at an hour of the day, and send what may go once it is written."""
    at = MORNING + timedelta(hours=hour)
    firm.settle(now=at)
    return [*firm.go_out(now=at + timedelta(minutes=16)), *firm.go_out(now=at + timedelta(minutes=18))]


def test_what_comes_an_hour_after_a_message_is_told_by_another_before_the_manager_hears_it(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "orders", OCTOBER, 20)
        firm.agree("ben", "sales", OCTOBER, 1000)
        firm.read("ben", "orders", OCTOBER, 24)
        first = day(firm, 0)
        firm.read("ben", "sales", OCTOBER, 700)
        later = day(firm, 1)

    assert [(who, kind) for who, kind, _ in first] == [("ben", Occasion.STANDING)]
    assert "Orders completed" in everything(of(first, "ben")[0])
    assert [who for who, _, _ in later] == ["ben", "max"], "first to whom it is about"
    own, nudge = later[0][2], later[1][2]
    assert "Sales" in words(own)
    assert "Orders" not in words(own), "what was told is not told again"
    assert "the same numbers went to Ben first" in everything(nudge)


def test_what_comes_while_a_message_waits_is_told_with_it(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "orders", OCTOBER, 20)
        firm.agree("ben", "sales", OCTOBER, 1000)
        night = NOW - timedelta(hours=14)
        firm.read("ben", "orders", OCTOBER, 24)
        firm.settle(now=night)
        assert firm.go_out(now=night + timedelta(minutes=16)) == []
        firm.read("ben", "sales", OCTOBER, 700)
        firm.settle(now=night + timedelta(hours=1))
        went = firm.go_out(now=MORNING)

    [own] = of(went, "ben")
    assert "Orders completed" in words(own)
    assert "Sales" in words(own)


def test_nobody_is_said_to_have_heard_first_what_they_never_heard(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 1000)
        firm.read("ben", "sales", OCTOBER, 700)
        at = MORNING
        firm.settle(now=at)
        table = SQLModel.metadata.tables["delivery"]
        standing = table.c.kind == Occasion.STANDING.value
        firm.work.connection.execute(sa.update(table).where(standing).values(state=DeliveryState.FAILED.value))
        went = firm.go_out(now=at + timedelta(minutes=16))

    [nudge] = of(went, "max")
    assert "went to" not in everything(nudge)


@pytest.mark.postgresql
@pytest.mark.parametrize("out", [True, False], ids=["after it went out", "while it waits"])
def test_a_further_fall_on_the_same_day_is_told_to_both(storage: Storage, *, out: bool) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7999)
        first = day(firm, 0) if out else firm.settle(now=MORNING)
        firm.restate("ben", "sales", OCTOBER, 7499)
        later = day(firm, 2)

    assert len(first) == 2
    assert [who for who, _, _ in later] == ["ben", "max"]
    for _, _, card in later:
        assert "$7,500" in everything(card) or "75%" in everything(card)
        assert "8,000" not in everything(card)
    assert "the same numbers went to Ben first" in everything(later[1][2])


def test_words_that_were_never_sent_do_not_start_a_cooldown(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7999)
        firm.settle(now=MORNING)
        table = SQLModel.metadata.tables["delivery"]
        firm.work.connection.execute(sa.update(table).values(state=DeliveryState.EXPIRED.value))
        firm.restate("ben", "sales", OCTOBER, 7990)
        firm.settle(now=MORNING + timedelta(days=1))
        went = [
            *firm.go_out(now=MORNING + timedelta(days=1, hours=1)),
            *firm.go_out(now=MORNING + timedelta(days=1, hours=2)),
        ]

    assert [who for who, _, _ in went] == ["ben", "max"], "a little worse is enough where nothing was heard"


def test_a_figure_that_recovered_while_it_waited_is_told_as_it_is(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7999)
        night = NOW - timedelta(hours=14)
        firm.settle(now=night)
        firm.restate("ben", "sales", OCTOBER, 12_000)
        firm.settle(now=night + timedelta(hours=1))
        went = firm.go_out(now=MORNING)

    assert of(went, "max") == [], "there is nothing to talk about any more"
    [own] = of(went, "ben")
    assert "120% of target" in words(own)


def test_a_correction_takes_back_what_followed_from_the_wrong_number(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        boss = firm.work.people.get("max")
        assert boss
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7000)
        day(firm, 0)
        before = waiting(firm.work, actor(firm.work, boss, now=MORNING), now=MORNING)
        firm.restate("ben", "sales", OCTOBER, 10_500)
        went = day(firm, 24)
        after = waiting(firm.work, actor(firm.work, boss, now=MORNING), now=MORNING + timedelta(days=1))

    assert (before, after) == (1, 0), "the list of talks follows the figures"
    redrawn = [card for who, kind, card in went if (who, kind) == ("max", REDRAW)]
    assert ["Taken back: nothing here calls for a talk with Ben any more" in words(card) for card in redrawn] == [True]
    assert "7" not in words(redrawn[0]).replace("3 Nov", ""), "no old figure stays on the card"
    for who in ("ben", "max"):
        [card] = [card for reader, kind, card in went if (reader, kind) == (who, Occasion.CORRECTION)]
        assert "October: $10.5K, not $7,000" in words(card)


def test_a_correction_denies_only_the_number_that_was_told(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 10_000)
        night = NOW - timedelta(hours=14)
        firm.read("ben", "sales", OCTOBER, 7000)
        firm.settle(now=night)
        firm.restate("ben", "sales", OCTOBER, 7500)
        firm.settle(now=night + timedelta(hours=1))
        firm.all_out()
        firm.restate("ben", "sales", OCTOBER, 12_000)
        went = day(firm, 24)

    [card] = [card for who, kind, card in went if (who, kind) == ("ben", Occasion.CORRECTION)]
    assert "October: $12K, not $7,500" in words(card)


@pytest.mark.parametrize("again", [10_600, 9_000])
def test_who_was_told_the_right_number_is_not_corrected_again(storage: Storage, again: int) -> None:
    with company_in(storage) as firm:
        company(firm)
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7000)
        day(firm, 0)
        firm.restate("ben", "sales", OCTOBER, 10_500)
        day(firm, 24)
        firm.read("ben", "orders", OCTOBER, 5)
        firm.changed |= firm.changed.of([firm.key("sales", "ben", OCTOBER)])
        firm.agree("ben", "sales", SEPTEMBER, again)
        went = day(firm, 48)

    assert [kind for _, kind, _ in went if kind == Occasion.CORRECTION] == []


def test_a_talk_closes_what_it_was_due_about(storage: Storage) -> None:
    with company_in(storage) as firm:
        company(firm)
        boss = firm.work.people.get("max")
        assert boss
        firm.agree("ben", "sales", OCTOBER, 10_000)
        firm.read("ben", "sales", OCTOBER, 7000)
        day(firm, 0)
        who = actor(firm.work, boss, now=MORNING)
        due = [waiting(firm.work, who, now=MORNING)]
        firm.work.one_on_ones.met("ben", at=MORNING + timedelta(hours=2))
        due.append(waiting(firm.work, who, now=MORNING + timedelta(hours=3)))
        firm.restate("ben", "sales", OCTOBER, 6000)
        day(firm, 24)
        due.append(waiting(firm.work, who, now=MORNING + timedelta(days=1)))

    assert due == [1, 0, 1], "a further fall after the talk calls for another"
