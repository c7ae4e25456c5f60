"""A cycle in talk: HR plans it, looks at it, starts it; everybody sees how their own teams stand, and no words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.messages.card import Action
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.reviews.domain.form_template import Bilingual
from bot.reviews.services import form_template
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.reviewing import CREW, begin, clock_ticks, self_review

if TYPE_CHECKING:
    from storage.storage import Storage

NEW = {"en": "new cycle", "zh-CN": "发起考核"}
SHOW = {"en": "cycle", "zh-CN": "考核周期"}
REVIEW = {"en": "review", "zh-CN": "考核"}


def company(talk: Chat) -> None:
    talk.hire("ana", "pat")
    talk.hire("ha", department="HR")
    talk.hire("wei", "min", manager="ana", unit=CREW)
    with talk.work() as work:
        give(work, "ha", Role.HR)
        form_template.seed(work, now=talk.clock.now())


PLANNED: dict[str, str | tuple[str, ...]] = {
    "start": "2026-05-01",
    "end": "2026-10-31",
    "opens": "2026-11-03",
    "self_due": "2026-11-09",
    "manager_due": "2026-11-13",
    "meet_by": "2026-11-20",
    "closes": "2026-11-30",
    "order": "employee_first",
    "units": (CREW,),
}


@EVERYWHERE
async def test_hr_plans_looks_and_starts(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        form = await talk.say("ha", NEW[talk.locale])

        planned = await talk.submit("ha", form, name="H2", **PLANNED)

        assert "2" in read(planned)
        assert not clock_ticks(talk)
        assert not talk.inbox("wei")
        started = await talk.click("ha", button(planned, "cycle.start"))
        assert CREW in read(started)
        clock_ticks(talk)
        assert len(talk.inbox("wei")) == 1
        assert len(talk.inbox("min")) == 1
        assert not talk.inbox("pat")


@EVERYWHERE
async def test_days_out_of_order_are_said_at_the_day(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        form = await talk.say("ha", NEW[talk.locale])

        wrong = await talk.submit("ha", form, name="H2", **(PLANNED | {"meet_by": "2026-11-10"}))

        assert "2026-11-10" in read(wrong)
        with talk.work() as work:
            assert not work.cycles.all()


@EVERYWHERE
async def test_a_running_cycle_is_changed_and_what_was_written_stays(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        shown = await talk.say("wei", REVIEW[talk.locale])
        await talk.submit("wei", await talk.click("wei", button(shown, "review.write")), **self_review(talk.locale))

        form = await talk.click("ha", Action("cycle.plan", (("no", str(cycle.no)),)))
        await talk.submit("ha", form, name="H2", **(PLANNED | {"opens": "2026-11-02", "manager_due": "2026-11-16"}))

        with talk.work() as work:
            after = work.cycles.get(cycle.no)
            (found,) = work.reviews.of("wei")
            assert after
            assert (after.version, after.schedule.manager_due) == (3, date(2026, 11, 16))
            assert found.self_at


@EVERYWHERE
async def test_status_is_told_without_words_to_those_who_may_follow(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        shown = await talk.say("wei", REVIEW[talk.locale])
        await talk.submit("wei", await talk.click("wei", button(shown, "review.write")), **self_review(talk.locale))
        talk.pass_by(days=8)

        for who, changes in (("ha", True), ("ana", False)):
            card = await talk.say(who, SHOW[talk.locale])
            said = read(card)
            assert CREW in said
            assert "Name min" in said, "who is late is named"
            assert "Name wei" not in said
            assert "120%" not in said
            assert ("cycle.plan" in [found.action.name for found in buttons(card)]) is changes
        for who in ("wei", "pat"):
            reply = await talk.say(who, SHOW[talk.locale])
            assert "Name min" not in read(reply)


async def test_only_hr_runs_cycles(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        for who in ("ana", "wei", "pat"):
            for route in ("cycle.plan", "cycle.start", "cycle.close"):
                assert isinstance(await talk.click(who, Action(route, (("no", str(cycle.no)),))), Notice), (who, route)


@EVERYWHERE
async def test_a_cycle_goes_by_the_form_that_hr_chose_as_it_reads_when_it_begins(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        with talk.work() as work:
            hr = work.people.get("ha")
            assert hr
            first = form_template.find(work, "self_review")
            copied = form_template.copy(work, hr, first, Bilingual("Probation"), now=talk.clock.now())
        form = await talk.say("ha", NEW[talk.locale])
        planned = await talk.submit("ha", form, name="H2", **PLANNED, template=copied.key)
        with talk.work() as work:
            form_template.change(work, hr, replace(copied, minutes=5), now=talk.clock.now())

        await talk.click("ha", button(planned, "cycle.start"))

        with talk.work() as work:
            (cycle,) = work.cycles.running()
        assert (cycle.template, cycle.template_version) == (copied.key, 2)
        changing = await talk.click("ha", Action("cycle.plan", (("no", str(cycle.no)),)))
        assert "template" not in {field.name for field in getattr(changing, "fields", ())}, (
            "what runs is amended instead"
        )
