"""Somebody is erased: not a byte of them is left in the database, its files or its trail, and all of others is."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np
import pytest

from bot.app import build
from bot.delivery.domain.calendar_event import CalendarEvent
from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.pause import Pause, Reach
from bot.delivery.domain.platform_item import ItemKind, PlatformItem
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.record import RecordColumns, RecordStream, Renewal
from bot.figures.domain.record_evidence import mark_of
from bot.intake.domain.intake import Change, RowProblem
from bot.intake.domain.upload import Column, Remembered, UploadedFile, UploadPlan, UploadState
from bot.intake.services.follow import compute
from bot.kit.identity import Identity
from bot.messages.card import Action, Card
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Settled
from bot.messages.sample_form import sample
from bot.people.domain.permission import Role
from bot.privacy.domain.privacy import Ask
from bot.privacy.services.privacy_sweep import unswept
from bot.roster.domain.account import Account
from bot.roster.domain.posting import Posting
from bot.settings import Settings
from bot.sources.folder import sweep
from bot.talks.domain.agenda import AgendaPoint, AgendaTopic
from bot.talks.domain.cadence import Cadence
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from storage import open_storage
from storage.inventory import tables
from tests.chat import EVERYWHERE, Chat, Way, chat, give, read
from tests.company import AUGUST, OCTOBER, SEPTEMBER, Company
from tests.deals import DEALS, deal, furnish_records
from tests.post import deliver_all
from tests.present import present
from tests.samples import take

if TYPE_CHECKING:
    from pathlib import Path

    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from storage.work import SqlWork

WHO, TWIN = "zq8841", "kept77"
"""Whom the erasure is about, and a colleague of the same name of whom everything must stay."""
MARK = "xq9"
"""Stands in everything that is theirs alone."""
BOSS, HR, ADMIN = "boss", "hr1", "ana"
EVERYBODY = (BOSS, HR, "hr2", ADMIN, TWIN)


def of(person: str, what: str) -> str:
    """Return words that only this person has."""
    return f"{MARK if person == WHO else 'stays'}-{what}"


def furnish(here: Chat, name: str, *, twin: str = "") -> None:
    """Hire two who did the same things and have the same name, unless the other's is given, and who leads and helps."""
    here.hire(BOSS, HR, "hr2", ADMIN)
    at = here.clock.now()
    for who in (WHO, TWIN):
        private = {"email": f"{of(who, 'mail')}@works.example", "mobile": f"1390000{len(who)}{of(who, 'tel')}"}
        here.hire(
            who,
            manager=BOSS,
            name=twin if twin and who == TWIN else name,
            gender="female",
            location="Shanghai",
            **private,
        )
    with here.work() as work:
        give(work, HR, Role.HR)
        give(work, "hr2", Role.HR)
        give(work, ADMIN, Role.ADMIN)
        company = Company(work)
        company.set_up(now=at)
        for who in (WHO, TWIN):
            for month, value in ((AUGUST, 475_000), (SEPTEMBER, 465_000), (OCTOBER, 360_000)):
                company.read(who, "collections", month, value)
                company.agree(who, "collections", month, 500_000)
        company.come_in(now=at)
    deliver_all(here)
    with here.work() as work:
        for who in (WHO, TWIN):
            _private_life(here, work, who)
            _records(here, work, who)
        _files(here, work, name)


