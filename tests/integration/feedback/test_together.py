"""What somebody is to read about themselves of several periods on one day comes as one message."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState
from bot.feedback.domain.feedback import Occasion
from bot.feedback.services.feedback import drop, rate
from bot.feedback.services.feedback_pending import new_feedback
from bot.feedback.services.feedback_together import shown
from bot.kit.period import Period
from bot.messages.card import Card, Choices, Facts
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from tests.company import NOW, OCTOBER, Company, company_in

if TYPE_CHECKING:
    from storage.storage import Storage

MORNING = NOW + timedelta(hours=8)
WEEK = date(2026, 10, 26)
FORMULA = "count() from calls"


def office(firm: Company) -> None:
    firm.metric("calls", title_en="Calls", title_zh="电话", aggregate="sum", formula=FORMULA)
    firm.metric(
        "calls_week", title_en="Calls in the week", title_zh="周电话", aggregate="sum", grain="week", formula=FORMULA
    )
    firm.hire("max", role="head", locale="en")
    firm.hire("ann", role="sales", locale="en", manager="max")
    firm.reach("ann", "max")


def come(firm: Company, *, month: float | None, week: float | None, hour: float = 0) -> list[Card]:
    """Let the calls of a month and of a week come in, of which the targets are 100 and 25; returns what Ann gets."""
    for metric, start, value, target in (("calls", OCTOBER, month, 100), ("calls_week", WEEK, week, 25)):
        if value is not None:
            firm.agree("ann", metric, start, target)
            firm.read("ann", metric, start, value)
    at = MORNING + timedelta(hours=hour)
    firm.settle(now=at)
    went = [sent for minutes in (16, 18, 30) for sent in firm.go_out(now=at + timedelta(minutes=minutes))]
    return [card for who, _, card in went if who == "ann"]


def labels(card: Card) -> list[str]:
    return [plain(line.label) for block in card.blocks if isinstance(block, Facts) for line in block.lines]


def buttons(card: Card) -> list[tuple[str, str]]:
    found = [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]
    return [(button.action.name, dict(button.action.args)["key"]) for button in found]


def test_a_month_and_a_week_are_one_message_that_opens_either(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        cards = come(firm, month=112, week=22)
        out = firm.work.outbox.find(person_id="ann")

    [card] = cards
    assert labels(card) == ["Calls", "the week of 26 Oct · Calls in the week"]
    assert "112%" in plain(card.summary)
    parts = {each.key for each in out if each.state is DeliveryState.MERGED}
    assert len(parts) == 2
    assert {key for name, key in buttons(card) if name == "feedback.why"} == parts


def test_both_are_said_to_be_so_where_one_reached_its_target_and_the_other_did_not(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        [card] = come(firm, month=112, week=17)

    [said] = [
        plain(block.text) for block in card.blocks if hasattr(block, "text") and "target of its own" in block.text
    ]
    assert "100" in said
    assert "25" in said


def test_one_period_alone_is_told_as_it_always_was(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        [card] = come(firm, month=112, week=None)

        assert labels(card) == ["Calls"]
        assert [each for each in firm.work.outbox.find(person_id="ann") if each.state is DeliveryState.MERGED] == []


def test_what_comes_later_on_the_day_is_a_message_of_its_own(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        first = come(firm, month=112, week=None)
        second = come(firm, month=None, week=17, hour=2)

    assert [labels(card) for card in (*first, *second)] == [["Calls"], ["Calls in the week"]]


def test_whoever_answers_keeps_the_whole_message_before_them(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        [card] = come(firm, month=112, week=17)
        ann = firm.work.people.get("ann")
        key = next(key for name, key in buttons(card) if name == "feedback.useful")

        rated = rate(firm.work, ann, key, useful=True, now=MORNING)

        assert labels(card_from_json(shown(firm.work, rated).card)) == labels(card)


def test_what_is_written_first_waits_until_the_other_is_written_or_has_nothing_to_say(storage: Storage) -> None:
    with company_in(storage) as firm:
        office(firm)
        firm.agree("ann", "calls", OCTOBER, 100)
        firm.read("ann", "calls", OCTOBER, 112)
        firm.settle(now=MORNING)
        week = Period(WEEK, WEEK + timedelta(days=6))
        ann = firm.work.people.get("ann")
        soon = new_feedback(Occasion.STANDING, ann, ann, week, (("ann", "calls_week", week),), (), now=MORNING)
        firm.work.feedback.add(soon)

        waiting = firm.go_out(now=MORNING + timedelta(minutes=16))
        drop(firm.work, soon, now=MORNING + timedelta(minutes=17))
        went = firm.go_out(now=MORNING + timedelta(minutes=17))

    assert not waiting
    assert [(who, labels(card)) for who, _, card in went] == [("ann", ["Calls"])]
