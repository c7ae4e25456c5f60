"""A step is followed through: one tap under it, what the number did since, and nobody else reads of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState
from bot.feedback.domain.feedback import Occasion
from bot.feedback.domain.outline import advice_of
from bot.intake.services.follow import catch_up
from bot.messages.card import Action, Card, Choices
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled
from handlers import MESSAGES, tick
from tests.arriving import bring
from tests.chat import EVERYWHERE, Way, button, buttons, chat, read
from tests.company import Company, furnish
from tests.post import write_all

if TYPE_CHECKING:
    from bot.feedback.domain.feedback import Feedback
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def own(here: Chat, month: date = OCTOBER) -> tuple[Feedback, Card]:
    """Return Min's own message of a month, and its card."""
    with here.work() as work:
        sent = [
            found
            for key in work.outbox.find(person_id="min")
            if (found := work.feedback.get(key.key)) and found.period.start == month
        ]
        card = work.outbox.get(sent[-1].key)
    assert card
    return sent[-1], card_from_json(card.card)


def noted(reply: Reply) -> list[str]:
    """Return what stands where a button was."""
    assert isinstance(reply, Settled)
    return [block.answered for block in reply.card.blocks if isinstance(block, Choices) and block.answered]


def november(here: Chat, value: float) -> list[tuple[str, Card]]:
    """Let November come in a month later; return to whom which words of it go, as they read then."""
    here.pass_by(days=32)
    with here.work() as work:
        company = Company(work)
        company.read("min", "collections", NOVEMBER, value)
        company.agree("min", "collections", NOVEMBER, 500_000)
        company.come_in(now=here.clock.now())
    here.pass_by(hours=1)
    now = here.clock.now()
    with here.work() as work:
        write_all(work, now=now)
        due = work.outbox.find(state=DeliveryState.DUE.value)
        shown = [(delivery.person_id, MESSAGES.render(work, delivery, now)) for delivery in due]
    return [(person, card) for person, card in shown if isinstance(card, Card)]


@pytest.mark.postgresql
@EVERYWHERE
async def test_what_was_tried_is_told_with_what_the_number_did_and_to_nobody_else(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        told, card = own(here)
        tap = button(card, "advice.done")

        settled = await here.click("min", tap)

        assert noted(settled) == [here.t("advice-noted-done")]
        assert not [left for left in buttons(settled) if left.action.name.startswith("advice.")]
        with here.work() as work:
            (answer,) = work.advice_answers.of("min")
        assert (answer.value, answer.metric, answer.period.start) == (360_000, "collections", OCTOBER)
        assert answer.advice == advice_of(answer.step)
        assert told.key == answer.feedback

        went = november(here, 410_000)
        [mine] = [card for person, card in went if person == "min"]
        assert answer.said in read(mine)
        assert not [card for person, card in went if person != "min" and answer.said in read(card)]

        here.pass_by(days=30)
        said = [read(card) for card in here.inbox("boss")]
        assert not [text for text in said if answer.said in text]


async def test_a_corrected_value_is_what_the_next_one_is_held_against(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        _, card = own(here)
        await here.click("min", button(card, "advice.done"))
        row = {"employee_id": "min", "metric": "collections", "period_start": "2026-10-01", "period_end": "2026-10-31"}
        with here.work() as work:
            bring(work, "readings", [row | {"value": 395_000}], digest="corrected", now=here.clock.now())
            catch_up(work, now=here.clock.now())

        [mine] = [card for person, card in november(here, 410_000) if person == "min"]

        [line] = [line for line in read(mine).splitlines() if "since then" in line]
        assert "395" in line
        assert "360" not in line


@EVERYWHERE
async def test_what_does_not_suit_is_not_told_again(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        told, card = own(here)
        tap = button(card, "advice.not_for_me")
        step = dict(tap.action.args)["step"]

        assert noted(await here.click("min", tap)) == [here.t("advice-noted-not-for-me")]
        here.pass_by(days=90)  # its cool-down is over
        november(here, 300_000)

        again, _ = own(here, NOVEMBER)
        assert again.pick
        assert step not in again.pick.step_ids
        assert told.pick
        assert step in told.pick.step_ids


@EVERYWHERE
async def test_whoever_wants_to_come_back_to_it_is_asked_once_more(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        _, card = own(here)
        await here.click("min", button(card, "advice.later"))
        here.inbox("min")

        here.pass_by(days=6)
        with here.work() as work:
            tick(work, now=here.clock.now())
        assert not [card for card in here.inbox("min") if card.kind == "advice_again"]
        here.pass_by(days=2)
        for _ in range(2):
            with here.work() as work:
                tick(work, now=here.clock.now())
        [again] = [card for card in here.inbox("min") if card.kind == "advice_again"]

        assert [tap.action.name for tap in buttons(again)] == ["advice.done", "advice.not_for_me"]
        assert noted(await here.click("min", button(again, "advice.done"))) == [here.t("advice-noted-done")]
        here.pass_by(days=9)
        with here.work() as work:
            tick(work, now=here.clock.now())
        assert not [card for card in here.inbox("min") if card.kind == "advice_again"]


async def test_nobody_answers_for_somebody_else_or_about_a_step_that_was_not_told(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        told, card = own(here)
        tap = button(card, "advice.done")

        assert isinstance(await here.click("boss", tap), Notice)
        strange = Action("advice.done", (("key", told.key), ("step", "collections:gap:none")))
        assert isinstance(await here.click("min", strange), Notice)
        with here.work() as work:
            assert not work.advice_answers.of("min") + work.advice_answers.of("boss")
            nudges = work.feedback.to_reader("boss", (Occasion.NUDGE,), since=told.created_at)
        [nudge] = nudges
        assert nudge.pick
        other = Action("advice.done", (("key", nudge.key), ("step", nudge.pick.step_ids[0])))
        assert isinstance(await here.click("boss", other), Notice), "what a manager may raise is nobody's own step"