def _private_life(here: Chat, work: SqlWork, name: str) -> None:
    at, platform = here.clock.now(), here.way.platform
    work.people.put_absences([(name, date(2026, 12, 1), date(2026, 12, 4), of(name, "absence"))])
    work.one_on_ones.plan(name, at=at + timedelta(days=9))
    work.one_on_ones.ask(name, of=HR, topic=of(name, "topic"), at=at)
    point = AgendaPoint(name, HR, name, AgendaTopic.SUPPORT, of(name, "point"), at)
    work.agendas.add(point)
    work.agendas.add(replace(point, shared=False, text=of(name, "private-point")))
    work.agendas.add(replace(point, by_id=HR, text=of(name, "hr-point")))
    actions = (AgreedAction(name, of(name, "agreed")), AgreedAction(HR, of(name, "hr-agreed")))
    topics = ((AgendaTopic.PROGRESS, of(name, "logged")),)
    work.pair_logs.add(TalkLogEntry(name, HR, HR, at, at, topics, of(name, "notes"), actions))
    work.one_on_ones.skip(name, Cadence.of(30).stretch(at.date()), at=at)
    event = CalendarEvent(of(name, "uid"), f"one_on_one:{name}", "one_on_one", HR, name, at, 30, at)
    work.calendar_events.put(event)
    item = PlatformItem(ItemKind.EVENT, event.uid, platform, event.uid, HR, name, of(name, "title"), at, 30, 0)
    work.platform_items.put(item, at=at)
    todo = replace(item, kind=ItemKind.TODO, key=of(name, "todo"), mark="m", person_id=name, other_id="")
    work.platform_items.put(todo, at=at)
    work.pauses.begin(Pause(Reach.OWN, name, name, at, at + timedelta(days=1), of(name, "pause")))
    work.pauses.begin(Pause(Reach.PERSON, name, HR, at, at + timedelta(days=1), of(name, "hr-pause")))
    work.permissions.give(name, Role.HR, by=ADMIN, at=at)
    work.permissions.take(name, Role.HR)
    work.permissions.give(name, Role.FAIRNESS, by=ADMIN, at=at)
    work.permissions.appoint(BOSS, name, first=date(2027, 1, 1), last=date(2027, 1, 2), by=BOSS, at=at)
    identity = Identity(platform, "", f"u{name}")
    work.accounts.put(
        [Account(identity, of(name, "nick"), of(name, "a-mail"), of(name, "a-tel"), person_id=name, seen_at=at)]
    )
    gone = Identity(platform, "", f"u-old-{name}")
    work.accounts.put([Account(gone, of(name, "old-nick"), f"{of(name, 'mail')}@works.example".upper(), seen_at=at)])
    choice = [Action("person", (("person", name),)).encoded(), Action("team").encoded()]
    reader = f"u-{of(name, 'reader')}" if name == TWIN else "u-somebody"
    work.choices.reserve(platform, reader, "m1", choice, said=["f1"], at=at)
    form = sample(translator("en"))
    for whose, about in ((name, form), (BOSS, replace(form, opener=Action("sample", (("person", name),))))):
        draft = work.drafts.open(whose, about, at=at)
        work.drafts.keep(replace(draft, values={"event": of(name, f"draft-of-{whose}")}))
    work.postings.put([Posting(name, date(2026, 1, 1), BOSS, "Sales", "", "seller", by=BOSS)], at=at)


def _records(here: Chat, work: SqlWork, name: str) -> None:
    """Let a source say twice what somebody has sold, and bear a text that only they have and one that both have."""
    number = work.people.numbers()[name][0]
    work.streams.put(RecordStream("deals", Renewal.ID, measures=("amount",), dimensions=("customer", "stage")))
    for turn, amount in (("old", 5.5), ("new", 6.5)):
        batch = work.batches.open(
            kind="records", source="crm", file="deals.csv", digest=f"{turn}{number}", by=ADMIN, now=here.clock.now()
        )
        deal = RecordColumns(
            row=np.array([2]),
            id=np.array([of(name, "deal")], object),
            person=np.array([number]),
            day=np.array([(OCTOBER - date(1970, 1, 1)).days]),
            at=np.array([-1]),
            revised=np.array([-1]),
            measures={"amount": np.array([amount])},
            dimensions={
                "customer": np.array([of(name, f"{turn}-customer")], object),
                "stage": np.array(["stays-won"], object),
            },
        )
        work.records.put("deals", deal, batch=batch.no)
        work.batches.record(batch.no, problems=[], changes=[Change(2, "amount", of(name, "raw"), "6", "spaces")])
        work.batches.finish(batch.no, now=here.clock.now(), report="{}")


