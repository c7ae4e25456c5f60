"""A talk that was booked on a number that was wrong: both are asked, and nothing is called off behind their backs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import REDRAW, DeliveryState
from bot.feedback.services.feedback_pending import SETTLE
from bot.intake.services.follow import catch_up
from bot.messages.card import Card, Heading, Text
from bot.messages.codec import card_to_json
from bot.messages.inbound import Notice, Settled
from bot.people.services import permission
from bot.rules.domain.default_rules import DEFAULT_RULES
from handlers import MESSAGES
from tests.arriving import bring
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, read
from tests.company import Company
from tests.post import deliver_all, write_all

if TYPE_CHECKING:
    from storage.storage import Storage

OCTOBER = date(2026, 10, 1)
KIND = "one_on_one_basis"
WORDS = {"en": "Our number was wrong", "zh-CN": "之前的数有误"}


def team(talk: Chat) -> None:
    """Hire a manager with two people who have a target each for October."""
    talk.hire("mo")
    talk.hire("S1", "S2", manager="mo")
    with talk.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=MORNING)
        firm = Company(work)
        firm.metric("collections", unit="CNY", aggregate="sum", title_en="Collections", title_zh="回款")
        for name in ("S1", "S2"):
            firm.agree(name, "collections", OCTOBER, 100_000)
        firm.come_in(now=talk.clock.now())


def arrive(talk: Chat, kind: str = "readings", **shares: float) -> None:
    """Let values or targets come in, in hundred thousands, and the words be written and sent that follow."""
    name = {"readings": "value", "targets": "target"}[kind]
    rows = [
        {"employee_id": person, "metric": "collections", "period_start": "2026-10-01", "period_end": "2026-10-31"}
        | {name: 100_000 * share}
        for person, share in shares.items()
    ]
    with talk.work() as work:
        bring(work, kind, rows, digest=f"file {next(talk.numbers)}", now=talk.clock.now())  # type: ignore[arg-type]
        catch_up(work, now=talk.clock.now())
    for _ in range(3):
        talk.pass_by(seconds=SETTLE.total_seconds())
        with talk.work() as work:
            write_all(work, now=talk.clock.now())
        deliver_all(talk)


async def booked(talk: Chat) -> Card:
    """Let a bad October come in, and have the manager book a talk from the nudge; returns the nudge."""
    arrive(talk, S1=0.7)
    nudge = next(card for card in talk.inbox("mo") if card.kind == "nudge")
    await talk.click("mo", button(nudge, "one_on_one.book"))
    talk.pass_by(minutes=5)
    deliver_all(talk)
    for person in ("mo", "S1"):
        talk.inbox(person)
    return nudge


def asked(talk: Chat, person: str) -> list[Card]:
    """Return the questions that are new for somebody."""
    return [card for card in talk.inbox(person) if card.kind == KIND]


@EVERYWHERE
async def test_both_are_asked_whether_to_keep_a_talk_on_a_wrong_number(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        team(talk)
        await booked(talk)

        arrive(talk, S1=1.02)

        for_lead, own = asked(talk, "mo"), asked(talk, "S1")
        assert len(for_lead) == len(own) == 1
        assert WORDS[talk.locale] in read(for_lead[0])
        assert WORDS[talk.locale] not in read(own[0]), "that a message about them went out is the manager's"
        with talk.work() as work:
            pair = work.one_on_ones.pair("S1")
            assert pair is not None
            assert pair.next_at is not None, "nothing is called off by itself"
        settled = await talk.click("mo", button(for_lead[0], "one_on_one.keep"))
        assert isinstance(settled, Settled)
        assert not buttons(settled)
        off = await talk.click("S1", button(own[0], "one_on_one.cancel"))
        assert isinstance(off, Notice)
        again = await talk.click("mo", button(for_lead[0], "one_on_one.keep"))
        assert isinstance(again, Notice), "it was called off meanwhile, which is said"


@pytest.mark.parametrize("change", ["grown", "still low", "other person", "back again", "target"])
async def test_only_what_was_wrong_is_asked_about(storage: Storage, change: str) -> None:
    async with chat(storage) as talk:
        team(talk)
        await booked(talk)

        if change == "still low":
            arrive(talk, S1=0.6)
        elif change == "other person":
            arrive(talk, S2=1.1)
        elif change == "back again":
            with talk.work() as work:  # another value and the old one again, before anything was said
                for share in (1.02, 0.7):
                    row = {"employee_id": "S1", "metric": "collections", "value": 100_000 * share}
                    row |= {"period_start": "2026-10-01", "period_end": "2026-10-31"}
                    bring(work, "readings", [row], digest=f"file {next(talk.numbers)}", now=talk.clock.now())
                    catch_up(work, now=talk.clock.now())
        elif change == "target":
            arrive(talk, "targets", S1=0.7)
        elif change == "grown":
            arrive(talk, S1=0.75)
        with talk.work() as work:
            found = [each for each in work.outbox.find() if each.kind == KIND]
            said = [MESSAGES.render(work, each, talk.clock.now()) for each in found]
        assert sorted(each.person_id for each, card in zip(found, said, strict=True) if isinstance(card, Card)) == (
            ["S1", "mo"] if change == "target" else []
        )


def put_into_a_digest(talk: Chat, **week: str) -> None:
    """Let the manager's nudges be out in one message, with a report on the team's week where its fields are given."""
    with talk.work() as work:
        members = [each for each in work.outbox.find(person_id="mo") if each.kind == "nudge"]
        firm, now = Company(work), talk.clock.now()
        sent: dict[str, Any] = {"created_at": now, "not_before": now, "state": DeliveryState.SENT.value}
        sent |= {"person_no": firm.people["mo"], "priority": 30, "platform": members[0].platform}
        firm.insert("delivery", key="digest:mo:1", opaque="d", kind="digest", card=members[0].card, **sent)
        if week:
            firm.insert("delivery", key="report:week:mo:1", opaque="w", kind="report.week", **week, **sent)
        members = [each for each in work.outbox.find(person_id="mo") if each.kind in {"nudge", "report.week"}]
        work.outbox.merged(members, into="digest:mo:1", at=talk.clock.now())


@pytest.mark.parametrize("moves", [True, False])
async def test_a_digest_that_is_redrawn_keeps_no_report_on_somebody_who_moved_away(
    storage: Storage, *, moves: bool
) -> None:
    async with chat(storage) as talk:
        team(talk)
        talk.hire("lee")
        arrive(talk, S1=0.7)
        with talk.work() as work:
            mo = work.people.get("mo")
            assert mo
            rights = permission.rights(work, permission.actor(work, mo, now=talk.clock.now()), now=talk.clock.now())
        week = Card("report", "The week", (Heading("Your team's week"), Text("S2 had 61,234")), "en")
        put_into_a_digest(talk, card=card_to_json(week), rights=rights.to_text())

        if moves:
            talk.hire("S2", manager="lee")
        arrive(talk, S1=1.02)

        with talk.work() as work:
            [redrawn] = [each for each in work.outbox.find(person_id="mo") if each.kind == REDRAW]
        assert redrawn.after == "digest:mo:1"
        assert "70,000" not in redrawn.card
        assert ("61,234" in redrawn.card) is not moves


async def test_a_nudge_inside_a_digest_is_taken_back_there(storage: Storage) -> None:
    async with chat(storage) as talk:
        team(talk)
        arrive(talk, S1=0.7, S2=0.6)
        put_into_a_digest(talk)

        arrive(talk, S1=1.02)

        with talk.work() as work:
            redrawn = [each for each in work.outbox.find(person_id="mo") if each.kind == REDRAW]
        assert [each.after for each in redrawn] == ["digest:mo:1"]
        assert "70,000" not in redrawn[0].card
        assert "60" in redrawn[0].card, "what still holds stays"
