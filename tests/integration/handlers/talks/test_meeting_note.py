"""Notes of a review talk in chat: shared within the moment, private, clarified, made actions; each for whom it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.domain.delivery import Priority
from bot.messages.card import Action
from bot.messages.i18n import named
from bot.messages.inbound import Notice, Saying
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.privacy.domain.privacy import Figures
from bot.roster.services import posting
from bot.talks.domain.meeting_note import NoteKind
from handlers import MESSAGES
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.post import deliver_all
from tests.reviewing import TALK, begin

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.inbound import Reply
    from storage.storage import Storage

NOTE = {"en": "1on1 note", "zh-CN": "面谈记录"}
PRIVATE = {"en": "private note", "zh-CN": "私密记录"}
OWN = {"en": "private notes", "zh-CN": "我的私密记录"}
POINT = {"en": "The social media campaign fell short", "zh-CN": "社交媒体运营没有达标"}
REASON = {"en": "The October budget was not released", "zh-CN": "是因为预算不足，十月的钱没有批下来"}
NEEDS = {"en": "needs more customer resources", "zh-CN": "需要更多客户资源支持"}
SECRET = {"en": "Wei may be looking elsewhere", "zh-CN": "他可能在看外面的机会"}
_SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN = {"self_due": date(2026, 11, 2), "manager_due": date(2026, 11, 2)}


def notes(talk: Chat, person: str, kind: str = "meeting_note") -> list[Card]:
    return [card for card in talk.inbox(person) if card.kind == kind]


def routes(reply: Reply) -> list[str]:
    return [found.action.name for found in buttons(reply)]


@EVERYWHERE
async def test_a_shared_note_reaches_the_other_and_a_clarification_stands_beside_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        await talk.say("ana", f"{NOTE[talk.locale]} Name wei: {POINT[talk.locale]}")
        [told] = notes(talk, "wei")
        assert POINT[talk.locale] in read(told)
        assert plain(talk.t("review-meeting-sight", name=named(talk.t, "Name ana"))) in read(told)

        form = await talk.click("wei", button(told, "meeting_note.clarify"))
        shown = read(await talk.submit("wei", form, about="1", text=REASON[talk.locale]))
        assert REASON[talk.locale] in shown
        assert POINT[talk.locale] in shown, "both are kept, and both are shown"
        [answered] = notes(talk, "ana")
        assert REASON[talk.locale] in read(answered)
        assert POINT[talk.locale] in read(answered)

        for who, whose in (("wei", ""), ("ana", "Name wei")):
            shown = read(await talk.say(who, f"{TALK[talk.locale]} {whose}".strip()))
            assert POINT[talk.locale] in shown
            assert REASON[talk.locale] in shown
            assert talk.t.moment(talk.clock.now(), zone=_SHANGHAI, now=talk.clock.now()) in shown


@EVERYWHERE
async def test_what_is_shared_goes_out_at_once_also_in_the_evening(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        talk.pass_by(hours=10)  # 20:00, when other messages wait for the morning
        await talk.say("ana", f"{NOTE[talk.locale]} Name wei: {POINT[talk.locale]}")

        with talk.work() as work:
            [delivery] = [found for found in work.outbox.find(person_id="wei") if found.kind == "review_meeting"]
        assert delivery.priority is Priority.REPLY
        assert delivery.not_before == talk.clock.now()


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_private_note_is_for_whoever_wrote_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        talk.hire("boss", "bo", "root")
        with talk.work() as work:
            give(work, "ha", Role.HR)
            give(work, "root", Role.ADMIN, Role.HR)
        said = await talk.say("ana", f"{PRIVATE[talk.locale]} Name wei: {SECRET[talk.locale]}")
        assert isinstance(said, Notice)
        assert SECRET[talk.locale] not in read(said), "the words stand in one place only"
        assert not notes(talk, "wei")

        own = read(await talk.say("ana", OWN[talk.locale]))
        assert SECRET[talk.locale] in own
        assert "Name wei" in own
        for who in ("wei", "ha", "root"):
            for words in (OWN[talk.locale], TALK[talk.locale], f"{TALK[talk.locale]} Name wei"):
                assert SECRET[talk.locale] not in read(await talk.say(who, words))
        talk.hire("wei", manager="bo")
        for words in (OWN[talk.locale], f"{TALK[talk.locale]} Name wei"):
            assert SECRET[talk.locale] not in read(await talk.say("bo", words)), "whoever leads them now does not"
        assert SECRET[talk.locale] in read(await talk.say("ana", OWN[talk.locale])), "it stays whose it is"

        with talk.work() as work:
            assert SECRET[talk.locale] not in str(work.privacy.export("wei"))
            assert [row["text"] for row in work.privacy.export("ana")["private_notes"]] == [SECRET[talk.locale]]
            work.privacy.erase("ana", figures=Figures.UNLINK, at=talk.clock.now())
        with talk.work() as work:
            rows = work.connection.exec_driver_sql("select count(*) from private_note").scalar()
        assert rows == 0, "it goes with its writer"


@EVERYWHERE
async def test_the_form_asks_who_reads_it_and_which_talk(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        form = await talk.say("ana", NOTE[talk.locale])
        with talk.work() as work:
            (review,) = work.reviews.of("min")
        which = str(review.no) if way.forms else "Name min"
        await talk.submit("ana", form, which=which, text=SECRET[talk.locale], sight="private")
        assert not notes(talk, "min")
        with talk.work() as work:
            [kept] = work.meeting_notes.private("ana", review.no)
        assert kept.text == SECRET[talk.locale]

        form = await talk.say("wei", NOTE[talk.locale])
        await talk.submit("wei", form, text=POINT[talk.locale])
        [told] = notes(talk, "ana")
        assert POINT[talk.locale] in read(told)


@pytest.mark.parametrize("who", ["wei", "ana"])
@EVERYWHERE
async def test_a_request_for_support_becomes_an_action_with_owner_and_day(storage: Storage, way: Way, who: str) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        about = "" if who == "wei" else "Name wei: "
        noted = await talk.say(who, f"{NOTE[talk.locale]} {about}{NEEDS[talk.locale]}")
        assert routes(noted)[0] == "meeting_note.action"

        form = await talk.click(who, button(noted, "meeting_note.action"))
        await talk.submit(who, form, due="2026-11-27")

        with talk.work() as work:
            (review,) = work.reviews.of("wei")
            [note] = work.meeting_notes.shared(review.no)
            [plan] = work.plans.of_review(review.no)
        assert note.kind is NoteKind.SUPPORT
        assert note.plan_no == plan.no
        assert plan.due == date(2026, 11, 27)
        assert plan.goal == NEEDS[talk.locale]
        accepted = [support.due for support in plan.supports]
        assert accepted == [None if who == "wei" else date(2026, 11, 27)], "who leads them promises; who asks does not"
        told = [card for card in talk.inbox("ana" if who == "wei" else "wei") if card.kind == "plan"]
        assert NEEDS[talk.locale] in read(told[0])
        again = await talk.click(who, button(noted, "meeting_note.action"))
        assert isinstance(again, Notice)
        assert again.refused
        shown = read(await talk.say("wei", TALK[talk.locale]))
        day = talk.t.day(date(2026, 11, 27), today=talk.clock.now().date())
        state = "asked" if who == "wei" else "open"
        assert plain(talk.t("meeting-note-action", name=named(talk.t, "Name ana"), day=day, state=state)) in shown


@pytest.mark.postgresql
@EVERYWHERE
async def test_nobody_else_notes_reads_or_clarifies(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        talk.hire("boss", manager=None)
        talk.hire("ana", manager="boss")
        with talk.work() as work:
            give(work, "boss", Role.HR, Role.ADMIN)
        await talk.say("ana", f"{NOTE[talk.locale]} Name wei: {POINT[talk.locale]}")
        with talk.work() as work:
            (review,) = work.reviews.of("wei")
        no = (("no", str(review.no)), ("note", "1"))
        for who in ("min", "ha", "boss"):
            for route in ("review_meeting", *(f"meeting_note.{name}" for name in ("write", "clarify", "action"))):
                refused = await talk.click(who, Action(route, no))
                assert isinstance(refused, Notice), (who, route)
                assert refused.refused
            for route in ("review_meeting.time", "review_meeting.cancel", "review_meeting.missed"):
                refused = await talk.click(who, Action(route, (*no, ("person", "wei"))))
                assert isinstance(refused, Notice), (who, route)
                assert refused.refused
            assert POINT[talk.locale] not in read(await talk.say(who, f"{TALK[talk.locale]} Name wei"))
        assert not notes(talk, "min")
        own = await talk.click("ana", Action("meeting_note.clarify", no))
        assert isinstance(own, Notice), "beside one's own note nothing is clarified"


async def test_an_answer_below_a_message_about_the_talk_is_a_note(storage: Storage) -> None:
    async with chat(storage, Way()) as talk:
        begin(talk, days=OPEN)
        await talk.say("ana", f"1on1 note Name wei: {POINT['en']}")
        gone = [found for found in deliver_all(talk) if found.kind == "review_meeting" and found.person_id == "wei"]
        thread = {"conversation": "c-wei", "id": f"{gone[0].no}.1"}
        notes(talk, "ana")

        await talk.arrive(Saying(talk.sender("wei"), REASON["en"], thread))
        await talk.arrive(Saying(talk.sender("wei"), f"private note {SECRET['en']}", thread))
        other = await talk.arrive(Saying(talk.sender("wei"), "help", {"conversation": "c-wei", "id": "0.1"}))

        with talk.work() as work:
            (review,) = work.reviews.of("wei")
            assert [note.text for note in work.meeting_notes.shared(review.no)] == [POINT["en"], REASON["en"]]
            assert [note.text for note in work.meeting_notes.private("wei")] == [SECRET["en"]]
        [told] = notes(talk, "ana")
        assert REASON["en"] in read(told)
        assert not isinstance(other, Notice), "below anything else words are what they are"


@EVERYWHERE
async def test_a_new_manager_takes_over_what_is_shared_and_nothing_else(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        talk.hire("bo")
        await talk.say("ana", f"{NOTE[talk.locale]} Name wei: {POINT[talk.locale]}")
        await talk.say("ana", f"{PRIVATE[talk.locale]} Name wei: {SECRET[talk.locale]}")
        await talk.say("wei", f"{NOTE[talk.locale]} {REASON[talk.locale]}")
        no = (("no", str(_review(talk))),)

        with talk.work() as work:
            posting.put(work, [{"id": "wei", "manager_id": "bo"}], by="test", now=talk.clock.now())

        [handed] = [card for card in talk.inbox("bo") if card.kind == "review_meeting"]
        assert plain(talk.t("review-meeting-handed")) in read(handed)
        assert POINT[talk.locale] in read(handed)
        assert REASON[talk.locale] in read(handed)
        assert SECRET[talk.locale] not in read(handed)
        assert SECRET[talk.locale] not in read(await talk.say("bo", OWN[talk.locale]))
        assert SECRET[talk.locale] in read(await talk.say("ana", OWN[talk.locale]))
        refused = await talk.click("ana", Action("review_meeting", no))
        assert isinstance(refused, Notice), "whoever led them before sees nothing more of it"
        await talk.say("bo", f"{NOTE[talk.locale]} Name wei: {NEEDS[talk.locale]}")
        assert any(NEEDS[talk.locale] in read(card) for card in notes(talk, "wei"))
        shown = read(await talk.say("wei", TALK[talk.locale]))
        assert plain(named(talk.t, "Name ana")) in shown, "who noted it stays who noted it"


@EVERYWHERE
async def test_a_note_on_its_way_to_a_former_manager_goes_to_the_new_one(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=OPEN)
        talk.hire("bo")
        await talk.say("wei", f"{NOTE[talk.locale]} {REASON[talk.locale]}")
        [waiting] = [found for found in _waiting(talk, "ana") if found.kind == "review_meeting"]
        with talk.work() as work:
            posting.put(work, [{"id": "wei", "manager_id": "bo"}], by="test", now=talk.clock.now())
            ana = work.people.get("ana")
            assert ana
            assert MESSAGES.withheld(work, waiting, ana, talk.clock.now())
        told = [card for card in talk.inbox("bo") if card.kind == "meeting_note"]
        assert REASON[talk.locale] in read(told[0])


def _review(talk: Chat) -> int:
    with talk.work() as work:
        (review,) = work.reviews.of("wei")
    return review.no


def _waiting(talk: Chat, person: str) -> list[Delivery]:
    with talk.work() as work:
        return work.outbox.find(person_id=person)