def _files(here: Chat, work: SqlWork, name: str) -> None:
    """Let an admin send a file with rows of both, and a row of each be refused and cleaned."""
    at, platform = here.clock.now(), here.way.platform
    content = "\n".join(f"{who},{name},{of(who, 'cell')}" for who in (WHO, TWIN))
    plan = UploadPlan(
        "people", (Column("name", (name, of(WHO, "sample")), "name"),), fields=("name",), required=("name",)
    )
    for state in (UploadState.PROPOSED, UploadState.DONE):
        number = work.uploads.add(
            UploadedFile(ADMIN, platform, "F1", "people.csv", 9, at, state=state, plan=plan, kind="people")
        )
        work.uploads.keep(number, content.encode())
    work.uploads.remember(plan.header_key, Remembered(plan, ADMIN, at))
    for kind in ("people", "readings"):
        batch = work.batches.open(kind=kind, source="f", file="f.csv", digest=kind, by=ADMIN, now=at)
        problem = RowProblem(2, "mobile", of(WHO, "refused"), "import-no-value", {"value": of(WHO, "why")})
        change = Change(2, "name", of(WHO, "cleaned"), WHO, "spaces")
        work.batches.record(batch.no, problems=[problem], changes=[change] if kind == "people" else [])
        work.batches.finish(batch.no, now=at, report="{}")


async def talk(here: Chat) -> None:
    """Let both say and be told what people say and are told, and others look at them."""
    for who in (WHO, TWIN):
        place = (("value", f"collections:{OCTOBER.isoformat()}"),)
        form = await here.click(who, Action("dispute", place))
        await here.submit(who, form, claim=of(who, "claim"))
        form = await here.click(who, Action("context", place))
        await here.submit(who, form, text=of(who, "context"))
        form = await here.click(who, Action("kudos", (("to", BOSS),)))
        await here.submit(
            who, form, about=of(who, "about"), text=f"{of(who, 'praise')} on 3 March you answered in 2 hours"
        )
        form = await here.click(BOSS, Action("kudos.ask", (("to", who),)))
        await here.submit(BOSS, form, topic=of(who, "asked"))
        form = await here.click(who, Action("kudos.ask", (("to", BOSS),)))
        await here.submit(who, form, topic=of(who, "asks"))
        await here.click(who, Action("feedback.useful", (("key", _message(here, who)),)))
    words = {
        BOSS: (
            "team",
            "talks",
            f"person {WHO}",
            f"person {TWIN}",
            f"data {WHO}",
            "1:1",
            f"talk {WHO}",
            "cases",
            "drafts",
        ),
        HR: (f"person {WHO}", "cases", f"data {WHO}", "quarantine", "pauses", f"why {WHO} collections"),
        ADMIN: ("people", f"people {WHO}", "deliveries", "roles", "pauses", f"audit {WHO}", "audit file", "health"),
    }
    for person, said in words.items():
        for number, name in enumerate(said):
            keep(here, person, await here.say(person, name), f"{person}{number}")
    for case, person in (("1", BOSS), ("2", HR)):
        await here.click(person, Action("dispute.take", (("no", case),)))
    deliver_all(here)
    await here.router.persist(Click(here.sender(BOSS), Action("person", (("person", WHO),)), {"id": "m1"}))
    await here.router.persist(Click(here.sender(WHO), Action("team"), {"id": of(WHO, "message")}))
    await here.click(BOSS, Action("move", (("person", WHO),)))  # a form, or a question, that stays open


def _message(here: Chat, person: str) -> str:
    with here.work() as work:
        keys: list[str] = [
            delivery.key for delivery in work.outbox.find(person_id=person) if delivery.kind == "standing"
        ]
    return keys[0]


