"""An attacker who wants to know which colleague wrote what, with everything in hand but the key and the screens.

They see every row of the database after every step, in the order in which it lies there, with the transactions that
wrote it where a database tells; a backup; what managers, HR, admins and other colleagues are shown and can export; the
logs. The same weeks are lived twice, with the texts given to the colleagues in another way. Where both leave the same
behind, nobody can tell better than by chance: any way to work out an author would work out a wrong one as well.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.messages.card import Action
from bot.messages.codec import form_to_json, values_to_json
from bot.messages.form import Form
from bot.messages.inbound import Submission
from bot.people.domain.permission import Role
from bot.privacy.domain.privacy import Figures
from storage import open_storage
from storage.inventory import tables
from tests.chat import EVERYWHERE, Chat, Way, account, chat, give, read
from tests.reviewing import PEERS, ask_peers, begin_with_peers, clock_ticks, review_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.messages.field import Values
    from storage.storage import Storage

Row = dict[str, Any]
Rows = dict[str, list[Row]]

RANDOM = {
    ("delivery", "opaque"),
    ("inbox", "delivery_id"),
    ("peer_round", "sealed"),
    ("audit", "digest"),
    ("audit_head", "digest"),
}
"""What is another each time, whoever wrote what; that nothing can be read from it is asked below."""
ON_THE_WAY = {"inbox", "form", "dialogue", "draft"}
"""What people send or are still writing lies here, and is overwritten then; how full that makes a page of PostgreSQL
depends on how much it was, so that its place is no order."""
OPINIONS: tuple[dict[str, str], ...] = (
    {"colleague.together": "5", "colleague.keep": "The Friday notes on Atlas: we moved our tests 2 days before."},
    {
        "colleague.together": "2",
        "colleague.keep": "多沟通",
        "colleague.change": ("Tell us of changes before 5 pm. " * 30).strip(),
    },
    {
        "colleague.together": "4",
        "colleague.keep": ("On Borea you asked the customer first. " * 24).strip(),
    },
)
WORDS = {
    "en": (
        "colleagues",
        "colleagues Name wei",
        "score Name wei",
        "cycle",
        "review Name wei",
        "audit",
        "deliveries",
        "asked",
    ),
    "zh-CN": (
        "同事评价",
        "同事评价 Name wei",
        "得分 Name wei",
        "考核周期",
        "考核 Name wei",
        "审计",
        "发送记录",
        "待我评价",
    ),
}
ATTACKERS = ("wei", "ana", "ha", "adi", "min", "sam")


@dataclass
class Weeks:
    """What the attacker has of one story: rows after each step, and what they were shown."""

    rows: list[Rows] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)


def rows_of(storage: Storage) -> Rows:
    """Return every row in the order in which it lies, with its transaction as its rank where there is one."""
    found: Rows = {}
    with storage.engine.connect() as connection:
        postgresql = connection.dialect.name == "postgresql"
        for table in tables():
            what = [sa.text("*"), *([sa.text("xmin::text::bigint AS wrote")] if postgresql else [])]
            query = sa.select(*what).select_from(table)
            lines = connection.execute(query.order_by(sa.text("ctid")) if postgresql else query).mappings()
            found[table.name] = [dict(row) for row in lines]
    ranks = sorted({row["wrote"] for rows in found.values() for row in rows if "wrote" in row})
    for rows in found.values():
        for row in rows:
            if "wrote" in row:
                row["wrote"] = ranks.index(row["wrote"])
    return found


async def live(storage: Storage, way: Way, given: dict[str, dict[str, str]]) -> Weeks:
    """Live the weeks: colleagues answer one a day, always in the same order; one declines, one is silent."""
    weeks = Weeks()
    with capture_logs() as logs:
        async with chat(storage, way) as talk:
            begin_with_peers(talk, parts="KPI 60, 360 40")
            talk.hire("adi", department="IT")
            with talk.work() as work:
                give(work, "adi", Role.ADMIN)
            await ask_peers(talk, *PEERS)
            for peer, values in given.items():
                talk.pass_by(days=1)
                await hand_in(talk, peer, values)
                await look(talk, weeks, asks=peer == "bo")
            await talk.click("sam", Action("peer_review.decline", (("no", str(review_no(talk))),)))
            await look(talk, weeks, asks=False)
            talk.pass_by(days=11)
            clock_ticks(talk)
            await look(talk, weeks)
            talk.hire("eva", manager="ana", left_on=talk.clock.now().date())
            with talk.work() as work:
                work.privacy.erase("bo", figures=Figures.DELETE, at=talk.clock.now())
            await look(talk, weeks)
    weeks.logs = [json.dumps(line, default=str, sort_keys=True) for line in logs]
    return weeks


async def hand_in(talk: Chat, peer: str, values: dict[str, str]) -> None:
    """Let somebody answer; on DingTalk by a card whose arrival is named as that platform names it."""
    asked = await talk.click(peer, Action("peer_review.answer", (("no", str(review_no(talk))),)))
    if talk.platform == "slack" or not isinstance(asked, Form):
        await talk.submit(peer, asked, **values)
        return
    with talk.work() as work:
        shown = asked.filled({"colleague.keep": "half"})  # as a card keeps it that came back once
        work.forms.keep("dingtalk", f"card-{peer}", account(peer), form_to_json(shown), at=talk.clock.now())
    sender = replace(talk.sender(peer), delivery_id=f"card-{peer}:{account(peer)}:form-{plain_digest(values)}:7")
    await talk.arrive(Submission(sender, asked.action, values, {"id": f"card-{peer}", "user": account(peer)}))


def plain_digest(values: Values) -> str:
    line = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(line.encode(), digest_size=12).hexdigest()


async def look(talk: Chat, weeks: Weeks, *, asks: bool = True) -> None:
    """Take what is stored, then (``asks``) let everybody ask what they can, and take that too."""
    weeks.rows.append(rows_of(talk.storage))
    if not asks:
        return
    for who in ATTACKERS:
        for words in WORDS[talk.locale]:
            weeks.shown.append(f"{who} {words}\n{read(await talk.say(who, words))}")
    with talk.work() as work:
        for who in (*ATTACKERS, *PEERS):
            if (person := work.people.get(who)) and person.name:
                weeks.shown.append(f"{who}\n{json.dumps(work.privacy.export(who), ensure_ascii=False, default=str)}")


def fixed(rows: Rows) -> Rows:
    """Return rows without what is random."""
    found = {
        table: [{name: None if (table, name) in RANDOM else value for name, value in row.items()} for row in lines]
        for table, lines in rows.items()
    }
    return found | {table: sorted(found[table], key=str) for table in ON_THE_WAY}


def cells(rows: Rows) -> Iterator[tuple[str, str, str]]:
    for table, lines in rows.items():
        for row in lines:
            for name, value in row.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                yield table, name, text


def fingerprints(values: Values) -> Iterator[str]:
    """Yield how answers may stand somewhere: their words, and digests that anybody can make of them."""
    for word in values.values():
        yield from (str(word), json.dumps(word)[1:-1])
    lines = [values_to_json(values), json.dumps(values, ensure_ascii=False, sort_keys=True)]
    for line in (*lines, *map(str, values.values())):
        for digest in ("md5", "sha1", "sha256", "blake2b"):
            yield hashlib.new(digest, line.encode()).hexdigest()[:16]
        yield plain_digest({"": line})[:16]
    yield plain_digest(values)[:16]


def long(mark: str) -> bool:
    return len(mark) > 2


@pytest.mark.postgresql
@EVERYWHERE
async def test_two_worlds_that_differ_in_who_wrote_what_leave_the_same_behind(
    storage: Storage, another_url: Callable[[], str], way: Way
) -> None:
    authors = ("bo", "eva", "jo")
    first = await live(storage, way, dict(zip(authors, OPINIONS, strict=True)))
    with closing(open_storage(another_url())) as again:
        second = await live(again, way, dict(zip(authors, (*OPINIONS[1:], OPINIONS[0]), strict=True)))

    for step, (left, right) in enumerate(zip(first.rows, second.rows, strict=True)):
        for table, rows in fixed(left).items():
            assert rows == fixed(right)[table], f"after step {step} {table} tells"
    assert first.shown == second.shown
    assert first.logs == second.logs


@pytest.mark.postgresql
@EVERYWHERE
async def test_before_the_end_no_row_has_a_word_or_a_digest_of_it(storage: Storage, way: Way) -> None:
    given = dict(zip(("bo", "eva", "jo"), OPINIONS, strict=True))
    weeks = await live(storage, way, given)
    marks = {mark for values in OPINIONS for mark in fingerprints(values) if long(mark)}

    for rows in weeks.rows[:4]:
        assert [(table, name) for table, name, text in cells(rows) for mark in marks if mark in text] == []
        sealed = [row["sealed"] for row in rows["peer_round"]]
        assert len({len(seal) for seal in sealed}) == 1
    later = {
        table for rows in weeks.rows[4:] for table, _, text in cells(rows) if OPINIONS[0]["colleague.keep"] in text
    }
    assert "peer_round" in later
    assert later <= {"peer_round", "delivery"}, "only where it is read from, and what the two were sent"


@EVERYWHERE
async def test_of_fewer_than_three_nothing_is_left(storage: Storage, way: Way, tmp_path: Path) -> None:
    """Neither in a row nor in a backup, which has the unused parts of the file as well; from the moment it is in."""
    if not storage.embedded:
        pytest.skip("a dump of PostgreSQL has only what is there")
    marks = {mark for values in OPINIONS[1:] for mark in fingerprints(values) if long(mark)}
    async with chat(storage, way) as talk:
        begin_with_peers(talk)
        await ask_peers(talk, *PEERS)
        for peer, values in zip(("bo", "eva"), OPINIONS[1:], strict=True):
            await hand_in(talk, peer, values)
            assert [mark for mark in marks if mark.encode() in backup(storage, tmp_path)] == []
        talk.pass_by(days=11)
        clock_ticks(talk)

    kept = backup(storage, tmp_path)
    assert [mark for mark in marks if mark.encode() in kept] == []
    assert b"Name wei" in kept


def backup(storage: Storage, folder: Path) -> bytes:
    copy = folder / "copy.db"
    with (
        closing(sqlite3.connect(storage.url.removeprefix("sqlite:///"))) as source,
        closing(sqlite3.connect(copy)) as to,
    ):
        source.backup(to)
    return copy.read_bytes()
