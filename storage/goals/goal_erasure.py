"""Somebody taken out of goals: theirs are part of nothing any more, and those of others name them no more."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.goals.domain.goal import Goal
from bot.goals.domain.key_result import KeyResult
from bot.messages.codec import from_json, to_json
from storage.goals.goal_dependency import DEPENDENCY
from storage.goals.goal_rows import GOAL, KEY_RESULT, LINK, VERSION

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def forget_in_goals(connection: Connection, person_no: int, person_id: str, left: str) -> None:
    """Take the goals of somebody out of everything, and put ``left`` where their id stands in goals of others."""
    theirs = sa.select(GOAL.c.no).where(GOAL.c.owner_no == person_no)
    connection.execute(sa.delete(LINK).where(sa.or_(LINK.c.child_no.in_(theirs), LINK.c.parent_no.in_(theirs))))
    needed = sa.or_(DEPENDENCY.c.goal_no.in_(theirs), DEPENDENCY.c.on_no.in_(theirs))
    connection.execute(sa.delete(DEPENDENCY).where(needed))
    written = json.dumps(person_id, ensure_ascii=False)
    for table in (GOAL, VERSION, KEY_RESULT):
        keys = list(table.primary_key.columns)
        near = table.c.body.contains(written, autoescape=True)
        for row in connection.execute(sa.select(*keys, table.c.body).where(near)).all():
            where = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            body = _result(row.body, person_id, left) if table is KEY_RESULT else _goal(row.body, person_id, left)
            connection.execute(sa.update(table).where(*where).values(body=body))


def _goal(body: str, person_id: str, left: str) -> str:
    goal = from_json(body, Goal)
    results = tuple(_without(result, person_id, left) for result in goal.key_results)
    awaits = "" if goal.awaits == person_id else goal.awaits
    tried = goal.experiment
    if tried and tried.decided_by == person_id:
        tried = replace(tried, decided_by=left)
    return to_json(replace(goal, key_results=results, awaits=awaits, experiment=tried))


def _result(body: str, person_id: str, left: str) -> str:
    return to_json(_without(from_json(body, KeyResult), person_id, left))


def _without(result: KeyResult, person_id: str, left: str) -> KeyResult:
    return replace(result, subject_id=left) if result.subject_id == person_id else result
