"""Colleagues asked about somebody: named, agreed to, invited; what they answer is read at the end, or never."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.inbound import Notice, RejectedForm
from bot.reviews.services import cycle as cycles
from handlers import tick
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.company import OCTOBER, SEPTEMBER, Company
from tests.integration.handlers.reviews.test_cycle import NEW, PLANNED, company
from tests.reviewing import (
    KEY,
    OPINION,
    PEERS,
    VIEW,
    WORD,
    ask_peers,
    begin_with_peers,
    clock_ticks,
    give_opinion,
    review_no,
    self_review,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Card
    from storage.storage import Storage

COLLEAGUES = {"en": "colleagues", "zh-CN": "同事评价"}
ASKED = {"en": "asked", "zh-CN": "待我评价"}
SCORE = {"en": "score", "zh-CN": "得分"}


def acts(cards: Sequence[Card]) -> list[list[str]]:
    return [[found.action.name for found in buttons(card)] for card in cards]


def new(talk: Chat, who: str, kind: str = "peer_") -> list[Card]:
    return [card for card in talk.inbox(who) if card.kind.startswith(kind)]


@EVERYWHERE
async def test_named_agreed_asked_answered_and_read_at_the_end(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin_with_peers(talk)
        clock_ticks(talk)
        [asked] = new(talk, "wei")
        form = await talk.click("wei", button(asked, "peer_review.name"))
        await talk.submit("wei", form, team=("bo", "eva"), others="Name jo、sam")

        [wish] = new(talk, "ana")
        assert acts([wish]) == [["peer_review.agree", "peer_review.name", "peer_review.refuse"]]
        for peer in ("bo", "eva", "jo", "sam"):
            assert f"Name {peer}" in read(wish)
            assert not new(talk, peer), "nobody is asked before it is agreed to"
        await talk.click("ana", button(wish, "peer_review.agree"))

        for number, peer in enumerate(("bo", "eva", "jo")):
            [invited] = new(talk, peer)
            answering = await talk.click(peer, button(invited, "peer_review.answer"))
            values = {"colleague.together": "4", "colleague.keep": f"{OPINION[talk.locale]} ({number})"}
            answered = await talk.submit(peer, answering, **values)
            assert isinstance(answered, Notice), read(answered)
            assert not answered.refused
        for who in ("wei", "ana"):
            shown = read(await talk.say(who, _of_wei(talk, who)))
            assert OPINION[talk.locale] not in shown, "nothing before the last day is over"

        talk.pass_by(days=11)
        clock_ticks(talk)
        for who in ("wei", "ana"):
            [told] = new(talk, who)
            assert OPINION[talk.locale] not in read(told), "a message does not carry them"
            assert read(await talk.click(who, button(told, "peer_review"))).count(OPINION[talk.locale]) == 3
            assert read(await talk.say(who, _of_wei(talk, who))).count(OPINION[talk.locale]) == 3
        for stranger in ("ha", "pat", "min", "bo"):
            no = (("no", str(review_no(talk))),)
            assert OPINION[talk.locale] not in read(await talk.click(stranger, Action("peer_review", no)))
            assert OPINION[talk.locale] not in read(await talk.say(stranger, _of_wei(talk, "ana")))


def _of_wei(talk: Chat, who: str) -> str:
    return COLLEAGUES[talk.locale] + ("" if who == "wei" else " Name wei")


@EVERYWHERE
async def test_five_and_five_are_five_whatever_is_missing(storage: Storage, way: Way) -> None:
    """U18: 5 and 5 with a part that has no data gave 3.33 elsewhere."""
    async with chat(storage, way) as talk:
        begin_with_peers(talk, parts="KPI 40, OKR 30, 360 30")
        with talk.work() as work:
            wei = Company(work)
            wei.metric("csat", title_en="Customer satisfaction", title_zh="客户满意度", unit="%")
            wei.delta("wei", "csat", SEPTEMBER, value=0.95, target=0.9, attainment=1.055556)
            wei.delta("wei", "csat", OCTOBER, value=0.9, target=0.9, attainment=1.0)
        await ask_peers(talk, "bo", "eva", "jo")
        for peer in ("bo", "eva", "jo"):
            await give_opinion(talk, peer, points="5")
        early = read(await talk.say("wei", SCORE[talk.locale]))
        assert "5.0" not in early, "nobody writes by a number"

        await write(talk, "wei", **self_review(talk.locale))
        await write(talk, "ana", "wei", **VIEW[talk.locale])
        assert "5.0" not in read(await talk.say("wei", SCORE[talk.locale])), "colleagues are not through"
        talk.pass_by(days=11)
        clock_ticks(talk)

        for who, words in (("wei", ""), ("ana", " Name wei")):
            score = read(await talk.say(who, SCORE[talk.locale] + words))
            assert "5.0" in score
            assert ("2 of 3 parts" if talk.locale == "en" else "3个部分中的2个") in score
            assert "3.3" not in score
            shown = await talk.say(who, WORD[talk.locale] + words)
            assert "5.0" in read(await talk.click(who, button(shown, "score")))
            assert OPINION[talk.locale] in read(await talk.click(who, button(shown, "peer_review")))
        for stranger in ("ha", "pat", "min", "bo"):
            assert "5.0" not in read(await talk.say(stranger, SCORE[talk.locale] + " Name wei"))


@EVERYWHERE
async def test_below_three_nothing_is_shown_and_the_part_is_missing(storage: Storage, way: Way) -> None:
    """Of Wei two have answered, of Min nobody: what the two read is the same."""
    async with chat(storage, way) as talk:
        no = begin_with_peers(talk, parts="360 100")
        for who in ("wei", "min"):
            await ask_peers(talk, *PEERS[:4], about=who)
        for peer in PEERS[:2]:
            await give_opinion(talk, peer)
        talk.pass_by(days=11)
        clock_ticks(talk)

        wei, min_ = (read(new(talk, who)[-1]) for who in ("wei", "min"))
        assert wei == min_
        assert OPINION[talk.locale] not in wei
        with talk.work() as work:
            assert work.peer_reviews.get(no).gathered is None
        await write(talk, "wei", **self_review(talk.locale))
        score = read(await talk.say("wei", SCORE[talk.locale]))
        assert ("not enough answers" if talk.locale == "en" else "回答不够") in score


@EVERYWHERE
async def test_silence_of_the_manager_counts_as_agreement(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        no = begin_with_peers(talk)
        form = await talk.click("wei", Action("peer_review.name", (("no", str(no)),)))
        await talk.submit("wei", form, team=("bo", "eva", "jo"))
        talk.pass_by(days=4)
        clock_ticks(talk)
        assert not new(talk, "bo"), "until the end of 7 November Ana may still say something"

        talk.pass_by(days=1)
        clock_ticks(talk)

        assert len(new(talk, "bo")) == 1
        late = await talk.click("ana", Action("peer_review.refuse", (("no", str(no)),)))
        await talk.submit("ana", late, reason="Others, please.")
        assert len(_named(talk)) == 3, "what is settled stays"


def _named(talk: Chat) -> tuple[str, ...]:
    no = review_no(talk)
    with talk.work() as work:
        return work.peer_reviews.get(no).named


@EVERYWHERE
async def test_the_manager_names_others_or_asks_for_them(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        no = (("no", str(begin_with_peers(talk))),)
        form = await talk.click("wei", Action("peer_review.name", no))
        await talk.submit("wei", form, team=("bo", "eva", "jo"))
        refusing = await talk.click("ana", Action("peer_review.refuse", no))
        await talk.submit("ana", refusing, reason="Please name Li of project B.")

        told = new(talk, "wei")[-1]
        assert "Please name Li of project B." in read(told)
        form = await talk.click("wei", button(told, "peer_review.name"))
        await talk.submit("wei", form, team=("bo", "eva", "li"))
        changing = await talk.click("ana", Action("peer_review.name", no))
        await talk.submit("ana", changing, team=("eva", "li", "sam"))

        assert _named(talk) == ("eva", "li", "sam")
        assert [bool(new(talk, peer)) for peer in ("bo", "eva", "li", "sam")] == [False, True, True, True]


@EVERYWHERE
async def test_who_cannot_be_asked_is_said_where_they_were_named(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        no = (("no", str(begin_with_peers(talk))),)
        for others, said in (("Name ana", "Name ana"), ("Nobody at all", "Nobody"), ("Name wei", ""), ("", "2")):
            form = await talk.click("wei", Action("peer_review.name", no))
            wrong = await talk.submit("wei", form, team=("bo", "eva"), others=others)
            assert said in read(wrong)
            if way.forms:
                assert isinstance(wrong, RejectedForm)
            await talk.say("wei", "cancel" if talk.locale == "en" else "取消")
        assert not _named(talk)


@EVERYWHERE
async def test_who_declines_or_has_answered_is_not_asked_any_more(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        no = (("no", str(begin_with_peers(talk))),)
        await ask_peers(talk, *PEERS)
        assert "Name wei" in read(await talk.say("bo", ASKED[talk.locale]))
        for who in ("ana", "wei", "ha"):
            new(talk, who)
        await give_opinion(talk, "bo")
        await talk.click("eva", Action("peer_review.decline", no))

        for peer in ("bo", "eva"):
            assert "Name wei" not in read(await talk.say(peer, ASKED[talk.locale]))
            for act in ("peer_review.answer", "peer_review.decline"):
                again = await talk.click(peer, Action(act, no))
                assert isinstance(again, Notice)
                assert again.refused
        for stranger in ("min", "ana", "wei", "ha"):
            assert isinstance(await talk.click(stranger, Action("peer_review.answer", no)), Notice)
        for who in ("ana", "wei", "ha"):
            assert not new(talk, who), "nobody is told"


@EVERYWHERE
async def test_vague_words_are_taken_as_they_are(storage: Storage, way: Way) -> None:
    """That a form was sent in twice would tell whose the vague words are."""
    async with chat(storage, way) as talk:
        begin_with_peers(talk)
        await ask_peers(talk, "bo", "eva", "jo")
        vague = "加强团队合作" if talk.locale == "zh-CN" else "Improve communication"

        answered = await give_opinion(talk, "bo", text=vague)

        assert isinstance(answered, Notice)
        with talk.work() as work:
            assert not work.peer_reviews.asked("bo")


async def test_everybody_is_reminded_alike(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin_with_peers(talk)
        await ask_peers(talk, *PEERS)
        for peer in PEERS:
            new(talk, peer)
        await give_opinion(talk, "bo")
        talk.pass_by(days=9)
        clock_ticks(talk)

        assert [len(new(talk, peer)) for peer in PEERS] == [1] * len(PEERS)
        clock_ticks(talk)
        assert not any(new(talk, peer) for peer in PEERS)


async def test_nobody_waits_for_who_names_nobody(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin_with_peers(talk)
        told = 0
        for _ in range(14):
            clock_ticks(talk)
            told += len(new(talk, "wei"))
            talk.pass_by(days=1)

        assert told == 2, "when it opens, and on the last day"
        assert "left out" in read(await talk.say("wei", "colleagues"))


async def test_a_cycle_that_is_closed_ends_the_answering(storage: Storage) -> None:
    async with chat(storage) as talk:
        no = begin_with_peers(talk)
        await ask_peers(talk, "bo", "eva", "jo")
        for peer in ("bo", "eva", "jo"):
            await give_opinion(talk, peer)
        with talk.work() as work:
            ha, (cycle,) = work.people.get("ha"), work.cycles.all()
            assert ha
            cycles.close(work, ha, cycle.no, now=talk.clock.now())
        with talk.work() as work:
            tick(work, now=talk.clock.now())
        with talk.work() as work:
            assert work.peer_reviews.get(no).gathered


async def test_whoever_leads_them_now_reads_it_and_nobody_who_did(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin_with_peers(talk)
        await ask_peers(talk, "bo", "eva", "jo")
        for peer in ("bo", "eva", "jo"):
            await give_opinion(talk, peer)
        talk.pass_by(days=11)
        clock_ticks(talk)
        talk.hire("wei", manager="pat")

        assert OPINION["en"] not in read(await talk.say("ana", "colleagues Name wei"))
        assert OPINION["en"] in read(await talk.say("pat", "colleagues Name wei"))


@EVERYWHERE
async def test_hr_chooses_parts_and_weights(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        talk.storage.shared.audit_key = KEY
        company(talk)
        form = await talk.say("ha", NEW[talk.locale])
        wrong = await talk.submit("ha", form, name="H2", **PLANNED, parts="KPI 60, 360 many")
        assert "360 10" in read(wrong)
        if way.forms:
            form = wrong
        else:
            await talk.say("ha", "cancel" if talk.locale == "en" else "取消")
            form = await talk.say("ha", NEW[talk.locale])
        said = "KPI 60, 360 40" if talk.locale == "en" else "KPI 60%，360 40%"
        planned = await talk.submit("ha", form, name="H2", **PLANNED, parts=said, peers_due="2026-11-12")

        assert "KPI 60, 360 40" in read(planned)
        with talk.work() as work:
            (cycle,) = work.cycles.all()
        assert cycle.schedule.peers_until == date(2026, 11, 12)


async def test_without_a_key_outside_the_database_nobody_is_asked(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        form = await talk.say("ha", NEW["en"])
        refused = await talk.submit("ha", form, name="H2", **PLANNED, parts="360 100")

        assert isinstance(refused, RejectedForm)
        assert "JINBU_AUDIT_KEY" in read(refused)


@pytest.mark.postgresql
async def test_two_who_answer_at_once_both_count(storage: Storage) -> None:
    """The second waits for the first: no answer is lost under another."""
    async with chat(storage) as talk:
        no = begin_with_peers(talk)
        await ask_peers(talk, *PEERS)

        def answer(peer: str) -> bool:
            with storage.work() as work:
                return work.peer_reviews.answer(no, peer, {"colleague.keep": peer})

        with ThreadPoolExecutor(5) as pool:
            assert all(pool.map(answer, PEERS))
        with talk.work() as work:
            found = work.peer_reviews.close(no)
        assert {values["colleague.keep"] for values in found} == set(PEERS)