def keep(here: Chat, person: str, reply: Reply, key: str) -> None:
    """Keep an answer as the outbox does where a platform gives it later."""
    card = reply.card if isinstance(reply, Settled) else reply
    if isinstance(card, Card):
        with here.work() as work:
            to, now = work.people.get(person), here.clock.now()
            enqueue(work, card, key=f"reply:x:{key}", to=present(to), kind=card.kind, priority=Priority.REPLY, now=now)


def hold(here: Chat, folder: Path) -> None:
    """Let a value of each come in that nobody may believe, so that the admins are asked about it."""
    lines = [f"{who},collections,2025-{m:02d},{460_000 + 1_000 * m}" for who in (WHO, TWIN) for m in range(1, 13)]
    rows = "\n".join([*lines, *(f"{who},collections,2026-07,4700000" for who in (WHO, TWIN))])
    file = folder / "slips.csv"
    file.write_text(f"employee_id,metric,period,value\n{rows}\n", encoding="utf-8")
    report = take(here.storage, "readings", file, now=here.clock.now())
    assert len(report.quarantined) == 2
    with here.work() as work:
        compute(work, report.changed, [report.batch], now=here.clock.now())
        assert [delivery for delivery in work.outbox.find(person_id=ADMIN) if delivery.key.startswith("held:")]


async def erase(here: Chat, *, figures: str = "unlink", who: str = WHO, by: str = HR) -> str:
    """Let the person ask to be erased, and HR do it with a note; return what HR reads then."""
    form = await here.click(who, Action("privacy.ask"))
    await here.submit(who, form, ask=Ask.ERASURE.value, text=of(WHO, "request"), figures=figures)
    with here.work() as work:
        (asked,) = work.privacy.waiting()
    number = (("no", str(asked.no)),)
    form = await here.click(by, Action("privacy.grant", number))
    reply = await here.submit(by, form, note=of(WHO, "note"), figures=figures)
    keep(here, by, reply, "granted")
    return read(reply)


def rows(storage: Storage) -> dict[str, list[str]]:
    """Return every row of every table as text."""
    found: dict[str, list[str]] = {}
    with storage.work() as work:
        for table in tables():
            lines = work.connection.execute(table.select()).all()
            found[table.name] = sorted(
                str([bytes(value) if isinstance(value, memoryview) else value for value in row]) for row in lines
            )
    return found


def bytes_of(storage: Storage) -> bytes:
    """Return everything that is in the database: its files, or every row of every table."""
    if not storage.embedded:
        return "\n".join(line for lines in rows(storage).values() for line in lines).encode()
    path = str(storage.engine.url.database)
    with storage.work():
        pass
    content = b""
    for end in ("", "-wal", "-journal"):
        try:
            with open(path + end, "rb") as file:  # noqa: PTH123 - beside the database, whatever it is called
                content += file.read()
        except FileNotFoundError:
            continue
    return content


def left_of(content: bytes, *needles: str) -> dict[str, bytes]:
    """Return what of some words is left, with what stands around it."""
    found = {}
    for needle in needles:
        for written in {needle, quote(needle, safe=""), json.dumps(needle)[1:-1]}:
            at = content.find(written.encode())
            if at >= 0:
                found[written] = content[max(0, at - 150) : at + 90]
    return found


@pytest.mark.postgresql
@EVERYWHERE
@pytest.mark.parametrize("figures", ["unlink", "delete"])
async def test_nothing_of_somebody_who_was_erased_is_left_anywhere(
    way: Way, storage: Storage, figures: str, tmp_path: Path
) -> None:
    name = "Quorra Vexley"
    async with chat(storage, way) as here:
        furnish(here, name, twin="Somebody Else")
        hold(here, tmp_path)
        await talk(here)
        assert storage.sweep()
        assert left_of(bytes_of(storage), WHO, MARK, name), "it was there"

        said = await erase(here, figures=figures)
        assert storage.sweep()

        assert left_of(bytes_of(storage), WHO, MARK, name) == {}
        assert name not in said
        with here.work() as work:
            assert work.audit.verify().ok
            [entry] = [entry for entry in work.audit.find() if entry.what == "erasure"]
            assert [other.subject for other in work.audit.find(subject=entry.subject) if other.what == "read"]


