"""The log of a pair in talk: written by either, searched in both languages, taken out; who may read it now."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Attachment
from bot.people.domain.permission import Role
from bot.runtime.tick import pump
from bot.talks.domain.agenda import AgendaTopic
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from handlers import TICKS
from tests.chat import EVERYWHERE, MORNING, Way, button, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

THURSDAY = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
DUE = "2026-11-06"


def company(talk: Chat) -> None:
    talk.hire("ana", "pat")
    talk.hire("wei", "min", manager="ana")


def writes(person: str = "wei") -> Action:
    return Action("pair_log.write", (("person", person),))


async def bring(talk: Chat, who: str, text: str) -> None:
    form = await talk.click(who, Action("agenda.add", (("person", "wei"),)))
    await talk.submit(who, form, text=text, topic="problems", share="shared")


def log(talk: Chat) -> list[TalkLogEntry]:
    with talk.work() as work:
        return work.pair_logs.of("wei")


def words(talk: Chat, said: str = "") -> str:
    return f"{'log' if talk.locale == 'en' else '沟通日志'} {said}".strip()


def tick(talk: Chat) -> None:
    with talk.work() as work:
        pump(work, TICKS, now=talk.clock.now())


def kinds(talk: Chat, who: str, kind: str) -> list[Card]:
    return [card for card in talk.inbox(who) if card.kind == kind]


@EVERYWHERE
async def test_a_talk_is_written_down_found_and_done(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        await bring(talk, "wei", "两个延期的验收 and the price list")
        await bring(talk, "wei", "stays for next time")

        form = await talk.click("ana", writes())
        dealt = ("s1",) if way.forms else ("1",)
        said = await talk.submit(
            "ana",
            form,
            dealt=dealt,
            notes="The plant answers on Friday",
            action="send the price list",
            owner="wei",
            due=DUE,
        )
        assert "send the price list" in read(said)
        [told] = kinds(talk, "wei", "pair_log")
        assert "Name ana" in read(told)
        [entry] = log(talk)
        assert (entry.met_at, entry.by_id, entry.lead_id) == (MORNING, "ana", "ana")
        assert entry.topics == ((AgendaTopic.PROBLEMS, "两个延期的验收 and the price list"),)
        [action] = entry.actions
        assert (action.owner_id, action.due_on) == ("wei", date(2026, 11, 6))
        for query in ("PRICE", "验收", "friday plant", "Name", "ｐｒｉｃｅ"):
            for who in ("wei", "ana"):
                assert "The plant answers" in read(await talk.say(who, words(talk, query))), query
        assert "The plant answers" not in read(await talk.say("wei", words(talk, "harbour")))
        agenda = read(await talk.click("wei", Action("agenda", (("person", "wei"),))))
        assert "stays for next time" in agenda
        assert "验收" not in agenda

        await talk.click("wei", button(await talk.say("wei", words(talk)), "pair_log.done"))
        [entry] = log(talk)
        assert entry.actions[0].done_at == MORNING
        assert len(log(talk)) == 1


async def test_either_adds_to_it_and_both_read_it(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        written = await talk.submit("wei", await talk.click("wei", writes()), notes="my words")

        form = await talk.click("ana", button(written, "pair_log.agree"))
        await talk.submit("ana", form, action="ask the plant", owner="ana", due="")

        assert "ask the plant" in read(await talk.say("wei", "log"))
        assert [entry.by_id for entry in log(talk)] == ["wei"]
        with talk.work() as work:
            assert present(work.one_on_ones.pair("wei")).last_at == MORNING


@pytest.mark.postgresql
async def test_who_may_read_it_is_asked_now(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hr")
        with talk.work() as work:
            give(work, "hr", Role.HR, Role.ADMIN)
        await talk.submit("ana", await talk.click("ana", writes()), notes="between us", action="a", owner="ana", due="")
        [entry] = log(talk)
        doors = (
            Action("pair_log"),
            Action("pair_log", (("person", "wei"),)),
            Action("pair_log.export"),
            Action("pair_log.agree", (("no", str(entry.no)),)),
            Action("pair_log.done", (("no", str(entry.no)), ("action", str(entry.actions[0].no)))),
        )

        async def shown(who: str) -> list[str]:
            return [everything(await talk.click(who, door)) for door in doors]

        for stranger in ("min", "pat", "hr"):
            assert not any("between us" in page for page in await shown(stranger)), stranger
        assert not log(talk)[0].actions[0].done_at
        assert "between us" in (await shown("ana"))[0]

        talk.hire("wei", manager="pat")

        for stranger in ("ana", "pat"):
            assert not any("between us" in page for page in await shown(stranger)), stranger
        assert "between us" in (await shown("wei"))[0], "the employee always sees it"
        talk.hire("wei", manager="ana")
        assert "between us" in (await shown("ana"))[0], "who leads them again sees what was between the two"


def everything(reply: Reply) -> str:
    files = [block.content for block in getattr(reply, "blocks", ()) if isinstance(block, Attachment)]
    return "\n".join([read(reply), *files])


async def test_a_message_about_it_does_not_go_to_who_leads_no_more(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        await talk.submit("wei", await talk.click("wei", writes()), notes="between us")
        with talk.work() as work:
            [delivery] = [each for each in work.outbox.find(person_id="ana") if each.kind == "pair_log"]
        talk.hire("wei", manager="pat")

        from bot.people.services.permission import actor
        from bot.talks.services import pair_log

        with talk.work() as work:
            who = actor(work, present(work.people.get("ana")), now=MORNING)
            assert not pair_log.may_read(work, who, delivery, MORNING)


@EVERYWHERE
async def test_one_takes_out_what_one_may_read_as_a_file(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        await bring(talk, "wei", "价格表")
        dealt = ("s1",) if way.forms else ("1",)
        form = await talk.click("ana", writes())
        await talk.submit("ana", form, dealt=dealt, notes="=1+1", action="send it", owner="wei", due=DUE)
        await talk.submit("ana", await talk.click("ana", writes("min")), notes="of min")

        reply = await talk.say("wei", "export log" if talk.locale == "en" else "导出沟通日志")

        [file] = [block for block in reply.blocks if isinstance(block, Attachment)]  # type: ignore[union-attr]
        _, *rows = csv.reader(io.StringIO(file.content.removeprefix("\ufeff")))
        [row] = rows
        assert row[0] == "2026-11-03 10:00"
        assert "Name ana" in row[1]
        assert "价格表" in row[3]
        assert row[4] == "'=1+1", "a spreadsheet computes nothing of it"
        assert row[5:8] == ["send it", "Name wei", DUE]
        whole = await talk.say("ana", "export log" if talk.locale == "en" else "导出沟通日志")
        assert "of min" in everything(whole)


async def test_a_planned_talk_is_logged_by_itself_and_its_lead_is_asked_once(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        await bring(talk, "wei", "the price list")
        with talk.work() as work:
            work.one_on_ones.plan("wei", at=THURSDAY)
        talk.clock.move_to(THURSDAY + timedelta(hours=1))
        tick(talk)
        tick(talk)
        [asked] = [card for card in talk.inbox("ana") if "pair_log.write" in str(card)]
        [bare] = log(talk)
        assert (bare.by_id, bare.met_at, bare.topics[0][1]) == ("", THURSDAY, "the price list")

        await talk.submit("ana", await talk.click("ana", button(asked, "pair_log.write")), notes="as agreed")

        [entry] = log(talk)
        assert (entry.by_id, entry.met_at, entry.notes) == ("ana", THURSDAY, "as agreed")


async def test_nobody_is_asked_after_a_talk_that_is_noted(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            work.one_on_ones.plan("wei", at=THURSDAY)
        talk.clock.move_to(THURSDAY + timedelta(minutes=40))
        await talk.click("wei", Action("one_on_one.met", (("person", "wei"),)))
        talk.pass_by(hours=1)
        tick(talk)

        assert not [card for card in talk.inbox("ana") if "pair_log.write" in str(card)]
        assert [entry.met_at for entry in log(talk)] == [THURSDAY]


async def test_who_agreed_to_do_something_is_reminded_the_day_before_and_on_the_day_and_then_no_more(
    storage: Storage,
) -> None:
    async with chat(storage) as talk:
        company(talk)
        form = await talk.click("ana", writes())
        await talk.submit("ana", form, notes="n", action="send it", owner="wei", due=DUE)
        talk.inbox("wei")
        heard = []
        for _ in range(8):
            talk.pass_by(days=1)
            tick(talk)
            tick(talk)
            heard += [(talk.clock.now().day, read(card)) for card in kinds(talk, "wei", "pair_log")]

        assert [day for day, _ in heard] == [5, 6]
        assert all("send it" in said for _, said in heard)


async def test_nobody_is_reminded_of_what_is_done(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        form = await talk.click("ana", writes())
        await talk.submit("ana", form, notes="n", action="send it", owner="wei", due=DUE)
        await talk.click("ana", button(await talk.say("ana", "log"), "pair_log.done"))
        talk.inbox("wei")
        for _ in range(4):
            talk.pass_by(days=1)
            tick(talk)

        assert kinds(talk, "wei", "pair_log") == []


@pytest.mark.postgresql
async def test_it_is_kept_for_two_years_and_goes_with_the_person(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            for days in (10, 800):
                at = MORNING - timedelta(days=days)
                actions = (AgreedAction("wei", "x", date(2026, 1, 1)),)
                work.pair_logs.add(TalkLogEntry("wei", "ana", "ana", at, at, (), "n", actions))
            work.forget_old(now=MORNING)

        with talk.work() as work:
            assert [entry.met_at for entry in work.pair_logs.of("wei")] == [MORNING - timedelta(days=10)]
            found = work.privacy.export("wei")
            assert {"talk_log", "talk_actions"} <= set(found)
            assert "talk_log" not in work.privacy.export("ana")
