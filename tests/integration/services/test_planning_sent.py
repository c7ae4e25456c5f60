"""Nudges about several people come as one plan, which goes on to say what holds: nothing is lost or said twice."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import REDRAW, DeliveryState, Priority
from bot.delivery.domain.message import PLANNING
from bot.delivery.services.outbox import enqueue
from bot.messages.card import Card, Choices, Facts, Heading
from bot.messages.text import plain
from bot.overview.services import planning_sent
from bot.roster.domain.posting import Move
from bot.roster.services.posting_handover import moved
from tests.cards import everything, words
from tests.company import NOW, OCTOBER, Company, company_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.storage import Storage

MORNING = NOW + timedelta(hours=8)
"""Monday at ten in UTC, where everybody of the office is."""
PEOPLE = ("ann", "ben", "cat", "dan", "eve", "fay", "gus", "hal", "ivy")
Went = list[tuple[str, str, Card]]


def office(firm: Company) -> None:
    """Max leads nine, of whom three at most are short of their target in what follows: more would question the rule."""
    firm.hire("max", "mia", role="head", locale="en", names={"max": "Max", "mia": "Mia"})
    firm.hire(*PEOPLE, role="sales", locale="en", manager="max", names={who: who.title() for who in PEOPLE})
    firm.reach("max", "mia", *PEOPLE)
    for who in PEOPLE:
        firm.agree(who, "orders", OCTOBER, 20)


def come(firm: Company, hour: float, **orders: float) -> Went:
    """Let orders come in at an hour of the day, and send what may go once it is written."""
    for who, value in orders.items():
        firm.read(who, "orders", OCTOBER, value)
    return live(firm, hour)


def live(firm: Company, hour: float) -> Went:
    at = MORNING + timedelta(hours=hour)
    firm.settle(now=at)
    return [sent for minutes in (16, 18, 20, 28) for sent in firm.go_out(now=at + timedelta(minutes=minutes))]


def to(went: Went, person: str) -> list[tuple[str, Card]]:
    return [(kind, card) for who, kind, card in went if who == person]


def named(card: Card) -> list[str]:
    return [plain(line.label) for block in card.blocks if isinstance(block, Facts) for line in block.lines]


def stands(firm: Company, person: str) -> dict[str, int]:
    """Return how often somebody got a message of each kind that made their device ring."""
    sent = firm.work.outbox.find(person_id=person, state=DeliveryState.SENT.value)
    return Counter(delivery.kind for delivery in sent if delivery.kind != REDRAW)


def test_several_who_need_a_talk_are_one_card_after_each_has_heard_theirs(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        went = come(firm, 0, ann=12, ben=13, cat=21, dan=20)

    [(_, card)] = to(went, "max")
    assert card.kind == PLANNING
    assert {"Ann", "Ben"} <= set(named(card))
    order = [who for who, _, _ in went]
    assert order.index("max") > max(order.index("ann"), order.index("ben"))
    buttons = [button.action for block in card.blocks if isinstance(block, Choices) for button in block.buttons]
    for person in ("ann", "ben"):
        assert {action.name for action in buttons if ("person", person) in action.args} == {
            "one_on_one.times",
            "planning.answer",
        }


def test_one_who_needs_a_talk_is_told_with_all_that_is_known(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        [(kind, card)] = to(come(firm, 0, ann=12), "max")

    assert (kind, card.kind) == ("nudge", "nudge")


def test_what_comes_later_on_the_day_is_put_into_the_card_that_stands_last(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, ann=12, ben=13)
        [(kind, card)] = to(come(firm, 1, cat=9), "max")

        assert kind == REDRAW
        assert {"Ann", "Ben", "Cat"} <= set(named(card))
        assert stands(firm, "max") == {"digest": 1}


def test_a_lone_nudge_becomes_a_plan_when_another_person_comes(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, ann=12)
        [(kind, card)] = to(come(firm, 1, cat=9), "max")

        assert (kind, card.kind) == (REDRAW, PLANNING)
        assert {"Ann", "Cat"} <= set(named(card))


def test_what_has_slid_up_the_room_is_left_and_a_new_card_comes(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, ann=12, ben=13)
        said = Card("me", "Something else", (Heading("Something else"),))
        at = MORNING + timedelta(hours=0.8)
        enqueue(firm.work, said, key="k", to=firm.work.people.get("max"), kind="me", priority=Priority.REPLY, now=at)
        firm.go_out(now=at)

        later = to(come(firm, 1, cat=9), "max")
        tomorrow = to(come(firm, 24, dan=14), "max")

    assert [(kind, card.kind) for kind, card in later] == [("nudge", "nudge")]
    assert [kind for kind, _ in tomorrow] == ["nudge"], "yesterday's card stays as it was"


def test_nobody_is_named_before_they_have_heard_it_themselves(storage: Storage) -> None:
    """Of Cat's own message it is not known yet whether it went: she is named when it has."""
    with company_in(storage) as firm:
        office(firm)
        for who, value in (("ann", 12), ("ben", 13), ("cat", 9)):
            firm.read(who, "orders", OCTOBER, value)
        firm.settle(now=MORNING)
        [own] = [delivery for delivery in firm.work.outbox.find(person_id="cat") if delivery.kind == "standing"]
        hold = MORNING + timedelta(hours=2)
        firm.work.connection.exec_driver_sql(
            "update delivery set not_before = ? where no = ?", (hold.replace(tzinfo=None), own.no)
        )

        early = [sent for minutes in (16, 18, 28) for sent in firm.go_out(now=MORNING + timedelta(minutes=minutes))]
        late = [sent for minutes in (121, 125, 135) for sent in firm.go_out(now=MORNING + timedelta(minutes=minutes))]

    [(_, first)] = to(early, "max")
    assert set(named(first)) & {"Ann", "Ben", "Cat"} == {"Ann", "Ben"}
    [(kind, second)] = to(late, "max")
    assert kind == REDRAW
    assert "Cat" in named(second)