@pytest.mark.parametrize("figures", ["unlink", "delete"])
async def test_the_rows_behind_a_number_of_somebody_who_was_erased_stand_on_no_card(
    storage: Storage, figures: str
) -> None:
    async with chat(storage) as here:
        furnish_records(here, [deal(number, id=f"{MARK}-{number}", customer=f"{MARK}-customer") for number in (1, 2)])
        place = (("person", "min"), ("value", f"collections:{OCTOBER.isoformat()}"))
        for number, route in enumerate(("why", "record.page", "record.file", "data")):
            keep(here, "hr1", await here.click("hr1", Action(route, place)), f"rows{number}")
        form = await here.click("min", Action("dispute", place[1:]))
        form = await here.submit("min", form, rows0=(mark_of(DEALS.key, f"{MARK}-1"),))
        await here.submit("min", form, right1=f"{MARK}-right", claim=f"{MARK}-claim")
        form = await here.click("hr1", Action("dispute.correct", (("no", "1"),)))
        await here.submit("hr1", form, m1_0="900", reason="The contract says so.")
        deliver_all(here)
        assert storage.sweep()
        assert left_of(bytes_of(storage), MARK), "it was there"

        await erase(here, figures=figures, who="min", by="hr2")
        assert storage.sweep()

        assert left_of(bytes_of(storage), MARK) == {}


@pytest.mark.parametrize("name", ["Will", "Target", "王", "E", "collections"])
async def test_everything_of_others_stays_however_somebody_is_called(storage: Storage, name: str) -> None:
    async with chat(storage) as here:
        furnish(here, name)
        await talk(here)
        with here.work() as work:
            work.inbox.seen("slack", "word", at=here.clock.now(), payload="")
            before = {delivery.key: delivery.card for delivery in work.outbox.find()}
            exports = {person: work.privacy.export(person) for person in EVERYBODY}
            kept = [entry for entry in work.audit.entries() if WHO not in str(entry)]

        await erase(here)

        with here.work() as work:
            after = {delivery.key: delivery.card for delivery in work.outbox.find()}
            now = {person: work.privacy.export(person) for person in EVERYBODY}
            trail = list(work.audit.entries())
        for person in EVERYBODY:
            lost = _lost(exports[person], now[person])
            assert not {kind: gone for kind, gone in lost.items() if kind not in _BETWEEN}, person
        untouched = {key: card for key, card in before.items() if WHO not in card and TWIN in card}
        assert len(untouched) > 2
        assert {key: after.get(key) for key in untouched} == untouched
        assert any(f"(person:{TWIN})" in card for card in after.values())
        assert kept == [entry for entry in trail if entry.no in {old.no for old in kept}]


_BETWEEN = {
    "drafts",
    "given",
    "received",
    "asked",
    "asked_for",
    "deputies",
    "stands_in",
    "answers",
    "uploads",
    "wanted",
    "requests",
}
"""Kinds that two people share, and files that have to be sent again."""


def _lost(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        kind: gone
        for kind, lines in before.items()
        if (gone := [line for line in lines if line not in after.get(kind, [])])
    }


async def test_what_others_share_with_them_stays_theirs_where_it_is_not_about_them(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, "Will")
        await talk(here)
        with here.work() as work:
            mobile = present(work.people.get(WHO)).mobile
            shared = Account(Identity("slack", "", "u-shared"), "Twin", mobile=mobile, person_id=TWIN)
            work.accounts.put([shared])

        await erase(here)

        text = "\n".join(line for lines in rows(storage).values() for line in lines)
        for what in ("claim", "context", "praise", "asked", "asks", "absence", "topic", "pause", "nick", "about"):
            assert of(TWIN, what) in text, what
        with here.work() as work:
            assert work.accounts.get(Identity("slack", "", "u-shared")), "one who has the same number is somebody else"
            assert [delivery.state for delivery in work.outbox.find(person_id=TWIN)]
            assert present(work.people.get(TWIN)).name == "Will"


