"""A number that was wrong: everywhere its verdict stood it stands no more, and who was told is told once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import REDRAW, DeliveryState
from bot.delivery.domain.delivery_timing import Drop
from bot.feedback.services.feedback_pending import SETTLE
from bot.intake.services.follow import catch_up
from bot.messages.card import Action, Card
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Role
from bot.rules.domain.default_rules import DEFAULT_RULES
from handlers import MESSAGES, tick
from tests.arriving import bring
from tests.chat import EVERYWHERE, MORNING, Chat, Way, chat, give, read
from tests.company import Company
from tests.post import deliver_all, write_all

if TYPE_CHECKING:
    from storage.storage import Storage

OCTOBER = date(2026, 10, 1)
TEAM = ("S1", "S2", "S3")
OLD = ("61,357", "61.357", "6.14", "61%", "61.4")
"""How the wrong value of S1 may be written, in either language."""


def company(talk: Chat) -> None:
    """Hire a manager with three people, the manager's boss, somebody of HR and somebody elsewhere."""
    talk.hire("boss", "hana", "other")
    talk.hire("mo", manager="boss")
    talk.hire(*TEAM, manager="mo")
    with talk.work() as work:
        give(work, "hana", Role.HR)
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=MORNING)
        firm = Company(work)
        firm.metric("collections", unit="CNY", aggregate="sum", title_en="Collections", title_zh="回款")
        for name in TEAM:
            firm.agree(name, "collections", OCTOBER, 100_000)
        firm.come_in(now=talk.clock.now())


def arrive(talk: Chat, **values: float) -> None:
    """Let values come in as a file, without anything being written yet."""
    rows = [
        {"employee_id": person, "metric": "collections", "period_start": "2026-10-01", "period_end": "2026-10-31"}
        | {"value": value}
        for person, value in values.items()
    ]
    with talk.work() as work:
        bring(work, "readings", rows, digest=f"file {next(talk.numbers)}", now=talk.clock.now())
        catch_up(work, now=talk.clock.now())


def settle(talk: Chat, *, rounds: int = 3) -> None:
    """Let the words be written that are wanted, and all go out that may, as it reads by then."""
    for _ in range(rounds):
        talk.pass_by(seconds=SETTLE.total_seconds() + 1)
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            write_all(work, now=talk.clock.now())
            for delivery in work.outbox.find(state=DeliveryState.DUE.value):
                says = MESSAGES.render(work, delivery, talk.clock.now())
                if isinstance(says, Drop):
                    work.outbox.withdraw(delivery.key, detail=says.reason)
        deliver_all(talk)


def seen(talk: Chat, person: str) -> dict[str, str]:
    """Return what stands before somebody now: each message that is out, as it was redrawn last."""
    found: dict[str, str] = {}
    with talk.work() as work:
        for each in work.outbox.find(person_id=person, state=DeliveryState.SENT.value):
            says = MESSAGES.render(work, each, talk.clock.now()) if each.kind == REDRAW else None
            card = says if isinstance(says, Card) else card_from_json(each.card)
            found[each.after if each.kind == REDRAW else each.key] = read(card)
    return found


@EVERYWHERE
async def test_nothing_stands_of_a_verdict_on_a_wrong_number(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, S1=61_357, S2=97_000, S3=101_000)
        settle(talk)
        told = {person for person in ("boss", "hana", "other", "mo", *TEAM) if _says(seen(talk, person), OLD)}
        assert told == {"S1", "mo"}
        before = {person: len(seen(talk, person)) for person in ("boss", "hana", "other", "S2", "S3")}

        arrive(talk, S1=99_500)
        settle(talk)

        for person in sorted(told):
            standing = {key: words for key, words in seen(talk, person).items() if _says({key: words}, OLD)}
            corrections = [key for key in seen(talk, person) if key.startswith("correction:")]
            assert len(corrections) == 1, person
            allowed = {key for key in standing if key.startswith(("correction:", "standing:"))}
            assert set(standing) <= allowed, f"{person} still reads {set(standing) - allowed}"
        for person, n in before.items():
            assert len(seen(talk, person)) == n, f"{person} learns of it"
        for person, words in (("mo", "team"), ("mo", "talks"), ("mo", "1:1"), ("S1", "me")):
            said = read(await talk.say(person, f"/{words}"))
            assert not _says({words: said}, OLD), said
        agenda = read(await talk.click("mo", Action("agenda", (("person", "S1"),))))
        assert not _says({"agenda": agenda}, OLD)


def _says(words: dict[str, str], some: tuple[str, ...]) -> bool:
    return any(part in text for text in words.values() for part in some)


@pytest.mark.parametrize("way", [Way()], ids=str)
async def test_each_reader_is_told_once(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, S1=61_357, S2=97_000)
        settle(talk)
        arrive(talk, S1=99_500)
        arrive(talk, S1=98_500)
        settle(talk)
        arrive(talk, S1=98_500)
        settle(talk)
        for person in ("S1", "mo"):
            kinds = Counter(key.split(":")[0] for key in seen(talk, person))
            assert kinds["correction"] == 1, kinds


@EVERYWHERE
async def test_a_weekly_digest_is_drawn_anew_where_it_stands(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        arrive(talk, S1=61_357, S2=97_000)
        settle(talk)
        talk.clock.move_to(MORNING + timedelta(days=6, hours=3))
        settle(talk)
        digest = {key: words for key, words in seen(talk, "mo").items() if key.startswith("report:week:")}
        assert _says(digest, OLD), digest

        arrive(talk, S1=99_500)
        settle(talk)

        now = {key: words for key, words in seen(talk, "mo").items() if key.startswith("report:week:")}
        assert digest.keys() == now.keys(), "in its place"
        assert not _says(now, OLD)
        assert any(talk.t("week-corrected") in words for words in now.values())
        assert not [key for key in seen(talk, "boss") if key.startswith("redraw")]
