"""One person taken out of everything that is stored, by key and by structure, and everything of others left there.

Rows that are theirs go, as their tables declare (:mod:`storage.inventory`); where they only had a part, a number that
says nothing stands in their place; stored words lose what says that it is theirs (:mod:`bot.messages.erasure`). No name
is searched for anywhere: what reads like a name may be a word.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.figures.domain.delta import Changed
from bot.intake.domain.upload import UploadPlan, UploadState
from bot.messages.codec import from_json, to_json
from bot.messages.erasure import (
    Erased,
    arrival_concerns,
    cleared_actions,
    cleared_card,
    cleared_key,
    cleared_upload,
    form_concerns,
)
from bot.people.domain.person import ERASED
from bot.privacy.domain.privacy import Figures
from storage.database import EPOCH
from storage.figures.record_late import forget_tombstones
from storage.figures.record_texts import bearing, forget_unused
from storage.goals.goal_erasure import forget_in_goals
from storage.inventory import Inventory, inventory, tables
from storage.people.person_query import person_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

DERIVED = frozenset({"delta", "pending"})
"""What is computed from figures: it goes with them when they are computed again."""
FIGURES = frozenset({"reading", "reading_version", "target", "target_version", "quarantine", *DERIVED})
"""What holds somebody's figures: kept without a name, or deleted, as was asked."""
RECORDS = frozenset({"record", "record_version"})
"""What their figures are made of: it leads back to its source by every id, and goes whatever was asked."""
KEPT = frozenset({"person", "data_request", "home", *FIGURES})
"""What an erasure does not simply delete; of every other table the rows that are somebody's go.

That a home shows figures of theirs is known until it is drawn anew without them.
"""
_SETTLED = (UploadState.RECEIVED, UploadState.IMPORTING, UploadState.DONE, UploadState.FAILED, UploadState.CANCELLED)
_FACTS = ("readings", "targets", "records")