async def test_an_export_holds_all_that_an_erasure_would_take(storage: Storage, tmp_path: Path) -> None:
    async with chat(storage) as here:
        furnish(here, "Will")
        hold(here, tmp_path)
        await talk(here)
        with here.work() as work:
            found = work.privacy.export(WHO)

    document = json.dumps(found, ensure_ascii=False)
    marks = "mail tel absence topic pause hr-pause nick a-mail a-tel claim context about praise asked asks".split()
    marks += ["deal", "old-customer", "new-customer"]
    assert [mark for mark in marks if of(WHO, mark) not in document] == []
    (person,) = found["person"]
    assert (person["id"], person["name"], person["role"], person["location"]) == (WHO, "Will", "seller", "Shanghai")
    assert found["sensitive"] == [{"gender": "female"}]
    assert [role["role"] for role in found["roles"]] == ["fairness"]
    assert [entry["value"] for entry in found["held"]] == [4_700_000.0]
    assert {"postings", "notices", "signals", "opinions", "messages", "readings", "targets"} <= set(found)
    (deal,) = found["records"]
    assert deal.pop("received_at")
    assert deal == {
        "stream": "deals",
        "id": of(WHO, "deal"),
        "day": OCTOBER.isoformat(),
        "at": None,
        "source": "crm",
        "file": "deals.csv",
        "row": 2,
        "version": 2,
        "state": "current",
        "measure amount": "6.5",
        "dimension customer": of(WHO, "new-customer"),
        "dimension stage": "stays-won",
    }
    (earlier,) = found["earlier_records"]
    assert (earlier["measure amount"], earlier["state"]) == ("5.5", "replaced")
    for other in (*EVERYBODY, "stays-", HR, BOSS):
        assert f'"{other}"' not in document
    assert "stays-" not in document.replace("stays-won", "")


async def test_the_bot_leaves_nothing_in_the_files_of_the_database_and_no_copy_of_a_file(
    sqlite_url: str, tmp_path: Path
) -> None:
    watched = tmp_path / "in"
    settings = Settings(_env_file=None, database_url=sqlite_url, watch_dir=str(watched))
    (watched / "done").mkdir(parents=True)
    for name in ("people.csv", "people.csv.report.json"):
        (watched / "done" / name).write_text(MARK)
        os.utime(watched / "done" / name, (0, 0))
    async with chat(open_storage(sqlite_url)) as here:
        furnish(here, "Quorra Vexley", twin="Somebody Else")
        await erase(here)
        assert left_of(bytes_of(here.storage), MARK), "what was deleted still stands in the files"
        app = build(settings, storage=here.storage, clock=here.clock)

        await app.tick()

        assert left_of(bytes_of(here.storage), WHO, MARK, "Quorra Vexley") == {}
        assert list((watched / "done").iterdir()) == []
        with here.work() as work:
            assert unswept(work, now=here.clock.now()) == []
        await app.close()


def test_copies_of_files_go_with_an_erasure_and_later_ones_stay(tmp_path: Path) -> None:
    for place in ("done", "failed"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "people.csv").write_text(MARK)
        (tmp_path / place / "people.csv.report.json").write_text(MARK)
    (tmp_path / "readings.csv").write_text("waits")

    assert sweep(tmp_path, before=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert sweep(tmp_path, before=datetime(2100, 1, 1, tzinfo=UTC)) == 2

    assert [path.name for path in sorted(tmp_path.rglob("*")) if path.is_file()] == ["readings.csv"]