def test_a_correction_redraws_the_card_and_owns_up_to_it(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, ann=12, ben=13)
        firm.restate("ann", "orders", OCTOBER, 19)
        firm.work.connection.exec_driver_sql("update batch set received_at = '2026-11-02 12:00:00' where no > 11")
        went = to(live(firm, 2), "max")

    drawn = [card for kind, card in went if kind == REDRAW]
    assert len(drawn) == 1
    assert "Ben" in named(drawn[0])
    assert "Ann" not in named(drawn[0])
    assert "Ann" in words(drawn[0]), "it says of whom it was wrong, or that nothing is left to talk about"
    assert "12" not in everything(drawn[0])


@pytest.mark.parametrize("several", [True, False])
def test_whoever_led_somebody_before_reads_whose_they_are_now(storage: Storage, *, several: bool) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, **({"ann": 12, "ben": 13} if several else {"ann": 12}))
        firm.work.connection.exec_driver_sql("update person set manager_id = 'mia' where id = 'ann'")
        firm.work.people.forget()
        at = MORNING + timedelta(hours=1)
        moved(firm.work, [Move("ann", "max", "mia", at.date())], now=at)
        went = to(firm.go_out(now=at), "max")

    [card] = [card for kind, card in went if kind == REDRAW]
    assert "Mia" in words(card)
    assert "12" not in everything(card)
    assert ("Ben" in named(card)) is several


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_when_each_who_needs_a_talk_is_named_and_no_nudge_is_lost(storage: Storage, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    with company_in(storage) as firm:
        office(firm)
        hour = 0.0
        for who in dice.sample(PEOPLE, 4):
            hour += dice.choice((0, 0.05, 0.3, 1, 3, 26))
            come(firm, hour, **{who: dice.choice((9, 12, 15, 21))})
        live(firm, hour + 1)

        nudges = [delivery for delivery in firm.work.outbox.find(person_id="max") if delivery.kind == "nudge"]
        cards = " ".join(read_by(firm, "max"))
        for nudge in nudges:
            place = firm.work.outbox.get(nudge.detail if nudge.state is DeliveryState.MERGED else nudge.key)
            assert place
            assert place.state in {DeliveryState.SENT, DeliveryState.EXPIRED}, f"{nudge.key} waits as {nudge.reason}"
            if place.state is DeliveryState.SENT:
                assert nudge.subject_id.title() in cards


def read_by(firm: Company, person: str) -> Iterable[str]:
    """Return what stands before somebody: each message as it was drawn anew last."""
    for delivery in firm.work.outbox.find(person_id=person, state=DeliveryState.SENT.value):
        yield delivery.card


def test_a_plan_that_reads_as_it_stands_is_not_drawn_again(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        come(firm, 0, ann=12, ben=13)
        at = MORNING + timedelta(hours=1)

        assert planning_sent.redraw(firm.work, firm.work.people.get("max"), now=at)
        assert to(firm.go_out(now=at), "max") == []