class Erasure:
    """An erasure under way."""

    def __init__(self, connection: Connection, person_no: int, *, figures: Figures) -> None:
        self._connection = connection
        self._no = person_no
        self._figures = figures
        people = _table("person")
        row = connection.execute(sa.select(people).where(people.c.no == person_no)).one()
        self._id: str = row.id
        identity, account = _table("identity"), _table("account")
        owned = account.c.person_no == person_no
        for name in (
            "email",
            "mobile",
        ):  # an account that was taken from them is still theirs, unless it is another's now
            if said := getattr(row, name):
                owned |= account.c.person_no.is_(None) & (sa.func.lower(account.c[name]) == said.lower())
        found = {
            (account.platform, account.user)
            for table, where in ((identity, identity.c.person_no == person_no), (account, owned))
            for account in connection.execute(sa.select(table.c.platform, table.c.user).where(where))
        }
        self._accounts = sorted(found)
        keys = {self._id, *(f"account:{platform}:{user}" for platform, user in found)}
        self.left = f"{ERASED}{person_no}"
        deletes = figures is Figures.DELETE
        self._erased = Erased(self._id, row.name, frozenset(keys), self.left, figures=deletes)

    def run(self, *, at: datetime) -> Changed:
        """Do it; return the keys of figures that are gone."""
        gone = self._gone() if self._figures is Figures.DELETE else Changed()
        self._files()
        self._written()
        forget_in_goals(self._connection, self._no, self._id, self.left)
        texts = bearing(self._connection, self._no)
        forget_tombstones(self._connection, self._no)
        found = [(table, held) for table in reversed(tables()) if (held := inventory(table))]
        found.sort(key=lambda pair: pair[1].through is None)  # what hangs on a row goes before it
        for table, held in found:
            if table.name not in KEPT or (self._erased.figures and table.name in FIGURES - DERIVED):
                self._rows(table, held)
        for table, held in found:
            self._parts(table, held)
        forget_unused(self._connection, texts)
        self._deliveries()
        self._waiting()
        self._evidence()
        self._figures_left()
        self._person(at=at)
        person_of.cache_clear()  # nor is anybody remembered who is not there any more
        return gone

    def _gone(self) -> Changed:
        reading = _table("reading")
        rows = self._connection.execute(
            sa.select(reading.c.person_no, reading.c.metric_no, reading.c.start).where(reading.c.person_no == self._no)
        )
        return Changed.of((row.person_no, row.metric_no, (row.start - EPOCH).days) for row in rows)

    def _written(self) -> None:
        """Let go of the messages that carry what they wrote to a colleague or asked one."""
        delivery, opinion = _table("delivery"), _table("opinion")
        for name in ("kudos", "kudos_request"):
            table = _table(name)
            held = inventory(table)
            mine = sa.or_(*(self._is_theirs(table, owner) for owner in (held.whose if held else ())))
            for number in self._connection.execute(sa.select(table.c.no).where(mine)).scalars().all():
                key = f"{name}:{number}"
                its = sa.or_(delivery.c.key == key, delivery.c.key.startswith(f"{key}:", autoescape=True))
                sent = sa.select(delivery.c.no).where(its)
                self._connection.execute(sa.delete(opinion).where(opinion.c.delivery_no.in_(sent)))
                self._connection.execute(sa.delete(delivery).where(its))

    # Rows that are theirs, and rows in which they had a part

    def _rows(self, table: sa.Table, held: Inventory) -> None:
        mine = [self._is_theirs(table, name) for name in held.whose]
        if {"platform", "user"} <= set(held.account):
            mine += [sa.and_(table.c.platform == platform, table.c.user == user) for platform, user in self._accounts]
        if held.through:
            name, parent_name, key = held.through
            parent = _table(parent_name)
            above = inventory(parent)
            if above:
                whose = [self._is_theirs(parent, owner) for owner in above.whose]
                mine.append(table.c[name].in_(sa.select(parent.c[key]).where(sa.or_(*whose))))
        if not mine:
            return
        which = sa.or_(*mine)
        if held.only:
            column, values = held.only
            which = sa.and_(which, table.c[column].in_(values))
        self._connection.execute(sa.delete(table).where(which))

    def _is_theirs(self, table: sa.Table, name: str) -> sa.ColumnElement[bool]:
        return table.c[name] == (self._no if isinstance(table.c[name].type, sa.Integer) else self._id)

    def _parts(self, table: sa.Table, held: Inventory) -> None:
        """Put a number that says nothing where an id of theirs stands; numbers lead to one already."""
        for name in held.others:
            if not isinstance(table.c[name].type, sa.Integer):
                its = table.c[name] == self._id
                self._connection.execute(sa.update(table).where(its).values({name: self.left}))

    # Stored words

    def _deliveries(self) -> None:
        """Clear messages to others of them."""
        delivery = _table("delivery")
        marks = {quote(self._id, safe=""), *(json.dumps(key, ensure_ascii=False)[1:-1] for key in self._erased.keys)}
        marks |= {quote(key, safe="") for key in self._erased.keys}
        near = sa.or_(
            *(delivery.c.card.contains(mark, autoescape=True) for mark in sorted(marks)),
            *(delivery.c.key.contains(mark, autoescape=True) for mark in sorted(marks)),
        )
        for row in self._connection.execute(
            sa.select(delivery.c.no, delivery.c.key, delivery.c.card).where(near)
        ).all():
            values = {
                "key": cleared_key(row.key, self._erased),
                "card": cleared_card(row.card, self._erased) or row.card,
            }
            self._connection.execute(sa.update(delivery).where(delivery.c.no == row.no).values(values))

    def _waiting(self) -> None:
        """Let go of what is being asked about them, or arrived from them and still waits."""
        for name in ("form", "dialogue", "draft"):
            table = _table(name)
            keys = list(table.primary_key.columns)
            for row in self._connection.execute(sa.select(*keys, table.c.form)).all():
                if form_concerns(row.form, self._erased):
                    where = [key == value for key, value in zip(keys, row[:-1], strict=True)]
                    self._connection.execute(sa.delete(table).where(*where))
        choice = _table("choice")
        for offer in self._connection.execute(sa.select(choice)).all():
            actions = cleared_actions(offer.actions, self._erased)
            if actions != offer.actions:
                keys = [key == offer._mapping[key] for key in choice.primary_key.columns]  # noqa: SLF001 - its public name
                self._connection.execute(sa.update(choice).where(*keys).values(actions=actions))
        inbox = _table("inbox")
        for arrival in self._connection.execute(sa.select(inbox).where(inbox.c.payload != "")).all():
            if arrival_concerns(arrival.payload, self._erased):
                its = (inbox.c.platform == arrival.platform, inbox.c.delivery_id == arrival.delivery_id)
                done = sa.func.coalesce(inbox.c.done_at, inbox.c.at, type_=inbox.c.at.type)
                self._connection.execute(sa.update(inbox).where(*its).values(payload="", done_at=done))

    def _evidence(self) -> None:
        """Take them out of what words about several people rest on."""
        feedback = _table("feedback")
        written = json.dumps(self._id, ensure_ascii=False)
        near = feedback.c.deltas.contains(written, autoescape=True)
        for row in self._connection.execute(sa.select(feedback.c.no, feedback.c.deltas).where(near)).all():
            deltas = json.loads(row.deltas)
            kept = [[self.left if delta[0] == self._id else delta[0], *delta[1:]] for delta in deltas]
            values = {"deltas": json.dumps(kept, ensure_ascii=False)}
            self._connection.execute(sa.update(feedback).where(feedback.c.no == row.no).values(values))

    # Files

    def _files(self) -> None:
        """Let go of the copies of files, and of what was noted of single rows of them: no key leads to whose they are.

        What they brought is stored. A file that still waits for somebody's button has to be sent again.
        """
        upload, content, batch = (_table(name) for name in ("upload", "upload_content", "batch"))
        self._connection.execute(
            sa.update(upload)
            .where(upload.c.state.not_in([state.value for state in _SETTLED]))
            .values(state=UploadState.CANCELLED.value, owner="", lease_until=None)
        )
        busy = sa.select(upload.c.no).where(upload.c.state == UploadState.IMPORTING.value)
        self._connection.execute(sa.delete(content).where(content.c.upload_no.not_in(busy)))
        for name in ("upload", "upload_mapping"):
            table = _table(name)
            keys = list(table.primary_key.columns)
            for row in self._connection.execute(sa.select(*keys, table.c.plan).where(table.c.plan != "")).all():
                where = [key == value for key, value in zip(keys, row[:-1], strict=True)]
                self._connection.execute(sa.update(table).where(*where).values(plan=_without_samples(row.plan)))
        delivery = _table("delivery")
        shown = delivery.c.kind == "upload"
        for sent in self._connection.execute(sa.select(delivery.c.no, delivery.c.card).where(shown)).all():
            values = {"card": cleared_upload(sent.card)}
            self._connection.execute(sa.update(delivery).where(delivery.c.no == sent.no).values(values))
        self._connection.execute(sa.update(_table("reject")).values(value="", reason="{}"))
        cleaning = _table("cleaning")
        known = sa.select(batch.c.no).where(batch.c.kind.in_(_FACTS))
        self._connection.execute(sa.delete(cleaning).where(cleaning.c.batch_no.not_in(known)))
        for name in sorted((FIGURES | RECORDS) - DERIVED):
            rows = _table(name)
            same = (rows.c.person_no == self._no, rows.c.batch_no == cleaning.c.batch_no, rows.c.row == cleaning.c.row)
            self._connection.execute(sa.delete(cleaning).where(sa.exists().where(*same)))

    # What is left of them

    def _figures_left(self) -> None:
        """Take from figures that stay what leads back to their source."""
        if not self._erased.figures:
            held = _table("quarantine")
            self._connection.execute(sa.delete(held).where(held.c.person_no == self._no, held.c.stream_no.is_not(None)))
            for name in ("reading", "reading_version", "quarantine"):
                table = _table(name)
                its = table.c.person_no == self._no
                self._connection.execute(sa.update(table).where(its).values(source_id=None, observed_at=None))

    def _person(self, *, at: datetime) -> None:
        request, people = _table("data_request"), _table("person")
        self._connection.execute(sa.update(request).where(request.c.person_no == self._no).values(text="", reason=""))
        held = inventory(people)
        blank: dict[str, Any] = dict.fromkeys(held.own if held else (), "")
        blank |= {"kind": "person", "manager_id": None, "hire_date": None, "left_on": at.date()}
        blank |= {"id": self.left, "name": self.left}
        self._connection.execute(sa.update(people).where(people.c.no == self._no).values(blank))


def _without_samples(plan: str) -> str:
    whole = from_json(plan, UploadPlan)
    return to_json(replace(whole, columns=tuple(replace(column, samples=()) for column in whole.columns)))


def _table(name: str) -> sa.Table:
    return SQLModel.metadata.tables[name]
