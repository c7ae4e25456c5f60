"""Rules and signals as rows, and how they are read."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.kit.period import Period
from bot.rules.domain.rule import Audience, Cadence, Rule, Scope, Signal, Silence, Tone
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC as MEASURED
from storage.inventory import declare
from storage.people.person_rows import PERSON as SUBJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.sql.elements import ColumnElement

    from bot.rules.domain.fact import Value


class RuleRow(SQLModel, table=True):
    """One version of a rule; the highest version of a key counts."""

    __tablename__ = "rule"
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title_en: str
    title_zh: str
    scope: str
    condition: str
    audience: str
    tone: str
    cadence: str
    cooldown_days: int
    minimum_n: int
    material: bool
    review: bool
    enabled: bool
    tested: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    suppresses: str = ""
    author: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


declare(
    "rule",
    others="author",
    plain="key version title_en title_zh scope condition audience tone cadence cooldown_days minimum_n material review"
    " enabled tested suppresses created_at",
)


class SignalRow(SQLModel, table=True):
    """A rule that fired. The key is unique, so the same cause gives one signal however often it is asked."""

    __tablename__ = "signal"
    __table_args__ = (sa.Index("ix_signal_subject", "subject_no", "rule", "fired_at"),)
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    rule: str
    rule_version: int
    subject_no: int
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    revision: int
    audience: str
    tone: str
    review: bool
    facts: str
    fired_at: datetime = Field(sa_type=UtcDateTime)
    silenced: str = ""


declare(
    "signal",
    whose="subject_no",
    kinds={"signals": "subject_no"},
    own="rule start end fired_at silenced",
    withheld={"key facts": "what colleagues' values are, beside figures that stand among the comparisons"},
    plain="no rule_version metric_no revision audience tone review",
)


RULE = SQLModel.metadata.tables["rule"]
SIGNAL = SQLModel.metadata.tables["signal"]
CHUNK = 500


def kept(*conditions: ColumnElement[bool]) -> sa.Select[Any]:
    """Select signals with whom and which metric they are about, oldest first."""
    return (
        sa.select(SIGNAL, SUBJECT.c.id.label("subject_id"), MEASURED.c.key.label("metric"))
        .join(SUBJECT, SUBJECT.c.no == SIGNAL.c.subject_no)
        .join(MEASURED, MEASURED.c.no == SIGNAL.c.metric_no)
        .where(*conditions)
        .order_by(SIGNAL.c.no)
    )


@cache
def lately_fired() -> sa.Select[Any]:
    """Select what fired about ``some`` people after ``since`` and was not silenced."""
    since = SIGNAL.c.fired_at >= sa.bindparam("since", type_=UtcDateTime())
    some = SUBJECT.c.id.in_(sa.bindparam("some", expanding=True, type_=sa.String))
    return kept(SIGNAL.c.silenced == "", since, some)


@cache
def newest_versions() -> sa.Select[Any]:
    """Select the newest version of every rule, by key."""
    newest = sa.select(RULE.c.key, sa.func.max(RULE.c.version).label("version")).group_by(RULE.c.key).subquery()
    same = sa.and_(RULE.c.key == newest.c.key, RULE.c.version == newest.c.version)
    return sa.select(RULE).join(newest, same).order_by(RULE.c.key)


def rule_of(row: sa.Row[Any]) -> Rule:
    """Return a row as a rule."""
    return Rule(
        key=row.key,
        title_en=row.title_en,
        title_zh=row.title_zh,
        scope=Scope(row.scope),
        condition=row.condition,
        audience=Audience(row.audience),
        tone=Tone(row.tone),
        cadence=Cadence(row.cadence),
        cooldown_days=row.cooldown_days,
        minimum_n=row.minimum_n,
        material=row.material,
        review=row.review,
        enabled=row.enabled,
        suppresses=tuple(row.suppresses.split()),
        version=row.version,
        tested=row.tested,
    )


def facts_json(facts: Mapping[str, Value]) -> str:
    """Write the facts of a signal as they are kept."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def signal_of(row: sa.RowMapping) -> Signal:
    """Return a row of :func:`kept` as a signal."""
    return Signal(
        rule=row["rule"],
        rule_version=row["rule_version"],
        subject_id=row["subject_id"],
        metric=row["metric"],
        period=Period(row["start"], row["end"]),
        revision=row["revision"],
        audience=Audience(row["audience"]),
        tone=Tone(row["tone"]),
        review=row["review"],
        facts=json.loads(row["facts"]),
        fired_at=row["fired_at"],
        silenced=Silence(row["silenced"]) if row["silenced"] else None,
        no=row["no"],
    )
