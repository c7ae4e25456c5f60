"""A reminder is a factual sentence from the newest figure, sent once, that the person can answer; and `person`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.messages.card import Action, Picture, Quote
from bot.messages.inbound import Notice
from bot.messages.text import plain
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.company import Company

if TYPE_CHECKING:
    from storage.storage import Storage

OCTOBER = date(2026, 10, 1)
WHO = (("person", "wei"), ("metric", "defect_rate"))


def company(talk: Chat) -> None:
    talk.hire("boss")
    talk.hire("ana", manager="boss")
    talk.hire("pat")
    talk.hire("wei", manager="ana", name="张伟" if talk.locale == "zh-CN" else "Wei Chen")
    with talk.work() as work:
        firm = Company(work)
        firm.metric(
            "defect_rate", unit="%", direction="lower", title_en="Defect rate", title_zh="次品率", aggregate="ratio"
        )
        for month, value in ((7, 0.02), (8, 0.024), (9, 0.029), (10, 0.042)):
            firm.delta(
                "wei",
                "defect_rate",
                date(2026, month, 1),
                value=value,
                target=0.03,
                attainment=0.03 / value,
                numerator=13,
                denominator=310,
            )


@EVERYWHERE
async def test_one_tap_sends_the_figure_once_and_the_person_answers(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        card = await talk.say("ana", "person Wei" if talk.locale == "en" else "看张伟")
        assert "n=310" in read(card)
        assert [block for block in card.blocks if isinstance(block, Picture)]  # type: ignore[union-attr]
        form = await talk.click("ana", button(card, "reminder"))
        if way.forms:
            assert "4.2%" in read(form)
            assert "n=310" in read(form)
        prompt = await talk.submit("ana", form, note="First *pieces* first.")
        assert talk.inbox("wei") == [], "asked once what is meant"
        assert ("Send it again as it is" if talk.locale == "en" else "再提交一次就行") in read(prompt)
        await talk.submit("ana", prompt, note="First *pieces* first.")

        [got] = talk.inbox("wei")
        assert "4.2%" in read(got)
        assert "4.2%" not in got.summary, "safe on a lock screen"
        [quote] = [block for block in got.blocks if isinstance(block, Quote)]
        assert plain(quote.by) == "Name ana"
        again = await talk.click("ana", button(card, "reminder"))
        assert isinstance(again, Notice)

        answer = await talk.click("wei", button(got, "reminder.answer"))
        await talk.submit("wei", answer, text="Machine 3 was being set up.")
        [heard] = talk.inbox("ana")
        assert "Machine 3" in next(block.text for block in heard.blocks if isinstance(block, Quote))
        assert talk.inbox("wei") == []


async def test_nobody_else_reminds_or_answers(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hr")
        with talk.work() as work:
            give(work, "hr", Role.HR)

        for who in ("boss", "pat", "wei", "hr"):
            reply = await talk.click(who, Action("reminder", WHO))
            assert isinstance(reply, Notice)
            assert "4.2" not in read(reply)
        asked = Action("reminder.answer", (("metric", "defect_rate"), ("start", OCTOBER.isoformat())))
        assert isinstance(await talk.click("wei", asked), Notice), "nobody reminded them"
        assert talk.inbox("wei") == []


async def test_an_older_form_does_not_send_a_newer_figure(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        form = await talk.click("ana", Action("reminder", WHO))
        with talk.work() as work:
            Company(work).delta("wei", "defect_rate", date(2026, 11, 1), value=0.01, target=0.03)

        assert isinstance(await talk.submit("ana", form), Notice)
        assert talk.inbox("wei") == []


@EVERYWHERE
async def test_a_person_is_for_those_who_lead_them_and_hr(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        talk.hire("hr")
        with talk.work() as work:
            give(work, "hr", Role.HR)
        name = "Wei Chen" if talk.locale == "en" else "张伟"
        word = "/person " if talk.locale == "en" else "看 "

        hers = await talk.say("hr", f"{word}{name}")
        assert "4.2%" in read(hers)
        assert list(buttons(hers)) == [], "HR reads; acting is the manager's"
        further = await talk.say("boss", f"{word}{name}")
        assert isinstance(further, Notice)
        assert "Name ana" in read(further), "the team is named that the second line can see"
        for who in ("wei", "pat"):
            refused = await talk.say(who, f"{word}Name boss")
            assert isinstance(refused, Notice)
            assert "4.2" not in read(refused)
        assert isinstance(await talk.click("pat", Action("person", (("person", "wei"),))), Notice)
