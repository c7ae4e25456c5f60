"""Files that people sent in, as kept: where each stands, its content, and the mappings that were confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.intake.domain.upload import (
    KEEP,
    WAITING,
    WORK,
    Remembered,
    Stored,
    UploadedFile,
    UploadPlan,
    UploadState,
)
from bot.messages.codec import from_json, to_json
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

    from sqlalchemy.engine import Connection, Row


class UploadRow(SQLModel, table=True):
    """A file that somebody sent."""

    __tablename__ = "upload"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    platform: str
    ref: str
    name: str
    size: int
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str = Field(index=True)
    round: int
    kind: str
    plan: str
    digest: str = Field(index=True)
    batch_no: int
    tries: int
    owner: str
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    card: str
    before: str


declare(
    "upload",
    whose="person_no",
    kinds={"uploads": "person_no"},
    own="platform name size at state kind",
    withheld={"ref card": "where a file and its card stand on the platform"},
    worded="plan",
    plain="no round digest batch_no tries owner lease_until before",
)


class UploadContentRow(SQLModel, table=True):
    """The content of a file, as long as somebody may still want it."""

    __tablename__ = "upload_content"
    upload_no: int = Field(primary_key=True, foreign_key="upload.no")
    content: bytes


declare(
    "upload_content",
    through=("upload_no", "upload", "no"),
    withheld={"content": "a file that its sender has, with rows about many"},
)


class UploadMappingRow(SQLModel, table=True):
    """A mapping that somebody confirmed, for files with the same header."""

    __tablename__ = "upload_mapping"
    header: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    plan: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("upload_mapping", others="by", worded="plan", plain="header kind at")


UPLOAD, CONTENT, MAPPING = (SQLModel.metadata.tables[name] for name in ("upload", "upload_content", "upload_mapping"))
_SENT = sa.select(UPLOAD, PERSON.c.id.label("person_id")).join(PERSON, PERSON.c.no == UPLOAD.c.person_no)


class SqlUploads:
    """Files that people sent in, their content, and the mappings that were confirmed for them."""

    retention = KEEP

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, upload: UploadedFile) -> int:
        """Store that somebody sent a file; return its number."""
        person = self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == upload.person_id)).scalar_one()
        values = {"person_no": person, "at": upload.at} | _fields(upload)
        return int(self._connection.execute(sa.insert(UPLOAD).values(values).returning(UPLOAD.c.no)).scalar_one())

    def get(self, no: int) -> UploadedFile | None:
        """Return an upload, or None."""
        row = self._connection.execute(_SENT.where(UPLOAD.c.no == no)).first()
        return _upload(row) if row else None

    def find(self, *, person_id: str, states: Collection[UploadState], since: datetime) -> list[UploadedFile]:
        """Return somebody's uploads since an instant that are in one of these states, newest first."""
        where = (PERSON.c.id == person_id, UPLOAD.c.state.in_([state.value for state in states]), UPLOAD.c.at >= since)
        rows = self._connection.execute(_SENT.where(*where).order_by(UPLOAD.c.no.desc()))
        return [_upload(row) for row in rows]

    def done_with(self, digest: str) -> UploadedFile | None:
        """Return the newest upload with this very content that was imported, or None."""
        where = (UPLOAD.c.digest == digest, UPLOAD.c.state == UploadState.DONE.value, UPLOAD.c.batch_no > 0)
        row = self._connection.execute(_SENT.where(*where).order_by(UPLOAD.c.no.desc()).limit(1)).first()
        return _upload(row) if row else None

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> UploadedFile | None:
        """Take the oldest upload that a worker has something to do for, under a lease; None when there is none."""
        free = UPLOAD.c.lease_until.is_(None) | (UPLOAD.c.lease_until <= now)
        oldest = (
            sa.select(UPLOAD.c.no)
            .where(UPLOAD.c.state.in_([state.value for state in WORK]), free)
            .order_by(UPLOAD.c.no)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        no = self._connection.execute(oldest).scalar()
        if no is None:
            return None
        values = {"owner": owner, "lease_until": now + lease, "tries": UPLOAD.c.tries + 1}
        self._connection.execute(sa.update(UPLOAD).where(UPLOAD.c.no == no).values(values))
        return self.get(no)

    def move(self, was: UploadedFile, to: UploadedFile) -> bool:
        """Write an upload anew; False, and nothing is written, when it is no longer where ``was`` says."""
        where = (
            UPLOAD.c.no == was.no,
            UPLOAD.c.state == was.state.value,
            UPLOAD.c.round == was.round,
            UPLOAD.c.owner == was.owner,
        )
        return self._connection.execute(sa.update(UPLOAD).where(*where).values(_fields(to))).rowcount == 1

    def renew(self, upload: UploadedFile, *, until: datetime) -> bool:
        """Prolong a lease; False when another process has taken over."""
        where = (UPLOAD.c.no == upload.no, UPLOAD.c.owner == upload.owner, UPLOAD.c.state == upload.state.value)
        return self._connection.execute(sa.update(UPLOAD).where(*where).values(lease_until=until)).rowcount == 1

    def keep(self, no: int, content: bytes) -> None:
        """Store the content of a file."""
        statement = insert(self._connection, CONTENT).values(upload_no=no, content=content)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["upload_no"], set_={"content": content})
        )

    def content(self, no: int) -> bytes | None:
        """Return the content of a file, or None when it is not here, or no longer."""
        found = self._connection.execute(sa.select(CONTENT.c.content).where(CONTENT.c.upload_no == no)).scalar()
        return None if found is None else bytes(found)

    def remember(self, header: str, remembered: Remembered) -> None:
        """Keep a mapping for files with a header; an earlier one for the same kind goes."""
        bare = remembered.plan.with_samples(UploadPlan(remembered.plan.kind, ()))  # of the file only its header
        said = {"plan": to_json(bare), "by": remembered.by, "at": remembered.at}
        statement = insert(self._connection, MAPPING).values(header=header, kind=remembered.plan.kind, **said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["header", "kind"], set_=said))

    def recall(self, header: str, *, kind: str = "") -> Remembered | None:
        """Return the mapping that was last confirmed for files with a header, of a kind or of any."""
        statement = sa.select(MAPPING).where(MAPPING.c.header == header).order_by(MAPPING.c.at.desc())
        row = self._connection.execute(statement.where(MAPPING.c.kind == kind) if kind else statement).first()
        return Remembered(from_json(row.plan, UploadPlan), row.by, row.at) if row else None

    def forget(self, *, before: datetime) -> int:
        """Delete contents of files that came before an instant, and give up what waits since then; return how many."""
        old = sa.select(UPLOAD.c.no).where(UPLOAD.c.at < before)
        gone = self._connection.execute(sa.delete(CONTENT).where(CONTENT.c.upload_no.in_(old))).rowcount
        waiting = (UPLOAD.c.at < before, UPLOAD.c.state.in_([state.value for state in WAITING]))
        self._connection.execute(sa.update(UPLOAD).where(*waiting).values(state=UploadState.CANCELLED.value))
        shown = (UPLOAD.c.at < before, UPLOAD.c.plan != "", UPLOAD.c.state.not_in([state.value for state in WORK]))
        self._connection.execute(sa.update(UPLOAD).where(*shown).values(plan=""))  # it shows cells of the file
        return gone


def _fields(upload: UploadedFile) -> dict[str, Any]:
    """Return the columns that change while a file is dealt with."""
    return {
        "platform": upload.platform,
        "ref": upload.ref,
        "name": upload.name,
        "size": upload.size,
        "state": upload.state.value,
        "round": upload.round,
        "kind": upload.kind,
        "plan": to_json(upload.plan) if upload.plan else "",
        "digest": upload.digest,
        "batch_no": upload.batch,
        "tries": upload.tries,
        "owner": upload.owner,
        "lease_until": upload.lease_until,
        "card": upload.card,
        "before": to_json(upload.before),
    }


def _upload(row: Row[Any]) -> UploadedFile:
    return UploadedFile(
        person_id=row.person_id,
        platform=row.platform,
        ref=row.ref,
        name=row.name,
        size=row.size,
        at=row.at,
        state=UploadState(row.state),
        round=row.round,
        kind=row.kind,
        plan=from_json(row.plan, UploadPlan) if row.plan else None,
        digest=row.digest,
        batch=row.batch_no,
        tries=row.tries,
        owner=row.owner,
        lease_until=row.lease_until,
        card=row.card,
        before=from_json(row.before, Stored),
        no=row.no,
    )
