"""Cadences in talk: set for a company, a department or a line; put off, skipped; and lapses in one digest a week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.domain.policy import SettingName
from bot.delivery.services import policy
from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.roster.domain.posting import Posting
from bot.runtime.tick import pump
from handlers import TICKS
from tests.chat import EVERYWHERE, Way, button, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage
    from tests.chat import Chat

LONG_AGO = date(2020, 1, 1)
DUE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A Monday, on which November's open talks have been brought up."""
DECEMBER = datetime(2026, 12, 7, 2, 0, tzinfo=UTC)
"""The Monday after the week in which November ended ended."""
AFTER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


def company(talk: Chat) -> None:
    talk.hire("boss")
    talk.hire("ana", "pat", manager="boss", hire_date=LONG_AGO)
    talk.hire("wei", "min", manager="ana", hire_date=LONG_AGO)
    talk.hire("kim", manager="pat", hire_date=LONG_AGO, department="Plant")
    talk.hire("hr", department="HR")
    with talk.work() as work:
        give(work, "hr", Role.HR)


def at(talk: Chat, moment: datetime) -> None:
    talk.clock.move_to(moment)
    with talk.work() as work:
        pump(work, TICKS, now=moment)


def new(talk: Chat, who: str, kind: str) -> list[Card]:
    return [card for card in talk.inbox(who) if card.kind == kind]


@EVERYWHERE
async def test_hr_sets_it_and_the_most_special_wins(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        english = talk.locale == "en"
        shown = await talk.say("hr", "1:1 cadence" if english else "一对一周期")
        form = await talk.click("hr", button(shown, "one_on_one.cadence"))
        await talk.submit("hr", form, where="", every="14")
        form = await talk.click("hr", Action("one_on_one.cadence"))
        done = await talk.submit("hr", form, where="Plant", every="7")

        assert ("every week" if english else "每周") in read(done)
        with talk.work() as work:
            assert present(work.one_on_ones.pair("kim")).cadence.code == "week"
            assert present(work.one_on_ones.pair("wei")).cadence.code == "weeks2"
            assert work.audit.find(subject="Plant")


async def test_a_line_within_a_department_goes_before_it_and_nobody_else_sets_it(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("line2", kind="unit", department="Plant")
        talk.hire("kim", manager="pat", department="Plant", unit="line2")
        talk.hire("lee", manager="pat", department="Plant", unit="a line that nobody has heard of")
        with talk.work() as work:
            hr = present(work.people.get("hr"))
            for where, days in (("Plant", "30"), ("line2", "7")):
                policy.put(work, hr, where, {SettingName.ONE_ON_ONE: days}, now=talk.clock.now())
            policy.put(work, hr, "", {SettingName.ONE_ON_ONE: "90"}, now=talk.clock.now())
            codes = {who: present(work.one_on_ones.pair(who)).cadence.code for who in ("kim", "lee", "wei")}
        assert codes == {"kim": "week", "lee": "month", "wei": "quarter"}

        for stranger in ("ana", "wei"):
            assert isinstance(await talk.click(stranger, Action("one_on_one.cadence")), Notice)
        assert isinstance(await talk.click("hr", Action("one_on_one.cadence")), Form)


@pytest.mark.postgresql
async def test_what_lapsed_comes_in_one_digest_a_week_to_those_above_and_hr(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        at(talk, DUE)
        assert len(new(talk, "ana", "one_on_one")) == 1, "one reminder for both of hers"
        at(talk, AFTER)
        at(talk, DECEMBER)
        at(talk, DECEMBER + timedelta(hours=1))

        [above], [hr] = new(talk, "boss", "lapses"), new(talk, "hr", "lapses")
        assert "Name ana" in read(above)
        assert "Name wei" not in read(above), "numbers by manager, and nobody below"
        assert "Name pat" in read(hr)
        assert new(talk, "ana", "lapses") == []
        at(talk, DECEMBER + timedelta(days=7))
        assert new(talk, "boss", "lapses") == new(talk, "hr", "lapses") == []


@pytest.mark.parametrize("why", ["met", "leave", "hired", "moved", "skipped", "nobody leads them"])
async def test_nothing_lapses_where_it_could_not_be(storage: Storage, why: str) -> None:
    async with chat(storage) as talk:
        company(talk)
        first, last = date(2026, 11, 9), date(2026, 11, 30)
        with talk.work() as work:
            for other in ("ana", "pat", "min", "kim"):
                work.one_on_ones.met(other, at=DUE - timedelta(days=9))
            if why == "met":
                work.one_on_ones.met("wei", at=DUE - timedelta(days=3))
            elif why == "leave":
                work.people.put_absences([("ana", first, last, "")])
            elif why == "moved":
                work.postings.put(
                    [Posting("wei", date(2025, 1, 1), "pat"), Posting("wei", date(2026, 11, 10), "ana")], at=DUE
                )
        if why == "hired":
            talk.hire("wei", manager="ana", hire_date=date(2026, 11, 10))
        elif why == "nobody leads them":
            talk.hire("wei", manager=None)
        at(talk, DUE)
        if why == "skipped":
            [card] = new(talk, "ana", "one_on_one")
            await talk.click("ana", button(card, "one_on_one.skip"))
        at(talk, DECEMBER)

        assert new(talk, "boss", "lapses") == new(talk, "hr", "lapses") == []


@EVERYWHERE
async def test_a_manager_puts_the_reminder_off_by_a_day_or_leaves_it_out(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        at(talk, DUE)
        [card] = new(talk, "ana", "one_on_one")

        said = read(await talk.click("ana", button(card, "one_on_one.later")))
        assert ("Tue" if talk.locale == "en" else "周二") in said
        [again] = new(talk, "ana", "one_on_one")
        with talk.work() as work:
            waits = [each for each in work.outbox.find(person_id="ana") if each.key.endswith(":2026-11-24")]
        assert waits[0].not_before.astimezone(ZoneInfo("Asia/Shanghai")).time() == time(9, 30)
        await talk.click("ana", button(again, "one_on_one.skip"))

        assert isinstance(await talk.click("ana", button(again, "one_on_one.skip")), Notice)
        from handlers import MESSAGES

        with talk.work() as work:
            assert "Drop" in type(MESSAGES.render(work, waits[0], talk.clock.now())).__name__, "never for what is done"


async def test_a_wrong_button_says_so(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        for args in ((("cadence", "x"), ("start", "2026-11-01")), (("cadence", "month"), ("start", "y"))):
            assert isinstance(await talk.click("ana", Action("one_on_one.later", args)), Notice)


async def test_a_night_shift_is_offered_times_of_its_shift(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("pat", manager="boss", department="Plant")
        with talk.work() as work:
            policy.put(
                work,
                present(work.people.get("hr")),
                "Plant",
                {SettingName.QUIET: "08:00-20:00", SettingName.DAYS: "1,2,3,4,5,6,7"},
                now=talk.clock.now(),
            )

        form = await talk.click("pat", Action("one_on_one.times", (("person", "kim"),)))

        assert isinstance(form, Form)
        moments = [datetime.fromisoformat(option.value) for option in form.fields[0].options]  # type: ignore[union-attr]
        hours = {moment.astimezone(ZoneInfo("Asia/Shanghai")).hour for moment in moments}
        assert hours
        assert all(hour >= 20 or hour < 8 for hour in hours)
