"""What is old goes, whatever hangs on it, and what cannot go keeps nothing else here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.delivery.domain.delivery import Delivery, Priority
from bot.feedback.domain.approval import Approval
from bot.feedback.domain.approval import ApprovalState as Answered
from bot.intake.domain.intake import RowProblem
from bot.intake.domain.upload import Column, Remembered, UploadedFile, UploadPlan, UploadState
from bot.kit.identity import Identity
from bot.messages.card import Action, Card, Heading
from bot.messages.codec import card_to_json
from bot.messages.dialogue import Dialogue
from bot.messages.field import TextField
from bot.messages.form import Form
from handlers import tick
from storage.delivery.outbox_rows import DELIVERY
from storage.feedback.feedback_rows import OpinionRow
from storage.inventory import tables

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

THEN = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CARD = card_to_json(Card("standing", "s", (Heading("h"),)))


def message(key: str, *, at: datetime) -> Delivery:
    return Delivery(key, f"o-{key}", "bo", "standing", Priority.REPORT, CARD, at, at)


def fill(work: SqlWork, *, at: datetime) -> None:
    """Store one of everything that is kept for a time, a message that was rated and one that waits for ever."""
    mark = f"{at:%Y}"
    work.people.put([{"id": "bo", "name": "Bo"}])
    for key in ("rated", "waits"):
        assert work.outbox.add(message(f"{key}{mark}", at=at))
    delivery = work.outbox.get(f"rated{mark}")
    assert delivery
    work.connection.execute(
        sa.update(DELIVERY).where(DELIVERY.c.key == f"rated{mark}").values(state="sent", sent_at=at)
    )
    work.feedback.rate(delivery.no, "bo", useful=True, at=at)
    work.inbox.seen("slack", mark, at=at, payload="{}")
    work.forms.keep("slack", mark, "u", "{}", at=at)
    work.choices.reserve("slack", mark, "m1", ["a"], said=["f1"], at=at)
    form = Form(kind="f", title="F", fields=(TextField("a", "A"),), submit="OK", action=Action("a"), opener=Action("a"))
    work.drafts.open("bo", replace(form, opener=Action(f"a{mark}")), at=at)
    work.dialogues.open(Identity("slack", "", mark), Dialogue(form), at=at)
    work.job_runs.record("kudos", "bo", mark, at=at)
    batch = work.batches.open(kind="people", source="", file="f", digest=mark, by="", now=at)
    work.batches.record(batch.no, problems=[RowProblem(2, "mobile", "139", "import-no-value")], changes=[])
    asked = Approval(f"k{mark}", "bo", at, at, "d", note="Well done.", state=Answered.APPROVED)
    work.approvals.save(asked)


FORGOTTEN = ("delivery", "opinion", "inbox", "form", "choice", "dialogue", "draft", "reject", "approval")


def counts(storage: Storage) -> dict[str, int]:
    with storage.work() as work:
        return {name: work.count(name) for name in FORGOTTEN}


def clean_up(storage: Storage) -> None:
    with storage.work() as work:
        tick(work, now=NOW)


def test_what_was_rated_goes_with_its_rating_and_everything_else_that_is_old(storage: Storage) -> None:
    with storage.work() as work:
        fill(work, at=THEN)
        fill(work, at=NOW - timedelta(days=1))
    assert set(counts(storage).values()) == {2, 4}

    clean_up(storage)

    assert counts(storage) == dict.fromkeys(FORGOTTEN, 1) | {"delivery": 2}
    with storage.work() as work:
        assert {delivery.key for delivery in work.outbox.find()} == {"rated2026", "waits2026"}


def test_what_cannot_be_let_go_of_keeps_nothing_else_here(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> int:
        raise sa.exc.IntegrityError("delete", {}, Exception("something hangs on it"))

    monkeypatch.setattr("storage.form.SqlForms.forget", broken)
    with storage.work() as work:
        fill(work, at=THEN)

    clean_up(storage)

    assert counts(storage) == dict.fromkeys(FORGOTTEN, 0) | {"form": 1}


def test_every_table_that_hangs_on_a_message_goes_with_it() -> None:
    children = {table.name for table in tables() for key in table.foreign_keys if key.column.table is DELIVERY}

    assert OpinionRow.__tablename__ in children
    assert children <= set(FORGOTTEN), "fill() has to store a row of it, to see that it goes"


def test_a_file_leaves_no_cell_behind_after_a_week(storage: Storage) -> None:
    plan = UploadPlan("people", (Column("name", ("Quorra",), "name"),), fields=("name",), required=("name",))
    with storage.work() as work:
        work.people.put([{"id": "bo", "name": "Bo"}])
        sent = UploadedFile("bo", "slack", "F1", "p.csv", 9, NOW - timedelta(days=8), state=UploadState.DONE, plan=plan)
        work.uploads.keep(work.uploads.add(sent), b"Quorra")
        work.uploads.remember(plan.header_key, Remembered(plan, "bo", NOW))
        work.forget_old(now=NOW)

    with storage.work() as work:
        for table in ("upload", "upload_mapping", "upload_content"):
            rows = work.connection.execute(sa.select(sa.text("*")).select_from(sa.text(table))).all()
            assert "Quorra" not in str(rows), table
        remembered = work.uploads.recall(plan.header_key)
        assert remembered
        assert [column.means for column in remembered.plan.columns] == ["name"], "what the columns mean stays"
