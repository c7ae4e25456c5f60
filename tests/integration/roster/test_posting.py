"""Moves on both databases: true from their day on, with tasks that go along and a card for everybody concerned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.delivery.domain.delivery import DeliveryState, Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.kit.period import Period
from bot.messages.card import Card, Text
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Relation, Role
from bot.people.services import permission
from bot.roster.services import posting, role
from bot.rules.domain.rule import Audience
from bot.rules.services import audience as rules_audience
from handlers import tick
from tests.cards import everything
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def put(storage: Storage, *entries: dict[str, Any], now: datetime = NOW) -> list[str]:
    with storage.work() as work:
        return posting.put(work, entries, by="test", now=now)


def company(storage: Storage) -> None:
    zone = {"timezone": "Asia/Shanghai", "department": "Sales", "role": "seller"}
    put(storage, *({"id": name, "name": f"Name {name}", **zone} for name in ("old", "new", "other")))
    put(storage, *({"id": who, "name": f"Name {who}", "manager_id": "old", **zone} for who in ("ana", "bo")))


def told(storage: Storage, person: str) -> list[tuple[str, str]]:
    with storage.work() as work:
        return [
            (delivery.kind, everything(card_from_json(delivery.card)))
            for delivery in work.outbox.find(person_id=person)
        ]


def want_a_nudge(storage: Storage) -> None:
    """Have a nudge about Ana to her manager that is not written yet."""
    with storage.work() as work:
        work.feedback.add(
            Feedback(
                key="nudge:ana:old:2026-10-01:m:2026-11-03",
                subject_id="ana",
                reader_id="old",
                occasion=Occasion.NUDGE,
                period=OCTOBER,
                stage=Stage.WANTED,
                signals=(),
                deltas=(),
                data_at=NOW,
                created_at=NOW,
                ready_at=NOW,
            )
        )


def manager(storage: Storage, person: str) -> str | None:
    with storage.work() as work:
        found: str | None = present(work.people.get(person)).manager_id
        return found


def test_the_first_people_file_tells_nobody_anything(storage: Storage) -> None:
    company(storage)

    with storage.work() as work:
        assert work.outbox.find() == []
        assert [(posting.start, posting.manager_id) for posting in work.postings.of("ana")] == [
            (date(2026, 11, 3), "old")
        ]


def test_a_change_in_the_people_file_is_history_from_today_and_everybody_is_told(storage: Storage) -> None:
    company(storage)
    later = NOW + timedelta(days=2)

    assert put(storage, {"id": "ana", "manager_id": "new"}, now=later) == ["corrected"]
    assert put(storage, {"id": "ana", "manager_id": "new"}, now=later) == ["unchanged"]

    with storage.work() as work:
        assert [(posting.start.day, posting.manager_id) for posting in work.postings.of("ana")] == [
            (3, "old"),
            (5, "new"),
        ]
    ((kind, words),) = told(storage, "ana")
    assert kind == "move"
    assert "Name new now sees your figures. Name old no longer does." in words
    assert [kind for kind, _ in told(storage, "new")] == ["hand_over"]
    assert [kind for kind, _ in told(storage, "old")] == ["release"]


def test_several_who_go_the_same_way_make_one_card_for_each_manager(storage: Storage) -> None:
    company(storage)

    put(storage, {"id": "ana", "manager_id": "new"}, {"id": "bo", "manager_id": "new"})

    ((_, words),) = told(storage, "new")
    assert "Name ana and Name bo" in words
    assert len(told(storage, "old")) == 1


def test_a_move_to_come_waits_until_its_day_begins_where_the_person_is(storage: Storage) -> None:
    company(storage)
    entry = {"id": "ana", "manager_id": "new", "email": "ana@works.example", "effective_from": date(2026, 11, 10)}

    assert put(storage, entry) == ["corrected"]
    assert manager(storage, "ana") == "old"
    midnight = datetime(2026, 11, 9, 16, tzinfo=UTC)
    for now, leads in ((midnight - timedelta(minutes=1), "old"), (midnight, "new"), (midnight, "new")):
        with storage.work() as work:
            tick(work, now=now)
        assert manager(storage, "ana") == leads
    assert len(told(storage, "ana")) == 1
    with storage.work() as work:
        actor = permission.actor(work, present(work.people.get("old")), now=midnight)
        assert permission.relation(work, actor, present(work.people.get("ana")), now=midnight) is Relation.OTHER
        assert present(work.people.get("ana")).email == "ana@works.example"


def test_a_planned_move_that_would_make_a_circle_by_then_does_not_happen(storage: Storage) -> None:
    company(storage)
    put(storage, {"id": "old", "manager_id": "ana", "effective_from": date(2026, 11, 10)})

    with storage.work() as work:
        tick(work, now=NOW + timedelta(days=10))

    assert manager(storage, "old") is None


def test_a_nudge_that_is_not_out_goes_to_who_leads_the_person_now(storage: Storage) -> None:
    company(storage)
    want_a_nudge(storage)
    put(storage, {"id": "ana", "manager_id": "new"}, now=NOW + timedelta(minutes=5))

    with storage.work() as work:
        since = NOW - timedelta(days=1)
        assert work.feedback.nudges("old", "ana", since=since) == []
        assert [nudge.stage for nudge in work.feedback.nudges("new", "ana", since=since)] == [Stage.WANTED]


def test_the_first_admins_are_those_named_while_there_is_none(storage: Storage) -> None:
    company(storage)
    put(storage, {"id": "ana", "email": "ana@works.example"})

    with storage.work() as work:
        assert role.first_admins(work, ["ANA@works.example", "nobody"], now=NOW) == ["ana"]
        assert role.first_admins(work, ["bo"], now=NOW) == []
        assert work.permissions.holders(Role.ADMIN) == ["ana"]


def test_who_hears_of_a_signal_follows_deputies_and_the_people_who_are_hr(storage: Storage) -> None:
    company(storage)

    def hears(audience: Audience) -> list[str]:
        with storage.work() as work:
            return [
                person.id
                for person in rules_audience.readers_of(work, present(work.people.get("ana")), audience, now=NOW)
            ]

    with storage.work() as work:
        assert permission.head_of(work, "Sales", now=NOW) is None
    assert (hears(Audience.MANAGER), hears(Audience.HR)) == (["old"], ["old"])

    with storage.work() as work:
        for person in ("bo", "other", "ana"):
            work.permissions.give(person, Role.HR, by="test", at=NOW)
        work.permissions.appoint("old", "other", first=NOW.date(), last=NOW.date(), by="test", at=NOW)
    assert hears(Audience.MANAGER) == ["other"]
    assert hears(Audience.HR) == ["bo", "other"], "everybody who is HR, but not whom it is about"
    assert hears(Audience.PERSON) == ["ana"]


def test_what_waits_for_a_manager_goes_to_whoever_stands_in_from_the_first_day_on(storage: Storage) -> None:
    company(storage)
    want_a_nudge(storage)
    with storage.work() as work:
        first = NOW.date() + timedelta(days=1)
        work.permissions.appoint("old", "other", first=first, last=first, by="test", at=NOW)
        tick(work, now=NOW)
        assert len(work.feedback.nudges("old", "ana", since=NOW - timedelta(days=1))) == 1
        tick(work, now=NOW + timedelta(days=1))
        assert work.feedback.nudges("old", "ana", since=NOW - timedelta(days=1)) == []
        assert len(work.feedback.nudges("other", "ana", since=NOW - timedelta(days=1))) == 1


# One row's trouble is that row's


def spoil(storage: Storage, person: str) -> None:
    """Make the words about somebody unreadable, as a damaged page would."""
    with storage.work() as work:
        run = work.connection.exec_driver_sql
        run(f"UPDATE feedback SET deltas = '[' WHERE subject_no = (SELECT no FROM person WHERE id = '{person}')")  # noqa: S608


def test_a_people_file_goes_on_where_the_tasks_of_one_person_cannot_follow(storage: Storage) -> None:
    company(storage)
    want_a_nudge(storage)
    spoil(storage, "ana")

    outcomes = put(storage, *({"id": who, "manager_id": "new"} for who in ("ana", "bo")), now=NOW + timedelta(days=2))

    assert outcomes == ["corrected", "corrected"]
    assert [manager(storage, who) for who in ("ana", "bo")] == ["new", "new"]
    assert [kind for kind, _ in told(storage, "bo")] == ["move"]
    assert [kind for kind, _ in told(storage, "ana")] == ["move"]


def test_a_move_whose_nudge_waits_in_the_outbox_hands_the_nudge_on(storage: Storage) -> None:
    company(storage)
    want_a_nudge(storage)
    with storage.work() as work:
        [nudge] = work.feedback.nudges("old", "ana", since=NOW)
        work.feedback.save(replace(nudge, stage=Stage.SENT))
        card = Card("nudge", "A talk", (Text("A talk"),), "en")
        to = work.people.get("old")
        enqueue(work, card, key=nudge.key, to=present(to), kind="nudge", priority=Priority.NUDGE, now=NOW)

    assert put(storage, {"id": "ana", "manager_id": "new"}) == ["corrected"]

    with storage.work() as work:
        assert present(work.outbox.get(nudge.key)).state is DeliveryState.EXPIRED
        assert [nudge.stage for nudge in work.feedback.nudges("new", "ana", since=NOW)] == [Stage.WANTED]
