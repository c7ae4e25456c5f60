"""A target or rule that flags most of a group: nobody is told by themselves, whoever owns it is asked once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import REDRAW, DeliveryState
from bot.feedback.services.feedback_pending import SETTLE
from bot.intake.services.follow import catch_up
from bot.messages.form import Form
from bot.messages.inbound import Notice, Settled
from bot.people.domain.permission import Role
from bot.people.services.person import known
from bot.rules.domain.rule import Silence
from bot.rules.domain.threshold import ThresholdState
from bot.rules.services.threshold_message import card
from bot.talks.services.talk import due
from tests.arriving import bring
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, give, read
from tests.company import Company
from tests.post import deliver_all, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.storage import Storage

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
TEAM = [f"S{number}" for number in range(1, 15)]
LOW = TEAM[:9]
QUESTION = {"en": "9 of 14 are under 80%", "zh-CN": "14人中有9人完成率低于80%"}
UNEASY = {"en": "more than a third are under 80%", "zh-CN": "三分之一以上的人完成率低于80%"}


def company(talk: Chat, *, author: str = "") -> None:
    """Hire an admin, two of HR, a manager and fourteen sellers with a target each for October."""
    talk.hire("ada", "hana", "hugo", "mo")
    talk.hire(*TEAM, manager="mo")
    with talk.work() as work:
        give(work, "ada", Role.ADMIN)
        give(work, "hana", Role.HR)
        give(work, "hugo", Role.HR)
        firm = Company(work)
        firm.set_up(now=MORNING)
        firm.insert("batch", kind="targets", received_at=MORNING, by=author)
        for name in TEAM:
            firm.agree(name, "collections", OCTOBER, 100_000)
        firm.come_in(now=talk.clock.now())
    for person in ("ada", "hana", "hugo", "mo", *TEAM):
        talk.inbox(person)


def arrive(talk: Chat, shares: Mapping[str, float]) -> None:
    """Let shares of the target come in, and follow them as an import does; nothing is written yet."""
    rows = [
        {"employee_id": name, "metric": "collections", "period_start": "2026-10-01", "period_end": "2026-10-31"}
        | {"value": 100_000 * share}
        for name, share in shares.items()
    ]
    with talk.work() as work:
        bring(work, "readings", rows, digest=f"file {next(talk.numbers)}", now=talk.clock.now())
        catch_up(work, now=talk.clock.now())


def write(talk: Chat) -> None:
    """Let the words be written once the data has settled."""
    talk.pass_by(seconds=SETTLE.total_seconds())
    with talk.work() as work:
        write_all(work, now=talk.clock.now())


def shares(low: int, *, of: int = 14) -> dict[str, float]:
    """Return shares of the target: so many at 70 %, the others just under it."""
    return {name: 0.7 if number < low else 0.97 for number, name in enumerate(TEAM[:of])}


def kinds(talk: Chat, person: str) -> list[str]:
    """Return the kinds of messages that are new for somebody."""
    return [card.kind for card in talk.inbox(person)]


@EVERYWHERE
async def test_nine_of_fourteen_under_the_line_are_one_question_and_no_messages(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, shares(9))
        write(talk)

        assert kinds(talk, "mo") == [], "no manager is told of single people"
        cards = {person: talk.inbox(person) for person in ("hana", "hugo", "ada")}
        assert [len(cards[person]) for person in ("hana", "hugo", "ada")] == [1, 1, 0]
        said = read(cards["hana"][0])
        assert QUESTION[talk.locale] in said, said
        assert not any(f"Name {name}" in said for name in TEAM), "how the values lie, and nobody's name"
        with talk.work() as work:
            silent = work.rules.in_question("collections", OCTOBER)
            assert {signal.subject_id for signal in silent} == set(LOW)
            deltas = [delta for name in TEAM for delta in work.deltas.find(person_id=name, start=OCTOBER)]
            assert not due(work, deltas, now=talk.clock.now()), "the lists ask for no talk either"


@EVERYWHERE
async def test_kept_the_messages_go_out_and_nobody_is_asked_again(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, shares(9))
        write(talk)
        asked = talk.inbox("hana")[0]
        deliver_all(talk)
        talk.inbox("hugo")

        settled = await talk.click("hana", button(asked, "threshold.keep"))

        assert isinstance(settled, Settled)
        assert "9" in read(settled)
        assert not buttons(settled)
        write(talk)
        assert kinds(talk, "mo") == ["nudge"] * 9
        with talk.work() as work:
            redrawn = [each for each in work.outbox.find(person_id="hugo") if each.kind == REDRAW]
            assert len(redrawn) == 1, "the other who was asked sees what was answered"
        # The next month is no question any more
        again = await talk.click("hana", button(asked, "threshold.keep"))
        assert isinstance(again, Notice)
        with talk.work() as work:
            assert [check.state for check in work.thresholds.of("collections", OCTOBER)] == [ThresholdState.KEPT]


async def test_the_day_of_an_answer_is_the_day_where_its_reader_is(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hugo", timezone="America/Los_Angeles")
        arrive(talk, shares(9))
        write(talk)
        await talk.click("hana", button(talk.inbox("hana")[0], "threshold.keep"))

        with talk.work() as work:
            [check] = work.thresholds.of("collections", OCTOBER)
            theirs, mine = (card(work, check, known(work, who), now=talk.clock.now()) for who in ("hugo", "hana"))
        assert "kept it on 2 Nov" in read(theirs)
        assert "kept it on 3 Nov" in read(mine)


@EVERYWHERE
async def test_a_paused_rule_says_nothing_and_changing_the_target_opens_its_form(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, shares(9))
        write(talk)
        asked = talk.inbox("hana")[0]

        form = await talk.click("hana", button(asked, "threshold.target"))
        if way.forms:
            assert isinstance(form, Form)
        await talk.say("hana", "/cancel")
        settled = await talk.click("hana", button(asked, "threshold.pause"))

        assert isinstance(settled, Settled)
        write(talk)
        assert kinds(talk, "mo") == []
        assert "talk-below-80" in read(await talk.say("hana", "暂停列表" if talk.locale == "zh-CN" else "pauses"))


@EVERYWHERE
async def test_whoever_set_the_target_is_asked_and_an_admin_sees_no_counts(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk, author="ada")
        arrive(talk, shares(9))
        write(talk)

        assert kinds(talk, "hana") == []
        said = read(talk.inbox("ada")[0])
        assert UNEASY[talk.locale] in said, said
        assert "14" not in said


async def test_three_of_fourteen_decide_nothing_and_what_is_out_is_not_sent_again(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, shares(3, of=3))
        write(talk)
        assert kinds(talk, "mo") == ["nudge"] * 3

        # With the others the target is in question: six more are held, and the three have been told
        arrive(talk, {name: share for name, share in shares(9).items() if name not in TEAM[:3]})
        write(talk)
        assert kinds(talk, "mo") == []
        assert kinds(talk, "hana") == ["threshold"]

        # Late values put it right: the question goes, and the six are told of after all
        arrive(talk, dict.fromkeys(TEAM[3:7], 1.02))
        with talk.work() as work:
            assert [check.state for check in work.thresholds.of("collections", OCTOBER)] == [ThresholdState.OPEN]
        arrive(talk, dict.fromkeys(TEAM[7:8], 1.02))
        write(talk)
        with talk.work() as work:
            assert [check.state for check in work.thresholds.of("collections", OCTOBER)] == [ThresholdState.WITHDRAWN]
        assert kinds(talk, "mo") == ["nudge"], "of whom nobody has been told yet"


async def test_a_question_that_is_out_is_drawn_anew_and_never_sent_twice(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, shares(9))
        write(talk)
        deliver_all(talk)

        arrive(talk, {"S9": 0.99})
        deliver_all(talk)
        arrive(talk, dict.fromkeys(LOW, 0.99))
        arrive(talk, dict.fromkeys(LOW, 0.7))
        write(talk)
        deliver_all(talk)

        with talk.work() as work:
            sent = [each for each in work.outbox.find(person_id="hana") if each.state is DeliveryState.SENT]
            assert [each.kind for each in sent].count("threshold") == 1
            assert [each.kind for each in sent].count(REDRAW) >= 2
            assert [check.state for check in work.thresholds.of("collections", OCTOBER)] == [ThresholdState.OPEN]


async def test_far_from_the_target_the_persons_own_message_waits_too(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, dict.fromkeys(LOW, 0.2) | dict.fromkeys(TEAM[9:], 0.97))
        write(talk)

        assert kinds(talk, "S1") == []
        asked = talk.inbox("hana")
        assert [card.kind for card in asked] == ["threshold"], "one question, about the target"
        assert "far from the target" in read(asked[0])

        await talk.click("hana", button(asked[0], "threshold.keep"))
        write(talk)
        assert kinds(talk, "S1") == ["standing"]
        assert kinds(talk, "mo") == ["nudge"] * 9


@pytest.mark.parametrize("low", [4, 5])
async def test_a_third_is_no_question(storage: Storage, low: int) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, shares(low))
        write(talk)

        assert kinds(talk, "mo") == (["nudge"] * low if low == 4 else [])


async def test_a_trial_warns_before_a_rule_is_switched_on(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, shares(9))

        for person, words in (("hana", "9 of 14"), ("ada", "more than a third")):
            said = read(await talk.say(person, "rule test attainment < 80%"))
            assert words in said, said
            assert "would be asked whether it is right" in said
        assert "would be asked" not in read(await talk.say("hana", "rule test attainment < 50%"))


async def test_the_silence_has_a_name(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        arrive(talk, shares(9))
        write(talk)

        with talk.work() as work:
            found = work.rules.fired(since=MORNING, until=talk.clock.now())
            assert {signal.silenced for signal in found if signal.subject_id in LOW} == {Silence.IN_QUESTION}
            trail = [entry.detail for entry in work.audit.entries() if entry.detail.get("about") == "threshold"]
            assert [entry["act"] for entry in trail] == ["ask"]
